// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/advice/advice_chart.h"
#include "ui/export/paper_figure.h"

namespace headroom::ui {

/// A plot of advice with what was chosen for it.
class ChosenAdvice final : public PaperFigure {
public:
    /// What the state shows now.
    ChosenAdvice(const AdviceState& state, const FigureOptions& options);

    const AdviceChart& chart() const { return m_chart; }
    /// In units of 1/96 inch divided by unit().
    AdviceLayout layout() const;
    double unit() const;

    void paint(QPainter& painter) const override;
    QString whyEmpty() const override;
    QString note() const override;
    FigureLimits limits() const override;
    std::vector<const StoredRun*> runs() const override;
    std::string csv(const RunStore& store) const override;

private:
    AdviceRequest request() const;
    void fitHeight();

    AdviceChart m_chart;
    const StoredRun* m_run;
    bool m_intervals;
};

} // namespace headroom::ui
