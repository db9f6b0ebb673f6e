// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/stored_value.h"

#include <algorithm>
#include <limits>

namespace headroom {

void poison(std::byte* result, DataType type, std::uint64_t elements) {
    constexpr std::uint16_t kNanOfBothNarrowTypes = 0x7fff;
    if (elementSize(type) == sizeof(std::uint16_t))
        std::fill_n(reinterpret_cast<std::uint16_t*>(result), elements, kNanOfBothNarrowTypes);
    else
        std::fill_n(reinterpret_cast<float*>(result), elements, std::numeric_limits<float>::quiet_NaN());
}

namespace {

template <class Element>
OutputSample readSample(Element, const GemmShape& shape, const OperandPointers& operands,
                        const OutputIndex& at) {
    using Stored = typename Element::Stored;
    using Output = typename Element::Output;
    const auto* a = reinterpret_cast<const Stored*>(operands.a) + shape.a.offset(at.batch, at.row, 0);
    const auto* b = reinterpret_cast<const Stored*>(operands.b) + shape.b.offset(at.batch, 0, at.column);
    const auto* c = reinterpret_cast<const typename Output::Stored*>(operands.c) +
                    shape.c.offset(at.batch, at.row, at.column);
    OutputSample sample;
    sample.index = at;
    sample.value = Output::widen(*c);
    sample.a.reserve(static_cast<std::size_t>(shape.k));
    sample.b.reserve(static_cast<std::size_t>(shape.k));
    for (std::int64_t p = 0; p < shape.k; ++p) {
        sample.a.push_back(Element::widen(a[p * shape.a.across()]));
        sample.b.push_back(Element::widen(b[p * shape.b.down()]));
    }
    return sample;
}

} // namespace

Result<std::vector<OutputSample>> readSamples(const GemmShape& shape, const OperandPointers& operands,
                                              std::span<const OutputIndex> elements) {
    std::vector<OutputSample> samples;
    samples.reserve(elements.size());
    for (const OutputIndex& at : elements) {
        if (at.batch < 0 || at.batch >= shape.batch || at.row < 0 || at.row >= shape.m || at.column < 0 ||
            at.column >= shape.n)
            return Error{Status::Error, "a sampled element lies outside the result"};
        samples.push_back(
            withElement(shape.type, [&](auto element) { return readSample(element, shape, operands, at); }));
    }
    return samples;
}

} // namespace headroom
