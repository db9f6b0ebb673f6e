// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/hover_locator.h"

#include "ui/chart/data/column_reading.h"
#include "ui/chart/view/joined_points.h"

#include <algorithm>
#include <limits>

namespace headroom::ui {

namespace {

constexpr double kSnapRadius = 9; ///< pixels: a marker under the cursor wins over a line that passes nearer

double length(const QPointF& vector) {
    return std::hypot(vector.x(), vector.y());
}

double distanceToSegment(const QPointF& point, const QPointF& from, const QPointF& to) {
    const QPointF along = to - from;
    const double square = QPointF::dotProduct(along, along);
    const double share =
        square > 0 ? std::clamp(QPointF::dotProduct(point - from, along) / square, 0.0, 1.0) : 0.0;
    return length(point - (from + along * share));
}

Hit hitOf(const Curve& curve, const CurvePoint& point, const PlotMapping& mapping) {
    return {curve.key,    {curve.key.runId, point.row},
            point.hidden, point.value,
            false,        mapping.toPixel(point.hidden, point.value)};
}

Hit hitOf(const Curve& curve, const FailedPoint& point, const PlotMapping& mapping) {
    return {curve.key,    {curve.key.runId, point.row},
            point.hidden, 0,
            true,         {mapping.pixelX(point.hidden), mapping.plot().bottom()}};
}

bool inPlot(const PlotMapping& mapping, const QPointF& pixel) {
    return mapping.plot().adjusted(-1, -1, 1, 1).contains(pixel);
}

/// The points whose x lies within `radius` pixels of the cursor, and one neighbour on either side.
template <class Point>
std::pair<std::size_t, std::size_t> rangeNear(const std::vector<Point>& points, const PlotMapping& mapping,
                                              double cursorX, double radius) {
    const double from = mapping.hiddenAt(cursorX - radius);
    const double to = mapping.hiddenAt(cursorX + radius);
    auto first = std::ranges::lower_bound(points, from, {}, &Point::hidden);
    auto last = std::ranges::upper_bound(points, to, {}, &Point::hidden);
    if (first != points.begin())
        --first;
    if (last != points.end())
        ++last;
    return {static_cast<std::size_t>(first - points.begin()),
            static_cast<std::size_t>(last - points.begin())};
}

/// What one curve offers to a cursor.
struct Candidate {
    double toLine = std::numeric_limits<double>::infinity();
    double toPoint = std::numeric_limits<double>::infinity();
    std::optional<Hit> nearest;

