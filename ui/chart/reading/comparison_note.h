// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/box_placement.h"

#include <QRectF>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// Where the plot says what the compared runs measured differently: clear of curves and of where the runs do
/// not differ, on more lines where it takes that. An empty box where nothing is to be said, and where the
/// words have no room in the plot.
ClearPlace comparisonNotePlace(const CurveSet& curves, const PlotView& view, const CurveCover& cover);

void paintComparisonNote(QPainter& painter, const CurveSet& curves, const QRectF& box, const PlotView& view);

} // namespace headroom::ui
