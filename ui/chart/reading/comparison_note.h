// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

namespace headroom::ui {

class CurveCover;
class CurveSet;
struct PlotView;

/// Where the plot says what the compared runs measured differently, in the corner with the fewest curves;
/// empty where nothing is to be said.
QRectF comparisonNoteBox(const CurveSet& curves, const PlotView& view, const CurveCover& cover);

void paintComparisonNote(QPainter& painter, const CurveSet& curves, const QRectF& box, const PlotView& view);

} // namespace headroom::ui
