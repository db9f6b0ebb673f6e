// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/csv_export.h"

#include "engine/files/atomic_file.h"
#include "ui/chart/data/curve_set.h"
#include "ui/runs/run_store.h"

#include <QFile>

#include <algorithm>

namespace headroom::ui {

namespace {

bool standsBesideItsOriginal(const RunStore& store, const StoredRun& replay) {
    return replay.isReplay() && std::ranges::any_of(store.runs(), [&](const StoredRun& other) {
               return !other.isReplay() && other.run.context.runId == replay.run.context.runId;
           });
}

std::string beginning(CsvStyle style) {
    return (style == CsvStyle::DecimalComma ? "\xEF\xBB\xBF" : "") + csvHeader(style) + '\n';
}

/// The run as the window knows it: with its file's name where its user gave it none.
Run namedRun(const StoredRun& stored) {
    Run run = stored.run;
    run.name = stored.given.toStdString();
    return run;
}

} // namespace

std::string csvOfEverything(const RunStore& store, CsvStyle style) {
    std::string csv = beginning(style);
    for (const StoredRun& stored : store.measured() | std::views::reverse) // from the front one
        if (!standsBesideItsOriginal(store, stored))
            csv += csvRows(namedRun(stored), style);
    return csv;
}

std::string csvOfVisible(const RunStore& store, const CurveSet& curves, CsvStyle style) {
    std::string csv = beginning(style);
    for (const StoredRun& stored : store.measured() | std::views::reverse) {
        const Run run = namedRun(stored);
        for (std::size_t row = 0; row < run.measurements.size(); ++row)
            if (curves.shows({stored.id, static_cast<int>(row)}))
                csv += csvRow(run, run.measurements[row], style) + '\n';
    }
    return csv;
}

Outcome writeCsv(const QString& path, const std::string& csv) {
    return writeFileAtomically(QFile::encodeName(path).toStdString(), csv);
}

} // namespace headroom::ui
