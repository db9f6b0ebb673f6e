// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/local_executor.h"

#include "engine/measure/measure_point.h"
#include "engine/model/version.h"
#include "engine/sweep/device_claim.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <unistd.h>

namespace headroom {

namespace {

/// Of the operands' numbers; one for all runs, so that runs differ in nothing but what the user chose.
constexpr std::uint64_t kDataSeed = 20240129;

/// On a machine where visits do not agree all points together may take this many times their limits.
constexpr double kNoisyShare = 2;

/// A roof is a measurement too: only what exceeds it by more than its own scatter is a fault.
constexpr double kRoofTolerance = 1.02;

std::string gibibytes(std::uint64_t bytes) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%llu bytes (%llu.%llu GiB)",
                  static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(bytes >> 30),
                  static_cast<unsigned long long>((bytes & ((1ull << 30) - 1)) * 10 >> 30));
    return text.data();
}

std::string hostName() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

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

SessionRequest requestFor(const SweepPlan& plan) {
    SessionRequest request;
    for (const PlannedPoint& point : plan.points)
        if (request.shapes.empty() || request.shapes.back() != point.gemm)
            request.shapes.push_back(point.gemm);
    request.threads = plan.spec.threads;
    request.dataSeed = kDataSeed;
    request.regime = plan.spec.regime;
    return request;
}

} // namespace

struct LocalExecutor::State {
    DeviceClaim claim; // first: given back when the session is closed
    std::unique_ptr<Session> session;
    MeasureOptions options;
    MeasureHistory history;
    RunContext context;
};

Outcome checkFits(const Backend& backend, const DeviceInfo& device, const SweepPlan& plan) {
    const MemoryNeed need = backend.memoryNeed(device, requestFor(plan));
    if (need.neededBytes <= need.availableBytes)
        return success();
    return Error{Status::OutOfMemory, "This plan needs " + gibibytes(need.neededBytes) +
                                          " for its operands; " + device.id + " has " +
                                          gibibytes(need.availableBytes) +
                                          " free. Use a smaller s, b, a or largest h, or a smaller type."};
}

LocalExecutor::LocalExecutor(Backend& backend, DeviceInfo device, Clock& clock)
    : m_backend(backend), m_device(std::move(device)), m_clock(clock) {}

LocalExecutor::~LocalExecutor() = default;

Result<RunContext> LocalExecutor::begin(const SweepPlan& plan, std::stop_token stop) {
    const std::string measures =
        std::string(toString(plan.spec.operation)) + " in " + toString(plan.spec.type);
    Result<DeviceClaim> claim = claimDevice(m_device, measures, m_lockRules, stop);
    if (!claim)
        return claim.error();
    if (const Outcome fits = checkFits(m_backend, m_device, plan); !fits)
        return fits.error();
    const SessionRequest request = requestFor(plan);
    Result<std::unique_ptr<Session>> session = m_backend.open(m_device, request);
    if (!session)
        return session.error();
    auto state = std::make_unique<State>();
    state->claim = std::move(*claim);
    state->session = std::move(*session);
    state->options = {plan.spec.precision, plan.spec.timeLimitS,
                      kNoisyShare * plan.spec.timeLimitS * static_cast<double>(plan.points.size())};
    RunContext& context = state->context;
    context.startedUtc = utcNow();
    context.runId = newRunId(context.startedUtc);
    context.threads = state->session->threads();
    context.device = m_device.name;
    if (context.threads > 0)
        context.device +=
            ", " + std::to_string(context.threads) + (context.threads == 1 ? " thread" : " threads");
    context.deviceId = m_device.id;
    context.backend = m_device.backend;
    context.libraryVersion = m_device.libraryVersion;
    context.driverVersion = m_device.driverVersion;
    context.host = hostName();
    context.headroomVersion = programVersion();
    context.dataSeed = request.dataSeed;
    context.betweenRuns = state->session->timing().betweenRuns;
    context.notes = state->session->notes();
    if (!state->claim.note.empty())
        context.notes.push_back(state->claim.note);
    const Result<Roof> roof = state->session->roof(plan.spec.type, stop);
    if (!roof && stop.stop_requested())
        return Error{Status::Error, "Stopped before the device was open."};
    if (roof)
        context.roofs.push_back(*roof);
    else
        context.notes.push_back("There is no roof: " + roof.error().reason);
    m_state = std::move(state);
    return m_state->context;
}

std::optional<Measurement> LocalExecutor::measure(const PlannedPoint& point, std::stop_token stop) {
    m_state->claim.lock.beat();
    std::optional<Measurement> row =
        measurePoint(*m_state->session, point, m_state->options, m_state->history, m_clock, std::move(stop));
    if (!row)
        return row;
    row->device = m_device.id;
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
