// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QStringList>

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// Whether the two say the same: over all hidden sizes that they share, each point's interval meets what the
/// other curve has there, but for one in twenty, as 95 % intervals may, and none by more than twice that.
bool coincide(const Curve& a, const Curve& b);

/// Whether the two are one line to the eye: in view, where both have points, their strokes touch, but for one
/// point in twenty.
bool areDrawnOver(const Curve& a, const Curve& b, const PlotView& view);

/// What is to be said of curves in view that lie upon each other, without full stops: at most a sentence of
/// each run's h/a, one of default and best algorithm, one of the runs. "h/a = 2 and 4 coincide".
QStringList coincidingCurves(const CurveSet& curves, const PlotView& view);

} // namespace headroom::ui
