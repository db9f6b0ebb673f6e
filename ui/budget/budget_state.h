// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/budget_bars.h"

#include <QObject>

namespace headroom::ui {

/// What a view of budgets shows, whoever draws it: the user's choices, and the bars of the store's runs that
/// follow from them. Bars, table and exports read it.
class BudgetState final : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive the state, which follows it.
    explicit BudgetState(const RunStore* store, QObject* parent = nullptr);

    const BudgetBars& bars() const { return m_bars; }
    BudgetScope scope() const { return m_bars.scope(); }
    void setScope(BudgetScope scope);
    bool intervalsShown() const { return m_intervalsShown; }
    void setIntervalsShown(bool shown);

Q_SIGNALS:
    /// What is drawn changed, but for rows that arrived.
    void barsChanged();
    void rowsArrived();
    void scopeChanged();

private:
    void rebuild();

    const RunStore* m_store;
    BudgetBars m_bars;
    bool m_intervalsShown = true;
};

} // namespace headroom::ui
