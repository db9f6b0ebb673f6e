// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/reference_runs.h"

#include "engine/io/run_file.h"
#include "ui/widgets/words.h"

#include <QFile>

#include <iterator>

// Outside every namespace, as Qt demands: resources of a static library are dropped by the linker otherwise.
static void registerResources() {
    Q_INIT_RESOURCE(reference);
}

namespace headroom::ui {

namespace {

struct Shipped {
    const char* path;
    const char* name;
    const char* origin;
    const char* source;
};

constexpr Shipped kShipped[] = {
    {":/reference/a100-key-query-score-a12.headroom.json",
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "A100 (paper)"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "read off the chart"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun",
                       "Anthony et al. 2024, arXiv 2401.14489: an NVIDIA A100, read off the paper's chart at "
                       "hidden sizes 4096, 8192 and 32768; approximate")},
    {":/reference/h200-key-query-score-a12-all.headroom.json",
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "H200 (all points)"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "driver 580.159.04, 2026-11-23"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun",
                       "An NVIDIA H200, measured by this program on 2026-11-23: driver 580.159.04 "
                       "(CUDA 13.0), cuBLAS 13.1.0, f16, b = 4, s = 2048, burst; all 2,730 points, the "
                       "library's default algorithm")},
    {":/reference/h200-key-query-score-a12-best.headroom.json",
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "H200 (default and best)"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "driver 580.159.04, 2026-11-23"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun",
                       "An NVIDIA H200, measured by this program on 2026-11-23: driver 580.159.04 "
                       "(CUDA 13.0), cuBLAS 13.1.0, f16, b = 4, s = 2048, burst; 40 points a curve, the "
                       "library's default and its best algorithm")},
    {":/reference/h200-key-query-score-a12-sustained.headroom.json",
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "H200 (sustained)"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun", "driver 580.159.04, 2026-11-23"),
     QT_TRANSLATE_NOOP("headroom::ui::ReferenceRun",
                       "An NVIDIA H200, measured by this program on 2026-11-23: driver 580.159.04 "
                       "(CUDA 13.0), cuBLAS 13.1.0, f16, b = 4, s = 2048, sustained load; 4 points a curve, "
                       "the library's default algorithm")},
};
static_assert(kExampleReference < std::size(kShipped));

Error fault(const QString& reason) {
    return {Status::Error, reason.toStdString()};
}

} // namespace

std::vector<ReferenceRun> shippedReferenceRuns() {
    std::vector<ReferenceRun> references;
    for (const Shipped& shipped : kShipped)
        references.push_back({words(shipped.name), words(shipped.origin), words(shipped.source)});
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
