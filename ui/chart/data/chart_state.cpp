// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/chart_state.h"

#include "ui/runs/run_store.h"

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

/// What was hidden among the offered curves stays hidden when their run begins.
std::set<CurveKey> adopted(const std::set<CurveKey>& hidden, int runId) {
    std::set<CurveKey> keys;
    for (CurveKey key : hidden) {
        if (key.runId == 0)
            key.runId = runId;
        keys.insert(key);
    }
    return keys;
}

} // namespace

ChartState::ChartState(const RunStore* store, QObject* parent)
    : QObject(parent), m_curves(store), m_told(comparison()) {
    followStore(store);
}

void ChartState::followStore(const RunStore* store) {
    connect(store, &RunStore::runAdded, this, [this, store](int id) {
        ChartChoices choices = m_curves.choices();
        if (!store->find(id)->isReference())
            choices.hidden = adopted(choices.hidden, id);
        rebuild(choices);
        Q_EMIT shownCurvesChanged();
    });
    const auto follow = [this] {
        rebuild(m_curves.choices());
        Q_EMIT shownCurvesChanged();
    };
    connect(store, &RunStore::runRemoved, this, follow);
    connect(store, &RunStore::runChanged, this, follow);
    const auto take = [this](int id, int row) {
        m_curves.add({id, row});
        Q_EMIT pointsArrived();
    };
    connect(store, &RunStore::measurementAdded, this, take);
    connect(store, &RunStore::measurementReplaced, this, take);
}

ChartState::Comparison ChartState::comparison() const {
    return {&m_curves.quantity(), m_curves.compared(), m_curves.comparisonBases()};
}

void ChartState::rebuild(const ChartChoices& choices) {
    m_curves.rebuild(choices);
    const Comparison now = comparison();
    const Comparison before = std::exchange(m_told, now);
    Q_EMIT curvesChanged();
    if (before == now)
        return;
    Q_EMIT comparisonChanged();
    if (before.quantity->comparesRuns() && !now.compared.complete())
        Q_EMIT comparisonLost();
}

void ChartState::show(const ChartChoices& choices) {
    m_curves.show(choices);
    Q_EMIT curvesChanged();
}

void ChartState::offer(const SweepSpec& spec) {
    ChartChoices choices = m_curves.choices();
    choices.offered = spec;
    if (m_curves.hasMeasuredRun())
        m_curves.show(choices);
    else
        rebuild(choices);
}

void ChartState::setQuantity(const Quantity& quantity) {
    if (&quantity != m_curves.choices().quantity)
        compareWith(m_curves.choices().comparisonBase, quantity);
}

void ChartState::compareWith(int runId, const Quantity& quantity) {
    ChartChoices choices = m_curves.choices();
    choices.comparisonBase = runId;
    choices.quantity = &quantity;
    rebuild(choices);
    if (&quantity != m_curves.choices().quantity) // there is nothing to compare: whoever asked is told so
        Q_EMIT comparisonChanged();
}

void ChartState::setHidden(const CurveKey& key, bool hidden) {
    ChartChoices choices = m_curves.choices();
    if (hidden)
        choices.hidden.insert(key);
    else
        choices.hidden.erase(key);
    show(choices);
    Q_EMIT shownCurvesChanged();
}

void ChartState::isolate(const CurveKey& key) {
    ChartChoices choices = m_curves.choices();
    const bool alone =
        !choices.hidden.contains(key) && std::ranges::all_of(m_curves.curves(), [&](const Curve& curve) {
            return curve.key == key || choices.hidden.contains(curve.key);
        });
    choices.hidden.clear();
    for (const Curve& curve : m_curves.curves())
        if (!alone && curve.key != key)
            choices.hidden.insert(curve.key);
    show(choices);
    Q_EMIT shownCurvesChanged();
}

void ChartState::setRoofShown(bool shown) {
    ChartChoices choices = m_curves.choices();
    choices.roofShown = shown;
    show(choices);
}

} // namespace headroom::ui
