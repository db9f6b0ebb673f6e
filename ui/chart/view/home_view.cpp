// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/home_view.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/view/ticks.h"

#include <limits>

namespace headroom::ui {

namespace {

constexpr double kPaperTop = 250;    ///< TFLOP/s, the paper's chart
constexpr double kFarBelow = 0.2;    ///< of the paper's top: below this share the axis follows the data
constexpr double kRoofWithin = 1.15; ///< a roof higher than this times the data would flatten them
constexpr double kRoomAbove = 1.04;

struct Extent {
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0;
};

double topOf(const std::vector<CurvePoint>& points) {
    double top = 0;
    for (const CurvePoint& point : points)
        top = std::max(top, point.value);
    return top;
}

double topFor(const CurveSet& curves) {
    double top = 0;
    for (const Curve& curve : curves.curves())
        if (curve.shown)
            top = std::max(top, topOf(curve.points));
    for (const RoofCurve& roof : curves.roofs()) {
        const double roofTop = roof.shown ? topOf(roof.points) : 0;
        if (roofTop > top && roofTop <= kRoofWithin * top)
            top = roofTop;
    }
    if (curves.quantity() == YQuantity::PercentOfRoof)
        return top <= 100 ? 105 : roundUp(top * kRoomAbove);
    if (top <= 0 || (top >= kFarBelow * kPaperTop && top <= kPaperTop))
        return kPaperTop;
    return roundUp(top * kRoomAbove);
}

/// About 1, where two runs do not differ, with every interval shown; wide enough that noise looks small.
void spanRatios(const CurveSet& curves, ViewRange& view) {
    constexpr double kLeastReach = 0.05;
    constexpr double kRoom = 0.05;
    double low = 1 - kLeastReach;
    double high = 1 + kLeastReach;
    for (const Curve& curve : curves.curves())
        for (const CurvePoint& point : curve.shown ? curve.points : std::vector<CurvePoint>()) {
            low = std::min(low, point.value - point.halfWidth);
            high = std::max(high, point.value + point.halfWidth);
        }
    const double step = roundUp((high - low) / 20);
    view.yMin = std::max(0.0, std::floor((low - kRoom * (high - low)) / step) * step);
    view.yMax = std::ceil((high + kRoom * (high - low)) / step) * step;
}

Extent extentOf(const CurveSet& curves) {
    Extent extent;
    const auto widen = [&extent](double hidden) {
        extent.least = std::min(extent.least, hidden);
        extent.greatest = std::max(extent.greatest, hidden);
    };
    for (const Curve& curve : curves.curves())
        if (curve.shown) {
            for (const auto* points : {&curve.points})
                if (!points->empty()) {
                    widen(points->front().hidden);
                    widen(points->back().hidden);
                }
            if (!curve.failures.empty()) {
                widen(curve.failures.front().hidden);
                widen(curve.failures.back().hidden);
            }
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
    if (curves.quantity() == YQuantity::Ratio) {
        spanRatios(curves, view);
    } else {
        view.yMin = 0;
        view.yMax = topFor(curves);
    }
    return view;
}

} // namespace headroom::ui
