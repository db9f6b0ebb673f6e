// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/reading/box_placement.h"

#include <QString>

#include <optional>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// What advice says of the points of a chart: which one was asked about, and which is better. Both are rows
/// of the run that answers; where a curve of the same device has a point of the same
/// call, that one is meant.
struct AdviceMark {
    PointKey asked;
    std::optional<PointKey> best; ///< none where nothing is better
    QString label;                ///< "+38 %"

    friend bool operator==(const AdviceMark&, const AdviceMark&) = default;
};

/// An arrow from one point to another in pixels, with its label; without a second point a ring about the
/// first.
struct AdviceArrow {
    QPointF from;
    std::optional<QPointF> to; ///< in the plot
    bool leaves = false;       ///< it is cut at the plot's edge: the second point lies beyond
    QString label = {};
    QRectF box = {}; ///< of the label

    QPointF anchor() const { return to.value_or(from); }
    /// Of no length where the points are too near for one.
    QLineF line(double scale) const;
};

/// The mark as these curves are seen; nothing where they do not show the point asked about.
std::optional<AdviceArrow> arrowOn(const AdviceMark& mark, const CurveSet& curves, const PlotView& view);

/// Gives the label its place, clear of curves and boxes as far as may be.
void placeLabel(AdviceArrow& arrow, const PlotView& view, Surroundings around);

/// What others keep clear of.
void keepClearOf(const AdviceArrow& arrow, const PlotView& view, Surroundings& around);

void paintArrow(QPainter& painter, const AdviceArrow& arrow, const PlotView& view);

} // namespace headroom::ui
