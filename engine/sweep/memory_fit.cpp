// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/memory_fit.h"

#include "engine/model/byte_text.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <limits>

namespace headroom {

namespace {

/// What the operands of the spec's smallest shape take.
std::uint64_t smallestBytes(const SweepSpec& spec) {
    std::uint64_t smallest = std::numeric_limits<std::uint64_t>::max();
    if (spec.budget) {
        for (const PlannedPoint& point : budgetPoints(spec))
            smallest = std::min(smallest, static_cast<std::uint64_t>(operandBytes(point.gemm)));
        return smallest;
    }
    for (const PlannedCurve& curve : curvesOf(spec))
        if (const CurveSizes sizes = sizesOf(spec, curve); sizes.count > 0)
            for (const std::int64_t size : {sizes.at(0), sizes.last()}) // where more devices share, the last
                smallest = std::min(smallest, operandBytesAt(spec, curve, size));
    return smallest;
}

} // namespace

MemoryShortage shortageOf(std::uint64_t neededBytes, std::uint64_t availableBytes, const DeviceInfo& device) {
    if (device.memoryBytes != 0 && neededBytes > device.memoryBytes)
        return {neededBytes, device.memoryBytes, true};
    return {neededBytes, availableBytes, false};
}

std::optional<MemoryShortage> memoryShortage(const SweepSpec& spec, const DeviceInfo& device) {
    const std::uint64_t needed = smallestBytes(spec);
    const std::uint64_t available = operandLimit(device);
    if (needed <= available)
        return std::nullopt;
    return shortageOf(needed, available, device);
}

std::string describe(const MemoryShortage& shortage) {
    std::string needed = gibText(shortage.neededBytes);
    std::string had = gibText(shortage.hadBytes);
    if (needed == had) { // they differ by less than is shown
        needed = exactBytes(shortage.neededBytes);
        had = exactBytes(shortage.hadBytes);
    }
    const std::string sizes = "The smallest shape of this plan needs " + needed + ", the device ";
    const std::string advice = "Use a smaller s, b, a or h, or a smaller type";
    return shortage.forGood
               ? sizes + "has " + had + ". " + advice + "."
               : sizes + "can give " + had + " now. " + advice + ", or end what else uses its memory.";
}

} // namespace headroom
