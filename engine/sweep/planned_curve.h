// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/model/operations.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace headroom {

/// One curve of a plan: what its points share.
struct PlannedCurve {
    Operation operation = Operation::KeyQueryScore;
    Pass pass = Pass::Forward;
    DataType type = DataType::F16;
    std::int64_t heads = 0; ///< a; 0 where it grows along the curve
    std::int64_t ratio = 1; ///< the class of the length that decides

    friend bool operator==(const PlannedCurve&, const PlannedCurve&) = default;
    friend auto operator<=>(const PlannedCurve&, const PlannedCurve&) = default;
};

/// The spec's curves: operation by operation, pass by pass, type by type, head count by head count, class by
/// class.
std::vector<PlannedCurve> curvesOf(const SweepSpec& spec);
/// The one that a point of such a sweep lies on.
PlannedCurve curveOf(const SweepSpec& spec, const PlannedPoint& point);
/// Whether it is one of the spec's, without making them.
bool isCurveOf(const SweepSpec& spec, const PlannedCurve& curve);

/// What of a curve's identity differs among the spec's curves.
struct CurveVariety {
    bool operations = false;
    bool passes = false;
    bool types = false;
    bool heads = false;
    bool ratios = false;

    /// Curves differ by nothing but their class, as in the paper's chart.
    bool onlyRatios() const { return !operations && !passes && !types && !heads; }
};
CurveVariety varietyOf(const SweepSpec& spec);

/// "h/a", "f/t", "v": the length whose power-of-two divisors make the operation's curves; empty where the
/// axis has no classes.
std::string classSymbolOf(const SweepSpec& spec, Operation operation);

/// "h/a = 8", "a = 12", "MLP Up, h = 8": what tells the curve from the spec's others.
std::string nameOf(const SweepSpec& spec, const PlannedCurve& curve);

/// True where the curve collects every length divisible by the ratio, not only the exact class.
bool meansDivisibleBy(const SweepSpec& spec, std::int64_t ratio);

/// What the curve holds, in a sentence for tooltips, hover text and help.
std::string describeCurve(const SweepSpec& spec, const PlannedCurve& curve);

} // namespace headroom
