// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/gemm_shape.h"

namespace headroom {

/// The attention layer a GEMM comes from. Symbols as in Anthony et al. 2024, arXiv 2401.14489.
struct AttentionShape {
    std::int64_t hidden = 0; ///< h, always a multiple of `heads`
    std::int64_t heads = 0;  ///< a
    std::int64_t seq = 0;    ///< s, tokens of one sequence
    std::int64_t batch = 0;  ///< b, sequences of one microbatch

    std::int64_t headDim() const { return heads > 0 ? hidden / heads : 0; } ///< h/a

    friend bool operator==(const AttentionShape&, const AttentionShape&) = default;
};

/// The GEMM of `operation` on that layer. Key query score: batch b·a, m = n = s, k = h/a.
GemmShape gemmFor(Operation operation, const AttentionShape& attention, Layout layout, DataType type);

/// The largest power of two that divides `headDim` (≥ 1): the class that decides a curve "h/a = r".
std::int64_t pow2Divisor(std::int64_t headDim);

} // namespace headroom
