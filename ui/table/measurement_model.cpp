// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/measurement_model.h"

#include "ui/runs/run_store.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace headroom::ui {

namespace {

/// NaN where there is none.
double roofShare(const StoredRun& run, const Measurement& row) {
    const auto roof = roofTflops(run.run.context, row.point.gemm);
    if (!roof || *roof <= 0 || !row.ok())
        return std::numeric_limits<double>::quiet_NaN();
    return row.throughputTflops() / *roof;
}

/// Nothing was measured where a row is not ok.
QString measured(const Measurement& row, const QString& text) {
    return row.ok() ? text : QString();
}

using S = const StoredRun&;
using M = const Measurement&;
using U = RateUnit;

struct ColumnEntry {
    const char* title;
    const char* toolTip;
    QString (*text)(S run, M row, U unit);
    /// What it is sorted by, of a column of numbers; others by their text.
    QVariant (*number)(S run, M row) = nullptr;
};

/// In the order of MeasurementModel::Column.
constexpr ColumnEntry kColumns[] = {
    {QT_TRANSLATE_NOOP("headroom::ui", "run"),                         //
     QT_TRANSLATE_NOOP("headroom::ui", "The run this row belongs to"), //
     [](S run, M, U) { return run.name(); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "h"), //
     QT_TRANSLATE_NOOP("headroom::ui", "Hidden size"),
     [](S, M row, U) { return QString::number(row.point.layer.hidden); },
     [](S, M row) { return QVariant(qint64(row.point.layer.hidden)); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "a"), //
     QT_TRANSLATE_NOOP("headroom::ui", "Number of attention heads"),
     [](S, M row, U) { return QString::number(row.point.layer.heads); },
     [](S, M row) { return QVariant(qint64(row.point.layer.heads)); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "h/a"),
     QT_TRANSLATE_NOOP("headroom::ui", "Head dimension: the contraction length k of the GEMM"),
     [](S, M row, U) { return QString::number(row.point.layer.headDim); },
     [](S, M row) { return QVariant(qint64(row.point.layer.headDim)); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "ratio"),
     QT_TRANSLATE_NOOP("headroom::ui", "The curve: the power-of-two class of h/a, or h/a itself"),
     [](S, M row, U) { return QString::number(row.point.ratio); },
     [](S, M row) { return QVariant(qint64(row.point.ratio)); }},
    {"%1", QT_TRANSLATE_NOOP("headroom::ui", "Throughput of the median call"),
     [](S, M row, U unit) { return measured(row, rateNumber(row.throughputTflops(), unit)); },
     [](S, M row) { return QVariant(row.throughputTflops()); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "interval"),
     QT_TRANSLATE_NOOP("headroom::ui", "Another run falls into it 95 times in 100, %1"),
     [](S, M row, U unit) {
         return measured(row, words("%1 – %2").arg(rateNumber(row.throughputLowTflops(), unit),
                                                   rateNumber(row.throughputHighTflops(), unit)));
     },
     [](S, M row) { return QVariant(row.throughputHighTflops() - row.throughputLowTflops()); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "time"), QT_TRANSLATE_NOOP("headroom::ui", "Median time of one call"),
     [](S, M row, U) { return measured(row, timeText(row.time.medianS)); },
     [](S, M row) { return QVariant(row.time.medianS); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "% of roof"),
     QT_TRANSLATE_NOOP("headroom::ui",
                       "Share of what arithmetic and memory of this device allow for the shape"),
     [](S run, M row, U) {
         const double share = roofShare(run, row);
         return share == share ? QString::number(share * 100, 'f', 1) : QString();
     },
     [](S run, M row) { // those without sort together
         const double share = roofShare(run, row);
         return QVariant(share == share ? share : -1.0);
     }},
    {QT_TRANSLATE_NOOP("headroom::ui", "algorithm"),
     QT_TRANSLATE_NOOP("headroom::ui",
                       "The library's own choice, or the best of its algorithms that were tried"),
     [](S, M row, U) { return QString::fromLatin1(toString(row.point.algorithm)); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "kernel"),
     QT_TRANSLATE_NOOP("headroom::ui", "The library's own name of the implementation that ran"),
     [](S, M row, U) { return QString::fromStdString(row.kernel); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "flags"),
     QT_TRANSLATE_NOOP("headroom::ui", "What a reader should know about the point"),
     [](S, M row, U) { return flagsText(row.flags); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "status"),
     QT_TRANSLATE_NOOP("headroom::ui", "ok, or why there is no figure"),
     [](S, M row, U) { return row.ok() ? QStringLiteral("ok") : QString::fromStdString(row.reason); }},
};
static_assert(std::size(kColumns) == MeasurementModel::ColumnCount);

/// A title or tool tip with the unit where it has a place for that.
QString withUnit(const char* text, RateUnit unit) {
    return words(text).replace(QStringLiteral("%1"), nameOf(unit));
}

QVariant alignment(int column) {
    return QVariant::fromValue(
        Qt::Alignment((kColumns[column].number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
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
    const ColumnEntry& column = kColumns[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        return column.text(*run, measurement, m_unit);
    case SortRole:
        return column.number ? column.number(*run, measurement) : column.text(*run, measurement, m_unit);
    case Qt::ToolTipRole:
        if (!measurement.ok())
            return toolTipText(QString::fromStdString(measurement.reason));
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
        return withUnit(kColumns[section].title, m_unit);
    case Qt::ToolTipRole:
        return withUnit(kColumns[section].toolTip, m_unit);
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
    for (const ColumnEntry& column : kColumns)
        texts << column.text(*run, measurement, m_unit);
    texts << QString::fromStdString(toString(measurement.flags)); // as files and notes name them
    return texts.join(QLatin1Char('\n'));
}

void MeasurementModel::rebuild() {
    beginResetModel();
    m_unit = rateUnitOf(*m_store);
    m_rows.clear();
    for (const StoredRun& run : m_store->measured(RunTopic::Curves))
        for (std::size_t row = 0; row < run.run.measurements.size(); ++row)
            m_rows.push_back({run.id, static_cast<int>(row)});
    endResetModel();
}

void MeasurementModel::append(int runId, int row) {
    const StoredRun* run = m_store->find(runId);
    if (!run || run->isReference() || run->topic() != RunTopic::Curves)
        return;
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back({runId, row});
    endInsertRows();
    updateUnit(run->run.measurements.at(static_cast<std::size_t>(row)));
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
