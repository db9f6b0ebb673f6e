// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/remote_executor.h"

#include "engine/claim/device_claim.h"
#include "engine/model/clock.h"
#include "engine/remote/wake_event.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr int kLossesInARow = 3;
constexpr int kTriesOfAPoint = 2;
/// Limits are judged at least so often, seconds.
constexpr double kLongestWaitS = 0.25;

// A point may take as long as so many calls at the device's rough speed, and so many times what the user
// allows for timing it: many algorithms are tried on one point, and odd shapes run far below the rough speed.
constexpr double kCallsMargin = 500;
constexpr double kTimeLimitMargin = 20;

/// A process that was started anew does not know of its predecessor's visits.
void joinEarlier(const Measurement& earlier, Measurement& row) {
    row.visits += earlier.visits;
    row.cost += earlier.cost;
    row.visitTimes.insert(row.visitTimes.begin(), earlier.visitTimes.begin(), earlier.visitTimes.end());
}

} // namespace

/// One device and the process that measures on it.
struct RemoteExecutor::Shard {
    enum class State { Opening, Ready, GivenUp };

    explicit Shard(std::string id) : device(std::move(id)) {}

    std::string device;
    State state = State::Opening;
    std::unique_ptr<EngineProcess> process;
    std::deque<std::size_t> underWay; ///< requested, in the order in which they will be answered
    std::deque<std::size_t> again;    ///< its own points that are to be visited once more, next first
    int lossesInARow = 0;
    Error error; ///< of the last loss
    std::optional<RunContext> context;
    std::string holder; ///< the program that was told to measure on it
    std::optional<std::chrono::steady_clock::time_point> askAgain; ///< whether it is free
};

RemoteExecutor::RemoteExecutor(DeviceInfo device, std::vector<std::string> shards, RemoteOptions options)
    : m_device(std::move(device)), m_options(std::move(options)) {
    for (std::string& id : shards)
        m_shards.push_back(std::make_unique<Shard>(std::move(id)));
    // The processor that computes also draws: nothing may be under way between its points.
    if (m_device.kind() == DeviceKind::Processor)
        m_options.pointsUnderWay = 1;
}

RemoteExecutor::~RemoteExecutor() = default;

Result<RunContext> RemoteExecutor::begin(const SweepPlan& plan, std::stop_token stop) {
    m_plan = plan;
    m_waiting.assign(plan.order.begin(), plan.order.end());
    m_finished.clear();
    m_failures.clear();
    m_again.clear();
    m_known.clear();
    m_inherited.clear();
    for (const auto& shard : m_shards)
        start(*shard);
    const WakeEvent stopped;
    const std::stop_callback onStop(stop, [&stopped] { stopped.set(); });
    while (isOpening() && !stop.stop_requested())
        wait(stopped.fd());
    if (isOpening()) {
        for (const auto& shard : m_shards)
            *shard = Shard(shard->device); // killed: there is nothing to end in order
        return Error{Status::Error, "Stopped before the device was open."};
    }
    const auto ready = std::ranges::find(m_shards, Shard::State::Ready, &Shard::state);
    if (ready == m_shards.end()) {
        const Error error = m_shards.front()->error;
        end();
        return error;
    }
    m_begun = true;
    return contextOfAll();
}

bool RemoteExecutor::isOpening() const {
    return std::ranges::any_of(m_shards,
                               [](const auto& shard) { return shard->state == Shard::State::Opening; });
}

RunContext RemoteExecutor::contextOfAll() const {
    RunContext context;
    bool any = false;
    std::vector<std::string> notes;
    for (const auto& shard : m_shards) {
        if (!shard->context) {
            notes.push_back(shard->device + " does not take part: " + shard->error.reason);
            continue;
        }
        if (!any)
            context = *shard->context;
        else if (shard->context->device != context.device)
            notes.push_back("The roof is that of " + context.deviceId + "; " + shard->device + " is a " +
                            shard->context->device + ".");
        any = true;
    }
    context.notes.insert(context.notes.end(), notes.begin(), notes.end());
    if (m_device.id == kAllGpus) {
        context.device = m_device.name;
        context.deviceId = m_device.id;
    }
    return context;
}

std::optional<Measurement> RemoteExecutor::measure(const PlannedPoint& point, std::stop_token stop) {
    const WakeEvent stopped;
    const std::stop_callback onStop(stop, [&stopped] { stopped.set(); });
    while (m_finished.empty() && !stop.stop_requested()) {
        const bool anyLeft = std::ranges::any_of(
            m_shards, [](const auto& shard) { return shard->state != Shard::State::GivenUp; });
        if (!anyLeft) {
            const Shard& last = *m_shards.back();
            const std::size_t index = m_waiting.empty() ? point.index : m_waiting.front();
            return failed(index, last.device, {Status::DeviceLost, last.error.reason});
        }
        handOut();
        wait(stopped.fd());
    }
    if (m_finished.empty())
        return std::nullopt;
    if (m_options.pointsUnderWay > 1)
        handOut(); // so that no device waits for the caller
    Finished finished = std::move(m_finished.front());
    m_finished.pop_front();
    if (finished.again)
        m_again.insert(finished.row.point.index);
    else
        m_again.erase(finished.row.point.index);
    return std::move(finished.row);
}

