// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/device.h"
#include "engine/backends/cuda/gemm.h"
#include "engine/backends/cuda/sample_reader.h"
#include "engine/backends/cuda/timing_graph.h"
#include "engine/compute/backend.h"

#include <optional>
#include <set>

namespace headroom::cuda {

/// A GPU opened for one run: its memory, its handles, and the shape that is being measured.
class CudaSession final : public Session {
public:
    /// Throws a Failure.
    CudaSession(const Device& device, const SessionRequest& request);

    TimingTraits timing() const override;
    int threads() const override { return 0; }
    std::vector<std::string> notes() const override { return m_notes; }
    Result<Roof> roof(DataType type, std::stop_token) override { return specifiedRoof(m_device.chip, type); }
    Result<int> prepare(const GemmShape& shape, Algorithm algorithm) override;
    Result<KernelInfo> select(int candidate) override;
    Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) override;
    Result<TimedWindow> time(const WindowRequest& request, std::stop_token stop) override;
    Flags whyClockLow() override;

private:
    /// A way to compute the prepared shape, known by the kernels it launches.
    struct Candidate {
        int number = 0;                    ///< Gemm's
        std::vector<KernelLaunch> kernels; ///< in their order
        std::string text;                  ///< the GEMM's, then those that quantise its operands
    };

    Candidate inspect(int number) const;
    void findCandidates();
    /// Puts one call of that algorithm of the Gemm on the stream, with what its operands need first.
    void enqueueCall(int number, std::uint64_t set) const;
    void enqueue(std::uint64_t set) const;
    double estimateCallS();
    TimingGraph& graphFor(int batches, std::int64_t callsPerBatch);
    /// Load until the clock has settled; seconds of it.
    double settle(TimingGraph& graph, const std::stop_token& stop);
    void warmChip();
    void measureLaunch();
    /// Heat, and other programs on the GPU; asked for now and then.
    Flags disturbances();
    double load(double callS);

    Device m_device;
    Regime m_regime;
    std::vector<std::string> m_notes;
    Stream m_stream;
    OperandPool m_pool;
    Gemm::Library m_library;
    TimingResources m_resources;
    SampleReader m_samples;
    Event m_callBegin;
    Event m_callEnd;

    std::optional<Gemm> m_gemm;
    OperandSets m_sets;
    std::vector<Candidate> m_candidates;
    std::size_t m_selected = 0;
    std::optional<TimingGraph> m_graph;
    std::set<const void*> m_loadedKernels; ///< called before, and thus in the device's memory
    std::uint64_t m_nextSet = 0;
    double m_callS = 0;
    double m_launchS = 0;   ///< from one empty kernel of a graph to the next
    double m_lastBusyS = 0; ///< on the steady clock; sustained load has not been interrupted since
    double m_askedS = 0;    ///< when the driver was last asked for disturbances
    Flags m_disturbances;
};

} // namespace headroom::cuda
