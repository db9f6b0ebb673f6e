// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QColor>
#include <QPainterPath>
#include <QPen>

namespace headroom::ui {

struct ChartTheme;
struct CurveLook;

enum class MarkerShape {
    Circle,
    Square,
    TriangleUp,
    Diamond,
    TriangleDown,
    Pentagon,
    Star,
    Hexagon,
    Plus,
    Cross,
};

/// Depends on the ratio alone, so that hiding, reloading or adding runs never recolours a curve. The seven
/// ratios of the paper's chart have its colours, unless the theme has another palette.
QColor curveColor(std::int64_t ratio, const ChartTheme& theme);
/// That of a curve: paler where it stands beside the default algorithm's: towards the sheet.
QColor curveColor(const CurveHead& curve, const ChartTheme& theme);
MarkerShape curveMarker(std::int64_t ratio);
/// Of 2 in that h/a, which decides colour and marker.
int exponentOf(std::int64_t ratio);

/// Solid for the run in front; patterns and thinner lines tell the others apart, or the h/a where the theme
/// says so. Widths are in pixels.
QPen curvePen(const CurveHead& curve, const ChartTheme& theme, double scale = 1.0);
/// The line of a run, whatever its curves' colours.
QPen runPen(CurveRole role, int place, const ChartTheme& theme, double scale = 1.0);
/// Pixels after which the pattern of the line begins anew; 0 for a solid one.
double patternLength(const QPen& pen);
/// What a sample of the line takes of that width, so that it ends with a whole dash.
double sampleLength(const QPen& pen, double width);
/// Pixels at scale 1 within which every run's pattern shows itself whole, and how it goes on.
double longestPattern(const CurveLook& look);
/// In the colour of that ratio, where the roof has one.
QPen roofPen(std::optional<std::int64_t> ratio, int place, const ChartTheme& theme, double scale = 1.0);

/// Outline about the origin. `radius` is that of the circle; the other shapes look equally large.
QPainterPath markerPath(MarkerShape shape, double radius);

} // namespace headroom::ui
