// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// What a caption has to say because nothing else in the figure does.
struct CaptionNeeds {
    bool details =
        false; ///< what tells the runs apart beside their names, as where these stand at the curves
    bool differences = false; ///< what compared runs measured differently: there is no room in the plot
    /// Where it is known how the curves are drawn, hollow points are spoken of only where one is seen there.
    const PlotView* view = nullptr;
};
struct StoredRun;

/// What stands below a figure, and neither its subtitle nor its legend says: first what the shown runs share,
/// then where there are several what each has of its own, and the sources of references. One fact stands
/// once.
QString figureCaption(const CurveSet& curves, const CaptionNeeds& needs = {});

/// What is told of measured runs, whatever their figure shows.
QStringList captionLines(const std::vector<const StoredRun*>& runs, bool tellsDetails);

} // namespace headroom::ui
