// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reference/reference_runs.h"

#include "engine/io/run_file.h"

#include <QCoreApplication>
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
};

constexpr Shipped kShipped[] = {
    {":/reference/a100-key-query-score-a12.headroom.json",
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "A100 (paper)")},
};

Error fault(const QString& reason) {
    return {Status::Error, reason.toStdString()};
}

QString joined(const std::vector<std::string>& notes) {
    QStringList lines;
    for (const std::string& note : notes)
        lines += QString::fromStdString(note);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

Result<std::vector<ReferenceRun>> shippedReferenceRuns() {
    registerResources();
    std::vector<ReferenceRun> references;
    for (const Shipped& shipped : kShipped) {
        const QString path = QString::fromLatin1(shipped.path);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fault(QStringLiteral("The reference run %1 is missing from this build: %2")
                             .arg(path, file.errorString()));
        Result<Run> run = runFromJson(file.readAll().toStdString());
        if (!run)
            return fault(QStringLiteral("The reference run %1 cannot be read: %2")
                             .arg(path, QString::fromStdString(run.error().reason)));
        const QString name = QCoreApplication::translate("headroom::ui::ReferenceRun", shipped.name);
        const QString source = joined(run->context.notes);
        references.push_back({name, source, std::move(*run)});
    }
    return references;
}

} // namespace headroom::ui
