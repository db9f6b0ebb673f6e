// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/shard.h"
#include "engine/remote/shared_context.h"
#include "engine/remote/shared_points.h"
#include "engine/sweep/point_executor.h"

#include <functional>
#include <set>
#include <utility>

namespace headroom {

struct RemoteOptions {
    /// Time that any point may take, seconds; slow devices and long time limits get more on top.
    double pointS = 120;
    /// Points requested from one device at first. More than one hides the way to a distant machine; the
    /// devices go on with them while the sweep is paused.
    int pointsUnderWay = 4;
    /// The most, when it is known how long the way is and how long the points take.
    int mostUnderWay = 32;
    RestartPauses pauses = {};
    /// The sweep begins when a device is open, and those that open so much later, seconds: so devices of one
    /// machine begin together. Others join as they come.
    double gatherS = 2;
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
/// begin() returns an error where no device opens, that of the first. What is still on its way when the sweep
/// begins joins it when it is open, and takeNotes() tells what it differs in, or why it does not take part.
class RemoteExecutor final : public PointExecutor {
public:
    /// `shards` are the devices that measure, and where: `device` alone, or all GPUs where it stands for
    /// them.
    RemoteExecutor(DeviceInfo device, std::vector<PlacedDevice> shards, RemoteOptions options);
    ~RemoteExecutor() override;

    void setLockRules(LockRules rules) override { m_lockRules = std::move(rules); }
    void setOnLoss(std::function<void(const std::string&)> onLoss) override { m_onLoss = std::move(onLoss); }
    /// Devices that other programs measure on are waited for together where the rules say so and it is known
    /// before the sweep begins; otherwise they join it later, or do not take part.
    Result<RunContext> begin(const SweepPlan& plan, std::stop_token stop) override;
    std::optional<Measurement> measure(const PlannedPoint& point, std::stop_token stop) override;
    bool wantsAgain(const Measurement& row) const override { return m_points.wantsAgain(row.point.index); }
    std::vector<std::string> takeNotes() override { return std::exchange(m_notes, {}); }
    void end() override;

    /// Points that are under way on the devices, in their order.
    std::vector<std::size_t> underWay() const;
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
    bool mayBegin() const;
    RunContext beginTogether();
    void join(Shard& shard);
    void tell(const std::string& note);
    Measurement failed(std::size_t index, const Shard& shard, const Error& error) const;
    double limitFor(std::size_t index) const;

    DeviceInfo m_device;
    RemoteOptions m_options;
    LockRules m_lockRules;
    std::function<void(const std::string&)> m_onLoss;
    std::vector<Shard> m_shards;
    SweepPlan m_plan;
    SharedPoints m_points;
    std::optional<std::chrono::steady_clock::time_point> m_gatheredBy; ///< since a device was open
    bool m_begun = false;
    std::size_t m_givenUpLast = 0; ///< of those that had joined
    FirstShard m_first;
    std::vector<std::string> m_notes; ///< not told yet
    std::set<std::string> m_told;     ///< notes of this run
};

} // namespace headroom
