// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/csv_export.h"

#include "engine/io/output_file.h"
#include "ui/chart/data/curve_set.h"
#include "ui/runs/run_store.h"

#include <QFile>

#include <algorithm>
#include <set>

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

/// The rows of which something is drawn: of two compared runs those that are divided by each other.
std::set<const Measurement*> shownRows(const RunStore& store, const CurveSet& curves) {
    std::set<const Measurement*> rows;
    const bool compares = curves.quantity().comparesRuns();
    for (const StoredRun& stored : store.measured()) {
        if (compares && stored.id != curves.compared().runId)
            continue;
        for (std::size_t i = 0; i < stored.run.measurements.size(); ++i) {
            const PointKey key{stored.id, static_cast<int>(i)};
            const auto row = curves.shows(key) ? curves.rowAt(key) : std::nullopt;
            if (!row || (compares && !row->base) || (curves.quantity().comparesAll() && !row->usualTflops))
                continue;
            rows.insert(&row->measurement);
            if (row->base)
                rows.insert(row->base);
        }
    }
    return rows;
}

bool isWithin(double place, const std::optional<ViewRange>& view) {
    return !view || (place >= view->xMin && place <= view->xMax);
}

} // namespace

std::string csvOfEverything(const RunStore& store, CsvStyle style) {
    std::string csv = beginning(style);
    for (const StoredRun& stored : store.measured() | std::views::reverse) // from the front one
        if (!standsBesideItsOriginal(store, stored))
            csv += csvRows(namedRun(stored), style);
    return csv;
}

std::string csvOfVisible(const RunStore& store, const CurveSet& curves, CsvStyle style,
                         const std::optional<ViewRange>& view) {
    std::string csv = beginning(style);
    const std::set<const Measurement*> shown = shownRows(store, curves);
    for (const StoredRun& stored : store.measured() | std::views::reverse) {
        const Run run = namedRun(stored);
        for (const Measurement& row : stored.run.measurements)
            if (shown.contains(&row) && isWithin(curves.placeOf(row.point), view))
                csv += csvRow(run, row, style) + '\n';
    }
    return csv;
}

std::string csvOfShown(const RunStore& store, CsvStyle style) {
    std::string csv = beginning(style);
    for (const StoredRun* stored : store.shown() | std::views::reverse)
        csv += csvRows(namedRun(*stored), style);
    return csv;
}

Outcome writeCsv(const QString& path, const std::string& csv) {
    return writeOutputFile(QFile::encodeName(path).toStdString(), csv);
}

} // namespace headroom::ui
