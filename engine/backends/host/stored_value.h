// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"
#include "engine/measure/narrow_float.h"
#include "engine/model/gemm_shape.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom {

/// The operands of one call, as they lie in memory.
struct OperandPointers {
    const std::byte* a = nullptr;
    const std::byte* b = nullptr;
    std::byte* c = nullptr;
};

// How the elements of A and B are stored and widened, and those of C, in `Output`, rounded to the nearest.
struct F32Element {
    using Stored = float;
    using Output = F32Element;
    static double widen(Stored stored) { return static_cast<double>(stored); }
    static Stored narrow(double value) { return static_cast<float>(value); }
};
struct F16Element {
    using Stored = std::uint16_t;
    using Output = F16Element;
    static double widen(Stored stored) { return static_cast<double>(fromF16(stored)); }
    static Stored narrow(double value) { return toF16(static_cast<float>(value)); }
};
struct Bf16Element {
    using Stored = std::uint16_t;
    using Output = Bf16Element;
    static double widen(Stored stored) { return static_cast<double>(fromBf16(stored)); }
    static Stored narrow(double value) { return toBf16(static_cast<float>(value)); }
};
struct E4m3Element {
    using Stored = std::uint8_t;
    using Output = Bf16Element;
    static double widen(Stored stored) { return static_cast<double>(fromE4m3(stored)); }
};
/// Widened to what is multiplied.
struct E4m3QuantisedElement {
    using Stored = std::uint16_t;
    using Output = Bf16Element;
    static double widen(Stored stored) { return static_cast<double>(quantised(fromBf16(stored))); }
};

/// Calls work with the element of that type: once for a whole loop, not for each of its elements. Tf32 is
/// stored as f32.
template <class Work>
auto withElement(DataType type, Work&& work) {
    switch (type) {
    case DataType::F16:
        return work(F16Element());
    case DataType::Bf16:
        return work(Bf16Element());
    case DataType::E4m3:
        return work(E4m3Element());
    case DataType::E4m3Quantised:
        return work(E4m3QuantisedElement());
    case DataType::F32:
    case DataType::Tf32:
    case DataType::Mxfp8:
    case DataType::Nvfp4: // refused before
        break;
    }
    return work(F32Element());
}

/// Sets elements of a result in that type to NaN.
void poison(std::byte* result, DataType type, std::uint64_t elements);

/// The chosen elements of C with the rows of A and columns of B that they come from. An element outside C is
/// an error.
Result<std::vector<OutputSample>> readSamples(const GemmShape& shape, const OperandPointers& operands,
                                              std::span<const OutputIndex> elements);

} // namespace headroom
