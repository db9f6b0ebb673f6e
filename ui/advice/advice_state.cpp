// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_state.h"

#include "ui/advice/advice_texts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace headroom::ui {

AdviceState::AdviceState(RunStore* store, QObject* parent) : QObject(parent), m_store(store) {
    connect(store, &RunStore::runAdded, this, &AdviceState::follow);
    connect(store, &RunStore::runChanged, this, &AdviceState::follow);
    connect(store, &RunStore::runRemoved, this, &AdviceState::rebuild);
    for (const auto signal : {&RunStore::orderChanged, &RunStore::namesChanged})
        connect(store, signal, this, &AdviceState::rebuild);
    const auto take = [this](int runId) {
        if (runId == m_runId)
            rebuild();
    };
    connect(store, &RunStore::measurementAdded, this, take);
    connect(store, &RunStore::measurementReplaced, this, take);
}

const StoredRun* AdviceState::run() const {
    return m_advice ? m_store->find(m_runId) : nullptr;
}

/// The one that came or was made visible last takes the place of the others.
void AdviceState::follow(int runId) {
    const StoredRun* run = m_store->find(runId);
    if (run && run->topic() == RunTopic::Advice && run->visible && runId != m_runId) {
        std::vector<int> others;
        for (const StoredRun& other : m_store->measured(RunTopic::Advice))
            if (other.visible && other.id != runId)
                others.push_back(other.id);
        m_runId = runId;
        for (const int id : others)
            m_store->setVisible(id, false);
    }
    rebuild();
}

void AdviceState::rebuild() {
    const StoredRun* run = m_store->find(m_runId);
    const bool had = m_advice.has_value();
    m_advice.reset();
    if (!run || !run->visible)
        m_runId = 0;
    else
        m_advice = adviceOf(run->run, m_rank);
    if (had || m_advice)
        Q_EMIT changed();
}

std::size_t AdviceState::unmeasured() const {
    if (!m_advice)
        return 0;
    return static_cast<std::size_t>(
        std::ranges::count_if(m_advice->values, [](const AdvisedValue& value) { return value.absent > 0; }));
}

void AdviceState::setRank(RankBy rank) {
    if (m_rank == rank)
        return;
    m_rank = rank;
    rebuild();
}

void AdviceState::setIntervalsShown(bool shown) {
    m_intervalsShown = shown;
    Q_EMIT changed();
}

std::optional<PointKey> AdviceState::rowOf(const AdvisedValue& value) const {
    const Run& run = m_store->find(m_runId)->run;
    for (std::size_t row = 0; row < run.measurements.size(); ++row)
        if (run.measurements[row].ok() && run.measurements[row].point.index == value.place)
            return PointKey{m_runId, static_cast<int>(row)};
    return std::nullopt;
}

std::optional<AdviceMark> AdviceState::mark() const {
    if (!run() || !run()->asksAboutCurves() || !m_advice->ofOneGemm)
        return std::nullopt;
    const auto asked = rowOf(m_advice->asked);
    if (!asked)
        return std::nullopt;
    AdviceMark mark{*asked, std::nullopt, {}};
    if (const AdvisedValue* better = m_advice->better()) {
        mark.best = rowOf(*better);
        mark.label = gainLabel(better->gain);
    } else if (unmeasured() == 0) {
        mark.label = words("none shown better");
    }
    return mark;
}

} // namespace headroom::ui
