// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/curve_geometry.h"

#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/view/joined_points.h"

#include <QPainter>

#include <algorithm>
#include <limits>
#include <numeric>

namespace headroom::ui {

namespace {

constexpr double kMarkerRadius = 3.6;
constexpr double kMarkerSpacing = 11; ///< pixels between two markers of a curve
constexpr double kSparseSpacing = 60; ///< where points lie closer: the line alone shows them
constexpr double kFailureSize = 4;

void paintFailures(QPainter& painter, const Curve& curve, const PlotView& view) {
    const PlotMapping& mapping = view.mapping;
    const double size = kFailureSize * view.scale * view.theme.curves.markers;
    painter.setPen(QPen(curveColor(curve, view.theme), 1.6 * view.scale * view.theme.curves.markers));
    for (const FailedPoint& failed : curve.failures) {
        const double x = mapping.pixelX(failed.hidden);
        if (x < mapping.plot().left() - 0.5 || x > mapping.plot().right() + 0.5)
            continue;
        const QPointF centre(x, mapping.plot().bottom());
        painter.drawLine(centre + QPointF(-size, -size), centre + QPointF(size, size));
        painter.drawLine(centre + QPointF(-size, size), centre + QPointF(size, -size));
    }
}

} // namespace

bool clipSegment(QPointF& from, QPointF& to, const QRectF& area) {
    const QPointF delta = to - from;
    double enter = 0;
    double leave = 1;
    const auto cut = [&](double change, double room) {
        if (change == 0)
            return room >= 0;
        const double at = room / change;
        if (change < 0)
            enter = std::max(enter, at);
        else
            leave = std::min(leave, at);
        return enter <= leave;
    };
    if (!cut(-delta.x(), from.x() - area.left()) || !cut(delta.x(), area.right() - from.x()) ||
        !cut(-delta.y(), from.y() - area.top()) || !cut(delta.y(), area.bottom() - from.y()))
        return false;
    to = from + delta * leave;
    from = from + delta * enter;
    return true;
}

std::span<const CurvePoint> pointsInView(const std::vector<CurvePoint>& points, const ViewRange& view) {
    auto first = std::ranges::lower_bound(points, view.xMin, {}, &CurvePoint::hidden);
    auto last = std::ranges::upper_bound(points, view.xMax, {}, &CurvePoint::hidden);
    if (first != points.begin())
        --first;
    if (last != points.end())
        ++last;
    return {first, last};
}

QList<QPointF> polyline(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    const std::vector<CurvePoint> extremes =
        isDense(points, mapping) ? columnExtremes(points, mapping) : std::vector<CurvePoint>();
    const JoinedPoints joined(extremes.empty() ? pointsInView(points, mapping.view()) : extremes, mapping);
    QList<QPointF> line;
    line.reserve(static_cast<qsizetype>(joined.points().size()));
    for (const CurvePoint& point : joined.points())
        line.append({mapping.scaled(point.hidden), mapping.scaledValue(point.value)});
    return line;
}

std::vector<CurvePoint> columnExtremes(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    const auto part = pointsInView(points, mapping.view());
    std::vector<CurvePoint> kept;
    // Wider columns where the points are a solid band anyway: Qt Charts strokes every segment twice.
    const double width = static_cast<double>(part.size()) > 2.5 * mapping.plot().width() ? 2 : 1;
    const auto columnOf = [&](const CurvePoint& point) {
        return std::floor(mapping.pixelX(point.hidden) / width);
    };
    for (std::size_t begin = 0; begin < part.size();) {
        const double column = columnOf(part[begin]);
        std::size_t end = begin + 1;
        while (end < part.size() && columnOf(part[end]) == column)
            ++end;
        auto [low, high] =
            std::ranges::minmax_element(part.subspan(begin, end - begin), {}, &CurvePoint::value);
        kept.push_back(low < high ? *low : *high);
        if (low != high)
            kept.push_back(low < high ? *high : *low);
        begin = end;
    }
    return kept;
}

bool isDense(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    return static_cast<double>(pointsInView(points, mapping.view()).size()) > 1.5 * mapping.plot().width();
}

QList<QLineF> clippedLines(const std::vector<CurvePoint>& points, const PlotMapping& mapping, LinePart part) {
    QList<QLineF> lines;
    const JoinedPoints joined(pointsInView(points, mapping.view()), mapping);
    const auto seen = joined.points();
    for (std::size_t i = 1; i < seen.size(); ++i) {
        const bool flagged = seen[i - 1].flagged && seen[i].flagged;
        if (part != LinePart::Whole && flagged != (part == LinePart::Flagged))
            continue;
        QPointF from = mapping.toPixel(seen[i - 1].hidden, seen[i - 1].value);
        QPointF to = mapping.toPixel(seen[i].hidden, seen[i].value);
        if (clipSegment(from, to, mapping.plot()))
            lines.append({from, to});
    }
    return lines;
}

QPainterPath clippedPath(const std::vector<CurvePoint>& points, const PlotMapping& mapping, LinePart part) {
    QPainterPath path;
    QPointF end(std::numeric_limits<double>::quiet_NaN(), 0);
    for (const QLineF& line : clippedLines(points, mapping, part)) {
        if (line.p1() != end)
            path.moveTo(line.p1());
        path.lineTo(line.p2());
        end = line.p2();
    }
    return path;
}

std::optional<LineEnd> lastSeen(const std::vector<CurvePoint>& points, const PlotMapping& mapping) {
    const JoinedPoints joined(pointsInView(points, mapping.view()), mapping);
    const auto seen = joined.points();
    const auto pixelOf = [&mapping](const CurvePoint& point) {
        return mapping.toPixel(point.hidden, point.value);
    };
    if (seen.size() == 1 && mapping.plot().contains(pixelOf(seen.front())))
        return LineEnd{pixelOf(seen.front())};
    for (std::size_t i = seen.size(); i > 1; --i) {
        QPointF from = pixelOf(seen[i - 2]);
        const QPointF whole = pixelOf(seen[i - 1]);
        QPointF to = whole;
        if (clipSegment(from, to, mapping.plot()))
            return LineEnd{to, i < seen.size() || to != whole};
    }
    return std::nullopt;
}

bool hasFlaggedPart(const std::vector<CurvePoint>& points) {
    return std::ranges::adjacent_find(points, [](const CurvePoint& a, const CurvePoint& b) {
               return a.flagged && b.flagged;
           }) != points.end();
}

double markerDiameter(const PlotView& view) {
    return 2 * kMarkerRadius * view.scale * view.theme.curves.markers;
}

namespace {

/// So few points in view that all may have markers and a line's pattern still shows between them: a figure,
/// whose markers are large beside its plot, has those of the runs behind then as the screen has.
bool leavesLineToSee(const std::vector<CurvePoint>& points, const PlotView& view) {
    constexpr double kDiameters = 3; // from one marker to the next
    const auto count = static_cast<double>(pointsInView(points, view.mapping.view()).size());
    return !isCrowded(points, view) &&
           count * kDiameters * markerDiameter(view) <= view.mapping.plot().width();
}

} // namespace

bool isCrowded(const std::vector<CurvePoint>& points, const PlotView& view) {
    const auto count = static_cast<double>(pointsInView(points, view.mapping.view()).size());
    return view.theme.curves.fewMarkers ||
           count * kMarkerSpacing * view.scale * view.theme.curves.markers > view.mapping.plot().width();
}

double markerSpacing(const Curve& curve, const PlotView& view) {
    constexpr double kSeen = 1.5; // periods of a pattern that one must see to know it
    const double usual = (isCrowded(curve.points, view) ? kSparseSpacing : kMarkerSpacing) * view.scale *
                         view.theme.curves.markers;
    const QPen pen = curvePen(curve, view.theme, view.scale);
    if (pen.style() == Qt::SolidLine || leavesLineToSee(curve.points, view))
        return usual;
    const QList<qreal> pattern = pen.dashPattern();
    const double period = std::accumulate(pattern.begin(), pattern.end(), 0.0) * pen.widthF();
    return std::max(usual, kSeen * period + markerDiameter(view));
}

std::vector<const CurvePoint*> markedPoints(const Curve& curve, const PlotView& view) {
    const double spacing = markerSpacing(curve, view);
    const QRectF inside = view.mapping.plot().adjusted(-0.5, -0.5, 0.5, 0.5);
    std::vector<const CurvePoint*> marked;
    double last = -std::numeric_limits<double>::infinity();
    for (const CurvePoint& point : pointsInView(curve.points, view.mapping.view())) {
        const QPointF centre = view.mapping.toPixel(point.hidden, point.value);
        if (!inside.contains(centre))
            continue;
        if (centre.x() - last >= spacing)
            marked.push_back(&point);
        else if (point.flagged && !marked.back()->flagged)
            marked.back() = &point; // a sound neighbour says less
        else
            continue;
        last = centre.x();
    }
    return marked;
}

bool marksFlagged(const std::vector<Curve>& curves, const PlotView& view) {
    const auto marks = [&view](const Curve& curve) {
        return std::ranges::any_of(curve.points, &CurvePoint::flagged) &&
               std::ranges::any_of(markedPoints(curve, view), &CurvePoint::flagged);
    };
    return std::ranges::any_of(curves, [&marks](const Curve& curve) {
        if (!curve.shown || curve.outlook.empty() || marks(curve))
            return curve.shown && marks(curve);
        Curve finished(curve);
        finished.points = curve.outlook;
        return marks(finished);
    });
}

void paintMarkers(QPainter& painter, const Curve& curve, const PlotView& view) {
    const ChartTheme& theme = view.theme;
    const double outline = view.scale * theme.curves.markers;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor own = curveColor(curve, theme);
    const QColor quiet = mixed(theme.quiet, theme.sheet, theme.curves.faded);
    const double reduce = curve.place == 0 && !curve.best ? 1.0 : 0.85;
    const QPainterPath marker = markerPath(curveMarker(curve.key.look()), markerDiameter(view) / 2 * reduce);
    for (const CurvePoint* point : markedPoints(curve, view)) {
        const QPointF centre = view.mapping.toPixel(point->hidden, point->value);
        const QColor& color = point->within ? quiet : own;
        painter.setPen(QPen(point->flagged ? color : theme.sheet, (point->flagged ? 1.5 : 0.8) * outline));
        painter.setBrush(point->flagged ? theme.sheet : color);
        painter.translate(centre);
        painter.drawPath(marker);
        painter.translate(-centre);
    }
    paintFailures(painter, curve, view);
    painter.restore();
}

std::vector<const Curve*> drawingOrder(const std::vector<Curve>& curves) {
    std::vector<const Curve*> order;
    for (const Curve& curve : curves)
        if (curve.shown)
            order.push_back(&curve);
    std::ranges::stable_sort(order, [](const Curve* a, const Curve* b) {
        return std::pair(a->role, a->best) > std::pair(b->role, b->best);
    });
    return order;
}

Depth depthOf(const Curve& curve, const PlotView& view) {
    return view.raised.empty() && curve.role == CurveRole::Main ? Depth::Front : Depth::Behind;
}

} // namespace headroom::ui
