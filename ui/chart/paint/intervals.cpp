// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/intervals.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/interval_band.h"
#include "ui/chart/paint/plot_view.h"

#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kCap = 3; ///< pixels to either side of a whisker

bool isTall(const CurvePoint& point, const PlotView& view) {
    return point.hasInterval() &&
           view.mapping.pixelY(point.low) - view.mapping.pixelY(point.high) > markerDiameter(view);
}

bool hasTall(const Curve& curve, const PlotView& view) {
    const auto seen = pointsInView(curve.points, view.mapping.view());
    return std::ranges::any_of(seen, [&view](const CurvePoint& point) { return isTall(point, view); });
}

bool isForest(const Curve& curve, const PlotView& view) {
    constexpr double kLeastDistance = 22; // pixels
    const auto count = static_cast<double>(pointsInView(curve.points, view.mapping.view()).size());
    return count * kLeastDistance * view.scale > view.mapping.plot().width();
}

template <class IsMeant>
QPainterPath whiskersOf(const Curve& curve, const PlotView& view, IsMeant isMeant) {
    const QRectF& plot = view.mapping.plot();
    const double cap = kCap * view.scale * view.theme.curves.markers;
    QPainterPath path;
    const auto addCap = [&](double x, double y) {
        if (y < plot.top() || y > plot.bottom())
            return;
        path.moveTo(std::max(plot.left(), x - cap), y);
        path.lineTo(std::min(plot.right(), x + cap), y);
    };
    for (const CurvePoint* point : markedPoints(curve, view)) {
        if (!isTall(*point, view) || !isMeant(*point))
            continue;
        const double x = view.mapping.pixelX(point->hidden);
        const double top = view.mapping.pixelY(point->high);
        const double bottom = view.mapping.pixelY(point->low);
        path.moveTo(x, std::max(plot.top(), top));
        path.lineTo(x, std::min(plot.bottom(), bottom));
        addCap(x, top);
        addCap(x, bottom);
    }
    return path;
}

void paintWhiskers(QPainter& painter, const Curve& curve, const PlotView& view, const QPainterPath& path) {
    constexpr float kOpacity = 0.55F;
    QColor color = curveColor(curve, view.theme);
    color.setAlphaF(kOpacity);
    QPen pen(color, view.theme.curves.roofLine * view.scale);
    pen.setCapStyle(Qt::FlatCap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, pen);
}

void paintBaseLine(QPainter& painter, double value, const PlotView& view) {
    const QRectF& plot = view.mapping.plot();
    const double y = view.mapping.pixelY(value);
    if (y < plot.top() || y > plot.bottom())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(view.theme.label, 1));
    painter.drawLine(QPointF(plot.left(), std::round(y)), QPointF(plot.right(), std::round(y)));
}

std::vector<const Curve*> withIntervals(const CurveSet& curves, const PlotView& view) {
    if (!curves.choices().intervalsShown)
        return {};
    std::vector<const Curve*> drawn = drawingOrder(curves.curves());
    std::erase_if(drawn, [&view](const Curve* curve) { return view.isFaint(curve->key); });
    if (!curves.quantity().baseLine())
        std::erase_if(drawn, [&view](const Curve* curve) { return !hasTall(*curve, view); });
    return drawn;
}

} // namespace

QPainterPath whiskers(const Curve& curve, const PlotView& view) {
    return whiskersOf(curve, view, [](const CurvePoint&) { return true; });
}

bool areBands(const CurveSet& curves, const PlotView& view) {
    if (curves.quantity().baseLine())
        return true;
    const std::vector<const Curve*> drawn = withIntervals(curves, view);
    return std::ranges::any_of(drawn, [&view](const Curve* curve) { return isForest(*curve, view); });
}

namespace {

/// Of sure points; a disturbed one would have it fill the plot.
void paintBandOf(QPainter& painter, const Curve& curve, const PlotView& view) {
    paintBand(painter, curve, view);
    paintWhiskers(painter, curve, view,
                  whiskersOf(curve, view, [](const CurvePoint& point) { return point.unsure; }));
}

/// What the runs in the band span, of kinds of curves that are shown.
void paintSpread(QPainter& painter, const CurveSet& curves, const PlotView& view) {
    for (const Curve& band : curves.beside().bands())
        if (std::ranges::any_of(curves.curves(), [&band](const Curve& curve) {
                return curve.shown && curve.key.ofEveryRun() == band.key;
            }))
            paintBand(painter, band, view);
}

} // namespace

void paintIntervals(QPainter& painter, const CurveSet& curves, const PlotView& view, Depth depth) {
    const bool bands = areBands(curves, view);
    painter.save();
    const bool spread = curves.quantity().comparesAll();
    if (spread && depth == Depth::Behind && curves.choices().intervalsShown)
        paintSpread(painter, curves, view);
    for (const Curve* curve : spread ? std::vector<const Curve*>() : withIntervals(curves, view))
        if (depthOf(*curve, view) == depth)
            bands ? paintBandOf(painter, *curve, view)
                  : paintWhiskers(painter, *curve, view, whiskers(*curve, view));
    if (const auto baseLine = curves.quantity().baseLine(); baseLine && depth == Depth::Behind)
        paintBaseLine(painter, *baseLine, view);
    painter.restore();
}

} // namespace headroom::ui
