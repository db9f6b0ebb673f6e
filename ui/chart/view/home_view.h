// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/view/plot_mapping.h"

namespace headroom::ui {

class CurveSet;

/// The ranges that "home" and "follow data" show: the spec's hidden sizes, wider where others were measured,
/// and what the quantity asks for. The y axis leaves out reference curves that lie so high that the measured
/// ones would be flat at the bottom.
ViewRange homeView(const CurveSet& curves, AxisScales scales);

} // namespace headroom::ui
