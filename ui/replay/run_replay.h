// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/clock.h"
#include "ui/runs/run_store.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace headroom::ui {

/// When each measurement of the run was finished, in seconds since its start and in the order of measuring:
/// by the times noted, or evenly where one of them is missing or goes back.
std::vector<double> replayTimes(const Run& run);

/// Plays a run back into the store at the pace it was measured, as a run of its own called "Replay of …".
/// Nothing is measured, and nothing is kept: there is at most one replay in the store. GUI thread.
class RunReplay final : public QObject {
    Q_OBJECT

public:
    /// What is played back in one second, as offered.
    static constexpr double kSpeeds[] = {1, 4, 16};

    /// `store` must outlive the replay.
    explicit RunReplay(RunStore* store, std::unique_ptr<Clock> clock = std::make_unique<SteadyClock>(),
                       QObject* parent = nullptr);

    void start(const QString& name, const Run& run);
    void setPaused(bool paused);
    void stop();
    /// Recorded seconds a second; infinity shows everything at the next tick.
    void setSpeed(double speed);

    double speed() const { return m_speed; }
    bool isActive() const { return m_active; }
    bool isPaused() const { return m_paused; }
    /// In the store; 0 before the first.
    int runId() const { return m_runId; }
    std::size_t done() const { return m_done; }
    std::size_t total() const { return m_run.measurements.size(); }

Q_SIGNALS:
    void begun(int runId);
    /// Started, paused, resumed, at another speed, or over.
    void stateChanged();
    void progressChanged();

private:
    void tick();
    /// Moves on to the present and sets out from there.
    void settle();

    RunStore* m_store;
    std::unique_ptr<Clock> m_clock;
    QTimer m_timer;
    Run m_run;
    std::vector<double> m_times;
    std::size_t m_done = 0;
    int m_runId = 0;
    double m_speed = kSpeeds[0];
    double m_position = 0; ///< recorded seconds
    double m_since = 0;    ///< the clock's, when the position was that
    bool m_active = false;
    bool m_paused = false;
};

} // namespace headroom::ui
