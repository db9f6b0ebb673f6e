// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_text.h"

#include "engine/io/csv.h"
#include "ui/table/measurement_model.h"

#include <QStringList>

namespace headroom::ui {

namespace {

/// On one line, and nothing that a spreadsheet would compute.
QString cellText(const QString& text) {
    const QString cell = text.simplified();
    bool isNumber = false;
    static_cast<void>(cell.toDouble(&isNumber));
    return isNumber ? cell : QString::fromStdString(csvText(cell.toStdString()));
}

} // namespace

QString tableText(const QAbstractItemModel& model, const std::vector<int>& columns,
                  const std::set<int>& rows) {
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells << model.headerData(column, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns)
            cells << cellText(model.index(row, column).data().toString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString measurementText(const RunStore& store, const std::function<bool(int runId, int row)>& wanted) {
    const MeasurementModel model(&store);
    std::set<int> rows;
    std::set<int> runs;
    for (int row = 0; row < model.rowCount(); ++row) {
        const MeasurementModel::Source source = model.sourceOf(row);
        if (!wanted(source.runId, source.row))
            continue;
        rows.insert(row);
        runs.insert(source.runId);
    }
    std::vector<int> columns;
    for (int column = 0; column < MeasurementModel::ColumnCount; ++column)
        if (column != MeasurementModel::RunName || runs.size() > 1)
            columns.push_back(column);
    return tableText(model, columns, rows);
}

} // namespace headroom::ui
