// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/terms.h"

#include <cstdint>

namespace headroom {

/// How large one batched GEMM is: C[i] = A[i]·B[i] for i in 0 … batch-1, with A m×k, B k×n and C m×n.
struct GemmExtents {
    std::int64_t batch = 0;
    std::int64_t m = 0;
    std::int64_t n = 0;
    std::int64_t k = 0;

    friend bool operator==(const GemmExtents&, const GemmExtents&) = default;
};

/// Where the elements of an operand's matrices lie, counted in elements.
struct OperandStrides {
    std::int64_t batch = 0;   ///< from one batch entry to the next
    std::int64_t leading = 0; ///< from one row to the next, or one column where they lie transposed
    bool transposed = false;  ///< columns are contiguous, not rows

    std::int64_t down() const { return transposed ? 1 : leading; }
    std::int64_t across() const { return transposed ? leading : 1; }
    /// Of an element of one batch entry, from the start of the operand.
    std::int64_t offset(std::int64_t entry, std::int64_t row, std::int64_t column) const {
        return entry * batch + row * down() + column * across();
    }

    friend bool operator==(const OperandStrides&, const OperandStrides&) = default;
};

/// One batched GEMM as a library is asked for it; A and B are of the type, C of its outputType(). The entries
/// of an operand together fill its memory without gaps; C always lies by rows.
struct GemmShape : GemmExtents {
    DataType type = DataType::F32;
    OperandStrides a;
    OperandStrides b;
    OperandStrides c;

    friend bool operator==(const GemmShape&, const GemmShape&) = default;
};

/// Whether the elements that are multiplied with each other are contiguous in A and in B, as the tensor cores
/// of Hopper and Ada read 8-bit operands.
bool liesAlongK(const GemmShape& shape);

/// Each entry of each operand by itself, one after the other, all of them by rows.
GemmShape contiguousGemm(const GemmExtents& extents, DataType type);

// Elements of each operand over the whole batch.
std::int64_t elementsOfA(const GemmExtents& extents);
std::int64_t elementsOfB(const GemmExtents& extents);
std::int64_t elementsOfC(const GemmExtents& extents);

/// A, B and C together, also where the product does not fit into 64 bits.
double elements(const GemmExtents& extents);

/// Bytes of A, B and C together: what one call must move at the least.
std::int64_t operandBytes(const GemmShape& shape);

/// 2·batch·m·n·k: one multiplication and one addition for each term, nothing added.
double flop(const GemmExtents& extents);

/// The only place where a time becomes a rate: flop / seconds / 1e12.
double tflops(double flop, double seconds);

} // namespace headroom
