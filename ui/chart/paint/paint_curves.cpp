// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/paint_curves.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/intervals.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/paint/roof_lines.h"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>

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

} // namespace

void paintCurves(QPainter& painter, const CurveSet& curves, const PlotView& view, Depth depth,
                 const DrawLines& drawLines) {
    paintIntervals(painter, curves, view, depth);
    std::vector<const Curve*> drawn = drawingOrder(curves.curves());
    std::erase_if(drawn, [&](const Curve* curve) { return depthOf(*curve, view) != depth; });
    std::stable_partition(drawn.begin(), drawn.end(),
                          [&view](const Curve* curve) { return view.isFaint(curve->key); });
    const PlotView faintView = view.raised.empty() ? view : faint(view);
    const auto viewOf = [&](const Curve& curve) -> const PlotView& {
        return view.isFaint(curve.key) ? faintView : view;
    };
    const std::vector<RoofLine> roofs = depth == Depth::Behind ? roofLines(curves) : std::vector<RoofLine>();
    std::vector<CurveLine> lines;
    for (const RoofLine& roof : roofs)
        lines.push_back({&roof.points, roofPen(roof.ratio, roof.place, view.theme, view.scale)});
    for (const Curve* curve : drawn)
        lines.push_back({&curve->points, curvePen(*curve, viewOf(*curve).theme, view.scale)});
    drawLines(painter, lines, view);
    for (const Curve* curve : drawn)
        paintMarkers(painter, *curve, viewOf(*curve));
}

void paintCurves(QPainter& painter, const CurveSet& curves, const PlotView& view,
                 const DrawLines& drawLines) {
    for (const Depth depth : {Depth::Behind, Depth::Front})
        paintCurves(painter, curves, view, depth, drawLines);
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
