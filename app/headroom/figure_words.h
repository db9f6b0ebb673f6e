// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/option_table.h"
#include "engine/sweep/budget_lines.h"
#include "ui/chart/data/quantity.h"
#include "ui/chart/view/plot_mapping.h"
#include "ui/export/figure_options.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom::ui {

/// What the chart shows before it is exported, as the menus of the window choose it.
struct ShownChart {
    const Quantity* quantity = &throughput();
    std::string over; ///< the run that the front one stands over, as named; empty for the next one
    AxisScales scales;
    std::optional<ValueRange> hidden; ///< of the x axis
    bool fitsFront = false;
    BudgetScope scope = BudgetScope::Layer; ///< of bars
};

/// The options of exported pictures as typed.
struct FigureWords {
    std::string view;
    std::string over;
    std::string log;
    std::string hidden;
    bool fitsFront = false;
    std::string scope;
    std::string preset;
    std::string size;
    std::optional<double> scale;
    std::optional<int> dpi;
    std::string legend;
    std::string theme;
    std::string palette;
    bool dashes = false;
    bool noTitle = false;
    bool noCaption = false;
};

std::vector<OptionRow> figureOptionRows(FigureWords& into);

/// Takes what was typed. Empty, or the option and what is wrong with it.
std::string readFigure(const FigureWords& words, FigureOptions& figure);
std::string readShownChart(const FigureWords& words, ShownChart& shown);

} // namespace headroom::ui
