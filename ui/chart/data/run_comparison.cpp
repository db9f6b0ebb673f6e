// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/run_comparison.h"

#include "engine/sweep/planned_curve.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headroom::ui {

namespace {

/// Visible ones, in the order in which they lead: measured, newest first, then references.
std::vector<const StoredRun*> visibleRuns(const RunStore& store) {
    std::vector<const StoredRun*> runs;
    for (const StoredRun& run : store.measured(RunTopic::Curves) | std::views::reverse)
        if (run.visible)
            runs.push_back(&run);
    for (const StoredRun& run : store.references(RunTopic::Curves))
        if (run.visible)
            runs.push_back(&run);
    return runs;
}

QString overBase(const QString& over, const QString& base) {
    return words("%1 over %2").arg(over, base);
}

QString numbered(const char* symbol, std::int64_t value) {
    return QStringLiteral("%1 = %2").arg(QLatin1String(symbol)).arg(value);
}

template <class T>
QString wordOf(T value) {
    return QLatin1String(toString(value));
}

QString titleOf(const SweepSpec& spec) {
    return QString::fromStdString(headroom::titleOf(spec.operation, spec.pass));
}

/// Of the layer, beside what grows along the x axis.
QStringList differingLengths(const SweepSpec& over, const SweepSpec& base) {
    QStringList phrases;
    const auto text = [](std::int64_t value) {
        return value == 0 ? words("as follows") : QString::number(value);
    };
    if (over.axis && base.axis && over.hiddenMax != base.hiddenMax)
        phrases << overBase(numbered("h", over.hiddenMax), numbered("h", base.hiddenMax));
    for (const LayerLength& length : layerLengths())
        if (over.fixed.*length.field != base.fixed.*length.field)
            phrases << words("%1 %2").arg(
                QLatin1String(length.word),
                overBase(text(over.fixed.*length.field), text(base.fixed.*length.field)));
    return phrases;
}

/// What makes it another GEMM beside its place on the chart.
struct GemmTerms {
    std::int64_t seq = 0;
    std::int64_t batch = 0;
    DataType type = DataType::F32;
    Layout layout = Layout::NN;
};

QStringList differingTerms(const GemmTerms& over, const GemmTerms& base) {
    QStringList phrases;
    if (over.seq != base.seq)
        phrases << overBase(numbered("s", over.seq), numbered("s", base.seq));
    if (over.batch != base.batch)
        phrases << overBase(numbered("b", over.batch), numbered("b", base.batch));
    if (over.type != base.type)
        phrases << overBase(wordOf(over.type), wordOf(base.type));
    if (over.layout != base.layout)
        phrases << words("layout %1").arg(overBase(wordOf(over.layout), wordOf(base.layout)));
    return phrases;
}

bool haveOtherHeads(const SweepSpec& over, const SweepSpec& base) {
    return over.mode == SweepMode::FixedHeads && base.mode == SweepMode::FixedHeads &&
           allHeads(over) != allHeads(base);
}

bool pairByType(const SweepSpec& over, const SweepSpec& base) {
    return varietyOf(over).types || varietyOf(base).types;
}

QString typesText(const SweepSpec& spec) {
    QStringList types;
    for (const DataType type : allTypes(spec))
        types << wordOf(type);
    return types.join(QStringLiteral(", "));
}

bool shareType(const SweepSpec& over, const SweepSpec& base) {
    const std::vector<DataType> types = allTypes(base);
    return std::ranges::any_of(
        allTypes(over), [&types](DataType type) { return std::ranges::find(types, type) != types.end(); });
}

/// What was read off a picture may lie between the sizes that can be measured.
bool liesOnTheGrid(const Run& run) {
    return std::ranges::all_of(run.measurements, [](const Measurement& row) {
        const LayerShape& layer = row.point.layer;
        const bool byHeads = infoOf(row.point.operation).hasCurves();
        return !byHeads || layer.heads <= 0 || layer.hidden % layer.heads == 0;
    });
}

double relativeHalfWidth(const Measurement& measurement) {
    const double low = measurement.throughputLowTflops();
    const double high = measurement.throughputHighTflops();
    return low > 0 && high > low ? (high - low) / (2 * measurement.throughputTflops()) : 0;
}

} // namespace

std::vector<int> comparisonBases(const RunStore& store) {
    const std::vector<const StoredRun*> runs = visibleRuns(store);
    std::vector<int> bases;
    for (std::size_t i = 1; i < runs.size(); ++i)
        bases.push_back(runs[i]->id);
    return bases;
}

RunPair comparedRuns(const RunStore& store, int wantedBase) {
    const std::vector<int> bases = comparisonBases(store);
    if (bases.empty())
        return {};
    const bool wanted = std::ranges::find(bases, wantedBase) != bases.end();
    return {visibleRuns(store).front()->id, wanted ? wantedBase : bases.front()};
}

RateRatio rateRatio(const Measurement& over, const Measurement& base) {
    RateRatio ratio{over.throughputTflops() / base.throughputTflops(), 0};
    const double first = relativeHalfWidth(over);
    const double second = relativeHalfWidth(base);
    if (first > 0 && second > 0)
        ratio.halfWidth = ratio.value * std::hypot(first, second);
    return ratio;
}

QStringList RunDifferences::sentences() const {
    QStringList said;
    if (!operations.isEmpty())
        said << words("Different operations: %1").arg(operations);
    if (!gemm.isEmpty())
        said << words("Not the same GEMM: %1").arg(gemm.join(QStringLiteral(", ")));
    if (!types.isEmpty())
        said << words("No type in common: %1").arg(types);
    if (!regime.isEmpty())
        said << words("Not the same regime: %1").arg(regime);
    if (!sizes.isEmpty())
        said << words("Paired by nearest h (%1)").arg(sizes);
    return said;
}

