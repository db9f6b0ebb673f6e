// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::ui {

enum class CurvePalette {
    Paper,   ///< the colours of the paper's chart
    Ordinal, ///< from dark to light as h/a grows: keeps its order in grey, and for colour-blind readers
};

/// How curves are told apart, and how strong lines and markers are drawn. The screen's, unless a figure
/// chooses otherwise. Widths are in pixels at scale 1.
struct CurveLook {
    CurvePalette palette = CurvePalette::Paper;
    int leastExponent = 0;    ///< of 2, in an h/a: where the ordinal palette begins
    int greatestExponent = 6; ///< and where it ends
    bool dashes = false;      ///< the pattern of a line stands for its h/a, not for its run
    bool bestDashed = false;  ///< the best algorithm's curves, which are paler anyway: for prints in grey
    double mainLine = 2;      ///< of the front run
    double otherLine = 1.6;   ///< of runs behind it, and of the best algorithm's curves
    double referenceLine = 1.4;
    double roofLine = 1.2;     ///< and of whiskers
    double frameLine = 1;      ///< of grid and border
    double flaggedShare = 0.5; ///< of its width that a line has from one flagged point to the next
    double markers = 1;        ///< their size, in that of the screen's
    bool fewMarkers = false;   ///< however far apart the points lie: many curves leave them no room
    double faded = 0;          ///< so much of the way to the sheet's colour
};

} // namespace headroom::ui
