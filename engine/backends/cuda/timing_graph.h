// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/captured_kernels.h"
#include "engine/backends/cuda/handles.h"
#include "engine/backends/cuda/window_plan.h"

#include <functional>
#include <span>
#include <vector>

namespace headroom::cuda {

/// Events and clock readings of the graphs of one session, made once.
class TimingResources {
public:
    TimingResources(cudaStream_t stream, int multiprocessors);

    cudaStream_t stream() const { return m_stream; }
    /// The events at the edges of that many batches, one more than batches.
    std::span<const Event> edges(int batches);
    void enqueueClockReading(bool after);
    std::optional<double> clockMhz() const;
    void forgetClocks();

private:
    cudaStream_t m_stream;
    int m_multiprocessors;
    std::vector<Event> m_events;
    PinnedMemory m_clocks; ///< readings before, then after
};

/// One CUDA graph: clock reading, batches of calls with an event at each edge, clock reading. Timed so, a
/// batch holds the kernels alone, not the time that launching them takes this machine.
class TimingGraph {
public:
    /// `enqueue(i)` puts the i-th call on the stream.
    TimingGraph(TimingResources& resources, int batches, std::int64_t callsPerBatch,
                const std::function<void(std::int64_t)>& enqueue);

    bool is(int batches, std::int64_t callsPerBatch) const {
        return batches == m_batches && callsPerBatch == m_callsPerBatch;
    }
    int batches() const { return m_batches; }
    std::int64_t calls() const { return m_batches * m_callsPerBatch; }
    /// The first kernel that the calls launch.
    const void* firstKernel() const { return m_firstKernel; }

    /// Runs it to its end.
    void run();
    std::vector<double> batchSeconds() const;
    std::optional<double> clockMhz() const { return m_resources->clockMhz(); }

private:
    TimingResources* m_resources;
    int m_batches;
    std::int64_t m_callsPerBatch;
    const void* m_firstKernel = nullptr;
    GraphExec m_exec;
};

/// What `enqueue` puts on the stream, as a graph. Throws what it throws, with the capture ended.
Graph capture(cudaStream_t stream, const std::function<void()>& enqueue);

} // namespace headroom::cuda
