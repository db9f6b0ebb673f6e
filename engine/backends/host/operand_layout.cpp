// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/operand_layout.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::uint64_t kMost = std::uint64_t{1} << 57;

std::uint64_t alignedProduct(std::int64_t batch, std::int64_t rows, std::int64_t columns) {
    const double estimate =
        static_cast<double>(batch) * static_cast<double>(rows) * static_cast<double>(columns);
    if (estimate >= static_cast<double>(kMost))
        return kMost;
    const auto elements = static_cast<std::uint64_t>(batch * rows * columns);
    return (elements + kAlignment - 1) / kAlignment * kAlignment;
}

} // namespace

OperandLayout layoutOperands(const GemmShape& shape) {
    OperandLayout layout;
    layout.offsetOfB = alignedProduct(shape.batch, shape.m, shape.k);
    layout.inputElements = std::min(layout.offsetOfB + alignedProduct(shape.batch, shape.k, shape.n), kMost);
    layout.outputElements = alignedProduct(shape.batch, shape.m, shape.n);
    return layout;
}

} // namespace headroom
