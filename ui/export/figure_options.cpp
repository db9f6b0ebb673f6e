// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_options.h"
#include "ui/widgets/words.h"

#include <cmath>

namespace headroom::ui {

namespace {

/// Below these a legend leaves no room for curves at a size of type that can be read.
constexpr double kLeastWidthInches = 2.5;
constexpr double kLeastHeightInches = 2;
constexpr double kMostInches = 200; ///< a PDF page can be no larger
constexpr double kMostStretch = 4;  ///< of one side over the other
/// Qt 6.4 decodes pictures of at most 128 MiB, and an exported one must open again.
constexpr double kMostPixels = 32e6;
constexpr int kLeastDpi = 36;
constexpr int kMostDpi = 1200;
constexpr double kLeastScale = 0.25;
constexpr double kMostScale = 10;

QString inchText(double inches) {
    return QString::number(inches, 'f', 1);
}

/// What is wrong with a side of so many pixels at scale 1; empty where nothing is.
QString sideFault(double pixels, const FigureOptions& options, double leastInches, const QString& side) {
    if (!(pixels >= 1))
        return words("A picture has a %1 of at least one pixel.").arg(side);
    const double perInch = options.dotsPerInch() / options.scale;
    const double inches = pixels / perInch;
    const QString atDpi = QString::number(options.dotsPerInch(), 'f', 0);
    if (inches < leastInches * (1 - 1e-9))
        return words("At %1 dpi this is %2 inches, too small to read. Use at least %3 pixels, a larger "
                     "scale, or "
                     "fewer dpi.")
            .arg(atDpi, inchText(inches))
            .arg(std::ceil(leastInches * perInch), 0, 'f', 0);
    if (inches > kMostInches)
        return words("At %1 dpi this is %2 inches, and a page has at most %3. Use fewer pixels, or more dpi.")
            .arg(atDpi, inchText(inches), QString::number(kMostInches));
    return {};
}

} // namespace

double FigureOptions::dotsPerInch() const {
    return dpi ? *dpi : kDotsPerInch * scale;
}

QSizeF FigureOptions::layoutSize() const {
    return inches() * kDotsPerInch;
}

std::vector<FigureFault> validate(const FigureOptions& options) {
    std::vector<FigureFault> faults;
    if (!(options.scale >= kLeastScale && options.scale <= kMostScale))
        faults.push_back(
            {FigureField::Scale, words("A scale is from %1 to %2.").arg(kLeastScale).arg(kMostScale)});
    if (options.dpi && (*options.dpi < kLeastDpi || *options.dpi > kMostDpi))
        faults.push_back(
            {FigureField::Dpi, words("Use %1 to %2 dots per inch: 96 for a screen, 300 for print.")
                                   .arg(kLeastDpi)
                                   .arg(kMostDpi)});
    if (!faults.empty())
        return faults;
    const QSizeF size = options.size * options.scale;
    if (size.width() * size.height() > kMostPixels)
        return {
            {FigureField::Width, words("A picture of %1 × %2 pixels is too large: Headroom opens those of up "
                                       "to %3 million. Choose a smaller size.")
                                     .arg(size.width(), 0, 'f', 0)
                                     .arg(size.height(), 0, 'f', 0)
                                     .arg(kMostPixels / 1e6)}};
    const QString atWidth = sideFault(options.size.width(), options, kLeastWidthInches, words("width"));
    const QString atHeight = sideFault(options.size.height(), options, kLeastHeightInches, words("height"));
    if (!atWidth.isEmpty())
        faults.push_back({FigureField::Width, atWidth});
    if (!atHeight.isEmpty())
        faults.push_back({FigureField::Height, atHeight});
    if (!faults.empty())
        return faults;
    if (size.width() > kMostStretch * size.height())
        faults.push_back({FigureField::Width, words("This is more than %1 times the height. Use at most %2.")
                                                  .arg(kMostStretch)
                                                  .arg(options.size.height() * kMostStretch, 0, 'f', 0)});
    else if (size.height() > kMostStretch * size.width())
        faults.push_back({FigureField::Height, words("This is more than %1 times the width. Use at most %2.")
                                                   .arg(kMostStretch)
                                                   .arg(options.size.width() * kMostStretch, 0, 'f', 0)});
    return faults;
}

QString sizeText(const FigureOptions& options) {
    const QSizeF inches = options.inches();
    return words("%1 × %2 pixels, %3 × %4 inches at %5 dpi")
        .arg(options.pixels().width())
        .arg(options.pixels().height())
        .arg(inchText(inches.width()), inchText(inches.height()))
        .arg(options.dotsPerInch(), 0, 'f', 0);
}

} // namespace headroom::ui
