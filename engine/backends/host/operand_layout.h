// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/gemm_shape.h"

#include <cstdint>

namespace headroom {

/// Where one set of operands lies. A and B are neighbours in one stream of normal numbers (operand 0 of the
/// data seed), C lies elsewhere: an input made once then serves every shape, and C never overwrites one. Each
/// starts at a multiple of 64 elements: a whole cache line and a whole tile of the generator.
struct OperandLayout {
    std::uint64_t offsetOfB = 0;      ///< elements after the start of A
    std::uint64_t inputElements = 0;  ///< of A and B
    std::uint64_t outputElements = 0; ///< of C
};

/// For absurdly large shapes the figures stay at 2^57 elements, so that their sums and bytes do not overflow.
OperandLayout layoutOperands(const GemmShape& shape);

} // namespace headroom
