// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/run_context.h"

#include <algorithm>

namespace headroom {

double roofTflops(const Roof& roof, const GemmShape& shape) {
    const auto bytes = static_cast<double>(operandBytes(shape));
    if (bytes <= 0)
        return 0;
    return std::min(roof.peakTflops, tflops(flop(shape), bytes / roof.bandwidthBytesPerS));
}

std::optional<double> roofTflopsAt(const Roof& roof, const GemmShape& shape, double clockMhz) {
    if (roof.clockMhz <= 0 || clockMhz <= 0)
        return std::nullopt;
    Roof scaled = roof;
    scaled.peakTflops *= clockMhz / roof.clockMhz;
    return roofTflops(scaled, shape);
}

bool isRunId(std::string_view id) {
    return !id.starts_with('.') && id.find('/') == std::string_view::npos;
}

std::optional<double> roofTflops(const RunContext& context, const GemmShape& shape) {
    const auto roof = std::ranges::find(context.roofs, shape.type, &Roof::type);
    if (roof == context.roofs.end())
        return std::nullopt;
    return roofTflops(*roof, shape);
}

} // namespace headroom