void RemoteExecutor::end() {
    for (const auto& shard : m_shards)
        if (shard->process)
            shard->process->closeInput();
    for (const auto& shard : m_shards) {
        if (shard->process)
            shard->process->end();
        *shard = Shard(shard->device);
    }
    m_begun = false;
}

std::vector<pid_t> RemoteExecutor::processes() const {
    std::vector<pid_t> pids;
    for (const auto& shard : m_shards)
        if (shard->process)
            pids.push_back(shard->process->pid());
    return pids;
}

void RemoteExecutor::start(Shard& shard) {
    shard.state = Shard::State::Opening;
    Result<std::unique_ptr<EngineProcess>> process =
        EngineProcess::start(m_options.command, m_options.limits);
    if (process)
        shard.process = std::move(*process);
    else
        lose(shard, process.error());
}

void RemoteExecutor::wait(int wakeFd) {
    std::vector<EngineProcess*> processes;
    for (const auto& shard : m_shards)
        if (shard->process)
            processes.push_back(shard->process.get());
    waitForEngines(processes, wakeFd, kLongestWaitS);
    for (const auto& shard : m_shards) {
        takeNews(*shard);
        if (!shard->askAgain || *shard->askAgain > std::chrono::steady_clock::now())
            continue;
        if (comesAfterOneThatIsHeld(*shard))
            askLater(*shard);
        else
            askForDevice(*shard);
    }
}

void RemoteExecutor::takeNews(Shard& shard) {
    while (shard.process) { // which a loss replaces, or takes away
        const std::optional<EngineProcess::News> news = shard.process->next();
        if (!news)
            return;
        std::visit([&](const auto& item) { take(shard, item); }, *news);
    }
}

void RemoteExecutor::take(Shard& shard, const Greeting&) {
    if (comesAfterOneThatIsHeld(shard))
        askLater(shard);
    else
        askForDevice(shard);
}

void RemoteExecutor::askForDevice(Shard& shard) {
    shard.askAgain.reset();
    shard.process->request(
        PlanRequest{shard.device, m_plan.spec, m_plan.operandLimit, m_lockRules.anyway.stop_requested()},
        m_options.limits.openS);
}

void RemoteExecutor::take(Shard& shard, const Started& started) {
    shard.process->expectNothing();
    if (started.points != m_plan.points.size())
        return lose(shard, {Status::Error, "The engine process planned " + std::to_string(started.points) +
                                               " points where this program planned " +
                                               std::to_string(m_plan.points.size()) +
                                               ". Install both programs from one release."});
    shard.context = started.context;
    shard.holder.clear();
    shard.state = Shard::State::Ready;
}

void RemoteExecutor::take(Shard& shard, const Refused& refused) {
    // In the midst of a run another program may have come first while the process was started again: it is
    // waited for in any case, so that nothing is lost.
    const bool waits = m_lockRules.wait || m_begun;
    if (!refused.holder.empty() && refused.holder != shard.holder && m_lockRules.onHeld)
        m_lockRules.onHeld({refused.holder, refused.error.reason, waits});
    if (!refused.holder.empty() && waits)
        return waitFor(shard, refused);
    lose(shard, refused.error);
}

/// Two programs that wait for several devices must not each hold what the other waits for: while one is
/// waited for, those that come after it are given back and taken in their order.
void RemoteExecutor::waitFor(Shard& shard, const Refused& refused) {
    shard.holder = refused.holder;
    askLater(shard);
    for (const auto& other : m_shards) {
        if (other->state != Shard::State::Ready || !comesAfterOneThatIsHeld(*other))
            continue;
        other->process.reset(); // its end gives the device back
        other->context.reset();
        start(*other);
    }
}

void RemoteExecutor::askLater(Shard& shard) {
    shard.process->expectNothing();
    shard.askAgain =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>(kAskAgainS));
}

/// In the order of the devices' ids, before the sweep has begun.
bool RemoteExecutor::comesAfterOneThatIsHeld(const Shard& shard) const {
    if (m_begun || m_lockRules.anyway.stop_requested())
        return false;
    for (const auto& earlier : m_shards) {
        if (earlier.get() == &shard)
            return false;
        if (earlier->state == Shard::State::Opening && !earlier->holder.empty())
            return true;
    }
    return false;
}

void RemoteExecutor::take(Shard& shard, const Lost& lost) {
    lose(shard, {Status::DeviceLost, lost.reason});
}

