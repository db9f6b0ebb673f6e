// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QPen>

#include <functional>
#include <vector>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;
enum class Depth;

/// The line of a curve or of a roof.
struct CurveLine {
    const std::vector<CurvePoint>* points = nullptr;
    QPen pen;
};

/// Draws lines, the hindmost first.
using DrawLines = std::function<void(QPainter&, const std::vector<CurveLine>&, const PlotView&)>;

/// Roofs and what is at that depth, intervals, lines and markers from back to front: the same on screen and
/// on paper but for how lines are drawn.
void paintCurves(QPainter& painter, const CurveSet& curves, const PlotView& view, Depth depth,
                 const DrawLines& drawLines);
/// All depths.
void paintCurves(QPainter& painter, const CurveSet& curves, const PlotView& view, const DrawLines& drawLines);

/// Of that share of the width, in the same pattern: from one flagged point to the next.
QPen flaggedPen(const QPen& pen, double share);

/// For paper: each line as one path, cut at the plot's edge, and one more for its flagged part, where it has
/// one.
void strokeLines(QPainter& painter, const std::vector<CurveLine>& lines, const PlotView& view);

} // namespace headroom::ui
