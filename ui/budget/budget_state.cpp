// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_state.h"

#include "ui/runs/run_store.h"

namespace headroom::ui {

BudgetState::BudgetState(const RunStore* store, QObject* parent)
    : QObject(parent), m_store(store), m_bars(*store, BudgetScope::Layer) {
    const auto follow = [this] {
        rebuild();
        Q_EMIT barsChanged();
    };
    connect(store, &RunStore::runAdded, this, follow);
    connect(store, &RunStore::runRemoved, this, follow);
    connect(store, &RunStore::runChanged, this, follow);
    connect(store, &RunStore::orderChanged, this, follow);
    connect(store, &RunStore::topicChanged, this, follow);
    connect(store, &RunStore::namesChanged, this, follow);
    const auto take = [this](int runId) {
        const StoredRun* run = m_store->find(runId);
        if (!run || run->topic() == RunTopic::Curves)
            return;
        rebuild();
        Q_EMIT rowsArrived();
    };
    connect(store, &RunStore::measurementAdded, this, take);
    connect(store, &RunStore::measurementReplaced, this, take);
}

void BudgetState::rebuild() {
    m_bars = BudgetBars(*m_store, m_bars.scope());
}

void BudgetState::setScope(BudgetScope scope) {
    if (scope == m_bars.scope())
        return;
    m_bars = BudgetBars(*m_store, scope);
    Q_EMIT barsChanged();
    Q_EMIT scopeChanged();
}

void BudgetState::setIntervalsShown(bool shown) {
    m_intervalsShown = shown;
    Q_EMIT barsChanged();
}

} // namespace headroom::ui
