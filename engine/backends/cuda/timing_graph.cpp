// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/timing_graph.h"

#include "engine/backends/cuda/kernels.h"

#include <cstring>

namespace headroom::cuda {

namespace {

constexpr const char* kBuilding = "building the timed graph";
constexpr const char* kTiming = "timing the GEMM";
/// Multiprocessors of the largest chip, and room for numbers that are not used.
constexpr std::size_t kClockPlaces = 1024;
/// Kernels read to find the first of the calls: the clock reading comes before it.
constexpr std::size_t kKernelsRead = 2;

} // namespace

TimingResources::TimingResources(cudaStream_t stream, int multiprocessors)
    : m_stream(stream)
    , m_multiprocessors(multiprocessors)
    , m_clocks(makePinnedMemory(2 * kClockPlaces * sizeof(ClockReading))) {
    static_assert(sizeof(ClockReading) == 2 * sizeof(std::uint64_t));
    forgetClocks();
}

std::span<const Event> TimingResources::edges(int batches) {
    const auto count = static_cast<std::size_t>(batches) + 1;
    while (m_events.size() < count)
        m_events.push_back(makeEvent());
    return std::span(m_events).first(count);
}

void TimingResources::enqueueClockReading(bool after) {
    auto* readings = reinterpret_cast<std::uint64_t*>(m_clocks.get());
    launchReadClocks(readings + (after ? 2 * kClockPlaces : 0), static_cast<int>(kClockPlaces),
                     m_multiprocessors, m_stream);
    requireLaunched(kBuilding);
}

std::optional<double> TimingResources::clockMhz() const {
    const std::span readings(reinterpret_cast<const ClockReading*>(m_clocks.get()), 2 * kClockPlaces);
    return clockBetween(readings.first(kClockPlaces), readings.last(kClockPlaces));
}

void TimingResources::forgetClocks() {
    std::memset(m_clocks.get(), 0, 2 * kClockPlaces * sizeof(ClockReading));
}

Graph capture(cudaStream_t stream, const std::function<void()>& enqueue) {
    // Relaxed: libraries may load a kernel at its first use while they are captured.
    require(cudaStreamBeginCapture(stream, cudaStreamCaptureModeRelaxed), kBuilding);
    cudaGraph_t graph = nullptr;
    try {
        enqueue();
    } catch (...) {
        cudaStreamEndCapture(stream, &graph);
        cudaGetLastError();
        const Graph dropped(graph);
        throw;
    }
    require(cudaStreamEndCapture(stream, &graph), kBuilding);
    return Graph(graph);
}

TimingGraph::TimingGraph(TimingResources& resources, int batches, std::int64_t callsPerBatch,
                         const std::function<void(std::int64_t)>& enqueue)
    : m_resources(&resources), m_batches(batches), m_callsPerBatch(callsPerBatch) {
    const std::span<const Event> edges = resources.edges(batches);
    const auto record = [&resources](const Event& event) {
        require(cudaEventRecordWithFlags(event.get(), resources.stream(), cudaEventRecordExternal),
                kBuilding);
    };
    const Graph graph = capture(resources.stream(), [&] {
        resources.enqueueClockReading(false);
        record(edges.front());
        std::int64_t call = 0;
        for (int batch = 0; batch < batches; ++batch) {
            for (std::int64_t i = 0; i < callsPerBatch; ++i)
                enqueue(call++);
            record(edges[static_cast<std::size_t>(batch) + 1]);
        }
        resources.enqueueClockReading(true);
    });
    const std::vector<KernelLaunch> kernels = kernelsOf(graph.get(), kKernelsRead);
    if (kernels.size() == kKernelsRead)
        m_firstKernel = kernels.back().function;
    cudaGraphExec_t exec = nullptr;
    require(cudaGraphInstantiate(&exec, graph.get(), 0), kBuilding);
    m_exec.reset(exec);
    require(cudaGraphUpload(exec, resources.stream()), kBuilding);
}

void TimingGraph::run() {
    m_resources->forgetClocks();
    require(cudaGraphLaunch(m_exec.get(), m_resources->stream()), kTiming);
    require(cudaStreamSynchronize(m_resources->stream()), kTiming);
}

std::vector<double> TimingGraph::batchSeconds() const {
    const std::span<const Event> edges = m_resources->edges(m_batches);
    std::vector<double> seconds;
    seconds.reserve(static_cast<std::size_t>(m_batches));
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
        seconds.push_back(secondsBetween(edges[i].get(), edges[i + 1].get()));
    return seconds;
}

} // namespace headroom::cuda
