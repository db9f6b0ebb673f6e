// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QRectF>

class QPainter;

namespace headroom::ui {

struct ChartTheme;
class CurveSet;

/// One row of a legend, on screen or on paper. Of a group the key has only the run.
struct LegendEntry : CurveHead {
    enum class Kind { Group, Curve, Roof };

    Kind kind = Kind::Curve;
    int points = 0;
    int failures = 0;
    QString lastValue;                     ///< at the largest hidden size measured, in the unit of the y axis
    std::optional<std::int64_t> roofRatio; ///< whose colour the roof's line has, where it has one
};

/// Which rows a legend has.
enum class LegendRows {
    All,   ///< what can be hidden and shown
    Drawn, ///< what is drawn
};

/// Curves in the spec's order under their run, then the roof, then reference runs.
std::vector<LegendEntry> legendEntries(const CurveSet& curves, LegendRows rows);

/// Line and marker of a curve or roof, as in the chart.
void paintSwatch(QPainter& painter, const LegendEntry& entry, const QRectF& area, double markerRadius,
                 const ChartTheme& theme);

} // namespace headroom::ui
