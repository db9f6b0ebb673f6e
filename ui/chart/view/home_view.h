// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/view/plot_mapping.h"

namespace headroom::ui {

class CurveSet;

/// The ranges that "home" and "follow data" show: the spec's hidden sizes, and 0 to 250 TFLOP/s as in the
/// paper's chart, more where data exceed it, less where they lie far below. Compared runs are shown
/// about 1.
ViewRange homeView(const CurveSet& curves, bool logX);

} // namespace headroom::ui
