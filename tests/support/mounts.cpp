// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/mounts.h"

#include <QProcess>
#include <QTemporaryDir>

#include <unistd.h>

namespace headroom::testing {

namespace {

/// Root has mounts of its own, others become root of a world of their own first.
QString ownMounts() {
    return ::geteuid() == 0 ? QStringLiteral("-m") : QStringLiteral("-rm");
}

} // namespace

const char* whyNoMounts() {
    static const bool can = [] {
        const QTemporaryDir folder;
        const MountedEnd ended = runMounted(QStringLiteral("exec mount -t tmpfs none \"$1\""),
                                            {QStringLiteral("sh"), folder.path()});
        return ended.status == 0;
    }();
    return can ? nullptr : "neither root nor a user who may have mounts of one's own (unshare -rm)";
}

MountedEnd runMounted(const QString& script, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("unshare"),
                  QStringList{ownMounts(), QStringLiteral("sh"), QStringLiteral("-c"), script} + arguments);
    if (!process.waitForFinished(120'000)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAll()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAll()};
}

} // namespace headroom::testing
