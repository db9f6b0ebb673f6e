// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QLineF>
#include <QList>
#include <QPainterPath>
#include <QPointF>

#include <optional>
#include <span>

class QPainter;

namespace headroom::ui {

struct PlotView;

/// Leaves the part of a segment inside the rectangle (Liang and Barsky); false where there is none.
bool clipSegment(QPointF& from, QPointF& to, const QRectF& area);

/// The points inside the view and one neighbour on either side, so that lines reach the plot's edge.
std::span<const CurvePoint> pointsInView(const std::vector<CurvePoint>& points, const ViewRange& view);

/// The polyline to draw, in the coordinates in which the axes are linear. Where several points share a column
/// of pixels, only the lowest and the highest of them are kept: the picture is the same.
QList<QPointF> polyline(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// More points than columns of pixels: the line becomes a band, and is drawn thin.
bool isDense(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// What polyline keeps, as points.
std::vector<CurvePoint> columnExtremes(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// A line is drawn thinner from one flagged point to the next.
enum class LinePart { Whole, Sound, Flagged };

/// That part of the polyline in pixels, segment by segment, cut at the plot's edge: for painters that cannot
/// clip, as SVG's.
QList<QLineF> clippedLines(const std::vector<CurvePoint>& points, const PlotMapping& mapping, LinePart part);
/// The same, what hangs together in one piece.
QPainterPath clippedPath(const std::vector<CurvePoint>& points, const PlotMapping& mapping, LinePart part);

/// Where a line ends, in pixels, or leaves the view.
struct LineEnd {
    QPointF at;
    bool leaves = false;
};
/// Of the part that is seen; nothing where none is.
std::optional<LineEnd> lastSeen(const std::vector<CurvePoint>& points, const PlotMapping& mapping);

/// Whether a line has a flagged part.
bool hasFlaggedPart(const std::vector<CurvePoint>& points);

/// Pixels from edge to edge of a marker.
double markerDiameter(const PlotView& view);
/// So many points in view, or curves beside it, that most points have no marker of their own.
bool isCrowded(const std::vector<CurvePoint>& points, const PlotView& view);
/// The points in view that have a marker: all where they lie far apart, else as many as do not touch and
/// leave the line's pattern to be seen, few where they are crowded. Where sound points and flagged ones lie
/// together the marker is a flagged one's.
std::vector<const CurvePoint*> markedPoints(const Curve& curve, const PlotView& view);

/// Whether the marker of a flagged point is drawn, or will be by a replay: legends then say what it means.
bool marksFlagged(const std::vector<Curve>& curves, const PlotView& view);

/// Markers of one curve: hollow where flagged, grey where compared runs do not differ, failures as marks on
/// the axis.
void paintMarkers(QPainter& painter, const Curve& curve, const PlotView& view);

/// From back to front: references, older runs, the newest one.
std::vector<const Curve*> drawingOrder(const std::vector<Curve>& curves);

/// The front run, to which points may come, is drawn over all others: these stay as they are meanwhile. Where
/// curves are raised, all lie behind.
enum class Depth { Behind, Front };
Depth depthOf(const Curve& curve, const PlotView& view);

} // namespace headroom::ui
