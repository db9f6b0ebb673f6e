// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/bars_layout.h"
#include "ui/chart/paint/chart_theme.h"

class QPainter;

namespace headroom::ui {

/// Paints bars as they were laid out, on screen and on paper. Uses no clipping, so that vector formats hold
/// each segment as one rectangle. The marked one has a frame.
void paintBars(QPainter& painter, const BudgetBars& bars, const BarsLayout& layout,
               const BarsRequest& request, const ChartTheme& theme,
               const std::optional<SegmentPlace>& marked = std::nullopt);

} // namespace headroom::ui
