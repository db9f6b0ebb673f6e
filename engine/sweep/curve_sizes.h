// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/operations.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace headroom {

/// The hidden sizes of a curve, which are evenly spaced: first, first + step, …
struct CurveSizes {
    std::int64_t first = 0;
    std::int64_t step = 1;
    std::int64_t count = 0;

    std::int64_t at(std::int64_t position) const { return first + position * step; }
    std::int64_t last() const { return at(count - 1); }
};

/// The hidden sizes of a curve within the spec's range.
CurveSizes sizesOf(const SweepSpec& spec, std::int64_t ratio);

/// The first of these sizes, whose operands take no more than so many bytes: they grow along the curve.
CurveSizes fittingSizes(const SweepSpec& spec, std::int64_t ratio, const CurveSizes& sizes,
                        std::uint64_t operandLimit);

/// The layer and its GEMM at one of them.
LayerShape layerAt(const SweepSpec& spec, std::int64_t ratio, std::int64_t hidden);
GemmShape gemmAt(const SweepSpec& spec, std::int64_t ratio, std::int64_t hidden);

/// Bytes of that GEMM's operands.
std::uint64_t operandBytesAt(const SweepSpec& spec, std::int64_t ratio, std::int64_t hidden);

/// "h/a = 8", as the chart calls a curve.
std::string curveName(Operation operation, std::int64_t ratio);

/// That no hidden size of the spec's range lies on the curve, in a sentence.
std::string describeEmpty(const SweepSpec& spec, std::int64_t ratio);
/// What of a curve is left out by that limit, in a sentence. Requires fewer fitting than sizes.
std::string describeLeftOut(const SweepSpec& spec, std::int64_t ratio, const CurveSizes& sizes,
                            const CurveSizes& fitting, std::uint64_t operandLimit);
/// All of that for the spec's curves, with one sentence for those that end early.
std::vector<std::string> describeGaps(const SweepSpec& spec, std::uint64_t operandLimit);

} // namespace headroom
