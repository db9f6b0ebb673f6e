// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/operand_pool.h"
#include "engine/compute/backend.h"

#include <span>
#include <vector>

namespace headroom::cuda {

/// Reads elements of a result back, with what they were computed from.
class SampleReader {
public:
    /// For so many bytes of them.
    explicit SampleReader(std::uint64_t bytes);

    /// Puts on the stream what brings them here, by way of `gathered`, memory of the device. At most
    /// kMaxSamples.
    void enqueue(const GemmShape& shape, const Operands& operands, std::span<const OutputIndex> elements,
                 float* gathered, cudaStream_t stream);
    /// The same elements, once the stream is through.
    std::vector<OutputSample> read(const GemmShape& shape, std::span<const OutputIndex> elements) const;

private:
    PinnedMemory m_elements;
    PinnedMemory m_samples;
};

} // namespace headroom::cuda
