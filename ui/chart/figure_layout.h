// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/figure_style.h"
#include "ui/chart/legend/printed_legend.h"
#include "ui/chart/paint/end_labels.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"

namespace headroom::ui {

struct Figure;

/// On paper: smaller type is there only where there is no room for all that is to be said.
inline constexpr double kReadablePoints = 6;

/// Where the parts of a figure lie, in pixels of the layout: `unit` of the painter's units, which are 1/96
/// inch on paper. Nothing overlaps, and no text is cut.
struct FigureLayout {
    double unit = 1;
    QSizeF size;
    PlotView view; ///< with the mapping of the plot
    FrameFonts fonts{QFont()};
    FrameLayout frame;
    LegendPlace legendPlace = LegendPlace::Right; ///< as it fits
    PrintedLegend legend;
    EndLabels labels; ///< empty where names stand in the legend
    QRectF caption;
    QFont captionType;
    bool fits = true; ///< else the plot is lower than it should be, and the smallest type is smaller

    /// On paper.
    double points(double pixels) const { return pixels * unit * 72 / 96; }
    double smallestTypePoints() const;
};

/// Type and lines keep their share of the width down to where they could not be read in print, and lines of
/// what is no wider than a page have the widths of print: 0.6 to 0.75 points. Where the height is too small
/// for all that is to be said, first legend and caption get smaller, then everything.
FigureLayout layOutFigure(const QSizeF& size, const Figure& figure);

/// The height for that width at which the plot has its usual proportions and all else its own room. More only
/// where a legend beside the plot needs it in the smallest type that can be read.
double fittingHeight(double width, const Figure& figure);

} // namespace headroom::ui
