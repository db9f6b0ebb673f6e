// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/paint_curves.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/intervals.h"
#include "ui/chart/paint/off_scale_notes.h"
#include "ui/chart/paint/plot_view.h"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <list>

namespace headroom::ui {

namespace {

/// For curves beside those that are raised.
PlotView faint(const PlotView& view) {
    constexpr double kFaded = 0.8;
    constexpr double kThin = 0.6;
    PlotView thin = view;
    CurveLook& look = thin.theme.curves;
    look.faded = kFaded;
    for (double* width : {&look.mainLine, &look.otherLine, &look.referenceLine, &look.markers})
        *width *= kThin;
    return thin;
}

/// Whether a line of those points goes through the point.
bool goesThrough(const std::vector<CurvePoint>& points, const CurvePoint& point) {
    constexpr double kSame = 1e-6;
    const auto right = std::ranges::lower_bound(points, point.hidden, {}, &CurvePoint::hidden);
    if (right == points.end() || (right == points.begin() && right->hidden != point.hidden))
        return false;
    double value = right->value;
    if (right->hidden != point.hidden) {
        const auto left = std::prev(right);
        value = std::lerp(left->value, right->value,
                          (point.hidden - left->hidden) / (right->hidden - left->hidden));
    }
    return std::abs(value - point.value) <= kSame * point.value;
}

using Line = std::vector<CurvePoint>;

/// Runs on like devices share roofs, or parts of them: drawn over each other their dashes would become a
/// solid line. What is left of one, in pieces that reach to where it is shared.
std::vector<Line> ownParts(const Line& roof, const std::list<Line>& drawn) {
    const auto isDrawn = [&drawn](const CurvePoint& point) {
        return std::ranges::any_of(drawn, [&](const Line& points) { return goesThrough(points, point); });
    };
    std::vector<Line> parts;
    for (auto end = roof.begin(); end != roof.end();) {
        const auto begin = std::find_if_not(end, roof.end(), isDrawn);
        end = std::find_if(begin, roof.end(), isDrawn);
        if (begin != end)
            parts.emplace_back(begin == roof.begin() ? begin : begin - 1, end == roof.end() ? end : end + 1);
    }
    return parts;
}

} // namespace

void paintCurves(QPainter& painter, const CurveSet& curves, const PlotView& view,
                 const DrawLines& drawLines) {
    paintIntervals(painter, curves, view);
    std::vector<const Curve*> drawn = drawingOrder(curves.curves());
    std::ranges::stable_partition(drawn, [&view](const Curve* curve) { return view.isFaint(curve->key); });
    const PlotView faintView = view.raised.empty() ? view : faint(view);
    const auto viewOf = [&](const Curve& curve) -> const PlotView& {
        return view.isFaint(curve.key) ? faintView : view;
    };
    std::vector<CurveLine> lines;
    std::list<Line> roofs; // that do not move when others come
    for (const RoofCurve& roof : curves.roofs()) {
        if (!roof.shown)
            continue;
        for (Line& own : ownParts(roof.points, roofs))
            if (own.size() > 1)
                lines.push_back(
                    {&roofs.emplace_back(std::move(own)), roofPen(roof.ratio, view.theme, view.scale)});
    }
    for (const Curve* curve : drawn)
        lines.push_back({&curve->points, curvePen(*curve, viewOf(*curve).theme, view.scale)});
    drawLines(painter, lines, view);
    for (const Curve* curve : drawn)
        paintMarkers(painter, *curve, viewOf(*curve));
    paintOffScaleNotes(painter, curves, view);
}

QPen flaggedPen(const QPen& pen, double share) {
    QPen thin(pen);
    thin.setWidthF(share * pen.widthF());
    QList<qreal> pattern = pen.dashPattern(); // in widths of the pen
    for (qreal& length : pattern)
        length /= share;
    if (pen.style() != Qt::SolidLine)
        thin.setDashPattern(pattern);
    return thin;
}

namespace {

/// Where the picture has pixels and several points share a column of them, those that show in it.
std::vector<CurvePoint> pointsThatShow(const QPainter& painter, const std::vector<CurvePoint>& points,
                                       const PlotMapping& mapping) {
    const double scale = painter.deviceTransform().m11();
    const QRectF plot(mapping.plot().topLeft() * scale, mapping.plot().size() * scale);
    const PlotMapping pixels(plot, mapping.view(), mapping.scales());
    const bool hasPixels = painter.paintEngine()->type() == QPaintEngine::Raster;
    return hasPixels && isDense(points, pixels) ? columnExtremes(points, pixels) : points;
}

} // namespace

void strokeLines(QPainter& painter, const std::vector<CurveLine>& lines, const PlotView& view) {
    painter.setBrush(Qt::NoBrush);
    for (const CurveLine& line : lines) {
        const std::vector<CurvePoint> points = pointsThatShow(painter, *line.points, view.mapping);
        painter.strokePath(clippedPath(points, view.mapping, LinePart::Sound), line.pen);
        if (hasFlaggedPart(points))
            painter.strokePath(clippedPath(points, view.mapping, LinePart::Flagged),
                               flaggedPen(line.pen, view.theme.curves.flaggedShare));
    }
}

} // namespace headroom::ui
