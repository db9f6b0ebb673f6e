// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_look.h"

#include <QFont>

namespace headroom::ui {

class CurveSet;

/// Where a figure says which curve is which. In a narrow figure the plot keeps seven tenths of the width:
/// what leaves it less stands below.
enum class LegendPlace {
    Right,
    Below,
    Labels, ///< each h/a at the end of its curve, whatever else there is to say below
};

/// How a figure is drawn, whatever it shows.
struct FigureStyle {
    LegendPlace legend = LegendPlace::Right;
    bool dark = false;
    CurvePalette palette = CurvePalette::Paper;
    bool dashes = false; ///< a line pattern for each h/a; of no effect where patterns tell runs apart

    friend bool operator==(const FigureStyle&, const FigureStyle&) = default;
};

inline constexpr double kFigureType = 13; ///< pixels of the layout

/// The type of figures, whatever the desktop's: SVG names it, and other machines have it or one as wide.
QFont figureFont();

/// Whether a pattern for each h/a can be had: the curves drawn are of one run.
bool canHaveDashes(const CurveSet& curves);

/// How those curves are drawn in a figure `width` units of 1/96 inch wide, where a pixel is `unit` of them:
/// with lines and markers of print up to the width of a page, then more and more those of a screen.
CurveLook figureLook(const CurveSet& curves, const FigureStyle& style, double unit, double width);

} // namespace headroom::ui
