// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QList>
#include <QPainterPath>

#include <span>

class QPainter;

namespace headroom::ui {

struct PlotView;

/// The points inside the view and one neighbour on either side, so that lines reach the plot's edge.
std::span<const CurvePoint> pointsInView(const std::vector<CurvePoint>& points, const ViewRange& view);

/// The polyline to draw, in the coordinates in which the axes are linear. Where several points share a column
/// of pixels, only the lowest and the highest of them are kept: the picture is the same.
QList<QPointF> polyline(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// More points than columns of pixels: the line becomes a band, and is drawn thin.
bool isDense(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// The polyline in pixels, cut at the plot's edge: for painters that cannot clip, as SVG's.
QPainterPath clippedPath(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// Markers of one curve: thinned where they would touch, hollow where flagged, grey where compared runs do
/// not differ, failures as marks on the axis.
void paintMarkers(QPainter& painter, const Curve& curve, const PlotView& view);

/// From back to front: references, older runs, the newest one.
std::vector<const Curve*> drawingOrder(const std::vector<Curve>& curves);

} // namespace headroom::ui
