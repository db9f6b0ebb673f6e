// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QPolygonF>

#include <vector>

class QPainter;

namespace headroom::ui {

struct PlotView;

/// The intervals of a curve's values as closed outlines in pixels, cut at the plot's edge: one for
/// neighbouring points that all have one. Nothing is known between others.
std::vector<QPolygonF> bandOutlines(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// That, in the curve's colour, so pale that others shine through.
void paintBand(QPainter& painter, const Curve& curve, const PlotView& view);

} // namespace headroom::ui
