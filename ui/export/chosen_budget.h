// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/bars_layout.h"
#include "ui/export/paper_figure.h"

namespace headroom::ui {

/// Bars of budgets with what was chosen for them.
class ChosenBudget final : public PaperFigure {
public:
    /// `intervals`: whether the window shows them. The bars are copied.
    ChosenBudget(const BudgetBars& bars, bool intervals, const FigureOptions& options);

    const BudgetBars& bars() const { return m_bars; }
    /// In units of 1/96 inch divided by unit().
    BarsLayout layout() const;
    double unit() const;

    void paint(QPainter& painter) const override;
    QString whyEmpty() const override;
    QString note() const override;
    FigureLimits limits() const override;
    std::vector<const StoredRun*> runs() const override { return m_bars.runs(); }
    std::string csv(const RunStore& store) const override;

private:
    BarsRequest request() const;
    void fitHeight();
    void makeRoom();

    BudgetBars m_bars;
    bool m_intervals;
    double m_shrink = 1; ///< of type, where all would not fit otherwise
};

} // namespace headroom::ui
