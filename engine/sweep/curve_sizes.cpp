// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/curve_sizes.h"

#include "engine/model/byte_text.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace headroom {

namespace {

/// A range whose ends differ by this factor is spread by equal factors.
constexpr std::int64_t kDecades = 100;
constexpr std::string_view kMemoryNoteEnds = " of memory can be had.";
/// Devices, and heads, that anybody shares by.
constexpr std::int64_t kMostDivisor = 4096;

/// The layer without its length along the axis: where that is h, the largest.
LayerShape baseLayer(const SweepSpec& spec, std::int64_t hidden, std::int64_t heads) {
    LayerShape layer = layerOf(hidden, heads, spec.seq, spec.batch);
    for (const LayerLength& length : layerLengths())
        if (spec.fixed.*length.field != 0)
            layer.*length.field = spec.fixed.*length.field;
    if (spec.fixed.headDim != 0 && spec.fixed.valueDim == 0)
        layer.valueDim = layer.headDim;
    return layer;
}

/// The layer's length along the axis, and what follows it unless it is named. Of h all others follow.
void setAxis(LayerShape& layer, const SweepSpec& spec, Axis axis, std::int64_t size) {
    if (axis == Axis::Hidden)
        return;
    if (axis == Axis::Tokens) { // of one sequence
        layer.batch = 1;
        layer.seq = size;
    } else {
        layer.*infoOf(axis).field = size;
    }
    if (axis == Axis::HeadDim && spec.fixed.valueDim == 0)
        layer.valueDim = size;
    if ((axis == Axis::Seq || axis == Axis::Tokens) && spec.fixed.kvSeq == 0)
        layer.kvSeq = size;
}

/// What every size along the axis must be a multiple of.
std::int64_t unitOf(const SweepSpec& spec, const PlannedCurve& curve) {
    const AxisInfo& axis = infoOf(axisOf(spec));
    if (axis.axis == Axis::Hidden)
        return dividesByHeads(spec, curve.operation) ? curve.heads : 1;
    if (axis.isShared)
        return spec.fixed.tensorParallel;
    if (axis.axis == Axis::Tokens && spec.fixed.experts > 0)
        return spec.fixed.experts / std::gcd(spec.fixed.experts, spec.fixed.chosenExperts);
    return 1;
}

/// The values of an axis of divisors that devices can share the operation by.
CurveSizes divisorsOf(const SweepSpec& spec, const PlannedCurve& curve) {
    const AxisRange range = rangeOf(spec);
    CurveSizes sizes;
    const auto add = [&](std::int64_t value) {
        if (value >= range.least && value <= range.most &&
            infoOf(curve.operation).brokenConditions(layerAt(spec, curve, value)).empty())
            sizes.listed.push_back(value);
    };
    for (std::int64_t value = 1; value <= std::min<std::int64_t>(range.most, kMostDivisor); ++value)
        add(value);
    sizes.count = static_cast<std::int64_t>(sizes.listed.size());
    return sizes;
}

} // namespace

AxisRange rangeOf(const SweepSpec& spec) {
    return spec.axis.value_or(AxisRange{Axis::Hidden, spec.hiddenMin, spec.hiddenMax});
}

bool dividesByHeads(const SweepSpec& spec, Operation operation) {
    if (axisOf(spec) != Axis::Hidden || spec.fixed.headDim != 0)
        return false;
    const LayerShape layer = baseLayer(spec, 4096, 32);
    LayerShape wider = layer;
    ++wider.headDim;
    ++wider.valueDim;
    return infoOf(operation).extents(layer) != infoOf(operation).extents(wider);
}

bool dependsOnHeads(const SweepSpec& spec, Operation operation) {
    const LayerShape layer = baseLayer(spec, 4096, 32);
    LayerShape more = layer;
    more.heads *= 2;
    more.headDim /= 2; // h = a·d
    more.valueDim /= 2;
    if (more.kvHeads == layer.heads)
        more.kvHeads *= 2;
    return infoOf(operation).extents(layer) != infoOf(operation).extents(more);
}

