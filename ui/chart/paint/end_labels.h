// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QFont>

class QPainter;

namespace headroom::ui {

struct PlotView;

/// Moves positions apart until neighbours are `height` apart, each as near to its wish as that allows and
/// inside [top, bottom] while there is room. The result is in the order of the wishes.
std::vector<double> spread(const std::vector<double>& wishes, double height, double top, double bottom);

/// Room that the names of the newest run's curves need beside the plot, in the type of axis titles.
double endLabelWidth(const std::vector<Curve>& curves, const QFont& base);

/// Each of those names beside the last point of its curve that is in view, in the curve's colour.
void paintEndLabels(QPainter& painter, const std::vector<Curve>& curves, const PlotView& view);

} // namespace headroom::ui
