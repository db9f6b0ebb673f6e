// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/local_executor.h"

#include "engine/claim/device_claim.h"
#include "engine/compute/environment.h"
#include "engine/measure/measure_point.h"
#include "engine/model/byte_text.h"
#include "engine/model/host_name.h"
#include "engine/model/version.h"
#include "engine/sweep/memory_fit.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <random>

namespace headroom {

namespace {

/// Seed of the operands' numbers; one for all runs, so that runs differ in nothing but what the user chose.
constexpr std::uint64_t kDataSeed = 20240129;

/// A roof is a measurement too: only what exceeds it by more than its own scatter is a fault.
constexpr double kRoofTolerance = 1.02;

/// Sortable by time, and unique between programs that start in the same second: "20260131T120000Z-1a2b3c4d".
std::string newRunId(const std::string& utc) {
    std::string id;
    for (const char c : utc.substr(0, 19))
        if (c != '-' && c != ':')
            id += c;
    std::array<char, 16> suffix{};
    std::snprintf(suffix.data(), suffix.size(), "Z-%08x", std::random_device{}());
    return id + suffix.data();
}

std::uint64_t bytesOf(const GemmShape& shape) {
    return static_cast<std::uint64_t>(operandBytes(shape));
}

/// Each shape of the plan that the device can compute once, those with the fewest bytes first.
SessionRequest requestFor(const SweepPlan& plan, const DeviceInfo& device) {
    SessionRequest request;
    for (const PlannedPoint& point : plan.points)
        if (!whyNotIn(device, point.gemm.type) &&
            (request.shapes.empty() || request.shapes.back() != point.gemm))
            request.shapes.push_back(point.gemm);
    std::ranges::stable_sort(request.shapes, {}, bytesOf);
    request.threads = plan.spec.threads;
    request.dataSeed = kDataSeed;
    request.regime = plan.spec.regime;
    return request;
}

/// Leaves out the largest shapes, until the device can hold the others now. The error is for when it can hold
/// none.
Outcome leaveOutWhatDoesNotFit(const Backend& backend, const DeviceInfo& device, SessionRequest& request,
                               std::uint64_t& freeBytes) {
    const auto needOf = [&](std::size_t shapes) {
        SessionRequest part = request;
        part.shapes.resize(shapes);
        return backend.memoryNeed(device, part);
    };
    const auto fits = [&](std::size_t shapes) {
        const MemoryNeed need = needOf(shapes);
        freeBytes = need.availableBytes;
        return need.neededBytes <= need.availableBytes;
    };
    if (fits(request.shapes.size()))
        return success();
    std::size_t fitting = 0;
    for (std::size_t beyond = request.shapes.size(); beyond - fitting > 1;) {
        const std::size_t middle = std::midpoint(fitting, beyond);
        (fits(middle) ? fitting : beyond) = middle;
    }
    if (fitting > 0) {
        request.shapes.resize(fitting);
        return success();
    }
    const MemoryNeed need = needOf(1);
    return Error{Status::OutOfMemory, describe(shortageOf(need.neededBytes, need.availableBytes, device))};
}

/// Of a point that is not even tried.
Measurement failed(const PlannedPoint& point, Error why, const std::string& deviceId) {
    Measurement row;
    row.point = point;
    row.status = why.status;
    row.reason = std::move(why.reason);
    row.deviceId = deviceId;
    row.timestampUtc = utcNow();
    return row;
}

Error tooLarge(const GemmShape& shape, std::uint64_t freeBytes) {
    return {Status::OutOfMemory, "The operands of this shape need " + formatBytes(bytesOf(shape)) +
                                     ", which found no room in the " + formatBytes(freeBytes) +
                                     " of memory that were free when the run began."};
}

/// "f16, bf16"
std::string listOf(const std::vector<DataType>& types) {
    std::string words;
    for (const DataType type : types)
        words += (words.empty() ? "" : ", ") + std::string(toString(type));
    return words;
}

/// Memory that was free may be gone by the time it is taken: then the largest shapes are left out, a quarter
/// of their bytes at a time, until the others can be had.
Result<std::unique_ptr<Session>> openFitting(Backend& backend, const DeviceInfo& device,
                                             SessionRequest& request, std::uint64_t& freeBytes) {
    while (true) {
        if (const Outcome fits = leaveOutWhatDoesNotFit(backend, device, request, freeBytes); !fits)
            return fits.error();
        Result<std::unique_ptr<Session>> session = backend.open(device, request);
        if (session || session.error().status != Status::OutOfMemory || request.shapes.empty())
            return session;
        const std::uint64_t less = bytesOf(request.shapes.back()) / 4 * 3;
        std::vector<GemmShape> smaller = request.shapes;
        std::erase_if(smaller, [less](const GemmShape& shape) { return bytesOf(shape) > less; });
        if (smaller.empty())
            return session;
        request.shapes = std::move(smaller);
    }
}

/// The spec's types that the device computes in.
std::vector<DataType> computed(const SweepSpec& spec, const DeviceInfo& device) {
    std::vector<DataType> types = allTypes(spec);
    std::erase_if(types, [&device](DataType type) { return whyNotIn(device, type).has_value(); });
    return types;
}

/// One for each type, or a note that says why there is none.
Outcome findRoofs(Session& session, const std::vector<DataType>& types, RunContext& context,
                  const std::stop_token& stop) {
    for (const DataType type : types) {
        const Result<Roof> roof = session.roof(type, stop);
        if (!roof && stop.stop_requested())
            return Error{Status::Error, "Stopped before the device was open."};
        if (roof) {
            context.roofs.push_back(*roof);
            continue;
        }
        const std::string whose = types.size() > 1 ? std::string(" for ") + toString(type) : "";
        context.notes.push_back("There is no roof" + whose + ": " + roof.error().reason);
    }
    return success();
}

} // namespace

struct LocalExecutor::State {
    DeviceClaim claim; // first: given back when the session is closed
    std::unique_ptr<Session> session;
    std::uint64_t mostBytes = 0; ///< that the operands of a shape may have
    std::uint64_t freeBytes = 0; ///< that the device could give when the session was opened
    MeasureOptions options;
    MeasureHistory history;
    RunContext context;
};

LocalExecutor::LocalExecutor(Backend& backend, DeviceInfo device, Clock& clock)
    : m_backend(backend), m_device(std::move(device)), m_clock(clock) {}

LocalExecutor::~LocalExecutor() = default;

Result<RunContext> LocalExecutor::begin(const SweepPlan& plan, std::stop_token stop) {
    const std::string measures =
        std::string(toString(plan.spec.operation)) + " in " + listOf(allTypes(plan.spec));
    Result<DeviceClaim> claim = claimDevice(m_device, measures, m_lockRules, stop);
    if (!claim)
        return claim.error();
    SessionRequest request = requestFor(plan, m_device);
    std::uint64_t freeBytes = 0;
    Result<std::unique_ptr<Session>> session = openFitting(m_backend, m_device, request, freeBytes);
    if (!session)
        return session.error();
    auto state = std::make_unique<State>();
    state->claim = std::move(*claim);
    state->session = std::move(*session);
    state->mostBytes = request.shapes.empty() ? 0 : bytesOf(request.shapes.back());
    state->freeBytes = freeBytes;
    state->options = {plan.spec.precision, plan.spec.timeLimitS, timedBudgetS(plan)};
    RunContext& context = state->context;
    context.startedUtc = utcNow();
    context.runId = newRunId(context.startedUtc);
    context.threads = state->session->threads();
    context.device = m_device.name;
    if (context.isOfProcessor())
        context.device +=
            ", " + std::to_string(context.threads) + (context.threads == 1 ? " thread" : " threads");
    context.deviceId = m_device.id;
    context.backend = m_device.backend;
    context.libraryVersion = m_device.libraryVersion;
    context.driverVersion = m_device.driverVersion;
    context.host = hostName();
    context.headroomVersion = programVersion();
    context.headroomCommit = programCommit();
    context.dataSeed = request.dataSeed;
    context.betweenRuns = state->session->timing().betweenRuns;
    context.environment = recordedEnvironment();
    context.notes = state->session->notes();
    std::ranges::copy(environmentNotes(m_device.backend), std::back_inserter(context.notes));
    if (!state->claim.note.empty())
        context.notes.push_back(state->claim.note);
    if (const Outcome found = findRoofs(*state->session, computed(plan.spec, m_device), context, stop);
        !found)
        return found.error();
    m_state = std::move(state);
    return m_state->context;
}

std::optional<Measurement> LocalExecutor::measure(const PlannedPoint& point, std::stop_token stop) {
    if (const std::optional<std::string> reason = whyNotIn(m_device, point.gemm.type))
        return failed(point, {Status::Unsupported, *reason}, m_device.id);
    if (bytesOf(point.gemm) > m_state->mostBytes)
        return failed(point, tooLarge(point.gemm, m_state->freeBytes), m_device.id);
    m_state->claim.lock.beat();
    std::optional<Measurement> row =
        measurePoint(*m_state->session, point, m_state->options, m_state->history, m_clock, std::move(stop));
    if (!row)
        return row;
    row->deviceId = m_device.id;
    if (m_state->claim.shared)
        row->flags |= Flag::DeviceBusy;
    const std::optional<double> roof = roofTflops(m_state->context, point.gemm);
    if (roof && row->throughputTflops() > *roof * kRoofTolerance) {
        row->flags |= Flag::AboveRoof;
        // Other work makes a measured roof too low, and never a result too high.
        m_state->session->distrustRoof(point.gemm.type);
    }
    return row;
}

bool LocalExecutor::wantsAgain(const Measurement& row) const {
    return wantsVisit(row, m_state->session->timing(), m_state->options, m_state->history);
}

void LocalExecutor::end() {
    m_state.reset();
}

} // namespace headroom
