// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/curve_sizes.h"

#include "engine/model/byte_text.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <limits>
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

std::string describeEmpty(const SweepSpec& spec, std::int64_t ratio) {
    return "The curve " + curveName(spec.operation, ratio) + " has no hidden size from " +
           std::to_string(spec.hiddenMin) + " to " + std::to_string(spec.hiddenMax) + ".";
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

std::vector<std::string> describeGaps(const SweepSpec& spec, std::uint64_t operandLimit) {
    std::vector<std::string> sentences;
    std::string single; // of the last curve that ends early
    std::vector<std::int64_t> early;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = 0;
    std::uint64_t needed = 0;
    for (const std::int64_t ratio : spec.ratios) {
        const CurveSizes all = sizesOf(spec, ratio);
        const CurveSizes fitting = fittingSizes(spec, ratio, all, operandLimit);
        if (all.count == 0)
            sentences.push_back(describeEmpty(spec, ratio));
        if (fitting.count == all.count)
            continue;
        single = describeLeftOut(spec, ratio, all, fitting, operandLimit);
        if (fitting.count == 0) {
            sentences.push_back(single);
            continue;
        }
        early.push_back(ratio);
        least = std::min(least, fitting.last());
        most = std::max(most, fitting.last());
        needed = std::max(needed, operandBytesAt(spec, ratio, all.last()));
    }
    if (early.size() == 1)
        sentences.push_back(single);
    if (early.size() > 1) {
        std::string names = curveName(spec.operation, early.front());
        for (std::size_t i = 1; i < early.size(); ++i)
            names += (i + 1 == early.size() ? " and " : ", ") + std::to_string(early[i]);
        sentences.push_back("The curves " + names + " end at h = " + std::to_string(least) + " to " +
                            std::to_string(most) + ": larger hidden sizes need up to " + formatBytes(needed) +
                            "; " + formatBytes(operandLimit) + " of memory can be had.");
    }
    return sentences;
}

} // namespace headroom
