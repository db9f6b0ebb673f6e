// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/figure_style.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/advice_arrow.h"
#include "ui/chart/reading/pins.h"

namespace headroom::ui {

/// What is drawn on paper. Valid as long as its curves.
struct Figure {
    const CurveSet& curves;
    Pins pins;
    ViewRange view;
    AxisScales scales;
    FrameTexts texts;
    QString caption; ///< below everything, as many lines as it takes; empty for none
    FigureStyle style;
    bool noteBelow =
        false; ///< what compared runs measured differently stands in the caption, not in the plot
    std::optional<AdviceMark> advice = {};
};

/// The call-outs of a figure and what it says of the compared runs, each in its place.
struct PaperPins {
    PlotView view; ///< with their type
    QRectF note;
    bool noteIsClear = true; ///< it covers nothing
    Pins pins;
    std::optional<AdviceArrow> arrow = {};
};

/// As in the window, unless boxes of this type would lie over each other in this plot.
PaperPins pinsOnPaper(const Figure& figure, const PlotView& view);

/// Title, subtitle and axis titles for those curves; see subtitleOf().
FrameTexts frameTexts(const CurveSet& curves, bool tellsDevices = false);

/// The curves as a chart shows them that nobody has touched yet.
Figure untouchedFigure(const CurveSet& curves, AxisScales scales = {});

/// Paints the figure as laid out by layOutFigure(), `size` in the painter's units, 1/96 inch on paper. Uses
/// no clipping, so that vector formats hold each curve as one path.
void paintFigure(QPainter& painter, const QSizeF& size, const Figure& figure);

} // namespace headroom::ui
