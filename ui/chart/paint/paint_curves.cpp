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

namespace headroom::ui {

void paintCurves(QPainter& painter, const CurveSet& curves, const PlotView& view,
                 const DrawLines& drawLines) {
    paintIntervals(painter, curves, view);
    const std::vector<const Curve*> drawn = drawingOrder(curves.curves());
    std::vector<CurveLine> lines;
    // Runs on like devices have one roof: drawn over each other their dashes would become a solid line.
    const auto isDrawn = [&lines](const RoofCurve& roof) {
        return std::ranges::any_of(lines,
                                   [&roof](const CurveLine& line) { return *line.points == roof.points; });
    };
    for (const RoofCurve& roof : curves.roofs())
        if (roof.shown && !isDrawn(roof))
            lines.push_back({&roof.points, roofPen(roof.ratio, view.theme, view.scale)});
    for (const Curve* curve : drawn)
        lines.push_back({&curve->points, curvePen(*curve, view.theme, view.scale)});
    drawLines(painter, lines, view);
    for (const Curve* curve : drawn)
        paintMarkers(painter, *curve, view);
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