bool dependsOn(const SweepSpec& spec, Operation operation, Axis axis) {
    if (axis == Axis::Hidden)
        return true;
    SweepSpec along = spec;
    along.axis = AxisRange{axis, 1, 1};
    const PlannedCurve curve{operation, spec.pass, spec.type, std::max<std::int64_t>(1, spec.heads), 1};
    const auto extentsAt = [&](std::int64_t size) {
        return infoOf(operation).extents(layerAt(along, curve, size));
    };
    // Devices have a share at all of large lengths, and of few devices.
    const std::int64_t size = infoOf(axis).isDivisor ? 1 : std::int64_t{1} << 20;
    return extentsAt(size) != extentsAt(2 * size);
}

CurveSizes sizesOf(const SweepSpec& spec, const PlannedCurve& curve) {
    const AxisRange range = rangeOf(spec);
    if (infoOf(range.axis).isDivisor)
        return divisorsOf(spec, curve);
    CurveSizes sizes;
    // In units of `unit`, the exact class is every odd multiple and "divisible by" every multiple.
    const bool fixedHeads = spec.mode == SweepMode::FixedHeads;
    const std::int64_t unit = (fixedHeads ? unitOf(spec, curve) : 1) * curve.ratio;
    const bool oddOnly = fixedHeads && !meansDivisibleBy(spec, curve.ratio);
    std::int64_t multiple = std::max<std::int64_t>(1, (range.least + unit - 1) / unit);
    if (oddOnly && multiple % 2 == 0)
        ++multiple;
    sizes.first = multiple * unit;
    sizes.step = oddOnly ? 2 * unit : unit;
    if (sizes.first <= range.most)
        sizes.count = (range.most - sizes.first) / sizes.step + 1;
    return sizes;
}

CurveSizes fittingSizes(const SweepSpec& spec, const PlannedCurve& curve, const CurveSizes& sizes,
                        std::uint64_t operandLimit) {
    if (operandLimit == kNoOperandLimit)
        return sizes;
    CurveSizes fitting = sizes;
    const auto fits = [&](std::int64_t size) { return operandBytesAt(spec, curve, size) <= operandLimit; };
    if (!sizes.listed.empty()) { // more devices need less memory each
        std::erase_if(fitting.listed, std::not_fn(fits));
        fitting.count = static_cast<std::int64_t>(fitting.listed.size());
        return fitting;
    }
    fitting.count = 0;
    for (std::int64_t beyond = sizes.count; fitting.count < beyond;) {
        const std::int64_t middle = std::midpoint(fitting.count, beyond);
        if (fits(sizes.at(middle)))
            fitting.count = middle + 1;
        else
            beyond = middle;
    }
    return fitting;
}

std::int64_t positionOf(const SweepSpec& spec, const CurveSizes& sizes, std::int64_t i, std::int64_t n) {
    if (n == 1)
        return sizes.count / 2;
    const std::int64_t even = (i * (sizes.count - 1) + (n - 1) / 2) / (n - 1);
    const bool spansDecades = axisOf(spec) != Axis::Hidden && sizes.listed.empty() && sizes.first > 0 &&
                              sizes.last() / sizes.first >= kDecades;
    if (!spansDecades)
        return even;
    // Each at least one further than the last: where sizes lie wide apart, equal factors would meet in one.
    const auto at = [&](std::int64_t k) {
        const double part = static_cast<double>(k) / static_cast<double>(n - 1);
        const double size =
            static_cast<double>(sizes.first) *
            std::pow(static_cast<double>(sizes.last()) / static_cast<double>(sizes.first), part);
        return static_cast<std::int64_t>(
            std::llround((size - static_cast<double>(sizes.first)) / static_cast<double>(sizes.step)));
    };
    return std::clamp(std::max(at(i), i), i, sizes.count - n + i);
}

LayerShape layerAt(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size) {
    const Axis axis = axisOf(spec);
    const std::int64_t hidden = axis == Axis::Hidden ? size : spec.hiddenMax;
    const std::int64_t heads = spec.mode == SweepMode::FixedHeads ? curve.heads : hidden / curve.ratio;
    LayerShape layer = baseLayer(spec, hidden, heads);
    setAxis(layer, spec, axis, size);
    return layer;
}

