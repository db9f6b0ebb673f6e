// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/home_view.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/view/hidden_extent.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::ui {

namespace {

// What lies higher than so many times the data would flatten them.
constexpr double kRoofWithin = 1.15;
constexpr double kRoofNearAxis = 1.199; ///< than where the axis would end: less than a fifth above it
constexpr double kOthersWithin = 5;     ///< and than what the device could reach
constexpr double kWithinLog = 30;       ///< of a roof, on a logarithmic axis
constexpr double kBelowLog = 10;        ///< the data over a roof that lies below them, there

constexpr ValueRange kNoValues{std::numeric_limits<double>::infinity(), 0};

ValueRange joined(const ValueRange& a, const ValueRange& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// Where the points lie with their intervals; of one that goes below 0, the value.
ValueRange valuesOf(const std::vector<CurvePoint>& points) {
    ValueRange values = kNoValues;
    for (const CurvePoint& point : points)
        values = joined(values, {point.bottom() > 0 ? point.bottom() : point.value, point.top()});
    return values;
}

/// Of a replay all that it will show: its axes stand from the first point on.
ValueRange valuesOf(const Curve& curve) {
    return joined(valuesOf(curve.points), valuesOf(curve.outlook));
}

/// The front run of which something is seen, or will be; 0 without one.
int frontRun(const CurveSet& curves) {
    for (const CurveGroup& group : curves.groups())
        for (const Curve& curve : curves.curves())
            if (curve.key.runId == group.runId && group.role != CurveRole::Reference && curve.shown &&
                !(curve.points.empty() && curve.outlook.empty()))
                return group.runId;
    return 0;
}

/// Of the first run that is visible; without one of what the chart stands for.
const SweepSpec& seenSpec(const CurveSet& curves) {
    for (const CurveGroup& group : curves.groups())
        if (group.shown)
            return curves.specOf({.runId = group.runId});
    return curves.spec();
}

/// What the y axis is made for.
struct Fitted {
    ValueRange values;       ///< that are shown, and roofs within reach
    bool frontAlone = false; ///< what other runs have would flatten the front one, and lies off the scale
};

/// Up to where the y axis makes room for roofs.
double roofLimit(const ValueRange& values, const CurveSet& curves, AxisScales scales, int onlyRun) {
    if (scales.logY)
        return kWithinLog * values.high;
    if (onlyRun != 0 || !(values.high > 0))
        return kRoofWithin * values.high;
    return std::max(kRoofWithin * values.high, kRoofNearAxis * curves.quantity().home(values).high);
}

Fitted fittedValues(const CurveSet& curves, AxisScales scales, int onlyRun) {
    const int front = frontRun(curves);
    bool frontAlone = false;
    ValueRange values = kNoValues;
    ValueRange others = kNoValues;
    for (const Curve& curve : curves.curves()) {
        if (!curve.shown || (onlyRun != 0 && curve.key.runId != onlyRun))
            continue;
        ValueRange& kind = front != 0 && curve.key.runId != front ? others : values;
        kind = joined(kind, valuesOf(curve));
    }
    // The roof says what a run that has just begun may still reach.
    double reach = values.high;
    for (const RoofCurve& roof : curves.roofs())
        if (roof.runId == front)
            reach = std::max(reach, valuesOf(roof.points).high);
    if (values.high <= 0 || scales.logY || curves.quantity().baseLine() ||
        others.high <= kOthersWithin * reach)
        values = joined(values, others);
    else
        frontAlone = true;
    const double limit = roofLimit(values, curves, scales, onlyRun);
    for (const RoofCurve& roof : curves.roofs()) {
        const double top = roof.shown ? valuesOf(roof.points).high : 0;
        if (top <= limit)
            values.high = std::max(values.high, top);
        const double bottom = roof.shown ? valuesOf(roof.points).low : 0;
        if (scales.logY && kBelowLog * bottom >= values.low) // as of the least time
            values.low = std::min(values.low, bottom);
    }
    return {values, frontAlone};
}

/// What the axis of a throughput or a time spans before anything is seen: as always, less where the roofs of
/// the runs to come say that no point will lie that high.
ValueRange spanBeforePoints(const CurveSet& curves, int onlyRun) {
    const Quantity& quantity = curves.quantity();
    const ValueRange usual = quantity.home(kNoValues);
    ValueRange reach = kNoValues;
    for (const RoofCurve& roof : curves.roofs())
        if (roof.shown && (onlyRun == 0 || roof.runId == onlyRun))
            reach = joined(reach, valuesOf(roof.points));
    if (!(reach.high > 0))
        return usual;
    const ValueRange expected = quantity.home(reach);
    return expected.high < usual.high ? expected : usual;
}

/// The span for an axis that has no 0: down to the least value, at least a decade, with room above.
ValueRange logarithmic(const ValueRange& span, const ValueRange& values) {
    constexpr double kDecade = 10;
    constexpr double kDecades = 1e3; // without values
    constexpr double kMost = 1e9;
    constexpr double kRoomAbove = 1.15;
    if (span.low > 0)
        return span;
    const bool known = values.low > 0 && values.low <= span.high;
    const double least =
        known ? std::clamp(values.low, span.high / kMost, span.high / kDecade) : span.high / kDecades;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    const double leading = least / power;
    return {power * (leading >= 5 ? 5 : leading >= 2 ? 2 : 1), std::max(span.high, kRoomAbove * values.high)};
}

/// Of compared runs what both planned: beyond it nothing pairs.
double greatestPlanned(const CurveSet& curves) {
    const auto greatestOf = [&curves](int runId) {
        return static_cast<double>(CurveSet::rangeOf(curves.specOf({.runId = runId})).most);
    };
    const auto [over, base] = curves.compared();
    if (curves.quantity().comparesRuns())
        return std::min(greatestOf(over), greatestOf(base));
    return static_cast<double>(CurveSet::rangeOf(seenSpec(curves)).most);
}

} // namespace

ViewRange homeView(const CurveSet& curves, AxisScales scales) {
    const SweepSpec& spec = seenSpec(curves);
    const int onlyRun = curves.choices().scaledToFront ? frontRun(curves) : 0;
    const auto [values, frontAlone] = fittedValues(curves, scales, onlyRun);
    const HiddenExtent extent = hiddenExtent(curves, frontAlone ? frontRun(curves) : onlyRun);
    ViewRange view;
    view.xMin = std::min(static_cast<double>(CurveSet::rangeOf(spec).least), extent.least);
    view.xMax = std::max(greatestPlanned(curves), extent.greatest);
    if (scales.logX) {
        const double least = std::isfinite(extent.least)
                                 ? extent.least
                                 : std::max<double>({1.0, view.xMin, double(spec.heads)});
        view.xMin = std::exp2(std::floor(std::log2(std::max(1.0, least))));
    }
    if (!(view.xMax > view.xMin)) { // one size stands in the middle
        view.xMin *= 0.5;
        view.xMax = std::max(1.5 * view.xMax, view.xMin + 1);
    }
    ValueRange span = onlyRun != 0 ? curves.quantity().fitted(values) : curves.quantity().home(values);
    if (!(values.high > 0))
        span = spanBeforePoints(curves, onlyRun);
    if (scales.logY)
        span = logarithmic(span, values);
    view.yMin = span.low;
    view.yMax = span.high;
    return view;
}

} // namespace headroom::ui
