// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/clock.h"
#include "ui/replay/replay_pace.h"
#include "ui/runs/run_store.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace headroom::ui {

enum class ReplayState {
    None, ///< nothing is played back, or it was stopped
    Playing,
    Paused,
    Over, ///< all points came; it can be played again
};

/// Plays a run back into the store at the pace it was measured, as a run of its own called "Replay of …".
/// Nothing is measured, and nothing is kept: there is at most one replay in the store. GUI thread.
class RunReplay final : public QObject {
    Q_OBJECT

public:
    /// What is played back in one second, as offered.
    static constexpr double kSpeeds[] = {1, 4, 16};
    /// Seconds for the whole run, as offered.
    static constexpr double kDurations[] = {15, 30, 60, 120};

    /// `store` must outlive the replay.
    explicit RunReplay(RunStore* store, std::unique_ptr<Clock> clock = std::make_unique<SteadyClock>(),
                       QObject* parent = nullptr);

    void start(const QString& name, const Run& run);
    void setPaused(bool paused);
    /// Plays on, pauses, or plays it again when it is over.
    void playOrPause();
    /// From the first point.
    void again();
    /// While paused: shows one more point, or takes back the last.
    void stepForward();
    void stepBack();
    /// Shows all points at once.
    void finish();
    void stop();
    void setPace(const ReplayPace& pace);
    void setSpeed(double speed) { setPace({speed, 0}); }

    const ReplayPace& pace() const { return m_pace; }
    ReplayState state() const { return m_state; }
    /// Whether points are to come.
    bool isActive() const { return m_state == ReplayState::Playing || isPaused(); }
    bool isPaused() const { return m_state == ReplayState::Paused; }
    /// In the store; 0 before the first.
    int runId() const { return m_runId; }
    std::size_t done() const { return m_done; }
    std::size_t total() const { return m_run.measurements.size(); }
    /// The pause of the run before the next point, in seconds, where not all of it is shown; else 0.
    double shortenedPauseS() const;

Q_SIGNALS:
    /// Started, paused, resumed, at another pace, or over.
    void stateChanged();
    /// More points are shown, or fewer, or what is said of the next.
    void progressChanged();

private:
    void tick();
    /// Lets the time that has passed pass in the record.
    void settle();
    /// Shows the points that are due.
    void show();
    void setState(ReplayState state);
    void rewind(std::size_t rows);

    RunStore* m_store;
    std::unique_ptr<Clock> m_clock;
    QTimer m_timer;
    Run m_run;
    std::vector<ReplayStep> m_steps;
    std::size_t m_done = 0; ///< shown
    std::size_t m_due = 0;  ///< to be shown; the next one's step has begun
    double m_part = 0;      ///< of that step, gone by
    int m_runId = 0;
    ReplayPace m_pace;
    ReplayTempo m_tempo; ///< that follows from the pace
    double m_since = 0;  ///< the clock's, up to which time has passed in the record
    ReplayState m_state = ReplayState::None;
};

} // namespace headroom::ui
