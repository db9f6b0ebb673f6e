// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/home_view.h"

#include "ui/chart/data/curve_set.h"

#include <limits>
#include <span>

namespace headroom::ui {

namespace {

constexpr double kRoofWithin = 1.15; ///< a roof higher than this times the data would flatten them

struct Extent {
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0;
};

/// Where the values shown lie with their intervals, and roofs within reach.
ValueRange valuesOf(const CurveSet& curves) {
    ValueRange values{std::numeric_limits<double>::infinity(), 0};
    for (const Curve& curve : curves.curves())
        for (const CurvePoint& point :
             curve.shown ? std::span(curve.points) : std::span<const CurvePoint>()) {
            values.low = std::min(values.low, point.value - point.halfWidth);
            values.high = std::max(values.high, point.value + point.halfWidth);
        }
    for (const RoofCurve& roof : curves.roofs()) {
        double top = 0;
        for (const CurvePoint& point : roof.shown ? std::span(roof.points) : std::span<const CurvePoint>())
            top = std::max(top, point.value);
        if (top <= kRoofWithin * values.high)
            values.high = std::max(values.high, top);
    }
    return values;
}

Extent extentOf(const CurveSet& curves) {
    Extent extent;
    const auto widen = [&extent](const auto& ascending) {
        if (ascending.empty())
            return;
        extent.least = std::min(extent.least, ascending.front().hidden);
        extent.greatest = std::max(extent.greatest, ascending.back().hidden);
    };
    for (const Curve& curve : curves.curves())
        if (curve.shown) {
            widen(curve.points);
            widen(curve.failures);
        }
    return extent;
}

} // namespace

ViewRange homeView(const CurveSet& curves, bool logX) {
    const SweepSpec& spec = curves.spec();
    const Extent extent = extentOf(curves);
    ViewRange view;
    view.xMin = std::min(static_cast<double>(spec.hiddenMin), extent.least);
    view.xMax = std::max(static_cast<double>(spec.hiddenMax), extent.greatest);
    if (logX) {
        const double least = std::isfinite(extent.least)
                                 ? extent.least
                                 : std::max<double>({1.0, view.xMin, double(spec.heads)});
        view.xMin = std::exp2(std::floor(std::log2(std::max(1.0, least))));
    }
    if (!(view.xMax > view.xMin))
        view.xMax = view.xMin + 1;
    const ValueRange values = curves.quantity().home(valuesOf(curves));
    view.yMin = values.low;
    view.yMax = values.high;
    return view;
}

} // namespace headroom::ui
