// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/terms.h"

#include <cstdint>

namespace headroom {

/// One batched GEMM, C[i] = A[i]·B[i] for i in 0 … batch-1, with A m×k, B k×n (n×k where the layout is
/// transposed) and C m×n, all of one type.
struct GemmShape {
    std::int64_t batch = 0;
    std::int64_t m = 0;
    std::int64_t n = 0;
    std::int64_t k = 0;
    Layout layout = Layout::NN;
    DataType type = DataType::F32;

    friend bool operator==(const GemmShape&, const GemmShape&) = default;
};

/// Element (row, column) of batch entry i lies at i·batchStride + row·rowStride + column (elements).
struct OperandStrides {
    std::int64_t batch = 0;
    std::int64_t row = 0;
};

/// Strides of A as stored: rows are m.
OperandStrides stridesOfA(const GemmShape& shape);
/// Strides of B as stored: rows are k for NN and n otherwise.
OperandStrides stridesOfB(const GemmShape& shape);
OperandStrides stridesOfC(const GemmShape& shape);

// Elements of each operand over the whole batch.
std::int64_t elementsOfA(const GemmShape& shape);
std::int64_t elementsOfB(const GemmShape& shape);
std::int64_t elementsOfC(const GemmShape& shape);

/// Bytes of A, B and C together: what one call must move at the least.
std::int64_t operandBytes(const GemmShape& shape);

/// 2·batch·m·n·k: one multiplication and one addition for each term, nothing added.
double flop(const GemmShape& shape);

/// The only place where a time becomes a rate: flop / seconds / 1e12.
double tflops(double flop, double seconds);

} // namespace headroom
