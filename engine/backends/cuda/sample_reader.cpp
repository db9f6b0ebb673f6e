// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/sample_reader.h"

#include "engine/measure/narrow_float.h"

#include <algorithm>

namespace headroom::cuda {

namespace {

constexpr const char* kReading = "reading results back";

SampledMatrix matrix(const void* start, const OperandStrides& strides) {
    return {start, strides.batch, strides.down(), strides.across()};
}

/// What is multiplied: what the GPU should have quantised is worked out here, so that a fault in that is
/// found.
std::vector<double> multiplied(DataType type, std::span<const float> stored) {
    std::vector<double> operand(stored.begin(), stored.end());
    if (type == DataType::E4m3Quantised)
        std::ranges::transform(stored, operand.begin(), quantised);
    return operand;
}

} // namespace

SampleReader::SampleReader(std::uint64_t bytes)
    : m_elements(makePinnedMemory(kMaxSamples * sizeof(SampledElement)))
    , m_samples(makePinnedMemory(bytes)) {}

void SampleReader::enqueue(const GemmShape& shape, const Operands& operands,
                           std::span<const OutputIndex> elements, float* gathered, cudaStream_t stream) {
    auto* places = reinterpret_cast<SampledElement*>(m_elements.get());
    for (const OutputIndex& element : elements)
        *places++ = {element.batch, element.row, element.column};
    const SampledOperands sampled{matrix(operands.a, shape.a), matrix(operands.b, shape.b),
                                  matrix(operands.c, shape.c), storageOf(shape.type), shape.k};
    launchGather(sampled, reinterpret_cast<const SampledElement*>(m_elements.get()),
                 static_cast<int>(elements.size()), gathered, stream);
    requireLaunched(kReading);
    const std::size_t bytes = elements.size() * static_cast<std::size_t>(2 * shape.k + 1) * sizeof(float);
    require(cudaMemcpyAsync(m_samples.get(), gathered, bytes, cudaMemcpyDeviceToHost, stream), kReading);
}

std::vector<OutputSample> SampleReader::read(const GemmShape& shape,
                                             std::span<const OutputIndex> elements) const {
    const auto k = static_cast<std::size_t>(shape.k);
    const auto* values = reinterpret_cast<const float*>(m_samples.get());
    std::vector<OutputSample> samples;
    samples.reserve(elements.size());
    for (const OutputIndex& element : elements) {
        samples.push_back({element, *values, multiplied(shape.type, {values + 1, k}),
                           multiplied(shape.type, {values + 1 + k, k})});
        values += 2 * k + 1;
    }
    return samples;
}

} // namespace headroom::cuda
