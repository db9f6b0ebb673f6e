// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

namespace headroom::ui {

/// How near the cursor must come to a curve, in pixels.
inline constexpr double kHoverRadius = 24;

/// A measured point in the plot. Failed points lie on the x axis.
struct Hit {
    CurveKey curve;
    PointKey point;
    double hidden = 0;
    double value = 0;
    bool failed = false;
    QPointF pixel;

    friend bool operator==(const Hit&, const Hit&) = default;
};

/// The measured point that a cursor means: one under it, else the nearest one on the nearest curve within
/// `radius`. Pure; looks only at points near the cursor, found by bisection. Hidden curves do not exist here.
std::optional<Hit> locate(const std::vector<Curve>& curves, const PlotMapping& mapping, const QPointF& cursor,
                          double radius = kHoverRadius);

/// The hidden size that some shown curve has nearest to the cursor.
std::optional<double> hiddenNear(const std::vector<Curve>& curves, const PlotMapping& mapping,
                                 double cursorX);

/// What each shown curve has near that hidden size, see pointNear(); highest first.
std::vector<Hit> locateColumn(const std::vector<Curve>& curves, const PlotMapping& mapping, double hidden);

/// The point where it lies now, if it is still shown.
std::optional<Hit> locatePoint(const std::vector<Curve>& curves, const PlotMapping& mapping,
                               const PointKey& point);

/// The next point of the same curve, failed ones included; `by` is 1 or -1.
std::optional<Hit> stepAlong(const std::vector<Curve>& curves, const PlotMapping& mapping, const Hit& from,
                             int by);

/// The point nearest in hidden size on the next curve above (1) or below (-1).
std::optional<Hit> stepAcross(const std::vector<Curve>& curves, const PlotMapping& mapping, const Hit& from,
                              int by);

} // namespace headroom::ui
