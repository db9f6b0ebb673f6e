// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/run_replay.h"

#include <utility>

namespace headroom::ui {

namespace {

constexpr int kTickMs = 33;

} // namespace

RunReplay::RunReplay(RunStore* store, std::unique_ptr<Clock> clock, QObject* parent)
    : QObject(parent), m_store(store), m_clock(std::move(clock)), m_timer(this) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &RunReplay::tick);
}

void RunReplay::start(const QString& name, const Run& run) {
    m_store->removeAll(RunKind::Replay);
    m_run = inMeasuredOrder(run);
    m_steps = replaySteps(m_run);
    m_tempo = tempoFor(m_steps, m_pace);
    m_done = m_due = 0;
    m_part = 0;
    Run played{run.context, run.spec, {}};
    played.context.notes.emplace_back("Replayed from a file, not measured when it was shown.");
    m_runId =
        m_store->add(RunKind::Replay, tr("Replay of %1").arg(name), std::move(played), m_run.measurements);
    m_since = m_clock->now();
    m_state = ReplayState::Playing;
    m_timer.start();
    Q_EMIT stateChanged();
}

void RunReplay::setPaused(bool paused) {
    if (!isActive() || isPaused() == paused)
        return;
    settle();
    show();
    if (isActive()) // the last point may have been due
        setState(paused ? ReplayState::Paused : ReplayState::Playing);
}

void RunReplay::playOrPause() {
    if (m_state == ReplayState::Over)
        again();
    else
        setPaused(!isPaused());
}

void RunReplay::again() {
    if (m_state == ReplayState::None)
        return;
    rewind(0);
    m_since = m_clock->now();
    setState(ReplayState::Playing);
}

void RunReplay::stepForward() {
    if (!isPaused() || m_due == total())
        return;
    ++m_due;
    m_part = 0;
    show();
}

void RunReplay::stepBack() {
    if (isPaused() && m_done > 0)
        rewind(m_done - 1);
}

void RunReplay::finish() {
    if (!isActive())
        return;
    m_due = total();
    m_part = 0;
    show();
    if (isActive())
        setState(ReplayState::Over);
}

void RunReplay::stop() {
    setState(ReplayState::None);
}

void RunReplay::setPace(const ReplayPace& pace) {
    if (!(pace.speed > 0) || pace == m_pace)
        return;
    settle();
    m_pace = pace;
    m_tempo = tempoFor(m_steps, pace);
    Q_EMIT stateChanged();
}

double RunReplay::shortenedPauseS() const {
    const bool isCut = isActive() && m_due < total() && isShortened(m_steps[m_due], m_tempo);
    return isCut ? m_steps[m_due].pauseS : 0;
}

void RunReplay::setState(ReplayState state) {
    if (state == m_state)
        return;
    m_state = state;
    if (state == ReplayState::Playing)
        m_timer.start();
    else
        m_timer.stop();
    Q_EMIT stateChanged();
}

void RunReplay::rewind(std::size_t rows) {
    m_done = m_due = rows;
    m_part = 0;
    m_store->keepFirst(m_runId, rows);
    Q_EMIT progressChanged();
}

void RunReplay::settle() {
    const double now = m_clock->now();
    double passed = now - std::exchange(m_since, now);
    if (m_state != ReplayState::Playing)
        return;
    while (m_due < total()) {
        const double stepS = playSeconds(m_steps[m_due], m_tempo);
        const double left = (1 - m_part) * stepS;
        if (passed < left) {
            m_part += passed / stepS;
            return;
        }
        passed -= left;
        ++m_due;
        m_part = 0;
    }
}

void RunReplay::show() {
    if (m_done != m_due) {
        while (m_done < m_due)
            m_store->append(m_runId, m_run.measurements[m_done++]);
        Q_EMIT progressChanged();
    }
    if (!m_store->find(m_runId)) // it was taken away meanwhile
        stop();
    else if (m_done == total() && m_state == ReplayState::Playing)
        setState(ReplayState::Over);
}

void RunReplay::tick() {
    settle();
    show();
}

} // namespace headroom::ui
