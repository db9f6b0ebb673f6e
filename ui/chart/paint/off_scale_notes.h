// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_cover.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// At the plot's upper and lower edge, where the fewest lines are: which runs have curves beyond it, with an
/// arrow for each in its colour, and which roof.
void paintOffScaleNotes(QPainter& painter, const CurveSet& curves, const PlotView& view,
                        const CoverOfView& cover);
/// Where these stand.
std::vector<QRectF> offScaleBoxes(const CurveSet& curves, const PlotView& view, const CoverOfView& cover);

} // namespace headroom::ui
