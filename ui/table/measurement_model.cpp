// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/measurement_model.h"

#include "ui/runs/roof_text.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace headroom::ui {

namespace {

const MeasurementColumn& columnAt(int column) {
    return measurementColumns()[static_cast<std::size_t>(column)];
}

/// A title or tool tip with the unit where it has a place for that.
QString withUnit(const char* text, RateUnit unit) {
    return words(text).replace(QStringLiteral("%1"), nameOf(unit));
}

QVariant alignment(int column) {
    return QVariant::fromValue(
        Qt::Alignment((columnAt(column).number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

} // namespace

MeasurementModel::MeasurementModel(const RunStore* store, QObject* parent)
    : QAbstractTableModel(parent), m_store(store) {
    connect(store, &RunStore::measurementAdded, this, &MeasurementModel::append);
    connect(store, &RunStore::measurementReplaced, this, &MeasurementModel::replace);
    connect(store, &RunStore::runAdded, this, &MeasurementModel::rebuild);
    connect(store, &RunStore::runRemoved, this, &MeasurementModel::rebuild);
    connect(store, &RunStore::runChanged, this, &MeasurementModel::rebuild);
    connect(store, &RunStore::orderChanged, this, &MeasurementModel::rebuild);
    connect(store, &RunStore::namesChanged, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, RunName), index(rowCount() - 1, RunName));
    });
    rebuild();
}

int MeasurementModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MeasurementModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MeasurementModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(index.column());
    const Source source = sourceOf(index.row());
    const StoredRun* run = m_store->find(source.runId);
    if (!run || static_cast<std::size_t>(source.row) >= run->run.measurements.size())
        return {};
    const Measurement& measurement = run->run.measurements[static_cast<std::size_t>(source.row)];
    const MeasurementColumn& column = columnAt(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column.text(*run, measurement, m_unit);
    case SortRole:
        return column.number ? column.number(*run, measurement) : column.text(*run, measurement, m_unit);
    case Qt::ToolTipRole:
        if (!measurement.ok())
            return toolTipText(QString::fromStdString(measurement.reason));
        if (index.column() == RoofShare)
            if (const QString why = whyNoRoof(run->run.context, measurement); !why.isEmpty())
                return toolTipText(why);
        return toolTipText(column.text(*run, measurement, m_unit)); // whole, where the cell is too narrow
    default:
        return {};
    }
}

QVariant MeasurementModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (role) {
    case Qt::DisplayRole:
        if (section == HeadDim && m_telling.headDimsAreFree())
            return QStringLiteral("d");
        return withUnit(columnAt(section).title, m_unit);
    case Qt::ToolTipRole:
        return withUnit(columnAt(section).toolTip, m_unit);
    case Qt::TextAlignmentRole:
        return alignment(section);
    default:
        return {};
    }
}

const Measurement* MeasurementModel::measurementAt(int row) const {
    const Source source = sourceOf(row);
    const StoredRun* run = m_store->find(source.runId);
    const auto position = static_cast<std::size_t>(source.row);
    return run && position < run->run.measurements.size() ? &run->run.measurements[position] : nullptr;
}

int MeasurementModel::rowOf(int runId, int row) const {
    // A run's rows lie together and in order.
    const auto it = std::ranges::find_if(m_rows, [&](Source s) { return s.runId == runId && s.row == row; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

bool MeasurementModel::isOfHiddenRun(int row) const {
    const StoredRun* run = m_store->find(sourceOf(row).runId);
    return run && !run->visible;
}

int MeasurementModel::runCount(bool visibleOnly) const {
    return static_cast<int>(
        std::ranges::count_if(m_store->measured(RunTopic::Curves),
                              [&](const StoredRun& run) { return run.visible || !visibleOnly; }));
}

QString MeasurementModel::rowText(int row) const {
    const Source source = sourceOf(row);
    const StoredRun* run = m_store->find(source.runId);
    if (!run)
        return {};
    const Measurement& measurement = run->run.measurements.at(static_cast<std::size_t>(source.row));
    QStringList texts;
    for (int column = 0; column < ColumnCount; ++column)
        if (column == RunName || tells(column, false)) // else it would be found in every row
            texts << columnAt(column).text(*run, measurement, m_unit);
    texts << QString::fromStdString(toString(measurement.flags)); // as files and notes name them
    return texts.join(QLatin1Char('\n'));
}

void MeasurementModel::rebuild() {
    beginResetModel();
    m_unit = rateUnitOf(*m_store);
    m_rows.clear();
    m_telling = m_tellingOfVisible = TellingColumns();
    for (const StoredRun& run : m_store->measured(RunTopic::Curves))
        for (std::size_t row = 0; row < run.run.measurements.size(); ++row) {
            m_rows.push_back({run.id, static_cast<int>(row)});
            learn(run, run.run.measurements[row]);
        }
    endResetModel();
}

void MeasurementModel::append(int runId, int row) {
    const StoredRun* run = m_store->find(runId);
    if (!run || run->isReference() || run->topic() != RunTopic::Curves)
        return;
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back({runId, row});
    endInsertRows();
    const Measurement& arrived = run->run.measurements.at(static_cast<std::size_t>(row));
    updateUnit(arrived);
    if (!learn(*run, arrived))
        return;
    Q_EMIT headerDataChanged(Qt::Horizontal, HeadDim, HeadDim);
    Q_EMIT otherColumnsTell();
}

bool MeasurementModel::learn(const StoredRun& run, const Measurement& row) {
    const bool ofVisible = run.visible && m_tellingOfVisible.add(row);
    return m_telling.add(row) || ofVisible;
}

bool MeasurementModel::tells(int column, bool visibleOnly) const {
    if (column == RunName)
        return runCount(visibleOnly) > 1;
    return (visibleOnly ? m_tellingOfVisible : m_telling).tells(column);
}

void MeasurementModel::replace(int runId, int row) {
    const int changed = rowOf(runId, row);
    if (changed < 0)
        return;
    Q_EMIT dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
    updateUnit(m_store->find(runId)->run.measurements.at(static_cast<std::size_t>(row)));
}

void MeasurementModel::updateUnit(const Measurement& arrived) {
    const RateUnit unit = rateUnitOf(*m_store, m_unit, arrived);
    if (std::exchange(m_unit, unit) == unit)
        return;
    Q_EMIT headerDataChanged(Qt::Horizontal, Throughput, IntervalWidth);
    Q_EMIT dataChanged(index(0, Throughput), index(rowCount() - 1, IntervalWidth));
}

} // namespace headroom::ui
