// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/paint/curve_look.h"

#include <QPen>
#include <QRectF>

class QPainter;

namespace headroom::ui {

struct ChartTheme;
struct PlotView;
class CurveSet;

/// One row of a legend, on screen or on paper: colour and marker stand for an h/a, the pattern of the line
/// for a run. The key names a run where the row is of that run alone.
struct LegendEntry : CurveHead {
    enum class Kind {
        Curve,
        Hollow, ///< what the sign of a flagged point means
        Roof,
        Note, ///< a sentence without a key, in figures
        Run,
    };

    Kind kind = Kind::Curve;
    QString detail; ///< below a run's name
    int points = 0;
    int failures = 0;
    QString lastValue;                     ///< at the largest hidden size measured, in the unit of the y axis
    std::optional<std::int64_t> roofRatio; ///< whose colour the roof's line has, where it has one
    std::vector<CurveKey> curves;          ///< of every run, that the row stands for
    bool opensPart = false;                ///< what follows is of another kind than what is above
};

/// Which rows a legend has.
enum class LegendRows {
    All,   ///< what can be hidden and shown
    Drawn, ///< what is drawn
};

/// First the curves in their order, what hollow points mean where there are any, the roof, and where there
/// are several runs, or a replay, one row a run. Curves without a point are left out, on screen those of a
/// front run may still come; hollow points of which none is seen in `view`, where that is known.
std::vector<LegendEntry> legendEntries(const CurveSet& curves, LegendRows rows,
                                       const PlotView* view = nullptr);

/// Pixels that a key takes, whatever it shows.
double swatchWidth(const CurveLook& look = {});

/// The line of a curve, a run or a roof, as in the chart.
QPen keyPen(const LegendEntry& entry, const ChartTheme& theme);

/// That line, with the marker of a curve.
void paintSwatch(QPainter& painter, const LegendEntry& entry, const QRectF& area, double markerRadius,
                 const ChartTheme& theme);

} // namespace headroom::ui
