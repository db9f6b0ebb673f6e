// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/host/host_memory.h"
#include "engine/backends/host/operand_layout.h"
#include "engine/backends/host/stored_value.h"
#include "engine/backends/onednn/thread_team.h"
#include "engine/model/gemm_shape.h"

#include <cstdint>
#include <span>

namespace headroom {

/// Memory of the operands of a run. Where one set of A, B and C would stay in the cache, calls rotate over as
/// many sets as it takes to walk through more than the cache holds. Inputs of all sets and shapes are one row
/// of normal numbers, made once; results have an area of their own, so that no shape spoils another's inputs.
class OperandPool {
public:
    /// Bytes that calls should walk through before they come back to a set: twice the cache, but never more
    /// than an eighth of the memory (virtual machines report the cache of a host much larger than
    /// themselves).
    static std::uint64_t rotationBytes(std::uint64_t cacheBytes, std::uint64_t memoryBytes);
    /// Sets that a shape rotates over: 1 where one alone is as large as that.
    static std::int64_t setsOf(const GemmShape& shape, std::uint64_t rotationBytes);
    /// Bytes that open() maps.
    static std::uint64_t bytesFor(std::span<const GemmShape> shapes, std::uint64_t rotationBytes);

    static Result<OperandPool> open(std::span<const GemmShape> shapes, std::uint64_t rotationBytes,
                                    std::uint64_t seed);

    /// Lays the sets of a shape out, and makes what input is still missing with all threads of the team.
    /// False where the shape is larger than those the pool was opened for.
    bool use(const GemmShape& shape, const ThreadTeam& team);
    std::int64_t sets() const { return m_sets; }
    OperandPointers set(std::int64_t index) const;

    /// So many bytes to write to at will, from the end of the memory, which every shape needs first; inputs
    /// among them are made anew by the next use(). Nothing where there is less.
    std::span<std::byte> scratch(std::uint64_t bytes);

private:
    void fillInputs(std::uint64_t elements, const ThreadTeam& team);
    void touchOutputs(std::uint64_t bytes, const ThreadTeam& team);

    HostPool m_memory;
    std::uint64_t m_inputBytes = 0; ///< the first part of the memory; the rest is for results
    std::uint64_t m_rotationBytes = 0;
    std::uint64_t m_seed = 0;

    GemmShape m_shape;
    OperandLayout m_layout;
    std::int64_t m_sets = 0;

    DataType m_filledType = DataType::F32;
    std::uint64_t m_filledElements = 0; ///< inputs made so far, of that type
    std::uint64_t m_touchedBytes = 0;   ///< of the results' part
};

} // namespace headroom
