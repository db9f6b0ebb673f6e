// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/joined_points.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kNarrow = 2;     ///< pixels from one point to the next in which nothing is seen to bend
constexpr double kSeenBend = 0.1; ///< pixels between a line and its chord

/// Where a point lies in pixels: its value and the ends of its interval.
struct PlaceOfPoint {
    double x;
    std::array<double, 3> y;
};

PlaceOfPoint placeOf(const CurvePoint& point, const PlotMapping& mapping) {
    const double y = mapping.pixelY(point.value);
    if (!point.hasInterval())
        return {mapping.pixelX(point.hidden), {y, y, y}};
    return {mapping.pixelX(point.hidden), {y, mapping.pixelY(point.low), mapping.pixelY(point.high)}};
}

class Bender {
public:
    Bender(const PlotMapping& mapping, std::vector<CurvePoint>& bent) : m_mapping(mapping), m_bent(bent) {}

    /// Adds what is wanted between two points, and the right one.
    void join(const CurvePoint& left, const CurvePoint& right) {
        m_left = &left;
        m_right = &right;
        const PlaceOfPoint to = placeOf(right, m_mapping);
        const PlaceOfPoint from = m_bent.size() == 1 ? placeOf(left, m_mapping) : m_last;
        m_last = to;
        if (isSeen(from, to)) {
            // A neighbour outside the plot may lie far away: nothing is wanted there.
            const QRectF& plot = m_mapping.plot();
            const PlaceOfPoint first = from.x < plot.left() - kOutside ? add(plot.left() - kOutside) : from;
            const bool leaves = to.x > plot.right() + kOutside;
            const PlaceOfPoint last = leaves ? at(plot.right() + kOutside).place : to;
            split(first, last);
            if (leaves)
                add(plot.right() + kOutside);
        }
        m_bent.push_back(right);
    }

private:
    static constexpr double kOutside = 1; ///< pixels beyond the plot's edge

    struct Found {
        CurvePoint point;
        PlaceOfPoint place;
    };

    Found at(double x) const {
        const CurvePoint point = between(*m_left, *m_right, m_mapping.hiddenAt(x));
        return {point, placeOf(point, m_mapping)};
    }

    PlaceOfPoint add(double x) {
        const Found found = at(x);
        m_bent.push_back(found.point);
        return found.place;
    }

    bool isSeen(const PlaceOfPoint& from, const PlaceOfPoint& to) const {
        const QRectF& plot = m_mapping.plot();
        const auto [above, below] = std::minmax({from.y[0], from.y[1], from.y[2], to.y[0], to.y[1], to.y[2]});
        return to.x - from.x > kNarrow && to.x > plot.left() && from.x < plot.right() && below > plot.top() &&
               above < plot.bottom();
    }

    void split(const PlaceOfPoint& from, const PlaceOfPoint& to) {
        if (!isSeen(from, to))
            return;
        const Found middle = at((from.x + to.x) / 2);
        double bend = 0;
        for (std::size_t i = 0; i < middle.place.y.size(); ++i)
            bend = std::max(bend, std::abs(middle.place.y[i] - (from.y[i] + to.y[i]) / 2));
        if (bend <= kSeenBend)
            return;
        split(from, middle.place);
        m_bent.push_back(middle.point);
        split(middle.place, to);
    }

    const PlotMapping& m_mapping;
    std::vector<CurvePoint>& m_bent;
    const CurvePoint* m_left = nullptr;
    const CurvePoint* m_right = nullptr;
    PlaceOfPoint m_last{};
};

} // namespace

CurvePoint between(const CurvePoint& left, const CurvePoint& right, double hidden) {
    const double share = (hidden - left.hidden) / (right.hidden - left.hidden);
    CurvePoint point;
    point.hidden = hidden;
    point.value = std::lerp(left.value, right.value, share);
    point.flagged = left.flagged && right.flagged;
    const auto low = [](const CurvePoint& end) { return end.hasInterval() ? end.low : end.value; };
    const auto high = [](const CurvePoint& end) { return end.hasInterval() ? end.high : end.value; };
    point.low = std::lerp(low(left), low(right), share);
    point.high = std::lerp(high(left), high(right), share);
    return point;
}

JoinedPoints::JoinedPoints(std::span<const CurvePoint> points, const PlotMapping& mapping)
    : m_points(points) {
    if (mapping.scales() == AxisScales() || points.size() < 2)
        return;
    m_bent.reserve(points.size());
    m_bent.push_back(points.front());
    Bender bender(mapping, m_bent);
    for (std::size_t i = 1; i < points.size(); ++i)
        bender.join(points[i - 1], points[i]);
    m_points = m_bent;
}

} // namespace headroom::ui