void RemoteExecutor::take(Shard& shard, const Measured& measured) {
    Measurement row = measured.measurement;
    if (shard.underWay.empty() || m_plan.points[shard.underWay.front()] != row.point)
        return lose(shard,
                    {Status::Error, "The engine process measured a point it was not asked for. Install "
                                    "both programs from one release."});
    if (row.status == Status::DeviceLost)
        return lose(shard, {Status::DeviceLost, row.reason});
    shard.lossesInARow = 0;
    shard.underWay.pop_front();
    const std::size_t index = row.point.index;
    bool again = measured.again;
    const auto known = m_known.find(index);
    if (known != m_known.end() && row.visits == 1)
        m_inherited[index] = known->second;
    if (const auto earlier = m_inherited.find(index); earlier != m_inherited.end()) {
        joinEarlier(earlier->second, row);
        // A wrong result says something of the point. Another failure does not: what is known of it stays.
        if (!row.ok() && row.status != Status::CheckFailed) {
            row = known->second;
            again = false;
        }
    }
    if (again) {
        m_known[index] = row;
        shard.again.push_back(index);
    } else {
        m_known.erase(index);
        m_inherited.erase(index);
    }
    m_finished.push_back({std::move(row), again});
    if (shard.underWay.empty())
        shard.process->expectNothing();
    else
        shard.process->expectAnswer(limitFor(shard.underWay.front()));
}

void RemoteExecutor::lose(Shard& shard, const Error& error) {
    shard.process.reset();
    shard.askAgain.reset();
    shard.error = error;
    ++shard.lossesInARow;
    if (m_begun && m_options.onLoss)
        m_options.onLoss(shard.device + ": " + error.reason);
    blame(shard, error.reason);
    // What does not start will not start a moment later either; what has measured may well do so again.
    if (!m_begun || shard.lossesInARow >= kLossesInARow) {
        giveUp(shard);
        if (m_begun)
            shard.error.reason = "Given up after " + std::to_string(kLossesInARow) +
                                 " losses in a row, the last one: " + error.reason;
        return;
    }
    start(shard);
}

void RemoteExecutor::blame(Shard& shard, const std::string& reason) {
    if (shard.underWay.empty())
        return;
    const std::size_t suspect = shard.underWay.front();
    // Unless it is marked now, it goes back to where it came from, with those that only waited behind it.
    if (++m_failures[suspect] >= kTriesOfAPoint) {
        shard.underWay.pop_front();
        const auto known = m_known.find(suspect); // what an earlier visit measured stays
        m_finished.push_back(
            {known != m_known.end()
                 ? known->second
                 : failed(suspect, shard.device, {Status::Error, "Lost twice at this point. " + reason})});
    }
    // In one round or the other: a device has no first visits under way beside further ones.
    const bool further = !shard.underWay.empty() && m_known.contains(shard.underWay.front());
    std::deque<std::size_t>& back = further ? shard.again : m_waiting;
    back.insert(back.begin(), shard.underWay.begin(), shard.underWay.end());
    shard.underWay.clear();
}

/// Others take its first visits. Nobody else can repeat what it measured: its rows stay as they are.
void RemoteExecutor::giveUp(Shard& shard) {
    shard.state = Shard::State::GivenUp;
    for (const std::size_t index : shard.again)
        m_finished.push_back({m_known.at(index)});
    shard.again.clear();
}

bool RemoteExecutor::firstVisitsAreOver() const {
    return m_waiting.empty() && std::ranges::all_of(m_shards, [this](const auto& shard) {
               return shard->underWay.empty() || m_known.contains(shard->underWay.front());
           });
}

void RemoteExecutor::request(Shard& shard, std::size_t index) {
    shard.underWay.push_back(index);
    shard.process->request(MeasureRequest{index}, limitFor(index));
}

void RemoteExecutor::handOut() {
    // In turns, so that the last points of a plan are spread over the devices.
    for (int depth = 1; depth <= m_options.pointsUnderWay; ++depth) {
        for (const auto& shard : m_shards) {
            const bool free = shard->state == Shard::State::Ready &&
                              shard->underWay.size() < static_cast<std::size_t>(depth);
            if (!free || m_waiting.empty())
                continue;
            const GemmShape shape = m_plan.points[m_waiting.front()].gemm;
            // Default and best algorithm of a shape are compared: by one device, one after the other.
            while (!m_waiting.empty() && m_plan.points[m_waiting.front()].gemm == shape) {
                const std::size_t index = m_waiting.front();
                m_waiting.pop_front();
                request(*shard, index);
            }
        }
    }
    if (!firstVisitsAreOver())
        return;
    for (const auto& shard : m_shards) {
        const auto most = static_cast<std::size_t>(m_options.pointsUnderWay);
        while (shard->state == Shard::State::Ready && shard->underWay.size() < most &&
               !shard->again.empty()) {
            const std::size_t index = shard->again.front();
            shard->again.pop_front();
            request(*shard, index);
        }
    }
}

double RemoteExecutor::limitFor(std::size_t index) const {
    const double roughTflops = m_device.roughTflops > 0 ? m_device.roughTflops : 1;
    const double callS = flop(m_plan.points[index].gemm) / (roughTflops * 1e12);
    return m_options.pointS + kTimeLimitMargin * m_plan.spec.timeLimitS + kCallsMargin * callS;
}

Measurement RemoteExecutor::failed(std::size_t index, const std::string& device, const Error& error) const {
    Measurement row;
    row.point = m_plan.points[index];
    row.status = error.status;
    row.reason = error.reason;
    row.device = device;
    row.timestampUtc = utcNow();
    return row;
}

} // namespace headroom
