// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/model/gemm_shape.h"

#include <cstdint>
#include <span>

namespace headroom::cuda {

/// Where the operands of one shape lie. A and B are neighbours in one stream of normal numbers, C lies
/// elsewhere, so that inputs made once serve every shape. A small shape gets several sets, which calls use in
/// turn, so that none finds its operands in the L2 cache.
struct OperandSets {
    std::uint64_t offsetOfB = 0;    ///< elements after the start of A
    std::uint64_t inputStride = 0;  ///< elements from one set's A to the next's
    std::uint64_t outputStride = 0; ///< elements from one set's C to the next's
    std::uint64_t count = 1;

    /// Where each call puts the e4m3 numbers that it makes of a set's A and B: those of the call before are
    /// gone.
    std::uint64_t quantisedBytes = 0;
};
OperandSets planSets(const GemmShape& shape, std::uint64_t cacheBytes);

/// Device memory of a whole plan.
struct MemoryPlan {
    std::uint64_t inputBytes = 0;
    std::uint64_t outputBytes = 0;
    std::uint64_t workspaceBytes = 0;
    std::uint64_t quantisedBytes = 0;
    std::uint64_t sampleBytes = 0; ///< rows and columns that the check reads back
    /// All of it, and what the libraries take for themselves.
    std::uint64_t totalBytes() const;
};
MemoryPlan planMemory(std::span<const GemmShape> shapes, std::uint64_t cacheBytes,
                      std::uint64_t workspaceBytes);

/// Elements of C that one check reads back at the most.
inline constexpr std::uint64_t kMaxSamples = 128;

/// Bytes, a power of two up to 256, that the starts of all batch entries of an operand are aligned to.
std::uint32_t alignmentOf(OperandStrides strides, std::uint64_t offset, DataType type);

} // namespace headroom::cuda