RunDifferences differences(const Run& overRun, const Run& baseRun) {
    const SweepSpec& over = overRun.spec;
    const SweepSpec& base = baseRun.spec;
    RunDifferences found;
    const bool byType = pairByType(over, base);
    found.gemm = differingTerms({over.seq, over.batch, byType ? base.type : over.type, over.layout},
                                {base.seq, base.batch, base.type, base.layout});
    if (byType && !shareType(over, base))
        found.types = overBase(typesText(over), typesText(base));
    if (over.operation != base.operation || over.pass != base.pass)
        found.operations = overBase(titleOf(over), titleOf(base));
    else if (axisOf(over) != axisOf(base))
        found.operations = overBase(words(infoOf(axisOf(over)).plural), words(infoOf(axisOf(base)).plural));
    found.gemm << differingLengths(over, base);
    if (over.regime != base.regime)
        found.regime = overBase(wordOf(over.regime), wordOf(base.regime));
    if (haveOtherHeads(over, base))
        found.sizes = overBase(numbered("a", over.heads), numbered("a", base.heads));
    else if (pairingOf(overRun, baseRun) == Pairing::NearestHidden)
        found.sizes = words("h is no multiple of a in one of them");
    if (over.algorithm != base.algorithm &&
        (over.algorithm == Algorithm::Both || base.algorithm == Algorithm::Both))
        found.algorithm =
            words("algorithm %1")
                .arg(wordOf(over.algorithm == Algorithm::Both ? base.algorithm : over.algorithm));
    return found;
}

QStringList gemmDifferences(const PlannedPoint& over, const PlannedPoint& base) {
    return differingTerms({over.layer.seq, over.layer.batch, over.gemm.type, over.layout},
                          {base.layer.seq, base.layer.batch, base.gemm.type, base.layout});
}

Pairing pairingOf(const Run& over, const Run& base) {
    const bool shareSizes =
        !haveOtherHeads(over.spec, base.spec) && liesOnTheGrid(over) == liesOnTheGrid(base);
    return shareSizes ? Pairing::SameShape : Pairing::NearestHidden;
}

ShapeIndex::Line ShapeIndex::lineOf(const PlannedPoint& point) const {
    return {point.operation,
            point.pass,
            m_byType ? std::optional(point.gemm.type) : std::nullopt,
            m_pairing == Pairing::SameShape ? point.layer.heads : 0,
            point.ratio,
            point.algorithm};
}

const ShapeIndex::RowsByHidden* ShapeIndex::find(const PlannedPoint& point) const {
    const auto line = m_rows.find(lineOf(point));
    return line == m_rows.end() ? nullptr : &line->second;
}

void ShapeIndex::add(const Measurement& measurement, int row) {
    RowsByHidden& rows = m_rows[lineOf(measurement.point)];
    if (measurement.ok())
        rows[placeOf(measurement.point)] = row;
    else if (measurement.visits > 1) // of a row that was ok before
        rows.erase(placeOf(measurement.point));
}

int ShapeIndex::rowOf(const PlannedPoint& point) const {
    const RowsByHidden* rows = find(point);
    if (!rows || rows->empty())
        return -1;
    const std::int64_t hidden = placeOf(point);
    auto nearest = rows->lower_bound(hidden);
    if (nearest != rows->begin()) {
        const auto before = std::prev(nearest);
        if (nearest == rows->end() || hidden - before->first <= nearest->first - hidden)
            nearest = before;
    }
    const double reach = m_pairing == Pairing::SameShape ? 0 : kPairedWithin * static_cast<double>(hidden);
    return std::abs(static_cast<double>(nearest->first - hidden)) <= reach ? nearest->second : -1;
}

PairedRows::PairedRows(const Run& over, const Run& base)
    : m_over(pairingOf(over, base), axisOf(over.spec), pairByType(over.spec, base.spec))
    , m_base(m_over.m_pairing, m_over.m_axis, m_over.m_byType) {
    if (axisOf(over.spec) != axisOf(base.spec))
        return; // nothing pairs
    const auto fill = [](ShapeIndex& index, const std::vector<Measurement>& rows) {
        for (std::size_t row = 0; row < rows.size(); ++row)
            index.add(rows[row], static_cast<int>(row));
    };
    fill(m_over, over.measurements);
    fill(m_base, base.measurements);
}

std::vector<int> PairedRows::oversOf(const PlannedPoint& basePoint) const {
    const ShapeIndex::RowsByHidden* overs = m_over.find(basePoint);
    if (!overs)
        return {};
    // Between the neighbouring rows of the base: beyond them those are nearer.
    const std::int64_t place = m_base.placeOf(basePoint);
    std::int64_t from = place;
    std::int64_t to = from;
    if (m_base.m_pairing == Pairing::NearestHidden) {
        const auto hidden = static_cast<double>(place);
        from = static_cast<std::int64_t>(std::floor(hidden / (1 + kPairedWithin)));
        to = static_cast<std::int64_t>(std::ceil(hidden / (1 - kPairedWithin)));
        if (const ShapeIndex::RowsByHidden* bases = m_base.find(basePoint)) {
            const auto at = bases->lower_bound(place);
            if (at != bases->begin())
                from = std::max(from, std::prev(at)->first);
            if (const auto next = bases->upper_bound(place); next != bases->end())
                to = std::min(to, next->first);
        }
    }
    std::vector<int> rows;
    for (auto it = overs->lower_bound(from); it != overs->end() && it->first <= to; ++it)
        rows.push_back(it->second);
    return rows;
}

} // namespace headroom::ui
