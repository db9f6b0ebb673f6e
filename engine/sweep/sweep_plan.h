// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/model/run_context.h"
#include "engine/sweep/planned_curve.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

inline constexpr std::uint64_t kNoOperandLimit = std::numeric_limits<std::uint64_t>::max();

/// Bytes that the operands of one shape may take on that device, as far as is known before it is open. Leaves
/// a part of the free memory alone.
std::uint64_t operandLimit(const DeviceInfo& device);

/// The points of a validated spec, and the order to measure them in.
struct SweepPlan {
    SweepSpec spec;
    std::vector<PlannedPoint> points; ///< curve by curve in the spec's order, ascending along the x axis;
                                      ///< point.index is the position
    /// The indices of what is to be measured, all of them or a part: the largest size of each curve, then its
    /// middle, its smallest, its quarters and so on, over all curves at once.
    std::vector<std::size_t> order;
    /// Rows of other runs that are taken over (known_rows.h); the order lacks their points. Of the run that
    /// goes on, also rows that had too few visits, whose points the order has.
    std::vector<Measurement> known = {};
    std::vector<std::string> notes;               ///< curves that are empty, or end early for want of memory
    std::uint64_t operandLimit = kNoOperandLimit; ///< that it was made for
    /// Of the run that goes on with this plan, whose rows those are then.
    std::optional<RunContext> continues = {};
};

/// The sizes of one curve within the spec's range, ascending, before any are left out.
/// The last ratio chosen, from 64 up, stands for every length divisible by it.
std::vector<std::int64_t> admissibleSizes(const SweepSpec& spec, const PlannedCurve& curve);

/// The only maker of points, of curves and of layer budgets: two programs make the same of one spec.
/// Requires validate(spec) to be empty. `algorithm == Both` gives two points a shape, neighbours in the
/// order. Each curve's points are spread over the hidden sizes that fit into the limit, and notes name the
/// others. Where no shape at all fits, none is left out: opening the device refuses the plan.
SweepPlan makePlan(const SweepSpec& spec, std::uint64_t operandLimit = kNoOperandLimit);

/// Number of points makePlan would make, without making them.
std::int64_t countPoints(const SweepSpec& spec, std::uint64_t operandLimit = kNoOperandLimit);

/// Seconds that all its points together may be timed for: where visits do not agree, more than the limit of
/// each.
double timedBudgetS(const SweepPlan& plan);

/// Whether the point can be one of that spec's: on one of its curves, or a row of its layer as planned.
bool isOf(const SweepSpec& spec, const PlannedPoint& point);

/// The chart's title: "Attention Key Query Score, a=12".
std::string chartTitle(const SweepSpec& spec);

} // namespace headroom
