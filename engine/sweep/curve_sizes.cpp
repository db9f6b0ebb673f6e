// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/curve_sizes.h"

#include "engine/model/byte_text.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <numeric>

namespace headroom {

CurveSizes sizesOf(const SweepSpec& spec, std::int64_t ratio) {
    CurveSizes sizes;
    // In units of `unit`, the exact class is every odd multiple and "divisible by" every multiple.
    const bool fixedHeads = spec.mode == SweepMode::FixedHeads;
    const std::int64_t unit = fixedHeads ? spec.heads * ratio : ratio;
    const bool oddOnly = fixedHeads && !meansDivisibleBy(spec, ratio);
    std::int64_t multiple = std::max<std::int64_t>(1, (spec.hiddenMin + unit - 1) / unit);
    if (oddOnly && multiple % 2 == 0)
        ++multiple;
    sizes.first = multiple * unit;
    sizes.step = oddOnly ? 2 * unit : unit;
    if (sizes.first <= spec.hiddenMax)
        sizes.count = (spec.hiddenMax - sizes.first) / sizes.step + 1;
    return sizes;
}

CurveSizes fittingSizes(const SweepSpec& spec, std::int64_t ratio, const CurveSizes& sizes,
                        std::uint64_t operandLimit) {
    if (operandLimit == kNoOperandLimit)
        return sizes;
    CurveSizes fitting = sizes;
    fitting.count = 0;
    for (std::int64_t beyond = sizes.count; fitting.count < beyond;) {
        const std::int64_t middle = std::midpoint(fitting.count, beyond);
        if (operandBytesAt(spec, ratio, sizes.at(middle)) <= operandLimit)
            fitting.count = middle + 1;
        else
            beyond = middle;
    }
    return fitting;
}

LayerShape layerAt(const SweepSpec& spec, std::int64_t ratio, std::int64_t hidden) {
    const std::int64_t heads = spec.mode == SweepMode::FixedHeads ? spec.heads : hidden / ratio;
    return layerOf(hidden, heads, spec.seq, spec.batch);
}

GemmShape gemmAt(const SweepSpec& spec, std::int64_t ratio, std::int64_t hidden) {
    return infoOf(spec.operation).gemm(layerAt(spec, ratio, hidden), spec.type, spec.layout);
}

std::uint64_t operandBytesAt(const SweepSpec& spec, std::int64_t ratio, std::int64_t hidden) {
    return static_cast<std::uint64_t>(operandBytes(gemmAt(spec, ratio, hidden)));
}

std::string curveName(Operation operation, std::int64_t ratio) {
    return infoOf(operation).classSymbol + (" = " + std::to_string(ratio));
}

std::string describeLeftOut(const SweepSpec& spec, std::int64_t ratio, const CurveSizes& sizes,
                            const CurveSizes& fitting, std::uint64_t operandLimit) {
    const auto need = [&](std::int64_t hidden) { return formatBytes(operandBytesAt(spec, ratio, hidden)); };
    const std::string had = "; " + formatBytes(operandLimit) + " of memory can be had.";
    if (fitting.count == 0)
        return "The curve " + curveName(spec.operation, ratio) + " is left out: its smallest hidden size, " +
               std::to_string(sizes.first) + ", needs " + need(sizes.first) + had;
    return "The curve " + curveName(spec.operation, ratio) +
           " ends at h = " + std::to_string(fitting.last()) + ": larger hidden sizes need up to " +
           need(sizes.last()) + had;
}

} // namespace headroom
