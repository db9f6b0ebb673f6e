// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QPolygonF>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// The intervals of a curve's values as a closed outline in pixels, cut at the plot's edge.
QPolygonF bandOutline(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// Below the curves, where the y axis has a base line: that line, and a band about each curve. Paints nothing
/// otherwise.
void paintRatioBands(QPainter& painter, const CurveSet& curves, const PlotView& view);

} // namespace headroom::ui
