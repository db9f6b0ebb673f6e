// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/run_context.h"
#include "engine/remote/engine_process.h"
#include "engine/remote/place.h"
#include "engine/remote/requests_ahead.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace headroom {

/// So many seconds from now.
std::chrono::steady_clock::time_point timeIn(double seconds);

/// How long a device that was lost rests before it is started again, seconds.
struct RestartPauses {
    /// Where it had been open, from the second loss in a row on: the first one costs no pause.
    double openS = 2;
    /// Where it did not open again: its host may be starting anew, or the way there be cut for a while.
    double closedS = 30;
};

/// One device of a run, the process that measures on it, and how it fares. Nothing here blocks but end().
class Shard {
public:
    /// After so many without a row in between a device is given up.
    static constexpr int kLossesInARow = 3;

    /// `number`: its place among the run's shards. `ahead`: nothing is under way, and nothing known yet.
    Shard(std::size_t number, PlacedDevice device, RequestsAhead ahead);

    std::size_t number() const { return m_number; }
    const std::string& id() const { return m_id; }

    bool isOpening() const { return m_state == State::Opening; }
    bool isReady() const { return m_state == State::Ready; }
    bool isGivenUp() const { return m_state == State::GivenUp; }
    /// It was lost, and the pause before it is started again is over.
    bool isToBeStarted() const;
    /// Another program measures on the device, and this one waits to open it.
    bool isWaiting() const { return isOpening() && !m_holder.empty(); }
    /// Under which circumstances its device measures: host, driver, device. Since it was ready.
    const std::optional<RunContext>& context() const { return m_context; }
    /// Why the last process was lost, or could not be started.
    const Error& error() const { return m_error; }
    /// It measures in the run, and is started again when it is lost.
    bool hasJoined() const { return m_joined; }
    void join() { m_joined = true; }
    /// What the place said of the device when it was asked.
    const DeviceInfo& device() const { return m_device.device; }
    /// Where it measures is one task of a job, which may be given any of the job's GPUs.
    bool isTask() const { return m_device.place.isTask; }
    /// Asks the process for a point, and says how many are best under way there.
    void request(const MeasureRequest& request, double limitS);
    void answered(const std::optional<WorkerTime>& worker);
    std::size_t pointsWanted() const { return isReady() ? m_ahead.wanted() : 0; }
    /// Null where none runs.
    EngineProcess* process() const { return m_process.get(); }

    /// A new process, whose greeting is waited for.
    Outcome start();
    /// Asks the process to open the device.
    void askForDevice(const SweepPlan& plan, bool share);
    /// The device is asked for again a little later, see isToBeAsked().
    void askLater();
    bool isToBeAsked() const;
    /// The program that measures on the device, as far as is known; else empty.
    const std::string& holder() const { return m_holder; }
    /// Another program has the device: it is asked for again.
    void waitFor(const std::string& holder);
    void setReady(RunContext context);
    /// Ends the process: that gives its device back, for it to be opened anew.
    void giveBack();

    int lossesInARow() const { return m_lossesInARow; }
    /// A row came: losses are no longer in a row.
    void forgetLosses() { m_lossesInARow = 0; }
    /// The process is of no use any more, and killed. Another one is to be started after the pause that is
    /// returned, seconds; there is none for what has not joined the run, nor after three losses in a row: it
    /// is given up.
    std::optional<double> lose(const Error& error, const RestartPauses& pauses);
    /// When something is to be done without a word of the process: another one started, the device asked for.
    std::optional<std::chrono::steady_clock::time_point> due() const;

    /// Asks the process to end, so that several can be ended at the same time. One that has not even greeted
    /// has nothing to end in order, and is killed.
    void closeInput();
    /// Waits until it has ended. As new from then on.
    void end();
    /// Kills it. As new from then on.
    void abandon();

private:
    enum class State { Opening, Ready, Resting, GivenUp };

    std::size_t m_number;
    PlacedDevice m_device;
    std::string m_id;
    State m_state = State::Opening;
    std::unique_ptr<EngineProcess> m_process;
    RequestsAhead m_aheadAtFirst;
    RequestsAhead m_ahead;
    bool m_joined = false;
    int m_lossesInARow = 0;
    Error m_error;
    std::optional<RunContext> m_context;
    std::string m_holder;
    std::optional<std::chrono::steady_clock::time_point> m_askAgain;
    std::optional<std::chrono::steady_clock::time_point> m_startAgain; ///< while it rests
};

} // namespace headroom
