// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/reference_runs.h"

#include "engine/io/run_file.h"
#include "ui/widgets/words.h"

#include <QFile>

// Outside every namespace, as Qt demands: resources of a static library are dropped by the linker otherwise.
static void registerResources() {
    Q_INIT_RESOURCE(reference);
}

namespace headroom::ui {

namespace {

struct Shipped {
    const char* path;
    const char* name;
    const char* source;
};

constexpr Shipped kShipped[] = {
    {":/reference/a100-key-query-score-a12.headroom.json",
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "A100 (paper)"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun",
                       "Anthony et al. 2024, arXiv 2401.14489: an NVIDIA A100, read off the paper's chart at "
                       "hidden sizes 4096, 8192 and 32768; approximate")},
};

Error fault(const QString& reason) {
    return {Status::Error, reason.toStdString()};
}

} // namespace

std::vector<ReferenceRun> shippedReferenceRuns() {
    std::vector<ReferenceRun> references;
    for (const Shipped& shipped : kShipped)
        references.push_back({words(shipped.name), words(shipped.source)});
    return references;
}

Result<Run> readReferenceRun(std::size_t position) {
    registerResources();
    const QString path = QString::fromLatin1(kShipped[position].path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fault(QStringLiteral("The reference run %1 is missing from this build: %2")
                         .arg(path, file.errorString()));
    Result<Run> run = runFromJson(file.readAll().toStdString());
    if (!run)
        return fault(QStringLiteral("The reference run %1 cannot be read: %2")
                         .arg(path, QString::fromStdString(run.error().reason)));
    return run;
}

} // namespace headroom::ui
