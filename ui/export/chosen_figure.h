// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve_set.h"
#include "ui/chart/figure.h"
#include "ui/export/paper_figure.h"

namespace headroom::ui {

/// Curves with what was chosen for them. It holds its own.
class ChosenFigure final : public PaperFigure {
public:
    ChosenFigure(const Figure& figure, const FigureOptions& options);

    const Figure& figure() const { return m_figure; }

    void paint(QPainter& painter) const override;
    QString whyEmpty() const override;
    QString note() const override;
    FigureLimits limits() const override;
    std::vector<const StoredRun*> runs() const override;
    std::string csv(const RunStore& store) const override;

private:
    void fitHeight();
    void captionWhatIsNotSeen();

    CurveSet m_curves;
    FigureLimits m_limits; ///< of the curves as the chart shows them
    Figure m_figure;
};

/// Whether the legend, or a part of it, stands below though it was wanted elsewhere.
bool legendStandsBelow(const ChosenFigure& chosen);

} // namespace headroom::ui
