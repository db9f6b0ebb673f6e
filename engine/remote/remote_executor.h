// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/engine_process.h"
#include "engine/sweep/point_executor.h"

#include <deque>
#include <functional>
#include <map>
#include <set>

namespace headroom {

struct RemoteOptions {
    std::vector<std::string> command; ///< starts an engine process: "…/headroom-engine", "serve"
    EngineLimits limits;
    /// Time that any point may take; slow devices and long time limits get more on top.
    double pointS = 120;
    /// Points requested from one device at a time. More than one hides the way to a distant machine; the
    /// devices go on with them while the sweep is paused.
    int pointsUnderWay = 4;
    /// Told, on the sweep's thread, of each engine process that was lost.
    std::function<void(const std::string&)> onLoss;
};

/// Executes points in engine processes, one for each device, which share the points of the plan's order among
/// them. measure() must be called once for each of them, and then as long as a row wantsAgain(): a device
/// visits the points again that were its own, when all have had their first visit.
///
/// A process that dies, hangs or reports its device lost costs the point it was measuring: it is started
/// again, the point is tried once more and then marked as an error, and the sweep goes on. After three losses
/// in a row a device is given up; the others do its points. When none is left, measure() returns DeviceLost.
class RemoteExecutor final : public PointExecutor {
public:
    /// `shards` are the ids of the devices that measure: of `device` alone, or of all GPUs where it stands
    /// for them.
    RemoteExecutor(DeviceInfo device, std::vector<std::string> shards, RemoteOptions options);
    ~RemoteExecutor() override;

    void setLockRules(LockRules rules) override { m_lockRules = std::move(rules); }
    /// Devices that other programs measure on are waited for together where the rules say so, and otherwise
    /// do not take part.
    Result<RunContext> begin(const SweepPlan& plan, std::stop_token stop) override;
    std::optional<Measurement> measure(const PlannedPoint& point, std::stop_token stop) override;
    bool wantsAgain(const Measurement& row) const override { return m_again.contains(row.point.index); }
    void end() override;

    /// Of the engine processes that run now.
    std::vector<pid_t> processes() const;

private:
    struct Shard;
    struct Finished {
        Measurement row;
        bool again = false;
    };

    void start(Shard& shard);
    void wait(int wakeFd);
    void takeNews(Shard& shard);
    void take(Shard& shard, const Greeting& greeting);
    void take(Shard& shard, const Started& started);
    void take(Shard& shard, const Refused& refused);
    void take(Shard& shard, const Measured& measured);
    void take(Shard& shard, const Lost& lost);
    void lose(Shard& shard, const Error& error);
    void waitFor(Shard& shard, const Refused& refused);
    void askForDevice(Shard& shard);
    void blame(Shard& shard, const std::string& reason);
    void askLater(Shard& shard);
    bool comesAfterOneThatIsHeld(const Shard& shard) const;
    void giveUp(Shard& shard);
    void handOut();
    void request(Shard& shard, std::size_t index);
    bool firstVisitsAreOver() const;
    bool isOpening() const;
    RunContext contextOfAll() const;
    Measurement failed(std::size_t index, const std::string& device, const Error& error) const;
    double limitFor(std::size_t index) const;

    DeviceInfo m_device;
    RemoteOptions m_options;
    LockRules m_lockRules;
    std::vector<std::unique_ptr<Shard>> m_shards;
    SweepPlan m_plan;
    bool m_begun = false;
    std::deque<std::size_t> m_waiting;          ///< points not requested yet, next first
    std::deque<Finished> m_finished;            ///< not returned yet
    std::set<std::size_t> m_again;              ///< points whose next visit was not returned yet
    std::map<std::size_t, Measurement> m_known; ///< their rows so far
    /// Of these, what processes that were lost since had measured; the one that follows does not know of it.
    std::map<std::size_t, Measurement> m_inherited;
    std::map<std::size_t, int> m_failures; ///< losses that a point was under way in
};

} // namespace headroom
