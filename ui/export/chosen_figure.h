// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/figure.h"
#include "ui/export/figure_options.h"

class QImage;

namespace headroom::ui {

/// What the chart says of itself around a figure.
struct FigureTexts {
    QString title;
    QString subtitle;
    QString caption;
};

/// A figure with what was chosen for it: exports and the preview paint this one. It holds its own curves;
/// names are read from the store of their runs, which must outlive it.
class ChosenFigure {
public:
    ChosenFigure(const Figure& figure, const FigureOptions& options);
    ChosenFigure(const ChosenFigure&) = delete;
    ChosenFigure& operator=(const ChosenFigure&) = delete;

    const Figure& figure() const { return m_figure; }
    /// As chosen, with the height that it takes.
    const FigureOptions& options() const { return m_options; }
    const FigureTexts& automatic() const { return m_automatic; }
    /// For a file's own metadata: what stands in the figure, and what was left out of it.
    FigureTexts told() const;

    /// In units of 1/96 inch.
    void paint(QPainter& painter) const;
    /// In that many pixels, of its own proportions.
    Result<QImage> image(const QSize& pixels) const;

private:
    void fitHeight();
    void captionWhatIsNotSeen();

    CurveSet m_curves;
    FigureOptions m_options;
    FigureTexts m_automatic;
    Figure m_figure;
};

/// Whether the legend, or a part of it, stands below though it was wanted elsewhere.
bool legendStandsBelow(const ChosenFigure& chosen);

} // namespace headroom::ui
