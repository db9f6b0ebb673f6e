// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_presets.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr FigurePreset kPresets[] = {
    {"screen", QT_TRANSLATE_NOOP("headroom::ui", "Screen"),
     QT_TRANSLATE_NOOP("headroom::ui", "For a page, a chat or a report on a screen"), 1600, 1000, false, 96,
     LegendPlace::Right},
    {"slide", QT_TRANSLATE_NOOP("headroom::ui", "Slide, 1920 × 1080"),
     QT_TRANSLATE_NOOP("headroom::ui",
                       "A whole slide of 13.3 × 7.5 inches, with the names at the ends of the curves"),
     1920, 1080, false, 144, LegendPlace::Labels},
    {"column", QT_TRANSLATE_NOOP("headroom::ui", "Paper, one column"),
     QT_TRANSLATE_NOOP("headroom::ui",
                       "3.3 inches, a column of a two-column paper, at 300 dpi; as high as it "
                       "takes, with the legend below"),
     990, 690, true, 300, LegendPlace::Below},
    {"two-columns", QT_TRANSLATE_NOOP("headroom::ui", "Paper, both columns"),
     QT_TRANSLATE_NOOP("headroom::ui",
                       "6.9 inches, the width of a paper's page, at 300 dpi; as high as it takes"),
     2070, 1200, true, 300, LegendPlace::Right},
};

} // namespace

std::span<const FigurePreset> figurePresets() {
    return kPresets;
}

const FigurePreset* presetOf(const QString& word) {
    const auto found = std::ranges::find_if(
        kPresets, [&word](const FigurePreset& preset) { return word == QLatin1String(preset.word); });
    return found == std::end(kPresets) ? nullptr : &*found;
}

void apply(const FigurePreset& preset, FigureOptions& options) {
    options.size = QSizeF(preset.width, preset.height);
    options.fitsHeight = preset.fitsHeight;
    options.dpi = static_cast<int>(std::lround(preset.dpi * options.scale));
    options.style.legend = preset.legend;
}

bool hasSizeOf(const FigurePreset& preset, const FigureOptions& options) {
    return options.size.width() == preset.width && options.fitsHeight == preset.fitsHeight &&
           (preset.fitsHeight || options.size.height() == preset.height) && options.dpi == preset.dpi;
}

} // namespace headroom::ui
