// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/operations.h"
#include "engine/sweep/planned_curve.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The sizes of a curve along the x axis: evenly spaced, first, first + step, …, or a few that are listed.
struct CurveSizes {
    std::int64_t first = 0;
    std::int64_t step = 1;
    std::int64_t count = 0;
    std::vector<std::int64_t> listed = {}; ///< ascending; where there are any, they are all

    std::int64_t at(std::int64_t position) const {
        return listed.empty() ? first + position * step : listed[static_cast<std::size_t>(position)];
    }
    std::int64_t last() const { return at(count - 1); }
};

/// The range of the x axis, both ends included.
AxisRange rangeOf(const SweepSpec& spec);

/// The sizes of a curve within the spec's range.
CurveSizes sizesOf(const SweepSpec& spec, const PlannedCurve& curve);

/// Those of these sizes whose operands take no more than so many bytes; along an axis of lengths they grow.
CurveSizes fittingSizes(const SweepSpec& spec, const PlannedCurve& curve, const CurveSizes& sizes,
                        std::uint64_t operandLimit);

/// Where a curve's i-th of n points lies among its sizes: first and last included, the others evenly between,
/// or by equal factors where the range spans decades.
std::int64_t positionOf(const SweepSpec& spec, const CurveSizes& sizes, std::int64_t i, std::int64_t n);

/// The layer and its GEMM at one of them.
LayerShape layerAt(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size);
GemmShape gemmAt(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size);
/// The layout in which the curve is measured: the spec's, where it has one operation and pass; else as
/// issued.
Layout layoutOf(const SweepSpec& spec, const PlannedCurve& curve);

/// Bytes of that GEMM's operands.
std::uint64_t operandBytesAt(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size);

/// Sizes along the axis must be multiples of the head count: the operation's GEMM depends on d, which is h/a.
bool dividesByHeads(const SweepSpec& spec, Operation operation);

/// Whether the operation's GEMM depends on the number of heads.
bool dependsOnHeads(const SweepSpec& spec, Operation operation);

/// Whether it depends on that length of the spec's layer.
bool dependsOn(const SweepSpec& spec, Operation operation, Axis axis);

/// That no size of the spec's range lies on the curve, in a sentence.
std::string describeEmpty(const SweepSpec& spec, const PlannedCurve& curve);
/// Whether a note of a run is one of the sentences on what memory left out.
bool tellsOfMemory(std::string_view note);
/// What of a curve is left out by that limit, in a sentence. Requires fewer fitting than sizes.
std::string describeLeftOut(const SweepSpec& spec, const PlannedCurve& curve, const CurveSizes& sizes,
                            const CurveSizes& fitting, std::uint64_t operandLimit);
/// All of that for the spec's curves, with one sentence for those that end early.
std::vector<std::string> describeGaps(const SweepSpec& spec, std::uint64_t operandLimit);

} // namespace headroom
