// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QStringList>

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// Whether the two are one line to the eye: in view, where both have points, their strokes touch, but for one
/// point in twenty.
bool coincide(const Curve& a, const Curve& b, const PlotView& view);

/// A sentence for each group of curves that lie upon each other, without a full stop: "h/a = 2 and 4
/// coincide". At most three; a fourth says that there are more.
QStringList coincidingCurves(const CurveSet& curves, const PlotView& view);

} // namespace headroom::ui
