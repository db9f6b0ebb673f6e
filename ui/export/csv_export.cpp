// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/csv_export.h"

#include "engine/files/atomic_file.h"
#include "engine/io/csv.h"
#include "ui/chart/chart_panel.h"
#include "ui/runs/run_store.h"

#include <QFile>

namespace headroom::ui {

namespace {

bool standsBesideItsOriginal(const RunStore& store, const StoredRun& replay) {
    if (replay.kind != RunKind::Replay)
        return false;
    for (int i = 0; i < store.count(); ++i)
        if (const StoredRun& other = store.at(i);
            other.kind != RunKind::Replay && other.run.context.runId == replay.run.context.runId)
            return true;
    return false;
}

} // namespace

std::string csvOfEverything(const RunStore& store) {
    std::string csv = csvHeader() + '\n';
    for (int i = 0; i < store.count(); ++i)
        if (const StoredRun& stored = store.at(i);
            stored.kind != RunKind::Reference && !standsBesideItsOriginal(store, stored))
            csv += csvRows(stored.run);
    return csv;
}

std::string csvOfVisible(const RunStore& store, const ChartPanel& chart) {
    std::string csv = csvHeader() + '\n';
    for (int i = 0; i < store.count(); ++i) {
        const StoredRun& stored = store.at(i);
        if (stored.kind == RunKind::Reference)
            continue;
        for (std::size_t row = 0; row < stored.run.measurements.size(); ++row)
            if (chart.showsCurveOf(stored.id, static_cast<int>(row)))
                csv += csvRow(stored.run, stored.run.measurements[row]) + '\n';
    }
    return csv;
}

Outcome writeCsv(const QString& path, const std::string& csv) {
    return writeFileAtomically(QFile::encodeName(path).toStdString(), csv);
}

} // namespace headroom::ui
