// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/planned_curve.h"

#include "engine/model/figure_text.h"
#include "engine/sweep/curve_sizes.h"

#include <algorithm>

namespace headroom {

namespace {

/// From this class on the last one chosen stands for all above it: GEMMs gain no more.
constexpr std::int64_t kLastClass = 64;

/// An axis of divisors has none.
bool hasClasses(const SweepSpec& spec) {
    return !infoOf(axisOf(spec)).isDivisor;
}

template <class T>
bool isNamed(T value, T first, const std::vector<T>& further) {
    return value == first || std::ranges::find(further, value) != further.end();
}

} // namespace

std::vector<PlannedCurve> curvesOf(const SweepSpec& spec) {
    std::vector<std::int64_t> headCounts{0};
    if (spec.mode == SweepMode::FixedHeads)
        headCounts = allHeads(spec);
    const std::vector<std::int64_t> ratios = hasClasses(spec) ? spec.ratios : std::vector<std::int64_t>{1};
    std::vector<PlannedCurve> curves;
    for (const Operation operation : allOperations(spec))
        for (const Pass pass : allPasses(spec))
            for (const DataType type : allTypes(spec))
                for (const std::int64_t heads : headCounts)
                    for (const std::int64_t ratio : ratios)
                        curves.push_back({operation, pass, type, heads, ratio});
    return curves;
}

PlannedCurve curveOf(const SweepSpec& spec, const PlannedPoint& point) {
    const bool fixedHeads = spec.mode == SweepMode::FixedHeads;
    return {point.operation, point.pass, point.gemm.type, fixedHeads ? point.layer.heads : 0, point.ratio};
}

bool isCurveOf(const SweepSpec& spec, const PlannedCurve& curve) {
    const FurtherCurves& further = spec.further;
    const bool isOfHeads = spec.mode == SweepMode::FixedHeads
                               ? isNamed(curve.heads, spec.heads, further.heads)
                               : curve.heads == 0;
    const bool isOfClass = hasClasses(spec) ? std::ranges::find(spec.ratios, curve.ratio) != spec.ratios.end()
                                            : curve.ratio == 1;
    return isOfHeads && isOfClass && isNamed(curve.operation, spec.operation, further.operations) &&
           isNamed(curve.pass, spec.pass, further.passes) && isNamed(curve.type, spec.type, further.types);
}

CurveVariety varietyOf(const SweepSpec& spec) {
    return {.operations = !spec.further.operations.empty(),
            .passes = !spec.further.passes.empty(),
            .types = !spec.further.types.empty(),
            .heads = spec.mode == SweepMode::FixedHeads && !spec.further.heads.empty(),
            .ratios = hasClasses(spec) && spec.ratios.size() > 1};
}

std::string classSymbolOf(const SweepSpec& spec, Operation operation) {
    const AxisInfo& axis = infoOf(axisOf(spec));
    if (axis.isDivisor)
        return {};
    if (axis.axis == Axis::Hidden)
        return dividesByHeads(spec, operation) ? "h/a" : "h";
    const bool shared = axis.isShared && spec.fixed.tensorParallel > 1;
    return axis.symbol + std::string(shared ? "/t" : "");
}

std::string nameOf(const SweepSpec& spec, const PlannedCurve& curve) {
    const CurveVariety variety = varietyOf(spec);
    std::string name;
    const auto add = [&name](const std::string& part) { name += (name.empty() ? "" : ", ") + part; };
    if (variety.operations)
        add(infoOf(curve.operation).title);
    if (variety.passes)
        add(toString(curve.pass));
    if (variety.types)
        add(toString(curve.type));
    if (variety.heads)
        add("a = " + std::to_string(curve.heads));
    const std::string symbol = classSymbolOf(spec, curve.operation);
    if ((variety.ratios || name.empty()) && !symbol.empty())
        add(symbol + " = " + std::to_string(curve.ratio));
    return name.empty() ? infoOf(curve.operation).title : name;
}

bool meansDivisibleBy(const SweepSpec& spec, std::int64_t ratio) {
    return spec.mode == SweepMode::FixedHeads && ratio >= kLastClass && !spec.ratios.empty() &&
           ratio == *std::ranges::max_element(spec.ratios);
}

namespace {

std::string describeClass(const SweepSpec& spec, const PlannedCurve& curve) {
    const std::string r = std::to_string(curve.ratio);
    if (spec.mode == SweepMode::FixedHeadDim)
        return "Hidden sizes with a head dimension h/a of exactly " + r + "; the head count a = h/" + r +
               " grows along the curve.";
    const AxisInfo& axis = infoOf(axisOf(spec));
    const std::string symbol = classSymbolOf(spec, curve.operation);
    if (symbol.empty())
        return capitalised(axis.plural) + " that divide.";
    const bool isHeadDim = symbol == "h/a";
    const std::string what = isHeadDim ? "head dimension h/a" : symbol;
    if (isHeadDim || symbol != axis.symbol) {
        const std::string of = capitalised(axis.plural) + " whose " + what;
        if (meansDivisibleBy(spec, curve.ratio))
            return of + " is divisible by " + r + ".";
        if (curve.ratio == 1)
            return of + " is odd: 1 is its largest power-of-two divisor.";
        return of + " has " + r + " as its largest power-of-two divisor.";
    }
    if (meansDivisibleBy(spec, curve.ratio))
        return capitalised(axis.plural) + " that are divisible by " + r + ".";
    if (curve.ratio == 1)
        return "Odd " + std::string(axis.plural) + ": 1 is their largest power-of-two divisor.";
    return capitalised(axis.plural) + " of which " + r + " is the largest power-of-two divisor.";
}

} // namespace

std::string describeCurve(const SweepSpec& spec, const PlannedCurve& curve) {
    const std::string held = describeClass(spec, curve);
    return varietyOf(spec).types ? held + " In " + toString(curve.type) + "." : held;
}

} // namespace headroom
