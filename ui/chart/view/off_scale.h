// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/view/plot_mapping.h"

#include <QString>

#include <vector>

namespace headroom::ui {

class CurveSet;
struct Curve;

/// Curves of one run that are shown and of which nothing is seen: beyond the axis, or flat at its foot.
struct OffScale {
    QString text; ///< "A100 (paper) off the scale"
    bool above = true;
    std::vector<const Curve*> curves;
    bool flat = false;
    QString advice = {}; ///< what can be done, in a window; may be empty
};

/// What of a linear axis is too little for a curve to have a shape.
inline constexpr double kFlatShare = 0.02;

/// The runs, of several, of which curves lie above or below what the y axis spans, with all their points
/// between the ends of the x axis, and those of several that lie in less than kFlatShare of it.
/// Valid until the curves change.
std::vector<OffScale> offScale(const CurveSet& curves, const ViewRange& view);

/// What is said of a roof that lies above what the y axis spans, all of it or a part; empty where none does.
QString roofAbove(const CurveSet& curves, const ViewRange& view);

} // namespace headroom::ui
