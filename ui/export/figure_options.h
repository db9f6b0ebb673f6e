// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/figure_style.h"

#include <QSizeF>
#include <QString>

#include <optional>
#include <vector>

namespace headroom::ui {

/// Resolution of a picture at scale 1, as of a screen.
inline constexpr double kDotsPerInch = 96;

/// How a picture is exported. It has size times scale pixels, and on paper these over the dots per inch: PNG
/// says so, SVG and PDF are that large.
struct FigureOptions {
    QSizeF size{1600, 1000}; ///< pixels at scale 1
    bool fitsHeight = false; ///< as high as it takes, whatever the size says
    double scale = 1;        ///< more pixels for the same picture
    std::optional<int> dpi;  ///< none: 96 times the scale
    // None: what the chart says of itself. Empty: left out.
    std::optional<QString> title;
    std::optional<QString> subtitle;
    std::optional<QString> caption; ///< algorithm, driver, settings and what each run has of its own
    bool flags = true;              ///< hollow points
    bool intervals = true;          ///< where the chart shows them
    bool references = true;         ///< beside measured runs
    FigureStyle style;

    QSize pixels() const { return (size * scale).toSize(); }
    double dotsPerInch() const;
    QSizeF inches() const { return size * scale / dotsPerInch(); }
    /// The picture in units of 1/96 inch, in which it is laid out.
    QSizeF layoutSize() const;
};

enum class FigureField { Width, Height, Scale, Dpi };

/// Why a picture cannot be made, and which choice to change.
struct FigureFault {
    FigureField field;
    QString message;
};

/// Every choice with which the picture could not be read, written or opened again.
std::vector<FigureFault> validate(const FigureOptions& options);

/// "1600 × 1000 pixels, 8.3 × 5.2 inches at 192 dpi"
QString sizeText(const FigureOptions& options);

} // namespace headroom::ui
