// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/shard.h"
#include "engine/remote/shared_points.h"
#include "engine/sweep/point_executor.h"

#include <functional>

namespace headroom {

struct RemoteOptions {
    /// Time that any point may take, seconds; slow devices and long time limits get more on top.
    double pointS = 120;
    /// Points requested from one device at a time. More than one hides the way to a distant machine; the
    /// devices go on with them while the sweep is paused.
    int pointsUnderWay = 4;
    RestartPauses pauses = {};
    /// Told, on the sweep's thread, of each engine process that was lost: a sentence that begins with the id
    /// of its device.
    std::function<void(const std::string&)> onLoss;
};

/// Executes points in engine processes, one for each device, which share the points of the plan's order among
/// them. measure() must be called once for each of them, and then as long as a row wantsAgain().
///
/// Used from one thread, the sweep's, which also calls onLoss and the lock rules' onHeld; it starts none.
/// begin() and measure() wait for the processes, and return at once when their stop token is requested.
///
/// A process that dies, hangs or reports its device lost costs the point it was measuring: it is started
/// again, the point is tried once more and then marked as an error, and the sweep goes on. Before it is
/// started again a device may rest, while the others do its points; after three losses in a row it is given
/// up. When none is left, measure() returns DeviceLost.
/// begin() returns an error where no device opens, that of the first; it goes on without those that do not.
class RemoteExecutor final : public PointExecutor {
public:
    /// `shards` are the devices that measure, and where: `device` alone, or all GPUs where it stands for
    /// them.
    RemoteExecutor(DeviceInfo device, std::vector<PlacedDevice> shards, RemoteOptions options);
    ~RemoteExecutor() override;

    void setLockRules(LockRules rules) override { m_lockRules = std::move(rules); }
    void setOnLoss(std::function<void(const std::string&)> onLoss) override { m_onLoss = std::move(onLoss); }
    /// Devices that other programs measure on are waited for together where the rules say so, and otherwise
    /// do not take part.
    Result<RunContext> begin(const SweepPlan& plan, std::stop_token stop) override;
    std::optional<Measurement> measure(const PlannedPoint& point, std::stop_token stop) override;
    bool wantsAgain(const Measurement& row) const override { return m_points.wantsAgain(row.point.index); }
    void end() override;

    /// Of the engine processes that run now.
    std::vector<pid_t> processes() const;

private:
    void start(Shard& shard);
    void wait(int wakeFd);
    void takeNews(Shard& shard);
    void take(Shard& shard, const Greeting& greeting);
    void take(Shard& shard, const Started& started);
    void take(Shard& shard, const Refused& refused);
    void take(Shard& shard, const Measured& measured);
    void take(Shard& shard, const Lost& lost);
    void lose(Shard& shard, const Error& error);
    void tellLoss(const Shard& shard, const Error& error, std::optional<double> pauseS) const;
    double longestWaitS() const;
    void askInTurn(Shard& shard);
    void waitFor(Shard& shard, const std::string& holder);
    bool comesAfterOneThatIsHeld(const Shard& shard) const;
    void handOut();
    bool isOpening() const;
    Measurement failed(std::size_t index, const Shard& shard, const Error& error) const;
    double limitFor(std::size_t index) const;

    DeviceInfo m_device;
    RemoteOptions m_options;
    LockRules m_lockRules;
    std::function<void(const std::string&)> m_onLoss;
    std::vector<Shard> m_shards;
    SweepPlan m_plan;
    SharedPoints m_points;
    bool m_begun = false;
};

} // namespace headroom
