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

/// Where the roof is sampled along the x axis: by equal factors, so that a logarithmic axis shows small sizes
/// as wide as large ones.
std::vector<std::int64_t> samplesOf(const SweepSpec& spec, const PlannedCurve& curve) {
    if (infoOf(axisOf(spec)).isDivisor) {
        std::vector<std::int64_t> all;
        const CurveSizes sizes = sizesOf(spec, curve);
        for (std::int64_t i = 0; i < sizes.count; ++i)
            all.push_back(sizes.at(i));
        return all;
    }
    const AxisRange range = rangeOf(spec);
    const bool fixedHeads = spec.mode == SweepMode::FixedHeads;
    const std::int64_t unit = !fixedHeads                             ? curve.ratio
                              : dividesByHeads(spec, curve.operation) ? std::max<std::int64_t>(1, curve.heads)
                                                                      : 1;
    std::int64_t first = std::max<std::int64_t>(1, (range.least + unit - 1) / unit);
    std::int64_t last = range.most / unit;
    if (first == last) { // about one size, for a line
        last += (last + 1) / 2;
        first = std::max<std::int64_t>(1, first / 2);
    }
    const double growth =
        std::pow(static_cast<double>(std::max(first, last)) / static_cast<double>(first), 1.0 / kRoofSamples);
    const auto next = [&](std::int64_t i) {
        return std::max(i + 1, static_cast<std::int64_t>(static_cast<double>(i) * growth));
    };
    std::vector<std::int64_t> sizes;
    for (std::int64_t i = first; i <= last; i = i < last ? std::min(last, next(i)) : last + 1)
        sizes.push_back(i * unit);
    return sizes;
}

RoofCurve sampleRoof(const StoredRun& stored, const PlannedCurve& curve, std::optional<std::int64_t> look,
                     const Quantity& quantity) {
    RoofCurve roof{stored.id, look, true, {}};
    for (const std::int64_t size : samplesOf(stored.run.spec, curve)) {
        const GemmShape gemm = gemmAt(stored.run.spec, curve, size);
        const auto limit = roofTflops(stored.run.context, gemm);
        if (!limit || !std::isfinite(*limit) || !(*limit > 0))
            continue;
        if (const auto value = quantity.roof(gemm, *limit))
            roof.points.push_back({static_cast<double>(size), *value, -1, false});
    }
    return roof;
}

/// Curves whose shapes differ by more than their class each have a roof, in their colour where that tells
/// them apart.
std::vector<RoofCurve> roofsOf(const StoredRun& stored, const Quantity& quantity, const CurveLooks& looks) {
    const SweepSpec& spec = stored.run.spec;
    const CurveVariety variety = varietyOf(spec);
    const bool byRatio = spec.mode == SweepMode::FixedHeadDim;
    std::vector<RoofCurve> roofs;
    std::vector<PlannedCurve> seen;
    for (PlannedCurve curve : curvesOf(spec)) {
        std::optional<std::int64_t> look;
        if (byRatio)
            look = curve.ratio;
        else if (!variety.ratios && !variety.onlyRatios())
            look = looks.dressed(spec, keyOf(0, spec, curve, Algorithm::Default)).look();
        if (!byRatio)
            curve.ratio = 1; // of any class
        if (std::ranges::find(seen, curve) != seen.end())
            continue;
        seen.push_back(curve);
        roofs.push_back(sampleRoof(stored, curve, look, quantity));
        if (quantity.roofIsFlat())
            break;
    }
    if (quantity.roofIsFlat() && !roofs.empty())
        roofs.front().ratio.reset();
    return roofs;
}

} // namespace

std::vector<RoofCurve> roofCurves(const StoredRun& stored, const Quantity& quantity,
                                  const CurveLooks& looks) {
    if (stored.run.context.roofs.empty())
        return {};
    std::vector<RoofCurve> roofs = roofsOf(stored, quantity, looks);
    std::erase_if(roofs, [](const RoofCurve& roof) { return roof.points.empty(); });
    return roofs;
}

} // namespace headroom::ui
