// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/interval_band.h"

#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/view/joined_points.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <span>

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

/// One end of the intervals, from left to right, a place for each column that has points.
class Edge {
public:
    Edge(double column, bool upper) : m_column(column), m_upper(upper) {}

    void add(const QPointF& end) {
        const double column = std::floor(end.x() / m_column);
        if (!m_line.isEmpty() && column == m_at) {
            QPointF& place = m_line.last();
            place.setY(m_upper ? std::min(place.y(), end.y()) : std::max(place.y(), end.y()));
        } else {
            // What the points of a column span holds for that column alone.
            if (!m_line.isEmpty() && column > m_at + 1)
                m_line << m_last << end;
            m_line << end;
        }
        m_at = column;
        m_last = end;
    }
    /// Up to the last point, which may lie within its column.
    QPolygonF line() const { return m_line + QPolygonF({QPointF(m_last.x(), m_line.last().y())}); }

private:
    double m_column;
    bool m_upper;
    double m_at = 0; ///< the column
    QPolygonF m_line;
    QPointF m_last; ///< as it is, not with what else its column has
};

bool isSure(const CurvePoint& point) {
    return point.hasInterval() && !point.unsure;
}

/// Of points that all have an interval.
QPolygonF outlineOf(std::span<const CurvePoint> points, double column, const PlotMapping& mapping) {
    Edge upper(column, true);
    Edge lower(column, false);
    const JoinedPoints joined(points, mapping);
    for (const CurvePoint& point : joined.points()) {
        const double x = mapping.pixelX(point.hidden);
        upper.add({x, mapping.pixelY(point.high)});
        lower.add({x, mapping.pixelY(point.low)});
    }
    QPolygonF back = lower.line();
    std::ranges::reverse(back);
    return clipped(upper.line() + back, mapping.plot());
}

} // namespace

std::vector<QPolygonF> bandOutlines(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    // Points that share a column share its part of the outline.
    const double column = isCoarse(points, mapping) ? 6 : 1;
    const auto seen = pointsInView(points, mapping.view());
    std::vector<QPolygonF> outlines;
    for (auto from = seen.begin(); from != seen.end();) {
        from = std::find_if(from, seen.end(), isSure);
        const auto to = std::find_if_not(from, seen.end(), isSure);
        if (to - from > 1)
            outlines.push_back(outlineOf({from, to}, column, mapping));
        from = to;
    }
    std::erase_if(outlines, [](const QPolygonF& outline) { return outline.isEmpty(); });
    return outlines;
}

void paintBand(QPainter& painter, const Curve& curve, const PlotView& view) {
    constexpr float kOpacity = 0.18F;
    QColor color = curveColor(curve, view.theme);
    color.setAlphaF(kOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.setRenderHint(QPainter::Antialiasing, !isCoarse(curve.points, view.mapping));
    for (const QPolygonF& outline : bandOutlines(curve.points, view.mapping))
        painter.drawPolygon(outline);
}

} // namespace headroom::ui
