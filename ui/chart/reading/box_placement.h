// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_cover.h"

#include <QLineF>
#include <QRectF>

#include <limits>
#include <vector>

namespace headroom::ui {

/// What a box finds where it wants to stand.
struct Surroundings {
    QRectF bounds;                 ///< it lies within, where it fits
    const CurveCover& curves;      ///< and clear of them as far as may be
    std::vector<QRectF> boxes;     ///< and of other boxes
    QRectF most = bounds;          ///< where one may lie that is too large for the bounds
    double near = 1;               ///< how much more than usual it counts that a box stands far away
    std::vector<QLineF> leaders{}; ///< that lead to other boxes
    bool leads = true;             ///< whether a leader joins the box to what it speaks of
};

/// The box moved as little as needed to lie within the bounds; at their top left where it is too large.
QRectF movedInside(QRectF box, const QRectF& bounds);

/// What a pixel between a box and its point counts, in cells of curve that are covered.
inline constexpr double kPerPixelAway = 0.05;

/// Whether a line runs below a box.
bool runsBelow(const QLineF& line, const QRectF& box);

/// How badly a box stands there: what it covers, what its leader crosses, and how far it is from what it
/// speaks of.
double standingCost(const QRectF& box, const QPointF& anchor, const Surroundings& around);

/// The best place for a box that speaks of `anchor`, on one of eight sides of it, `clearance` pixels away or
/// farther. It never covers the anchor as long as it fits beside it.
QRectF placeBox(const QSizeF& size, const QPointF& anchor, double clearance, const Surroundings& around);

enum class Corner { TopLeft, TopRight, BottomRight, BottomLeft };
QRectF boxInCorner(const QSizeF& size, Corner corner, const QRectF& bounds);

/// Where a box may stand, and how much it covers there, in cells of curve.
struct ClearPlace {
    QRectF box;
    double covered = std::numeric_limits<double>::infinity();
};
/// The place of a box that speaks of no point: the corner where it covers the least, or where it covers
/// something in each of them the best place anywhere within the bounds. It is to be `distance` clear of all.
ClearPlace clearestPlace(const QSizeF& size, double distance, const Surroundings& around);

inline constexpr double kLeaderWidth = 1.2; ///< pixels at scale 1
/// From the edge of the box to `gap` pixels before the anchor; of no length where there is no room for it.
QLineF leaderLine(const QRectF& box, const QPointF& anchor, double gap);

} // namespace headroom::ui
