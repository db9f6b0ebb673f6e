// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/model/gemm_shape.h"

#include <cstddef>
#include <span>
#include <vector>

namespace headroom {

/// The operands of one call, as they lie in memory.
struct OperandPointers {
    const std::byte* a = nullptr;
    const std::byte* b = nullptr;
    std::byte* c = nullptr;
};

/// One stored element, widened. Tf32 is stored as f32.
double loadValue(const std::byte* operand, DataType type, std::int64_t index);
/// Rounds to the nearest value of the type.
void storeValue(std::byte* operand, DataType type, std::int64_t index, double value);
/// Sets elements to NaN.
void poison(std::byte* operand, DataType type, std::uint64_t elements);

/// The chosen elements of C with the rows of A and columns of B that they come from. An element outside C is
/// an error.
Result<std::vector<OutputSample>> readSamples(const GemmShape& shape, const OperandPointers& operands,
                                              std::span<const OutputIndex> elements);

} // namespace headroom
