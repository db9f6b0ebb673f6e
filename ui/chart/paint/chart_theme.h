// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPalette;

namespace headroom::ui {

/// Colours of everything but the curves.
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
};

/// So much of the way from one colour to the other.
QColor mixed(const QColor& from, const QColor& to, double share);
/// Light or dark by the palette's lightness; Qt 6.4 has no colour scheme to ask.
ChartTheme themeFor(const QPalette& palette);
/// White, for figures in documents, whatever the screen's theme.
ChartTheme paperTheme();

} // namespace headroom::ui
