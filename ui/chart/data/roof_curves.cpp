// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/roof_curves.h"

#include "engine/sweep/curve_sizes.h"
#include "ui/chart/data/quantity.h"
#include "ui/runs/run_store.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr int kRoofSamples = 256;

RoofCurve sampleRoof(const StoredRun& stored, std::optional<std::int64_t> ratio, const Quantity& quantity) {
    RoofCurve roof{stored.id, ratio, true, {}};
    const SweepSpec& spec = stored.run.spec;
    const std::int64_t unit = std::max<std::int64_t>(1, ratio ? *ratio : spec.heads);
    const std::int64_t first = std::max<std::int64_t>(1, (spec.hiddenMin + unit - 1) / unit);
    const std::int64_t last = spec.hiddenMax / unit;
    // Geometric steps: a logarithmic axis shows small sizes as wide as large ones.
    const double growth =
        std::pow(static_cast<double>(std::max(first, last)) / static_cast<double>(first), 1.0 / kRoofSamples);
    const auto next = [&](std::int64_t i) {
        return std::max(i + 1, static_cast<std::int64_t>(static_cast<double>(i) * growth));
    };
    for (std::int64_t i = first; i <= last; i = i < last ? std::min(last, next(i)) : last + 1) {
        const GemmShape gemm = gemmAt(spec, unit, i * unit);
        const auto limit = roofTflops(stored.run.context, gemm);
        if (!limit || !std::isfinite(*limit) || !(*limit > 0))
            continue;
        if (const auto value = quantity.roof(gemm, *limit))
            roof.points.push_back({static_cast<double>(i * unit), *value, -1, false});
    }
    return roof;
}

} // namespace

std::vector<RoofCurve> roofCurves(const StoredRun& stored, const Quantity& quantity) {
    if (stored.run.context.roofs.empty())
        return {};
    std::vector<RoofCurve> roofs;
    if (stored.run.spec.mode == SweepMode::FixedHeadDim && !quantity.roofIsFlat())
        for (const std::int64_t ratio : stored.run.spec.ratios)
            roofs.push_back(sampleRoof(stored, ratio, quantity));
    else
        roofs.push_back(sampleRoof(stored, std::nullopt, quantity));
    std::erase_if(roofs, [](const RoofCurve& roof) { return roof.points.empty(); });
    return roofs;
}

} // namespace headroom::ui
