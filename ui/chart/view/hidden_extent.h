// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

namespace headroom::ui {

class CurveSet;

/// From the least to the greatest hidden size of what is measured, failed or still to be replayed.
struct HiddenExtent {
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0;

    bool empty() const { return least > greatest; }
};

/// Of all curves shown, or of that run's.
HiddenExtent hiddenExtent(const CurveSet& curves, int onlyRun = 0);

} // namespace headroom::ui
