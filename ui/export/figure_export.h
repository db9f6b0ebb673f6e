// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "ui/export/figure_options.h"

class QByteArray;
class QImage;

namespace headroom::ui {

class PaperFigure;
class RunStore;
struct Figure;

/// As a picture.
Result<QImage> figureImage(const PaperFigure& figure);
Result<QImage> figureImage(const Figure& figure, const FigureOptions& options = {});

/// The same as an SVG drawing, with title and description.
QByteArray figureSvg(const PaperFigure& figure);
QByteArray figureSvg(const Figure& figure, const FigureOptions& options = {});

/// Writes it in one step as PNG, SVG or PDF, by the ending. Title, caption and the visible runs go into the
/// file's own metadata: PNG text chunks, SVG title and description, PDF title and an attached CSV.
Outcome exportFigure(const PaperFigure& figure, const RunStore& store, const QString& path);
Outcome exportFigure(const Figure& figure, const RunStore& store, const QString& path,
                     const FigureOptions& options = {});

} // namespace headroom::ui
