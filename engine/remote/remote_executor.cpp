// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/remote_executor.h"

#include "engine/model/clock.h"
#include "engine/model/figure_text.h"
#include "engine/remote/shared_context.h"
#include "engine/remote/wake_event.h"

#include <algorithm>

namespace headroom {

namespace {

/// Limits are judged at least so often, seconds.
constexpr double kLongestWaitS = 0.25;

// A point may take as long as so many calls at the device's rough speed, and so many times what the user
// allows for timing it: many algorithms are tried on one point, and odd shapes run far below the rough speed.
constexpr double kCallsMargin = 500;
constexpr double kTimeLimitMargin = 20;

constexpr const char* kOneRelease = "Install both programs from one release.";

} // namespace

RemoteExecutor::RemoteExecutor(DeviceInfo device, std::vector<PlacedDevice> shards, RemoteOptions options)
    : m_device(std::move(device)), m_options(std::move(options)) {
    // Nothing may be under way between the points of a processor that also draws.
    if (m_device.computesWhereThisDraws())
        m_options.pointsUnderWay = m_options.mostUnderWay = 1;
    const RequestsAhead ahead(m_options.pointsUnderWay, m_options.mostUnderWay);
    for (PlacedDevice& shard : shards)
        m_shards.emplace_back(m_shards.size(), std::move(shard), ahead);
}

RemoteExecutor::~RemoteExecutor() = default;

Result<RunContext> RemoteExecutor::begin(const SweepPlan& plan, std::stop_token stop) {
    m_plan = plan;
    m_points = SharedPoints(plan, m_shards.size());
    m_gatheredBy.reset();
    m_notes.clear();
    m_told.clear();
    m_givenUpLast = 0;
    for (Shard& shard : m_shards)
        start(shard);
    const WakeEvent stopped;
    const std::stop_callback onStop(stop, [&stopped] { stopped.set(); });
    while (!mayBegin() && !stop.stop_requested())
        wait(stopped.fd());
    if (!mayBegin()) {
        for (Shard& shard : m_shards)
            shard.abandon(); // there is nothing to end in order
        return Error{Status::Error, "Stopped before the device was open."};
    }
    if (std::ranges::none_of(m_shards, &Shard::isReady)) {
        const Error error = m_shards.front().error();
        end();
        return error;
    }
    return beginTogether();
}

/// With all that are open now.
RunContext RemoteExecutor::beginTogether() {
    const Shard& first = *std::ranges::find_if(m_shards, &Shard::isReady);
    m_first = {*first.context(), first.device().name};
    for (Shard& shard : m_shards)
        if (shard.isReady())
            join(shard);
    m_notes.clear(); // which the context has
    m_begun = true;
    RunContext context = sharedContext(m_device, m_shards);
    m_told.insert(context.notes.begin(), context.notes.end());
    return context;
}

/// What is held by another program is waited for with nothing measured meanwhile: somebody else may be
/// waiting for what this program has.
bool RemoteExecutor::mayBegin() const {
    if (!isOpening())
        return true;
    return std::ranges::any_of(m_shards, &Shard::isReady) &&
           std::ranges::none_of(m_shards, &Shard::isWaiting) &&
           (!m_gatheredBy || *m_gatheredBy <= std::chrono::steady_clock::now());
}

bool RemoteExecutor::isOpening() const {
    return std::ranges::any_of(m_shards, &Shard::isOpening);
}

std::optional<Measurement> RemoteExecutor::measure(const PlannedPoint& point, std::stop_token stop) {
    const WakeEvent stopped;
    const std::stop_callback onStop(stop, [&stopped] { stopped.set(); });
    while (!m_points.anyFinished() && !stop.stop_requested()) {
        if (std::ranges::all_of(m_shards, &Shard::isGivenUp)) {
            const Shard& last = m_shards[m_givenUpLast];
            return failed(m_points.waiting().value_or(point.index), last,
                          {Status::DeviceLost, last.error().reason});
        }
        handOut();
        wait(stopped.fd());
    }
    if (!m_points.anyFinished())
        return std::nullopt;
    if (m_options.mostUnderWay > 1)
        handOut(); // so that no device waits for the caller
    return m_points.takeFinished();
}

void RemoteExecutor::end() {
    for (Shard& shard : m_shards)
        shard.closeInput();
    for (Shard& shard : m_shards)
        shard.end();
    m_begun = false;
}

void RemoteExecutor::join(Shard& shard) {
    if (isOtherCard(shard, m_first))
        return lose(shard, {Status::Unsupported,
                            "It has another card than the run, " + shard.context()->device + " instead of " +
                                m_first.context.device + ": unlike cards are measured in a run each."});
    shard.join();
    for (const std::string& note : notesOn(*shard.context(), m_first.context))
        tell(note);
}

void RemoteExecutor::tell(const std::string& note) {
    if (m_told.insert(note).second)
        m_notes.push_back(note);
}

std::vector<std::size_t> RemoteExecutor::underWay() const {
    std::vector<std::size_t> points;
    for (const Shard& shard : m_shards)
        points.push_back(m_points.underWay(shard.number()));
    return points;
}

std::vector<pid_t> RemoteExecutor::processes() const {
    std::vector<pid_t> pids;
    for (const Shard& shard : m_shards)
        if (const EngineProcess* process = shard.process())
            pids.push_back(process->pid());
    return pids;
}

void RemoteExecutor::start(Shard& shard) {
    if (const Outcome started = shard.start(); !started)
        lose(shard, started.error());
}

void RemoteExecutor::wait(int wakeFd) {
    std::vector<EngineProcess*> processes;
    for (const Shard& shard : m_shards)
        if (EngineProcess* process = shard.process())
            processes.push_back(process);
    waitForEngines(processes, wakeFd, longestWaitS());
    for (Shard& shard : m_shards) {
        takeNews(shard);
        if (shard.isToBeAsked())
            askInTurn(shard);
        if (shard.isToBeStarted())
            start(shard);
    }
}

double RemoteExecutor::longestWaitS() const {
    double waitS = kLongestWaitS;
    const auto now = std::chrono::steady_clock::now();
    for (const Shard& shard : m_shards)
        if (const auto due = shard.due())
            waitS = std::min(waitS, std::chrono::duration<double>(*due - now).count());
    if (m_gatheredBy && !m_begun && *m_gatheredBy > now)
        waitS = std::min(waitS, std::chrono::duration<double>(*m_gatheredBy - now).count());
    return std::max(waitS, 0.0);
}

void RemoteExecutor::takeNews(Shard& shard) {
    while (shard.process()) { // which a loss replaces, or takes away
        const std::optional<EngineProcess::News> news = shard.process()->next();
        if (!news)
            return;
        std::visit([&](const auto& item) { take(shard, item); }, *news);
    }
}

void RemoteExecutor::take(Shard& shard, const Greeting& greeting) {
    const std::vector<DeviceInfo>& given = greeting.found.devices;
    const auto device = std::ranges::find(given, shard.device().id, &DeviceInfo::id);
    if (shard.isTask() && (device == given.end() || device->name != shard.device().name))
        return lose(shard, {Status::DeviceLost,
                            "The job gave it " + (device == given.end() ? "no such device" : device->name) +
                                " instead of " + shard.device().name + "."});
    askInTurn(shard);
}

void RemoteExecutor::askInTurn(Shard& shard) {
    if (comesAfterOneThatIsHeld(shard))
        shard.askLater();
    else
        shard.askForDevice(m_plan, m_lockRules.anyway.stop_requested());
}

void RemoteExecutor::take(Shard& shard, const Started& started) {
    if (started.points != m_plan.points.size())
        return lose(shard, {Status::Error, "The engine process planned " + std::to_string(started.points) +
                                               " points where this program planned " +
                                               std::to_string(m_plan.points.size()) + ". " + kOneRelease});
    shard.setReady(started.context);
    if (m_begun)
        join(shard);
    else if (!m_gatheredBy)
        m_gatheredBy = timeIn(m_options.gatherS);
}

void RemoteExecutor::take(Shard& shard, const Refused& refused) {
    // In the midst of a run another program may have come first while the process was started again: it is
    // waited for in any case, so that nothing is lost.
    const bool waits = m_lockRules.wait || shard.hasJoined();
    if (!refused.holder.empty() && refused.holder != shard.holder() && m_lockRules.onHeld)
        m_lockRules.onHeld({refused.holder, refused.error.reason, waits});
    if (!refused.holder.empty() && waits)
        return waitFor(shard, refused.holder);
    lose(shard, refused.error);
}

/// Two programs that wait for several devices must not each hold what the other waits for: while one is
/// waited for, those that come after it are given back and taken in their order.
void RemoteExecutor::waitFor(Shard& shard, const std::string& holder) {
    shard.waitFor(holder);
    m_gatheredBy.reset();
    for (Shard& other : m_shards) {
        if (!other.isReady() || !comesAfterOneThatIsHeld(other))
            continue;
        other.giveBack();
        start(other);
    }
}

/// In the order of the shards, before the sweep has begun.
bool RemoteExecutor::comesAfterOneThatIsHeld(const Shard& shard) const {
    if (m_begun || m_lockRules.anyway.stop_requested())
        return false;
    const auto before = m_shards.begin() + static_cast<std::ptrdiff_t>(shard.number());
    return std::any_of(m_shards.begin(), before, [](const Shard& earlier) { return earlier.isWaiting(); });
}

void RemoteExecutor::take(Shard& shard, const Lost& lost) {
    lose(shard, {Status::DeviceLost, lost.reason});
}

void RemoteExecutor::take(Shard& shard, const Measured& measured) {
    Measurement row = measured.measurement;
    const std::optional<std::size_t> due = m_points.due(shard.number());
    if (!due || m_plan.points[*due] != row.point)
        return lose(
            shard, {Status::Error,
                    std::string("The engine process measured a point it was not asked for. ") + kOneRelease});
    if (row.status == Status::DeviceLost)
        return lose(shard, {Status::DeviceLost, row.reason});
    shard.forgetLosses();
    shard.answered(measured.worker);
    row.deviceId = shard.id();
    m_points.measured(shard.number(), std::move(row), measured.again);
    if (const std::optional<std::size_t> next = m_points.due(shard.number()))
        shard.process()->expectAnswer(limitFor(*next));
    else
        shard.process()->expectNothing();
}

void RemoteExecutor::lose(Shard& shard, const Error& error) {
    const bool measured = shard.hasJoined();
    const std::optional<double> pauseS = shard.lose(error, m_options.pauses);
    if (measured)
        tellLoss(shard, error, pauseS);
    else if (m_begun)
        tell(absenceNote(shard));
    if (const std::optional<std::size_t> due = m_points.due(shard.number()))
        m_points.lost(shard.number(),
                      failed(*due, shard, {Status::Error, "Lost twice at this point. " + error.reason}));
    if (pauseS)
        return;
    m_points.giveUp(shard.number());
    if (measured)
        m_givenUpLast = shard.number();
}

void RemoteExecutor::tellLoss(const Shard& shard, const Error& error, std::optional<double> pauseS) const {
    std::string what = shard.id() + ": " + error.reason;
    if (pauseS)
        what += " It is started again" + (*pauseS > 0 ? " in " + secondsText(*pauseS) : "") + " (loss " +
                std::to_string(shard.lossesInARow()) + " of " + std::to_string(Shard::kLossesInARow) + ").";
    else
        what += " It is given up.";
    if (m_options.onLoss)
        m_options.onLoss(what);
    if (m_onLoss)
        m_onLoss(what);
}

void RemoteExecutor::handOut() {
    std::vector<std::size_t> most;
    for (const Shard& shard : m_shards)
        most.push_back(shard.pointsWanted());
    for (const SharedPoints::Assignment& next : m_points.handOut(most))
        m_shards[next.device].request(MeasureRequest{next.point}, limitFor(next.point));
}

double RemoteExecutor::limitFor(std::size_t index) const {
    const double roughTflops = m_device.roughTflops > 0 ? m_device.roughTflops : 1;
    const double callS = flop(m_plan.points[index].gemm) / (roughTflops * 1e12);
    return m_options.pointS + kTimeLimitMargin * m_plan.spec.timeLimitS + kCallsMargin * callS;
}

Measurement RemoteExecutor::failed(std::size_t index, const Shard& shard, const Error& error) const {
    Measurement row;
    row.point = m_plan.points[index];
    row.status = error.status;
    row.reason = error.reason;
    row.deviceId = shard.id();
    row.timestampUtc = utcNow();
    return row;
}

} // namespace headroom
