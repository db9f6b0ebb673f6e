// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/option_table.h"
#include "ui/export/figure_options.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom::ui {

/// The options of exported pictures as typed.
struct FigureWords {
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

} // namespace headroom::ui
