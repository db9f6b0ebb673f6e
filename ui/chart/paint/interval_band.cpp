// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/interval_band.h"

#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/view/joined_points.h"

#include <QPainter>

namespace headroom::ui {

namespace {

/// What lies on the inner side of an axis-parallel line (Sutherland and Hodgman); `depth` is negative
/// outside.
template <class Depth>
QPolygonF cut(const QPolygonF& outline, Depth depth) {
    QPolygonF inside;
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const QPointF from = outline[i];
        const QPointF to = outline[(i + 1) % outline.size()];
        const double before = depth(from);
        const double after = depth(to);
        if (before >= 0)
            inside << from;
        if ((before < 0) != (after < 0))
            inside << from + (to - from) * (before / (before - after));
    }
    return inside;
}

QPolygonF clipped(QPolygonF outline, const QRectF& area) {
    outline = cut(outline, [&](const QPointF& p) { return p.x() - area.left(); });
    outline = cut(outline, [&](const QPointF& p) { return area.right() - p.x(); });
    outline = cut(outline, [&](const QPointF& p) { return p.y() - area.top(); });
    return cut(outline, [&](const QPointF& p) { return area.bottom() - p.y(); });
}

/// Filling a jagged outline takes as long as its edges are high: many points get coarse ones.
bool isCoarse(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    return static_cast<double>(pointsInView(points, mapping.view()).size()) > mapping.plot().width() / 3;
}

} // namespace

QPolygonF bandOutline(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    // Points that share a column share its part of the outline.
    const double column = isCoarse(points, mapping) ? 6 : 1;
    QPolygonF upper;
    QPolygonF lower;
    const JoinedPoints joined(pointsInView(points, mapping.view()), mapping);
    for (const CurvePoint& point : joined.points()) {
        const double x = mapping.pixelX(point.hidden);
        const double top = mapping.pixelY(point.top());
        const double bottom = mapping.pixelY(point.bottom());
        if (!upper.isEmpty() && std::floor(x / column) == std::floor(upper.last().x() / column)) {
            upper.last().setY(std::min(upper.last().y(), top));
            lower.last().setY(std::max(lower.last().y(), bottom));
        } else {
            upper << QPointF(x, top);
            lower << QPointF(x, bottom);
        }
    }
    if (!upper.isEmpty()) { // up to the last point, which may lie within its column
        const double end = mapping.pixelX(joined.points().back().hidden);
        upper << QPointF(end, upper.last().y());
        lower << QPointF(end, lower.last().y());
    }
    std::ranges::reverse(lower);
    return clipped(upper + lower, mapping.plot());
}

void paintBand(QPainter& painter, const Curve& curve, const PlotView& view) {
    constexpr float kOpacity = 0.18F;
    QColor color = curveColor(curve, view.theme);
    color.setAlphaF(kOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.setRenderHint(QPainter::Antialiasing, !isCoarse(curve.points, view.mapping));
    painter.drawPolygon(bandOutline(curve.points, view.mapping));
}

} // namespace headroom::ui
