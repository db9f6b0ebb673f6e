// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/measurement_columns.h"

#include "ui/runs/run_store.h"
#include "ui/table/measurement_model.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

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

/// A figure that was published has none.
QString intervalText(const Measurement& row, RateUnit unit) {
    if (!row.ok() || row.time.highS <= 0)
        return {};
    return words("%1 – %2").arg(rateNumber(row.throughputLowTflops(), unit),
                                rateNumber(row.throughputHighTflops(), unit));
}

/// Nothing was measured where a row is not ok.
QString measured(const Measurement& row, const QString& text) {
    return row.ok() ? text : QString();
}

using S = const StoredRun&;
using M = const Measurement&;
using U = RateUnit;

template <std::int64_t LayerShape::*Field>
constexpr MeasurementColumn lengthColumn(const char* title, const char* toolTip,
                                         std::int64_t (*following)(const LayerShape& layer) = nullptr) {
    return {title,
            toolTip,
            [](S, M row, U) {
                const std::int64_t length = row.point.layer.*Field;
                return length > 0 ? QString::number(length) : QString();
            },
            [](S, M row) { return QVariant(qint64(row.point.layer.*Field)); },
            [](M row) { return row.point.layer.*Field; },
            Field,
            following};
}

/// A column of words of which rows may have different ones.
template <auto Value, auto Text>
constexpr MeasurementColumn wordColumn(const char* title, const char* toolTip) {
    return {title, toolTip, [](S, M row, U) { return Text(Value(row)); }, nullptr,
            [](M row) { return static_cast<std::int64_t>(Value(row)); }};
}

constexpr auto operationOf = [](M row) { return row.point.operation; };
constexpr auto passOf = [](M row) { return row.point.pass; };
constexpr auto typeOf = [](M row) { return row.point.gemm.type; };
constexpr auto operationTitle = [](Operation operation) { return words(infoOf(operation).title); };
constexpr auto wordOf = [](auto value) { return QString::fromLatin1(toString(value)); };

constexpr MeasurementColumn kColumns[] = {
    {QT_TRANSLATE_NOOP("headroom::ui", "run"),                         //
     QT_TRANSLATE_NOOP("headroom::ui", "The run this row belongs to"), //
     [](S run, M, U) { return run.name(); }},
    wordColumn<operationOf, operationTitle>(QT_TRANSLATE_NOOP("headroom::ui", "operation"),
                                            QT_TRANSLATE_NOOP("headroom::ui", "What is multiplied")),
    wordColumn<passOf, wordOf>(
        QT_TRANSLATE_NOOP("headroom::ui", "pass"),
        QT_TRANSLATE_NOOP("headroom::ui", "Forward, or which gradient the GEMM carries back")),
    wordColumn<typeOf, wordOf>(QT_TRANSLATE_NOOP("headroom::ui", "type"),
                               QT_TRANSLATE_NOOP("headroom::ui", "Number format of the operands")),
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
    lengthColumn<&LayerShape::kvHeads>("g", QT_TRANSLATE_NOOP("headroom::ui", "Number of key/value heads"),
                                       [](const LayerShape& layer) { return layer.heads; }),
    lengthColumn<&LayerShape::ffn>("f", QT_TRANSLATE_NOOP("headroom::ui", "Feed-forward size"),
                                   [](const LayerShape& layer) { return 4 * layer.hidden; }),
    lengthColumn<&LayerShape::expertFfn>("f_e",
                                         QT_TRANSLATE_NOOP("headroom::ui", "Feed-forward size of an expert")),
    lengthColumn<&LayerShape::vocab>("v", QT_TRANSLATE_NOOP("headroom::ui", "Vocabulary")),
    lengthColumn<&LayerShape::seq>("s", QT_TRANSLATE_NOOP("headroom::ui", "Tokens of one sequence")),
    lengthColumn<&LayerShape::kvSeq>(
        "s_kv", QT_TRANSLATE_NOOP("headroom::ui", "Tokens of one sequence that are attended to"),
        [](const LayerShape& layer) { return layer.seq; }),
    lengthColumn<&LayerShape::batch>("b", QT_TRANSLATE_NOOP("headroom::ui", "Sequences of one microbatch")),
    lengthColumn<&LayerShape::tensorParallel>(
        "t", QT_TRANSLATE_NOOP("headroom::ui", "Devices that share the layer")),
    {QT_TRANSLATE_NOOP("headroom::ui", "ratio"),
     QT_TRANSLATE_NOOP("headroom::ui", "The curve: the power-of-two class of h/a, or h/a itself"),
     [](S, M row, U) { return QString::number(row.point.ratio); },
     [](S, M row) { return QVariant(qint64(row.point.ratio)); }},
    {"%1", QT_TRANSLATE_NOOP("headroom::ui", "Throughput of the median call"),
     [](S, M row, U unit) { return measured(row, rateNumber(row.throughputTflops(), unit)); },
     [](S, M row) { return QVariant(row.throughputTflops()); }},
    {QT_TRANSLATE_NOOP("headroom::ui", "interval"),
     QT_TRANSLATE_NOOP(
         "headroom::ui",
         "Another run falls into it 95 times in 100, unless flags say that the row was disturbed "
         "or that its visits do not agree; %1"),
     [](S, M row, U unit) { return intervalText(row, unit); },
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

} // namespace

std::span<const MeasurementColumn> measurementColumns() {
    return kColumns;
}

TellingColumns::TellingColumns() : m_columns(std::size(kColumns)) {
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        m_columns[i].always = kColumns[i].value == nullptr;
}

bool TellingColumns::matters(const Measurement& row, std::size_t column) {
    auto [known, isNew] = m_matters.try_emplace(row.point.operation, m_columns.size(), true);
    if (isNew)
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (const auto length = kColumns[i].length) {
                LayerShape larger = row.point.layer;
                larger.*length *= 2;
                const OperationInfo& info = infoOf(row.point.operation);
                known->second[i] = info.extents(larger) != info.extents(row.point.layer);
            }
    return known->second[column];
}

bool TellingColumns::add(const Measurement& row) {
    const LayerShape& layer = row.point.layer;
    // Read off a picture, a hidden size may lie between the multiples of a.
    const bool isFree = layer.heads > 0 && layer.headDim != layer.hidden / layer.heads;
    bool another = isFree && !std::exchange(m_headDimsAreFree, true);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const MeasurementColumn& column = kColumns[i];
        Seen& seen = m_columns[i];
        if (seen.tells())
            continue;
        const std::int64_t value = column.value(row);
        if (!std::exchange(seen.any, true))
            seen.first = value;
        seen.differs |= value != seen.first;
        seen.named |= column.following == nullptr || value != column.following(layer);
        seen.matters |= column.length == nullptr || matters(row, i);
        another |= seen.tells();
    }
    return another;
}

} // namespace headroom::ui
