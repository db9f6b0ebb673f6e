// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    double scale = 1;        ///< more pixels for the same picture
    std::optional<int> dpi;  ///< none: 96 times the scale
    bool caption = true;     ///< device, libraries, settings and date below the figure

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
