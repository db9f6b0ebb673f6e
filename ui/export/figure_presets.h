// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/figure_options.h"

#include <span>

namespace headroom::ui {

/// Choices that fit where figures often go.
struct FigurePreset {
    const char* word; ///< on the command line
    const char* name; ///< to be translated, as is the next
    const char* toolTip;
    int width; ///< pixels
    int height;
    bool fitsHeight; ///< then that height is one to begin with
    int dpi;
    LegendPlace legend;
};

/// The usual one first.
std::span<const FigurePreset> figurePresets();

/// Null for a word that names none.
const FigurePreset* presetOf(const QString& word);

/// Takes size, resolution and the legend's place; at the scale that the options have.
void apply(const FigurePreset& preset, FigureOptions& options);

/// Whether size and resolution are those of the preset, at scale 1.
bool hasSizeOf(const FigurePreset& preset, const FigureOptions& options);

} // namespace headroom::ui
