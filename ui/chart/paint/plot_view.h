// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/view/plot_mapping.h"

#include <QFont>

#include <algorithm>
#include <vector>

namespace headroom::ui {

/// How the plot is seen: where data lie, and the type, colours and scale in which they are drawn.
struct PlotView {
    PlotMapping mapping;
    QFont font;
    ChartTheme theme;
    double scale = 1;             ///< of lines and markers
    bool advises = false;         ///< says what can be done, to who sits before a window
    std::vector<CurveKey> raised; ///< beside these the other curves are faint; empty where none is

    bool isFaint(const CurveKey& key) const {
        return !raised.empty() && std::ranges::find(raised, key) == raised.end();
    }
};

} // namespace headroom::ui
