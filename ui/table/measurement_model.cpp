// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/measurement_model.h"

#include "ui/runs/run_store.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plain_text.h"

#include <algorithm>
#include <limits>

namespace headroom::ui {

namespace {

struct ColumnText {
    const char* title;
    const char* toolTip;
};

/// In the order of MeasurementModel::Column.
constexpr ColumnText kColumns[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "run"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "The run this row belongs to")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "h"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "Hidden size")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "a"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "Number of attention heads")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "h/a"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel",
                       "Head dimension: the contraction length k of the GEMM")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "ratio"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel",
                       "The curve: the power-of-two class of h/a, or h/a itself")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "TFLOP/s"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "Throughput of the median call")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "interval"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel",
                       "Another run falls into it 95 times in 100, TFLOP/s")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "time"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "Median time of one call")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "% of roof"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel",
                       "Share of what arithmetic and memory of this device allow for the shape")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "kernel"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel",
                       "The library's own name of the implementation that ran")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "flags"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "What a reader should know about the point")},
    {QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "status"),
     QT_TRANSLATE_NOOP("headroom::ui::MeasurementModel", "ok, or why there is no figure")},
};
static_assert(std::size(kColumns) == MeasurementModel::ColumnCount);

bool isNumber(int column) {
    return column >= MeasurementModel::Hidden && column <= MeasurementModel::RoofShare;
}

/// NaN where there is none, so that rows without sort together.
double roofShare(const StoredRun& run, const Measurement& measurement) {
    const auto roof = roofTflops(run.run.context, measurement.point.gemm);
    if (!roof || *roof <= 0 || !measurement.ok())
        return std::numeric_limits<double>::quiet_NaN();
    return measurement.throughputTflops() / *roof;
}

} // namespace

MeasurementModel::MeasurementModel(const RunStore* store, QObject* parent)
    : QAbstractTableModel(parent), m_store(store) {
    connect(store, &RunStore::measurementAdded, this, &MeasurementModel::append);
    connect(store, &RunStore::measurementReplaced, this, &MeasurementModel::replace);
    connect(store, &RunStore::runAdded, this, &MeasurementModel::rebuild);
    connect(store, &RunStore::runRemoved, this, &MeasurementModel::rebuild);
    connect(store, &RunStore::runChanged, this, &MeasurementModel::rebuild);
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
        return QVariant::fromValue(
            Qt::Alignment((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    const Source source = sourceOf(index.row());
    const StoredRun* run = m_store->find(source.runId);
    if (!run || static_cast<std::size_t>(source.row) >= run->run.measurements.size())
        return {};
    const Measurement& measurement = run->run.measurements[static_cast<std::size_t>(source.row)];
    switch (role) {
    case Qt::DisplayRole:
        return text(*run, measurement, index.column());
    case SortRole:
        return sortKey(*run, measurement, index.column());
    case Qt::ToolTipRole:
        if (!measurement.ok())
            return toolTipText(QString::fromStdString(measurement.reason));
        return toolTipText(text(*run, measurement, index.column())); // whole, where the cell is too narrow
    default:
        return {};
    }
}

QVariant MeasurementModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (role) {
    case Qt::DisplayRole:
        return tr(kColumns[section].title);
    case Qt::ToolTipRole:
        return tr(kColumns[section].toolTip);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
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
    int count = 0;
    for (int i = 0; i < m_store->count(); ++i) {
        const StoredRun& run = m_store->at(i);
        count += run.kind != RunKind::Reference && (run.visible || !visibleOnly) ? 1 : 0;
    }
    return count;
}

QString MeasurementModel::rowText(int row) const {
    const Source source = sourceOf(row);
    const StoredRun* run = m_store->find(source.runId);
    if (!run)
        return {};
    QStringList texts;
    for (int column = 0; column < ColumnCount; ++column)
        texts << text(*run, run->run.measurements.at(static_cast<std::size_t>(source.row)), column);
    return texts.join(QLatin1Char('\n'));
}

void MeasurementModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    for (int i = 0; i < m_store->count(); ++i) {
        const StoredRun& run = m_store->at(i);
        if (run.kind == RunKind::Reference)
            continue;
        for (std::size_t row = 0; row < run.run.measurements.size(); ++row)
            m_rows.push_back({run.id, static_cast<int>(row)});
    }
    endResetModel();
}

void MeasurementModel::append(int runId, int row) {
    const StoredRun* run = m_store->find(runId);
    if (!run || run->kind == RunKind::Reference)
        return;
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back({runId, row});
    endInsertRows();
}

void MeasurementModel::replace(int runId, int row) {
    if (const int changed = rowOf(runId, row); changed >= 0)
        Q_EMIT dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
}

QString MeasurementModel::text(const StoredRun& run, const Measurement& measurement, int column) const {
    const AttentionShape& attention = measurement.point.attention;
    switch (column) {
    case RunName:
        return run.name;
    case Hidden:
        return QString::number(attention.hidden);
    case Heads:
        return QString::number(attention.heads);
    case HeadDim:
        return QString::number(attention.headDim());
    case Ratio:
        return QString::number(measurement.point.ratio);
    case Throughput:
        return measurement.ok() ? shortNumber(measurement.throughputTflops(), 4) : QString();
    case IntervalWidth:
        return measurement.ok() ? tr("%1 – %2").arg(shortNumber(measurement.throughputLowTflops(), 4),
                                                    shortNumber(measurement.throughputHighTflops(), 4))
                                : QString();
    case CallSeconds:
        return measurement.ok() ? timeText(measurement.time.medianS) : QString();
    case RoofShare: {
        const double share = roofShare(run, measurement);
        return share == share ? QString::number(share * 100, 'f', 1) : QString();
    }
    case Kernel:
        return QString::fromStdString(measurement.kernel);
    case FlagWords:
        return QString::fromStdString(toString(measurement.flags))
            .replace(QLatin1Char('|'), QStringLiteral(", "));
    case StatusWord:
        return measurement.ok() ? QStringLiteral("ok") : QString::fromStdString(measurement.reason);
    default:
        return {};
    }
}

QVariant MeasurementModel::sortKey(const StoredRun& run, const Measurement& measurement, int column) const {
    const AttentionShape& attention = measurement.point.attention;
    switch (column) {
    case Hidden:
        return static_cast<qint64>(attention.hidden);
    case Heads:
        return static_cast<qint64>(attention.heads);
    case HeadDim:
        return static_cast<qint64>(attention.headDim());
    case Ratio:
        return static_cast<qint64>(measurement.point.ratio);
    case Throughput:
        return measurement.throughputTflops();
    case IntervalWidth:
        return measurement.throughputHighTflops() - measurement.throughputLowTflops();
    case CallSeconds:
        return measurement.time.medianS;
    case RoofShare: {
        const double share = roofShare(run, measurement);
        return share == share ? share : -1.0;
    }
    default:
        return text(run, measurement, column);
    }
}

} // namespace headroom::ui
