// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/box_placement.h"

#include "ui/chart/paint/curve_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headroom::ui {

namespace {

// What counts against a place, in cells of curve that are covered.
constexpr double kOverBox = 1e4;    ///< another box, however little of it,
constexpr double kPerBoxCell = 4;   ///< and a cell of it
constexpr double kUnderBox = 3000;  ///< a leader below a box, and
constexpr double kAcross = 20;      ///< one across another
constexpr double kOverAnchor = 1e6; ///< the point itself
constexpr double kSideStep = 0.2;   ///< sides that are as good: the first in the list

double distanceTo(const QRectF& box, const QPointF& point) {
    const double x = std::clamp(point.x(), box.left(), box.right()) - point.x();
    const double y = std::clamp(point.y(), box.top(), box.bottom()) - point.y();
    return std::hypot(x, y);
}

double covered(const QRectF& box, const Surroundings& around) {
    double cost = around.curves.under(box);
    for (const QRectF& other : around.boxes) {
        const QRectF common = box & other;
        if (!common.isEmpty())
            cost += kOverBox +
                    kPerBoxCell * common.width() * common.height() / (CurveCover::kCell * CurveCover::kCell);
    }
    return cost;
}

/// What leaders make of a box there: those below it, and its own across what stands already. The boxes that
/// lie over the anchor no place could spare.
double crossed(const QRectF& box, const QPointF& anchor, const Surroundings& around) {
    double cost = 0;
    const QLineF own = around.leads ? leaderLine(box, anchor, 0) : QLineF();
    for (const QLineF& leader : around.leaders) {
        cost += runsBelow(leader, box) ? kUnderBox : 0;
        cost += own.intersects(leader, nullptr) == QLineF::BoundedIntersection ? kAcross : 0;
    }
    for (const QRectF& other : around.boxes)
        cost += around.leads && !other.contains(anchor) && runsBelow(own, other) ? kUnderBox : 0;
    return cost;
}

} // namespace

bool runsBelow(const QLineF& line, const QRectF& box) {
    QPointF from = line.p1();
    QPointF to = line.p2();
    return !line.isNull() && clipSegment(from, to, box) && from != to;
}

QRectF movedInside(QRectF box, const QRectF& bounds) {
    box.moveLeft(
        std::clamp(box.left(), bounds.left(), std::max(bounds.left(), bounds.right() - box.width())));
    box.moveTop(std::clamp(box.top(), bounds.top(), std::max(bounds.top(), bounds.bottom() - box.height())));
    return box;
}

double standingCost(const QRectF& box, const QPointF& anchor, const Surroundings& around) {
    constexpr double kNear = 4;
    const bool over = box.adjusted(-kNear, -kNear, kNear, kNear).contains(anchor);
    return covered(box, around) + crossed(box, anchor, around) +
           around.near * kPerPixelAway * distanceTo(box, anchor) + (over ? kOverAnchor : 0);
}

namespace {

/// The better of two places.
struct Best {
    QRectF box;
    double cost = std::numeric_limits<double>::infinity();

    void offer(const QRectF& other, double itsCost) {
        if (itsCost < cost) {
            cost = itsCost;
            box = other;
        }
    }
};

/// Anywhere within the bounds whose corner lies in that part of them.
template <class Cost>
void lookWithin(Best& best, const QSizeF& size, const QRectF& part, const QRectF& bounds, double step,
                Cost cost) {
    const QRectF corners = bounds.adjusted(0, 0, -size.width(), -size.height()) & part;
    for (double top = corners.top(); top <= corners.bottom(); top += step)
        for (double left = corners.left(); left <= corners.right(); left += step) {
            const QRectF box(QPointF(left, top), size);
            best.offer(box, cost(box));
        }
}

/// Anywhere within the bounds, then closely around the best place: gaps between curves can be narrow.
template <class Cost>
void lookEverywhere(Best& best, const QSizeF& size, const QRectF& bounds, Cost cost) {
    constexpr double kStep = 16; // pixels
    constexpr double kFineStep = 4;
    lookWithin(best, size, bounds, bounds, kStep, cost);
    const QPointF reach(kStep, kStep);
    lookWithin(best, size, QRectF(best.box.topLeft() - reach, best.box.topLeft() + reach), bounds, kFineStep,
               cost);
}

} // namespace

QRectF placeBox(const QSizeF& size, const QPointF& anchor, double clearance, const Surroundings& around) {
    // The side of the anchor on which the box lies: right and above first.
    static constexpr std::array<std::pair<int, int>, 8> kSides = {
        {{1, -1}, {-1, -1}, {1, 1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}}};
    static constexpr std::array kDistances = {1.0, 2.0, 3.5, 5.5, 8.0, 11.0, 15.0};
    Best best;
    for (const double distance : kDistances)
        for (std::size_t i = 0; i < kSides.size(); ++i) {
            const auto [x, y] = kSides[i];
            const QPointF centre(anchor.x() + x * (distance * clearance + size.width() / 2),
                                 anchor.y() + y * (distance * clearance + size.height() / 2));
            const QRectF box = movedInside(
                QRectF(centre - QPointF(size.width() / 2, size.height() / 2), size), around.bounds);
            best.offer(box, standingCost(box, anchor, around) + kSideStep * static_cast<double>(i));
        }
    if (covered(best.box, around) + crossed(best.box, anchor, around) > 0)
        lookEverywhere(best, size, around.bounds,
                       [&](const QRectF& box) { return standingCost(box, anchor, around); });
    return best.box;
}

QRectF boxInCorner(const QSizeF& size, Corner corner, const QRectF& bounds) {
    const bool right = corner == Corner::TopRight || corner == Corner::BottomRight;
    const bool bottom = corner == Corner::BottomLeft || corner == Corner::BottomRight;
    return movedInside(QRectF(QPointF(right ? bounds.right() - size.width() : bounds.left(),
                                      bottom ? bounds.bottom() - size.height() : bounds.top()),
                              size),
                       bounds);
}

ClearPlace clearestPlace(const QSizeF& size, double distance, const Surroundings& around) {
    const auto cost = [&](const QRectF& box) {
        return covered(box.adjusted(-distance, -distance, distance, distance), around);
    };
    Best best;
    for (const Corner corner : {Corner::TopLeft, Corner::TopRight, Corner::BottomRight, Corner::BottomLeft}) {
        const QRectF box = boxInCorner(size, corner, around.bounds);
        best.offer(box, cost(box));
    }
    if (best.cost > 0)
        lookEverywhere(best, size, around.bounds, cost);
    return {best.box, best.cost};
}

QLineF leaderLine(const QRectF& box, const QPointF& anchor, double gap) {
    const QPointF edge(std::clamp(anchor.x(), box.left(), box.right()),
                       std::clamp(anchor.y(), box.top(), box.bottom()));
    QLineF line(edge, anchor);
    line.setLength(std::max(0.0, line.length() - gap));
    return line;
}

} // namespace headroom::ui
