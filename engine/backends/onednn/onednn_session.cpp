// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/onednn_session.h"

#include "engine/backends/host/batch_timer.h"
#include "engine/backends/onednn/guarded.h"
#include "engine/backends/onednn/roof_calibration.h"

#include <algorithm>

namespace headroom {

namespace {

std::vector<std::string> notesOnCache() {
    std::string said = RoofCache::ofUser().tend();
    return said.empty() ? std::vector<std::string>() : std::vector{std::move(said)};
}

const Error kNothingSelected{Status::Error, "no algorithm is selected"};

} // namespace

OneDnnSession::OneDnnSession(Parts parts)
    : m_parts(std::move(parts))
    , m_notes(notesOnCache())
    , m_pace(RoofCache::ofUser().findPaces(paceKey()))
    , m_engine(dnnl::engine::kind::cpu, 0)
    , m_stream(m_engine) {}

OneDnnSession::~OneDnnSession() {
    if (m_pace.learnt())
        RoofCache::ofUser().storePaces(paceKey(), m_pace.toKeep());
}

std::string OneDnnSession::paceKey() const {
    return m_parts.processor + ", " + std::to_string(threads()) + " threads";
}

TimingTraits OneDnnSession::timing() const {
    TimingTraits traits;
    traits.minBatchS = 1e-3;
    traits.windowS = 20e-3;
    traits.minBatches = 6; // of one visit
    traits.visits = kOneDnnVisits;
    traits.mostVisits = 24; // where others need fewer
    traits.visitS = 50e-3;
    traits.agreeing = 3;
    traits.agreement = 0.02;
    traits.betweenRuns = 0.004;
    traits.recoveryS = 10e-3; // some of the system's scheduling slices, for the work that took the processor
    traits.warmupS = 3e-3;    // wide vector units take up to a millisecond or two to come to full speed
    return traits;
}

Result<Roof> OneDnnSession::roof(DataType type, std::stop_token stop) {
    return guarded([&]() -> Result<Roof> {
        for (const TypeSupport& support : m_parts.types)
            if (support.type == type && !support.supported)
                return Error{Status::Unsupported, support.reason};
        const RoofCache cache = RoofCache::ofUser();
        if (auto known = cache.find(roofKey(type)))
            return *known;
        const std::size_t needed = calibrationBytes(m_parts.rotationBytes);
        std::span<std::byte> scratch = m_parts.pool.scratch(needed);
        HostPool own;
        if (scratch.empty()) {
            auto mapped = HostPool::map(needed);
            if (!mapped)
                return mapped.error();
            own = std::move(*mapped);
            scratch = {own.data(), needed};
        }
        m_selected = false; // the operands are gone
        m_matmul.reset();
        auto roof = calibrateRoof(type, m_engine, m_stream, *m_parts.team, scratch, stop);
        if (roof)
            cache.store(roofKey(type), *roof);
        return roof;
    });
}

void OneDnnSession::distrustRoof(DataType type) {
    RoofCache::ofUser().forget(roofKey(type));
}

Result<int> OneDnnSession::prepare(const GemmShape& shape, Algorithm algorithm) {
    m_selected = false;
    m_matmul.reset();
    return guarded([&]() -> Result<int> {
        if (algorithm != Algorithm::Default)
            return Error{Status::Unsupported, "oneDNN offers no choice of algorithms: choose \"default\""};
        if (shape.batch < 1 || shape.m < 1 || shape.n < 1 || shape.k < 1)
            return Error{Status::Unsupported, "batch, m, n and k must be at least 1"};
        for (const TypeSupport& support : m_parts.types)
            if (support.type == shape.type && !support.supported)
                return Error{Status::Unsupported, support.reason};
        if (!m_parts.pool.use(shape, *m_parts.team))
            return Error{Status::OutOfMemory, "the shape is larger than those the session was opened for"};
        m_matmul.emplace(m_engine, shape);
        m_shape = shape;
        m_nextSet = 0;
        return 1;
    });
}

Result<KernelInfo> OneDnnSession::select(int candidate) {
    return guarded([&]() -> Result<KernelInfo> {
        if (!m_matmul || candidate != 0)
            return Error{Status::Error, "no such algorithm was prepared"};
        m_selected = true;
        const std::string& name = m_matmul->implementation();
        return KernelInfo{name, name.starts_with("ref")};
    });
}

Result<Session::CheckedCall> OneDnnSession::callOnce(std::span<const OutputIndex> elements) {
    return guarded([&]() -> Result<CheckedCall> {
        if (!m_selected)
            return kNothingSelected;
        const OperandPointers operands = m_parts.pool.set(0);
        poison(operands.c, m_shape.type, static_cast<std::uint64_t>(elementsOfC(m_shape)));
        const double begin = monotonicSeconds();
        if (!m_matmul->run(m_stream, operands))
            return Error{Status::Error, "oneDNN " + oneDnnVersion() + " could not run the call"};
        const double seconds = monotonicSeconds() - begin;
        auto samples = readSamples(m_shape, operands, elements);
        if (!samples)
            return samples.error();
        return CheckedCall{seconds, std::move(*samples)};
    });
}

bool OneDnnSession::runNextSet() {
    const OperandPointers operands = m_parts.pool.set(m_nextSet);
    m_nextSet = m_nextSet + 1 < m_parts.pool.sets() ? m_nextSet + 1 : 0;
    return m_matmul->run(m_stream, operands);
}

Result<TimedWindow> OneDnnSession::time(const WindowRequest& request, std::stop_token stop) {
    return guarded([&]() -> Result<TimedWindow> {
        if (!m_selected)
            return kNothingSelected;
        const ThreadTeam& team = *m_parts.team;
        const auto before = team.readTimes();
        const double begin = monotonicSeconds();
        auto seconds = timeBatches(request, stop, [this] { return runNextSet(); });
        const double wall = monotonicSeconds() - begin;
        if (!seconds)
            return Error{Status::Error, "oneDNN " + oneDnnVersion() + " could not run the call"};
        TimedWindow window;
        window.batchSeconds = std::move(*seconds);
        if (team.lostProcessor(before, team.readTimes(), wall))
            window.flags |= Flag::ProcessorLost;
        // Before the window too would tell little more: what shares a core stays for longer than a window.
        const auto paces = readPaces(team);
        const auto calls =
            static_cast<double>(request.callsPerBatch) * static_cast<double>(window.batchSeconds.size());
        if (!window.batchSeconds.empty() && m_pace.judge(paces, calls * flop(m_shape) / wall))
            window.flags |= Flag::ProcessorSlow;
        return window;
    });
}

} // namespace headroom
