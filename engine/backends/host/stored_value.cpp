// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/stored_value.h"

#include "engine/measure/narrow_float.h"

#include <algorithm>
#include <limits>

namespace headroom {

namespace {

float* asFloat(std::byte* operand) {
    return reinterpret_cast<float*>(operand);
}

std::uint16_t* asBits(std::byte* operand) {
    return reinterpret_cast<std::uint16_t*>(operand);
}

} // namespace

double loadValue(const std::byte* operand, DataType type, std::int64_t index) {
    switch (type) {
    case DataType::F16:
        return static_cast<double>(fromF16(reinterpret_cast<const std::uint16_t*>(operand)[index]));
    case DataType::Bf16:
        return static_cast<double>(fromBf16(reinterpret_cast<const std::uint16_t*>(operand)[index]));
    case DataType::F32:
    case DataType::Tf32:
        break;
    }
    return static_cast<double>(reinterpret_cast<const float*>(operand)[index]);
}

void storeValue(std::byte* operand, DataType type, std::int64_t index, double value) {
    const auto narrowed = static_cast<float>(value);
    switch (type) {
    case DataType::F16:
        asBits(operand)[index] = toF16(narrowed);
        break;
    case DataType::Bf16:
        asBits(operand)[index] = toBf16(narrowed);
        break;
    case DataType::F32:
    case DataType::Tf32:
        asFloat(operand)[index] = narrowed;
        break;
    }
}

void poison(std::byte* operand, DataType type, std::uint64_t elements) {
    constexpr std::uint16_t kNanOfBothNarrowTypes = 0x7fff;
    if (elementSize(type) == sizeof(std::uint16_t))
        std::fill_n(asBits(operand), elements, kNanOfBothNarrowTypes);
    else
        std::fill_n(asFloat(operand), elements, std::numeric_limits<float>::quiet_NaN());
}

Result<std::vector<OutputSample>> readSamples(const GemmShape& shape, const OperandPointers& operands,
                                              std::span<const OutputIndex> elements) {
    const OperandStrides ofA = stridesOfA(shape);
    const OperandStrides ofB = stridesOfB(shape);
    const OperandStrides ofC = stridesOfC(shape);
    std::vector<OutputSample> samples;
    samples.reserve(elements.size());
    for (const OutputIndex& at : elements) {
        if (at.batch < 0 || at.batch >= shape.batch || at.row < 0 || at.row >= shape.m || at.column < 0 ||
            at.column >= shape.n)
            return Error{Status::Error, "a sampled element lies outside the result"};
        OutputSample sample;
        sample.index = at;
        sample.value = loadValue(operands.c, shape.type, at.batch * ofC.batch + at.row * ofC.row + at.column);
        for (std::int64_t p = 0; p < shape.k; ++p) {
            const std::int64_t inB =
                shape.layout == Layout::NN ? p * ofB.row + at.column : at.column * ofB.row + p;
            sample.a.push_back(
                loadValue(operands.a, shape.type, at.batch * ofA.batch + at.row * ofA.row + p));
            sample.b.push_back(loadValue(operands.b, shape.type, at.batch * ofB.batch + inB));
        }
        samples.push_back(std::move(sample));
    }
    return samples;
}

} // namespace headroom
