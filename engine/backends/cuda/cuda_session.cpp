// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/cuda_session.h"

#include "engine/backends/cuda/nvml.h"
#include "engine/backends/cuda/window_plan.h"
#include "engine/model/clock.h"

#include <algorithm>
#include <cstring>

namespace headroom::cuda {

namespace {

/// A batch of this many calls tells the time of calls too short for one pair of events.
constexpr std::int64_t kEstimateCalls = 50;
constexpr double kShortCallS = 60e-6;
/// A call within this many empty launches is bound by launching.
constexpr double kLaunchShare = 1.5;
/// A chip that reaches this share of its highest clock has woken up.
constexpr double kAwakeShare = 0.97;
/// Load that was interrupted for longer has to settle again.
constexpr double kLongestGapS = 0.05;
constexpr double kAskDriverS = 0.5;
/// Kernels of one call that are named.
constexpr std::size_t kKernelsNamed = 4;
constexpr int kWarmRounds = 100;

double steadySeconds() {
    return SteadyClock().now();
}

/// Launches that quantise A and B before each call.
std::size_t quantisingLaunches(const GemmShape& shape) {
    return shape.type == DataType::E4m3Quantised ? 2 : 0;
}

/// What a reader of the run should know of the GPU, and of how it computes.
std::vector<std::string> notesOf(const Device& device, const SessionRequest& request) {
    std::vector<std::string> notes{circumstances(device)};
    std::set<DataType> types;
    for (const GemmShape& shape : request.shapes)
        if (types.insert(shape.type).second)
            std::ranges::copy(notesOn(shape.type), std::back_inserter(notes));
    return notes;
}

/// Refuses before anything is taken.
Stream openStream(const Device& device, const SessionRequest& request) {
    for (const GemmShape& shape : request.shapes)
        if (std::string reason = whyUnsupported(device.chip, shape.type); !reason.empty())
            throw Failure{{Status::Unsupported, std::move(reason)}};
    // Waiting sleeps: a window lasts milliseconds, and the processor may be needed elsewhere.
    require(cudaInitDevice(device.ordinal, cudaDeviceScheduleBlockingSync, cudaInitDeviceFlagsAreValid),
            "opening the GPU");
    require(cudaSetDevice(device.ordinal), "opening the GPU");
    std::size_t freeBytes = 0;
    std::size_t totalBytes = 0;
    require(cudaMemGetInfo(&freeBytes, &totalBytes), "opening the GPU");
    const std::uint64_t needed =
        planMemory(request.shapes, device.chip.cacheBytes, workspaceBytes(device.chip)).totalBytes();
    if (needed > freeBytes)
        throw Failure{{Status::OutOfMemory, "This plan needs " + std::to_string(needed) +
                                                " bytes of the GPU's memory; " + std::to_string(freeBytes) +
                                                " are free now. Use a smaller s, b, a or largest h, or end "
                                                "what else uses the GPU."}};
    return makeStream();
}

std::string joined(std::span<const KernelLaunch> kernels) {
    std::string text;
    for (const KernelLaunch& kernel : kernels)
        text += (text.empty() ? "" : " + ") + kernel.text;
    return text;
}

} // namespace

CudaSession::CudaSession(const Device& device, const SessionRequest& request)
    : m_device(device)
    , m_regime(request.regime)
    , m_notes(notesOf(device, request))
    , m_stream(openStream(device, request))
    , m_pool(request.shapes, device.chip.cacheBytes, workspaceBytes(device.chip), request.dataSeed,
             m_stream.get())
    , m_library(m_stream.get(), m_pool.workspace(), m_pool.plan().workspaceBytes, m_pool.operandScale())
    , m_resources(m_stream.get(), device.chip.multiprocessors)
    , m_samples(m_pool.plan().sampleBytes)
    , m_callBegin(makeEvent())
    , m_callEnd(makeEvent()) {
    warmChip();
    measureLaunch();
}

TimingTraits CudaSession::timing() const {
    TimingTraits traits;
    traits.warmupS = 0; // several batches, or a call long enough, make up for a cold start
    traits.minBatches = 6;
    if (m_regime == Regime::Sustained) {
        traits.fewestPerWindow = 3;
        traits.minBatchS = 2e-3;
        traits.windowS = 0.1;
        traits.betweenRuns = 0.0022;
        return traits;
    }
    // One call of a millisecond averages thousands of tiles already: what varies shows in another visit.
    traits.minBatchS = 0.5e-3;
    traits.windowS = 3e-3;
    traits.maxDuty = 0.4;
    traits.recoveryS = 0.02;
    traits.minClockShare = 0.95;
    traits.visits = kBurstVisits;
    traits.mostVisits = 2 * kBurstVisits;
    traits.visitS = 3e-3;
    traits.betweenRuns = 0.0022;
    return traits;
}

Result<int> CudaSession::prepare(const GemmShape& shape, Algorithm algorithm) {
    return guarded([&]() -> Result<int> {
        m_graph.reset();
        m_candidates.clear();
        if (std::string reason = whyUnsupported(m_device.chip, shape.type); !reason.empty())
            return Error{Status::Unsupported, std::move(reason)};
        if (!m_pool.holds(shape))
            return Error{Status::OutOfMemory, "This shape is larger than what the run was planned for."};
        m_pool.fillFor(shape, m_stream.get());
        m_sets = planSets(shape, m_device.chip.cacheBytes);
        m_gemm.emplace(m_library, shape, algorithm == Algorithm::Best, m_sets.offsetOfB);
        if (m_gemm->candidates() == 0)
            return Error{Status::Unsupported, whyNoAlgorithm(shape)};
        findCandidates();
        return static_cast<int>(m_candidates.size());
    });
}

CudaSession::Candidate CudaSession::inspect(int number) const {
    const std::size_t quantising = quantisingLaunches(m_gemm->shape());
    const Graph graph = capture(m_stream.get(), [&] { enqueueCall(number, 0); });
    Candidate candidate;
    candidate.number = number;
    candidate.kernels = kernelsOf(graph.get(), quantising + kKernelsNamed);
    std::vector<KernelLaunch> told = candidate.kernels;
    const std::size_t before = std::min(quantising, told.size());
    std::rotate(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(before), told.end());
    candidate.text = joined(told);
    return candidate;
}

/// cuBLASLt's algorithms usually include cuBLAS's own choice: what launches the same is listed once.
void CudaSession::findCandidates() {
    for (int number = 0; number < m_gemm->candidates(); ++number) {
        try {
            Candidate candidate = inspect(number);
            const bool known = std::ranges::any_of(
                m_candidates, [&](const Candidate& other) { return other.text == candidate.text; });
            if (!known)
                m_candidates.push_back(std::move(candidate));
        } catch (const Failure& failure) {
            // cuBLAS's own choice must work; a proposal that turns out unusable is dropped.
            if (number == 0 || failure.error.status == Status::DeviceLost)
                throw;
        }
    }
}

Result<KernelInfo> CudaSession::select(int candidate) {
    if (!m_gemm || candidate < 0 || static_cast<std::size_t>(candidate) >= m_candidates.size())
        return Error{Status::Error, "There is no such algorithm."};
    m_selected = static_cast<std::size_t>(candidate);
    m_graph.reset();
    m_callS = 0;
    m_lastBusyS = 0;
    return KernelInfo{m_candidates[m_selected].text, false};
}

void CudaSession::enqueueCall(int number, std::uint64_t set) const {
    const GemmShape& shape = m_gemm->shape();
    Operands operands = m_pool.set(shape, set);
    if (quantisingLaunches(shape) > 0)
        operands = m_pool.enqueueQuantising(shape, operands, m_stream.get());
    m_gemm->enqueue(number, operands);
}

void CudaSession::enqueue(std::uint64_t set) const {
    enqueueCall(m_candidates[m_selected].number, set);
}

Result<Session::CheckedCall> CudaSession::callOnce(std::span<const OutputIndex> elements) {
    return guarded([&]() -> Result<CheckedCall> {
        const Candidate& candidate = m_candidates.at(m_selected);
        if (elements.size() > kMaxSamples)
            return Error{Status::Error, "Too many elements to check at once."};
        // The first call of a kernel loads it, which must not count as its time.
        bool isLoaded = true;
        for (const KernelLaunch& kernel : candidate.kernels)
            isLoaded = !m_loadedKernels.insert(kernel.function).second && isLoaded;
        if (!isLoaded)
            enqueue(0);
        const GemmShape& shape = m_gemm->shape();
        const Operands operands = m_pool.set(shape, 0);
        const std::size_t size = elementSize(outputType(shape.type));
        // Bytes of all ones are NaN in every type.
        require(cudaMemsetAsync(operands.c, 0xFF, static_cast<std::size_t>(elementsOfC(shape)) * size,
                                m_stream.get()),
                "clearing the result");
        require(cudaEventRecord(m_callBegin.get(), m_stream.get()), "calling the GEMM");
        enqueue(0);
        require(cudaEventRecord(m_callEnd.get(), m_stream.get()), "calling the GEMM");
#ifdef HEADROOM_SPOIL_RESULTS
        require(cudaMemsetAsync(operands.c, 0, static_cast<std::size_t>(shape.n) * size, m_stream.get()),
                "spoiling the result");
#endif
        m_samples.enqueue(shape, m_pool.set(shape, 0), elements, m_pool.samples(), m_stream.get());
        require(cudaStreamSynchronize(m_stream.get()), "calling the GEMM");
        CheckedCall call;
        call.callS = m_callS = secondsBetween(m_callBegin.get(), m_callEnd.get());
        call.samples = m_samples.read(shape, elements);
        if (m_callS < kShortCallS)
            call.callS = m_callS = estimateCallS();
        call.load = load(m_callS);
        return call;
    });
}

double CudaSession::estimateCallS() {
    TimingGraph& graph = graphFor(1, kEstimateCalls);
    graph.run();
    return graph.batchSeconds().front() / static_cast<double>(kEstimateCalls);
}

TimingGraph& CudaSession::graphFor(int batches, std::int64_t callsPerBatch) {
    // A graph that walks through all sets ends where it began, and can be launched again.
    const bool repeatable =
        m_sets.count == 1 || static_cast<std::uint64_t>(batches * callsPerBatch) >= m_sets.count;
    if (m_graph && repeatable && m_graph->is(batches, callsPerBatch))
        return *m_graph;
    const std::uint64_t first = m_nextSet;
    m_graph.reset();
    m_graph.emplace(m_resources, batches, callsPerBatch,
                    [&](std::int64_t call) { enqueue(first + static_cast<std::uint64_t>(call)); });
    m_nextSet = (first + static_cast<std::uint64_t>(m_graph->calls())) % m_sets.count;
    return *m_graph;
}

Result<TimedWindow> CudaSession::time(const WindowRequest& request, std::stop_token stop) {
    return guarded([&]() -> Result<TimedWindow> {
        TimedWindow window;
        const GraphPlan plan = planGraphs(request, m_callS);
        const auto wanted = static_cast<std::size_t>(request.batches);
        for (int launch = 0; launch < plan.launches && !stop.stop_requested(); ++launch) {
            TimingGraph& graph = graphFor(plan.batchesPerGraph, request.callsPerBatch);
            if (m_regime == Regime::Sustained)
                window.settlingS += settle(graph, stop);
            graph.run();
            m_lastBusyS = steadySeconds();
            for (const double seconds : graph.batchSeconds())
                if (window.batchSeconds.size() < wanted)
                    window.batchSeconds.push_back(seconds);
            window.clockMhz = graph.clockMhz();
            window.flags |= disturbances();
            const auto& kernels = m_candidates.at(m_selected).kernels;
            if (!kernels.empty() && graph.firstKernel() != kernels.front().function)
                window.flags |= Flag::KernelChanged;
        }
        double seconds = 0;
        for (const double batch : window.batchSeconds)
            seconds += batch;
        const auto calls =
            static_cast<double>(request.callsPerBatch) * static_cast<double>(window.batchSeconds.size());
        if (calls > 0)
            m_callS = seconds / calls;
        if (m_callS < kLaunchShare * m_launchS)
            window.flags |= Flag::LaunchBound;
        window.load = load(m_callS);
        return window;
    });
}

double CudaSession::settle(TimingGraph& graph, const std::stop_token& stop) {
    if (steadySeconds() - m_lastBusyS < kLongestGapS)
        return 0;
    SettlingRule rule;
    while (!rule.isSettled() && !stop.stop_requested()) {
        const double begin = steadySeconds();
        graph.run();
        rule.add(steadySeconds() - begin, graph.clockMhz());
    }
    return rule.elapsedS();
}

/// From idle the clock takes a while to rise; nothing is timed before it has.
void CudaSession::warmChip() {
    for (int round = 0; round < kWarmRounds; ++round) {
        m_resources.forgetClocks();
        m_resources.enqueueClockReading(false);
        require(cudaMemsetAsync(m_pool.outputs(), 0, m_pool.plan().outputBytes, m_stream.get()),
                "warming the GPU");
        launchEmpty(m_stream.get());
        m_resources.enqueueClockReading(true);
        require(cudaStreamSynchronize(m_stream.get()), "warming the GPU");
        if (m_resources.clockMhz().value_or(0) * 1e6 >= kAwakeShare * m_device.chip.clockHz)
            return;
    }
}

void CudaSession::measureLaunch() {
    constexpr std::int64_t kLaunches = 200;
    TimingGraph graph(m_resources, 3, kLaunches, [&](std::int64_t) { launchEmpty(m_stream.get()); });
    graph.run();
    m_launchS = std::ranges::min(graph.batchSeconds()) / static_cast<double>(kLaunches);
}

Flags CudaSession::whyClockLow() {
    const std::optional<std::uint64_t> reasons = Nvml::instance().clockReasons(m_device.nvml);
    return reasons && isThrottled(*reasons, true) ? Flag::Throttled : Flags();
}

Flags CudaSession::disturbances() {
    const double now = steadySeconds();
    if (now - m_askedS < kAskDriverS)
        return m_disturbances;
    m_askedS = now;
    m_disturbances = {};
    const Nvml& nvml = Nvml::instance();
    const std::optional<std::uint64_t> reasons = nvml.clockReasons(m_device.nvml);
    if (reasons && isThrottled(*reasons, false))
        m_disturbances |= Flag::Throttled;
    // Not further back than this program reaches: whoever worked before may have ended. In a container the
    // driver may know this process by another number: one that is at work besides those that were before is
    // this program.
    const std::set<unsigned> busy =
        nvml.busyProcesses(m_device.nvml, std::min(kAskDriverS, now - m_device.foundS));
    const bool stranger =
        std::ranges::any_of(busy, [&](unsigned process) { return m_device.strangers.contains(process); });
    if (stranger || busy.size() > 1)
        m_disturbances |= Flag::DeviceBusy;
    return m_disturbances;
}

double CudaSession::load(double callS) {
    const Result<Roof> limits = specifiedRoof(m_device.chip, m_gemm->shape().type);
    return limits ? excessPower(*limits, m_gemm->shape(), callS) : 1;
}

} // namespace headroom::cuda
