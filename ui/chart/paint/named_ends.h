// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_geometry.h"

#include <functional>
#include <optional>

namespace headroom::ui {

class CurveSet;
class PlotMapping;

/// Where a name's leader begins: at the end of one of the lines that it means.
struct NamedEnd {
    std::optional<LineEnd> end; ///< nothing where none of them is seen
    const CurveHead* curve = nullptr;
    std::optional<std::int64_t> roofRatio;
    int roofPlace = 0;
};

using IsMeant = std::function<bool(const Curve&)>;

/// Of the shown curves that are meant the one that ends uppermost.
NamedEnd uppermostCurve(const CurveSet& curves, const PlotMapping& mapping, const IsMeant& isMeant);
/// The first of those that end no more than `reach` pixels before the one that ends farthest to the right.
NamedEnd farthestCurve(const CurveSet& curves, const PlotMapping& mapping, double reach,
                       const IsMeant& isMeant);
/// Of a run's own roofs that end on one height the one that ends farthest to the right.
NamedEnd uppermostRoof(const CurveSet& curves, int runId, const PlotMapping& mapping);

/// The edge that cuts a line off which would go on to the right.
std::optional<Qt::Edge> edgeAt(const LineEnd& end, const QRectF& plot);

} // namespace headroom::ui
