// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_text.h"

#include "engine/io/csv.h"
#include "ui/runs/run_store.h"
#include "ui/table/measurement_model.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QMetaType>
#include <QStringList>
#include <QVariant>

#include <set>

namespace headroom::ui {

namespace {

/// A column that the table words for reading, as figures.
struct FigureColumn {
    int column;
    const char* title;
    double (*figure)(const Measurement& row);
};

constexpr FigureColumn kFigures[] = {
    {MeasurementModel::Throughput, QT_TRANSLATE_NOOP("headroom::ui", "throughput (TFLOP/s)"),
     [](const Measurement& row) { return row.throughputTflops(); }},
    {MeasurementModel::IntervalWidth, QT_TRANSLATE_NOOP("headroom::ui", "low (TFLOP/s)"),
     [](const Measurement& row) { return row.throughputLowTflops(); }},
    {MeasurementModel::IntervalWidth, QT_TRANSLATE_NOOP("headroom::ui", "high (TFLOP/s)"),
     [](const Measurement& row) { return row.throughputHighTflops(); }},
    {MeasurementModel::CallSeconds, QT_TRANSLATE_NOOP("headroom::ui", "time (ms)"),
     [](const Measurement& row) { return row.time.medianS * 1e3; }},
};

/// What a column of numbers shows; else the text on one line, and nothing that a spreadsheet would compute.
QString cellOf(const QModelIndex& index) {
    const QString text = index.data().toString().simplified();
    bool isNumber = index.data(MeasurementModel::SortRole).typeId() != QMetaType::QString;
    if (isNumber)
        static_cast<void>(text.toDouble(&isNumber));
    return isNumber ? localNumber(text) : QString::fromStdString(csvText(text.toStdString()));
}

QStringList titlesOf(const MeasurementModel& model, int column) {
    QStringList titles;
    for (const FigureColumn& figures : kFigures)
        if (figures.column == column)
            titles << words(figures.title);
    return titles.isEmpty() ? QStringList{model.headerData(column, Qt::Horizontal).toString()} : titles;
}

QStringList cellsOf(const MeasurementModel& model, int row, int column) {
    const Measurement* measurement = model.measurementAt(row);
    QStringList cells;
    for (const FigureColumn& figures : kFigures)
        if (figures.column == column && measurement) {
            const double figure = measurement->ok() ? figures.figure(*measurement) : 0;
            cells << (figure > 0 ? localNumber(shortNumber(figure, kThroughputDigits)) : QString());
        }
    return cells.isEmpty() ? QStringList{cellOf(model.index(row, column))} : cells;
}

} // namespace

QString tableText(const MeasurementModel& model, const std::vector<int>& columns,
                  const std::vector<int>& rows) {
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells << titlesOf(model, column);
    lines << cells.join(QLatin1Char('\t'));
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns)
            cells << cellsOf(model, row, column);
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString measurementText(const RunStore& store, const std::function<bool(int runId, int row)>& wanted) {
    const MeasurementModel model(&store);
    std::vector<int> rows;
    std::set<int> runs;
    for (int row = 0; row < model.rowCount(); ++row) {
        const MeasurementModel::Source source = model.sourceOf(row);
        if (!wanted(source.runId, source.row))
            continue;
        rows.push_back(row);
        runs.insert(source.runId);
    }
    std::vector<int> columns;
    for (int column = 0; column < MeasurementModel::ColumnCount; ++column)
        if (column == MeasurementModel::RunName ? runs.size() > 1 : model.tells(column, false))
            columns.push_back(column);
    return tableText(model, columns, rows);
}

} // namespace headroom::ui
