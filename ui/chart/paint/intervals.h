// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QPainterPath>

class QPainter;

namespace headroom::ui {

class CurveSet;
enum class Depth;
struct PlotView;

/// One whisker, a line with a cap at either end, for each point that has a marker and whose interval is
/// taller than that, cut at the plot's edge.
QPainterPath whiskers(const Curve& curve, const PlotView& view);

/// Below the curves, unless the user wants none: the intervals of each curve on which one is taller than a
/// marker, as whiskers, or all as bands where whiskers would be a forest. Where the y axis has a base line,
/// that line, and a band about every curve.
void paintIntervals(QPainter& painter, const CurveSet& curves, const PlotView& view, Depth depth);
/// Whether they are bands.
bool areBands(const CurveSet& curves, const PlotView& view);

} // namespace headroom::ui
