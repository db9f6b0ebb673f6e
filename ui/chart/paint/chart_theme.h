// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_look.h"

#include <QColor>

class QPalette;

namespace headroom::ui {

/// The colours of a chart, and how its curves are drawn.
struct ChartTheme {
    bool dark = false;
    QColor sheet; ///< behind everything
    QColor text;  ///< title
    QColor label; ///< axis titles and tick labels
    QColor quiet; ///< hints, captions
    QColor axis;  ///< the plot's border
    QColor grid;
    QColor roof;
    QColor failure; ///< marks of failed points
    QColor callout;
    QColor calloutBorder;
    CurveLook curves;
};

/// So much of the way from one colour to the other.
QColor mixed(const QColor& from, const QColor& to, double share);
/// Light or dark by the palette's lightness; Qt 6.4 has no colour scheme to ask.
ChartTheme themeFor(const QPalette& palette);
/// For figures, whatever the screen's theme: white, or dark as for slides.
ChartTheme paperTheme(bool dark = false);

} // namespace headroom::ui
