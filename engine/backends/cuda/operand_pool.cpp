// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/operand_pool.h"

#include "engine/measure/narrow_float.h"

#include <array>

namespace headroom::cuda {

namespace {

DataType typeOf(std::span<const GemmShape> shapes) {
    return shapes.empty() ? DataType::F16 : shapes.front().type;
}

} // namespace

Storage storageOf(DataType type) {
    switch (type) {
    case DataType::F32:
    case DataType::Tf32:
        return Storage::F32;
    case DataType::F16:
        return Storage::F16;
    case DataType::Bf16:
    case DataType::E4m3Quantised:
        return Storage::Bf16;
    case DataType::E4m3:
        return Storage::E4m3;
    case DataType::Mxfp8:
    case DataType::Nvfp4: // refused before
        break;
    }
    return Storage::F32;
}

OperandPool::OperandPool(std::span<const GemmShape> shapes, std::uint64_t cacheBytes,
                         std::uint64_t workspaceBytes, std::uint64_t dataSeed, cudaStream_t stream)
    : m_cacheBytes(cacheBytes)
    , m_dataSeed(dataSeed)
    , m_plan(planMemory(shapes, cacheBytes, workspaceBytes))
    , m_inputs(makeDeviceMemory(m_plan.inputBytes))
    , m_outputs(makeDeviceMemory(m_plan.outputBytes))
    , m_workspace(makeDeviceMemory(m_plan.workspaceBytes))
    , m_samples(makeDeviceMemory(m_plan.sampleBytes))
    , m_quantised(m_plan.quantisedBytes > 0 ? makeDeviceMemory(m_plan.quantisedBytes) : nullptr)
    , m_scales(makeDeviceMemory(2 * kScaleSpacing * sizeof(float))) {
    const DataType type = typeOf(shapes);
    fill(type, m_plan.inputBytes / elementSize(type), stream);
}

void OperandPool::fill(DataType type, std::uint64_t elements, cudaStream_t stream) {
    const float scale = type == DataType::E4m3Quantised ? kE4m3Scale : 1;
    std::array<float, 2 * kScaleSpacing> scales{};
    scales.front() = scale;
    scales[kScaleSpacing] = 1 / scale;
    require(cudaMemcpyAsync(m_scales.get(), scales.data(), sizeof(scales), cudaMemcpyHostToDevice, stream),
            "filling the operands");
    launchFillNormal(m_inputs.get(), storageOf(type), elements, m_dataSeed, 0, stream);
    requireLaunched("filling the operands");
    m_type = type;
    m_filledElements = elements;
}

void OperandPool::fillFor(const GemmShape& shape, cudaStream_t stream) {
    const OperandSets sets = planSets(shape, m_cacheBytes);
    const std::uint64_t elements = sets.count * sets.inputStride;
    if (shape.type != m_type || elements > m_filledElements)
        fill(shape.type, elements, stream);
}

bool OperandPool::holds(const GemmShape& shape) const {
    const MemoryPlan needed = planMemory(std::span(&shape, 1), m_cacheBytes, m_plan.workspaceBytes);
    return needed.inputBytes <= m_plan.inputBytes && needed.outputBytes <= m_plan.outputBytes &&
           needed.quantisedBytes <= m_plan.quantisedBytes && needed.sampleBytes <= m_plan.sampleBytes;
}

Operands OperandPool::set(const GemmShape& shape, std::uint64_t number) const {
    const OperandSets sets = planSets(shape, m_cacheBytes);
    const std::uint64_t size = elementSize(shape.type);
    const std::uint64_t outputSize = elementSize(outputType(shape.type));
    const std::byte* a = m_inputs.get() + number % sets.count * sets.inputStride * size;
    return {a, a + sets.offsetOfB * size,
            m_outputs.get() + number % sets.count * sets.outputStride * outputSize};
}

Operands OperandPool::enqueueQuantising(const GemmShape& shape, const Operands& operands,
                                        cudaStream_t stream) const {
    std::byte* a = m_quantised.get();
    std::byte* b = a + planSets(shape, m_cacheBytes).offsetOfB * elementSize(DataType::E4m3);
    launchQuantise(operands.a, a, static_cast<std::uint64_t>(elementsOfA(shape)), scales(), stream);
    launchQuantise(operands.b, b, static_cast<std::uint64_t>(elementsOfB(shape)), scales(), stream);
    requireLaunched("quantising the operands");
    return {a, b, operands.c};
}

} // namespace headroom::cuda
