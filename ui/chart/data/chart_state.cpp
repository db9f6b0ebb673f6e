// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/chart_state.h"

#include "ui/runs/run_store.h"

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

/// Whether the one key is the other's, or that of every run.
bool means(const CurveKey& key, const CurveKey& other) {
    return key == other || (key.runId == 0 && key == other.ofEveryRun());
}

} // namespace

ChartState::ChartState(const RunStore* store, QObject* parent)
    : QObject(parent), m_curves(store), m_told(comparison()) {
    m_judgeAgain.setSingleShot(true);
    m_judgeAgain.setInterval(RunsBeside::kKept + std::chrono::milliseconds(50));
    connect(&m_judgeAgain, &QTimer::timeout, this, &ChartState::pointsArrived);
    followStore(store);
}

void ChartState::followStore(const RunStore* store) {
    const auto follow = [this] {
        rebuild(m_curves.choices());
        Q_EMIT shownCurvesChanged();
    };
    connect(store, &RunStore::runAdded, this, follow);
    connect(store, &RunStore::runRemoved, this, follow);
    connect(store, &RunStore::orderChanged, this, follow);
    connect(store, &RunStore::runChanged, this, follow);
    connect(store, &RunStore::namesChanged, this, [this] {
        m_curves.callRuns();
        Q_EMIT curvesChanged();
        Q_EMIT comparisonChanged();
    });
    const auto take = [this](int id, int row) {
        m_curves.add({id, row});
        if (quantity().comparesAll() && !m_judgeAgain.isActive())
            m_judgeAgain.start();
        Q_EMIT pointsArrived();
    };
    connect(store, &RunStore::measurementAdded, this, take);
    connect(store, &RunStore::measurementReplaced, this, take);
}

ChartState::Comparison ChartState::comparison() const {
    return {&m_curves.quantity(), m_curves.compared(), m_curves.comparisonBases(), m_curves.alikeRuns()};
}

void ChartState::rebuild(const ChartChoices& choices) {
    const Quantity* wanted = choices.quantity; // these may be the curves' own
    m_curves.rebuild(choices);
    const Comparison now = comparison();
    const Comparison before = std::exchange(m_told, now);
    Q_EMIT curvesChanged();
    if (before == now)
        return;
    Q_EMIT comparisonChanged();
    const bool lostAll = wanted->comparesAll() && !now.quantity->comparesAll();
    if ((before.quantity->comparesRuns() && !now.compared.complete()) ||
        (before.quantity->comparesAll() && lostAll))
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

void ChartState::setHidden(const std::vector<CurveKey>& keys, bool hidden) {
    ChartChoices choices = m_curves.choices();
    for (const CurveKey& key : keys) {
        // Whether every other run's was hidden with it: theirs stay so.
        const bool withOthers = key.runId != 0 && choices.hidden.contains(key.ofEveryRun());
        std::erase_if(choices.hidden, [&key](const CurveKey& other) {
            return means(key, other) || other == key.ofEveryRun();
        });
        for (const Curve& curve : m_curves.curves())
            if (withOthers && curve.key != key && means(key.ofEveryRun(), curve.key))
                choices.hidden.insert(curve.key);
        if (hidden)
            choices.hidden.insert(key);
    }
    show(choices);
    Q_EMIT shownCurvesChanged();
}

void ChartState::isolate(const std::vector<CurveKey>& keys) {
    ChartChoices choices = m_curves.choices();
    const auto isWanted = [&keys](const Curve& curve) {
        return std::ranges::any_of(keys, [&curve](const CurveKey& key) { return means(key, curve.key); });
    };
    const bool alone = std::ranges::all_of(
        m_curves.curves(), [&](const Curve& curve) { return isWanted(curve) != choices.hides(curve.key); });
    choices.hidden.clear();
    const bool inEveryRun = std::ranges::all_of(keys, [](const CurveKey& key) { return key.runId == 0; });
    for (const Curve& curve : m_curves.curves())
        if (!alone && !isWanted(curve))
            choices.hidden.insert(inEveryRun ? curve.key.ofEveryRun() : curve.key);
    show(choices);
    Q_EMIT shownCurvesChanged();
}

void ChartState::setRoofShown(bool shown) {
    ChartChoices choices = m_curves.choices();
    choices.roofShown = shown;
    show(choices);
}

void ChartState::setIntervalsShown(bool shown) {
    ChartChoices choices = m_curves.choices();
    choices.intervalsShown = shown;
    show(choices);
}

void ChartState::setScaledToFront(bool on) {
    ChartChoices choices = m_curves.choices();
    choices.scaledToFront = on;
    show(choices);
}

} // namespace headroom::ui