    void offer(const Hit& hit, const QPointF& cursor) {
        const double distance = length(hit.pixel - cursor);
        if (distance < toPoint) {
            toPoint = distance;
            nearest = hit;
        }
    }
};

Candidate candidateOf(const Curve& curve, const PlotMapping& mapping, const QPointF& cursor, double radius) {
    Candidate candidate;
    const auto [first, last] = rangeNear(curve.points, mapping, cursor.x(), radius);
    const std::span<const CurvePoint> around(curve.points.begin() + static_cast<std::ptrdiff_t>(first),
                                             curve.points.begin() + static_cast<std::ptrdiff_t>(last));
    for (const CurvePoint& point : around)
        if (const Hit hit = hitOf(curve, point, mapping); inPlot(mapping, hit.pixel))
            candidate.offer(hit, cursor);
    const JoinedPoints joined(around, mapping);
    std::optional<QPointF> previous;
    for (const CurvePoint& point : joined.points()) {
        const QPointF pixel = mapping.toPixel(point.hidden, point.value);
        if (previous)
            candidate.toLine = std::min(candidate.toLine, distanceToSegment(cursor, *previous, pixel));
        previous = pixel;
    }
    candidate.toLine = std::min(candidate.toLine, candidate.toPoint);
    return candidate;
}

Candidate failureOf(const Curve& curve, const PlotMapping& mapping, const QPointF& cursor, double radius) {
    Candidate candidate;
    const auto [first, last] = rangeNear(curve.failures, mapping, cursor.x(), radius);
    for (std::size_t i = first; i < last; ++i) {
        const Hit hit = hitOf(curve, curve.failures[i], mapping);
        if (inPlot(mapping, hit.pixel))
            candidate.offer(hit, cursor);
    }
    candidate.toLine = candidate.toPoint;
    return candidate;
}

template <class Point>
const Point* nearestByHidden(const std::vector<Point>& points, double x, const PlotMapping& mapping) {
    if (points.empty())
        return nullptr;
    const auto after = std::ranges::lower_bound(points, mapping.unscaled(x), {}, &Point::hidden);
    if (after == points.begin())
        return &*after;
    const auto before = std::prev(after);
    if (after == points.end())
        return &*before;
    return mapping.scaled(after->hidden) - x < x - mapping.scaled(before->hidden) ? &*after : &*before;
}

const Curve* curveOf(const std::vector<Curve>& curves, const CurveKey& key) {
    const auto it = std::ranges::find(curves, key, &Curve::key);
    return it == curves.end() || !it->shown ? nullptr : &*it;
}

} // namespace

std::optional<Hit> locate(const std::vector<Curve>& curves, const PlotMapping& mapping, const QPointF& cursor,
                          double radius) {
    Candidate under;
    Candidate nearest;
    for (const Curve& curve : curves) {
        if (!curve.shown)
            continue;
        for (Candidate candidate :
             {candidateOf(curve, mapping, cursor, radius), failureOf(curve, mapping, cursor, radius)}) {
            if (!candidate.nearest)
                continue;
            if (candidate.toPoint <= kSnapRadius && candidate.toPoint < under.toPoint)
                under = candidate;
            if (candidate.toLine <= radius && candidate.toLine < nearest.toLine)
                nearest = candidate;
        }
    }
    return under.nearest ? under.nearest : nearest.nearest;
}

std::optional<double> hiddenNear(const std::vector<Curve>& curves, const PlotMapping& mapping,
                                 double cursorX) {
    const double x = mapping.scaled(mapping.hiddenAt(cursorX));
    std::optional<double> nearest;
    const auto offer = [&](const auto* point) {
        if (point && (!nearest ||
                      std::abs(mapping.scaled(point->hidden) - x) < std::abs(mapping.scaled(*nearest) - x)))
            nearest = point->hidden;
    };
    for (const Curve& curve : curves) {
        if (!curve.shown)
            continue;
        offer(nearestByHidden(curve.points, x, mapping));
        offer(nearestByHidden(curve.failures, x, mapping));
    }
    return nearest;
}

std::vector<Hit> locateColumn(const std::vector<Curve>& curves, const PlotMapping& mapping, double hidden) {
    std::vector<Hit> hits;
    for (const Curve& curve : curves) {
        const auto point = curve.shown ? pointNear(curve, hidden, mapping.scales().logX) : std::nullopt;
        if (!point)
            continue;
        if (point->failed)
            hits.push_back(hitOf(curve, FailedPoint{point->hidden, point->row}, mapping));
        else
            hits.push_back(hitOf(curve, CurvePoint{point->hidden, point->value, point->row}, mapping));
    }
    std::ranges::stable_sort(hits, std::ranges::greater(), &Hit::value);
    return hits;
}

std::optional<Hit> locatePoint(const std::vector<Curve>& curves, const PlotMapping& mapping,
                               const PointKey& point) {
    for (const Curve& curve : curves) {
        if (!curve.shown || curve.key.runId != point.runId)
            continue;
        const auto found = std::ranges::find(curve.points, point.row, &CurvePoint::row);
        if (found != curve.points.end())
            return hitOf(curve, *found, mapping);
        const auto failed = std::ranges::find(curve.failures, point.row, &FailedPoint::row);
        if (failed != curve.failures.end())
            return hitOf(curve, *failed, mapping);
    }
    return std::nullopt;
}

std::optional<Hit> stepAlong(const std::vector<Curve>& curves, const PlotMapping& mapping, const Hit& from,
                             int by) {
    const Curve* curve = curveOf(curves, from.curve);
    if (!curve)
        return std::nullopt;
    std::optional<Hit> next;
    const auto offer = [&](const Hit& hit) {
        const bool beyond = by > 0 ? hit.hidden > from.hidden : hit.hidden < from.hidden;
        if (beyond && (!next || std::abs(hit.hidden - from.hidden) < std::abs(next->hidden - from.hidden)))
            next = hit;
    };
    for (const CurvePoint& point : curve->points)
        offer(hitOf(*curve, point, mapping));
    for (const FailedPoint& point : curve->failures)
        offer(hitOf(*curve, point, mapping));
    return next;
}

std::optional<Hit> stepAcross(const std::vector<Curve>& curves, const PlotMapping& mapping, const Hit& from,
                              int by) {
    std::optional<Hit> next;
    for (const Curve& curve : curves) {
        if (!curve.shown || curve.key == from.curve)
            continue;
        const CurvePoint* point = nearestByHidden(curve.points, mapping.scaled(from.hidden), mapping);
        if (!point || (by > 0 ? point->value <= from.value : point->value >= from.value))
            continue;
        if (!next || std::abs(point->value - from.value) < std::abs(next->value - from.value))
            next = hitOf(curve, *point, mapping);
    }
    return next;
}

} // namespace headroom::ui
