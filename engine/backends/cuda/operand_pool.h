// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/handles.h"
#include "engine/backends/cuda/kernels.h"
#include "engine/backends/cuda/operand_plan.h"

#include <cstdint>
#include <span>

namespace headroom::cuda {

Storage storageOf(DataType type);

/// Operands of one call.
struct Operands {
    const std::byte* a = nullptr;
    const std::byte* b = nullptr;
    std::byte* c = nullptr;
};

/// The device memory of one run, taken once: inputs that hold normal numbers, outputs, the workspace.
class OperandPool {
public:
    /// Throws a Failure when the memory is not there.
    OperandPool(std::span<const GemmShape> shapes, std::uint64_t cacheBytes, std::uint64_t workspaceBytes,
                std::uint64_t dataSeed, cudaStream_t stream);

    const MemoryPlan& plan() const { return m_plan; }
    std::byte* workspace() const { return m_workspace.get(); }
    std::byte* outputs() const { return m_outputs.get(); }
    float* samples() const { return reinterpret_cast<float*>(m_samples.get()); }
    /// Whether the pool was planned for such a shape.
    bool holds(const GemmShape& shape) const;
    /// Makes the inputs numbers of the shape's type, where they are of another one. Requires holds().
    void fillFor(const GemmShape& shape, cudaStream_t stream);
    Operands set(const GemmShape& shape, std::uint64_t number) const;
    /// Puts on the stream what makes e4m3 numbers of those operands' A and B; returns operands that have
    /// them.
    Operands enqueueQuantising(const GemmShape& shape, const Operands& operands, cudaStream_t stream) const;
    /// On the device: what A is to be multiplied by, and B.
    const float* operandScale() const { return scales() + kScaleSpacing; }

private:
    /// cuBLASLt's fastest kernels take no scale that does not lie at a multiple of 16 bytes, and say so only
    /// when they are called.
    static constexpr std::size_t kScaleSpacing = 16 / sizeof(float);
    void fill(DataType type, std::uint64_t elements, cudaStream_t stream);
    const float* scales() const { return reinterpret_cast<const float*>(m_scales.get()); }

    std::uint64_t m_cacheBytes;
    std::uint64_t m_dataSeed;
    DataType m_type = DataType::F16;    ///< that the inputs are of
    std::uint64_t m_filledElements = 0; ///< of them, from the first on
    MemoryPlan m_plan;
    DeviceMemory m_inputs;
    DeviceMemory m_outputs;
    DeviceMemory m_workspace;
    DeviceMemory m_samples;
    DeviceMemory m_quantised; ///< null where nothing is quantised
    DeviceMemory m_scales;    ///< of quantising, and its reciprocal, by which operands are multiplied
};

} // namespace headroom::cuda