Layout layoutOf(const SweepSpec& spec, const PlannedCurve& curve) {
    const CurveVariety variety = varietyOf(spec);
    if (!variety.operations && !variety.passes)
        return spec.layout;
    return infoOf(curve.operation).issued(curve.pass, curve.type);
}

GemmShape gemmAt(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size) {
    return infoOf(curve.operation)
        .gemm(layerAt(spec, curve, size), curve.type, layoutOf(spec, curve), curve.pass);
}

std::uint64_t operandBytesAt(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size) {
    return static_cast<std::uint64_t>(operandBytes(gemmAt(spec, curve, size)));
}

namespace {

std::string sizeText(const SweepSpec& spec, std::int64_t size) {
    return infoOf(axisOf(spec)).symbol + (" = " + std::to_string(size));
}

} // namespace

std::string describeEmpty(const SweepSpec& spec, const PlannedCurve& curve) {
    const AxisRange range = rangeOf(spec);
    return "The curve " + nameOf(spec, curve) + " has no " + infoOf(range.axis).name + " from " +
           std::to_string(range.least) + " to " + std::to_string(range.most) + ".";
}

bool tellsOfMemory(std::string_view note) {
    return note.ends_with(kMemoryNoteEnds);
}

std::string describeLeftOut(const SweepSpec& spec, const PlannedCurve& curve, const CurveSizes& sizes,
                            const CurveSizes& fitting, std::uint64_t operandLimit) {
    const AxisInfo& axis = infoOf(axisOf(spec));
    const auto need = [&](std::int64_t size) { return formatBytes(operandBytesAt(spec, curve, size)); };
    const std::string had = "; " + formatBytes(operandLimit) + std::string(kMemoryNoteEnds);
    if (!sizes.listed.empty())
        return "The curve " + nameOf(spec, curve) + " lacks some " + axis.plural + ": " +
               sizeText(spec, sizes.at(0)) + " needs " + need(sizes.at(0)) + had;
    if (fitting.count == 0)
        return "The curve " + nameOf(spec, curve) + " is left out: its smallest " + axis.name + ", " +
               std::to_string(sizes.first) + ", needs " + need(sizes.first) + had;
    return "The curve " + nameOf(spec, curve) + " ends at " + sizeText(spec, fitting.last()) + ": larger " +
           axis.plural + " need up to " + need(sizes.last()) + had;
}

std::vector<std::string> describeGaps(const SweepSpec& spec, std::uint64_t operandLimit) {
    std::vector<std::string> sentences;
    std::string single; // of the last curve that ends early
    std::vector<PlannedCurve> early;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = 0;
    std::uint64_t needed = 0;
    for (const PlannedCurve& curve : curvesOf(spec)) {
        const CurveSizes all = sizesOf(spec, curve);
        const CurveSizes fitting = fittingSizes(spec, curve, all, operandLimit);
        if (all.count == 0)
            sentences.push_back(describeEmpty(spec, curve));
        if (fitting.count == all.count)
            continue;
        single = describeLeftOut(spec, curve, all, fitting, operandLimit);
        if (fitting.count == 0) {
            sentences.push_back(single);
            continue;
        }
        early.push_back(curve);
        least = std::min(least, fitting.last());
        most = std::max(most, fitting.last());
        needed = std::max(needed, operandBytesAt(spec, curve, all.last()));
    }
    if (early.size() == 1)
        sentences.push_back(single);
    if (early.size() > 1) {
        const bool onlyRatios = varietyOf(spec).onlyRatios();
        std::string names = nameOf(spec, early.front());
        for (std::size_t i = 1; i < early.size(); ++i)
            names += (i + 1 == early.size() ? " and " : ", ") +
                     (onlyRatios ? std::to_string(early[i].ratio) : nameOf(spec, early[i]));
        sentences.push_back("The curves " + names + " end at " + sizeText(spec, least) + " to " +
                            std::to_string(most) + ": larger " + infoOf(axisOf(spec)).plural +
                            " need up to " + formatBytes(needed) + "; " + formatBytes(operandLimit) +
                            std::string(kMemoryNoteEnds));
    }
    return sentences;
}

} // namespace headroom
