// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/seen_runs.h"

#include "ui/runs/run_store.h"

#include <algorithm>

namespace headroom::ui {

std::vector<const StoredRun*> inChartOrder(const RunStore& store) {
    std::vector<const StoredRun*> runs;
    for (const StoredRun& stored : store.measured(RunTopic::Curves) | std::views::reverse)
        runs.push_back(&stored);
    for (const StoredRun& stored : store.references(RunTopic::Curves) | std::views::reverse)
        runs.push_back(&stored);
    return runs;
}

SeenRuns::SeenRuns(const RunStore& store, bool referencesShown, Axis offered)
    : m_referencesShown(referencesShown) {
    findAxis(store, offered);
    putInFront(store);
}

bool SeenRuns::isWanted(const StoredRun& stored) const {
    return stored.visible && (!stored.isReference() || m_referencesShown);
}

bool SeenRuns::isVisible(const StoredRun& stored) const {
    return isWanted(stored) && axisOf(stored.run.spec) == m_axis;
}

void SeenRuns::findAxis(const RunStore& store, Axis offered) {
    const std::vector<const StoredRun*> runs = inChartOrder(store);
    const auto isMeasured = [](const StoredRun* run) { return !run->isReference(); };
    const auto newest = std::ranges::find_if(runs, isMeasured);
    m_axis = newest == runs.end() ? offered : axisOf((*newest)->run.spec);
    const auto wanted = std::ranges::find_if(runs, [&](const StoredRun* run) {
        return isWanted(*run) && (isMeasured(run) || newest != runs.end());
    });
    if (wanted != runs.end())
        m_axis = axisOf((*wanted)->run.spec);
}

/// A run keeps the pattern of its line while others are hidden; but what is seen alone, or before all others,
/// is solid.
void SeenRuns::putInFront(const RunStore& store) {
    int place = 0;
    for (const StoredRun* stored : inChartOrder(store)) {
        if (place == 0 && !stored->isReference())
            m_front = stored->id;
        if (stored->isReference())
            place = std::max(1, place); // what is offered has one
        if (m_solid == 0 && isVisible(*stored)) {
            m_solid = stored->id;
            m_solidPlace = place;
        }
        ++place;
    }
    if (m_solid == 0)
        m_solid = m_front;
}

CurveRole SeenRuns::roleOf(const StoredRun& stored) const {
    if (stored.isReference())
        return CurveRole::Reference;
    return stored.id == m_solid ? CurveRole::Main : CurveRole::Other;
}

std::vector<int> SeenRuns::onOtherAxes(const RunStore& store) const {
    std::vector<int> runs;
    const auto take = [&](const StoredRun& stored) {
        if (isWanted(stored) && !isVisible(stored))
            runs.push_back(stored.id);
    };
    for (const StoredRun& stored : store.measured(RunTopic::Curves))
        take(stored);
    for (const StoredRun& stored : store.references(RunTopic::Curves))
        take(stored);
    return runs;
}

} // namespace headroom::ui
