// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/operand_plan.h"

#include <algorithm>

namespace headroom::cuda {

namespace {

/// Elements that operands are aligned to: 256 bytes or more in every type, as memory from cudaMalloc is, and
/// as they are multiplied.
constexpr std::uint64_t kAlignment = 128;
constexpr std::uint64_t kAlignmentOfBytes = 256;
/// Together the sets are this many times the cache.
constexpr std::uint64_t kCacheMultiple = 3;
/// Context, kernels and cuBLAS's own needs.
constexpr std::uint64_t kLibraryBytes = std::uint64_t{128} << 20;
constexpr std::uint64_t kMaxAlignmentBytes = 256;

std::uint64_t aligned(std::int64_t elements, DataType type) {
    const auto count = static_cast<std::uint64_t>(elements);
    const std::uint64_t alignment = multipliesE4m3(type) ? kAlignmentOfBytes : kAlignment;
    return (count + alignment - 1) / alignment * alignment;
}

std::uint64_t outputSize(const GemmShape& shape) {
    return elementSize(outputType(shape.type));
}

} // namespace

OperandSets planSets(const GemmShape& shape, std::uint64_t cacheBytes) {
    OperandSets sets;
    sets.offsetOfB = aligned(elementsOfA(shape), shape.type);
    sets.inputStride = sets.offsetOfB + aligned(elementsOfB(shape), shape.type);
    sets.outputStride = aligned(elementsOfC(shape), shape.type);
    if (shape.type == DataType::E4m3Quantised)
        sets.quantisedBytes = sets.inputStride * elementSize(DataType::E4m3);
    const std::uint64_t bytes =
        sets.inputStride * elementSize(shape.type) + sets.outputStride * outputSize(shape);
    const std::uint64_t wanted = kCacheMultiple * cacheBytes;
    sets.count = std::max<std::uint64_t>(1, (wanted + bytes - 1) / std::max<std::uint64_t>(1, bytes));
    return sets;
}

std::uint64_t MemoryPlan::totalBytes() const {
    return inputBytes + outputBytes + workspaceBytes + quantisedBytes + sampleBytes + kLibraryBytes;
}

MemoryPlan planMemory(std::span<const GemmShape> shapes, std::uint64_t cacheBytes,
                      std::uint64_t workspaceBytes) {
    MemoryPlan plan;
    plan.workspaceBytes = workspaceBytes;
    for (const GemmShape& shape : shapes) {
        const OperandSets sets = planSets(shape, cacheBytes);
        plan.inputBytes = std::max(plan.inputBytes, sets.count * sets.inputStride * elementSize(shape.type));
        plan.outputBytes = std::max(plan.outputBytes, sets.count * sets.outputStride * outputSize(shape));
        plan.quantisedBytes = std::max(plan.quantisedBytes, sets.quantisedBytes);
        const auto k = static_cast<std::uint64_t>(shape.k);
        plan.sampleBytes = std::max(plan.sampleBytes, kMaxSamples * (2 * k + 1) * sizeof(float));
    }
    return plan;
}

std::uint32_t alignmentOf(OperandStrides strides, std::uint64_t offset, DataType type) {
    const std::uint64_t size = elementSize(type);
    const std::uint64_t bits =
        (offset * size) | (static_cast<std::uint64_t>(strides.batch) * size) | kMaxAlignmentBytes;
    return static_cast<std::uint32_t>(bits & (~bits + 1)); // the lowest bit set
}

} // namespace headroom::cuda
