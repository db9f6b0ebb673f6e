// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/hidden_extent.h"

#include "ui/chart/data/curve_set.h"

#include <algorithm>

namespace headroom::ui {

HiddenExtent hiddenExtent(const CurveSet& curves, int onlyRun) {
    HiddenExtent extent;
    const auto widen = [&extent](const auto& ascending) {
        if (ascending.empty())
            return;
        extent.least = std::min(extent.least, ascending.front().hidden);
        extent.greatest = std::max(extent.greatest, ascending.back().hidden);
    };
    for (const Curve& curve : curves.curves())
        if (curve.shown && (onlyRun == 0 || curve.key.runId == onlyRun)) {
            widen(curve.points);
            widen(curve.failures);
            widen(curve.outlook);
        }
    return extent;
}

} // namespace headroom::ui
