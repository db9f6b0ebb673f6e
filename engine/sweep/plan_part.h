// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/run.h"
#include "engine/sweep/sweep_plan.h"

#include <optional>
#include <string_view>
#include <vector>

namespace headroom {

/// One of several parts of a plan that are measured apart from each other, by the tasks of an array job for
/// one.
struct PlanPart {
    int number = 1; ///< from 1
    int of = 1;
};
/// "2/8"; nothing where it is no such part.
std::optional<PlanPart> planPart(std::string_view text);

/// Leaves in the plan's order what is that part's: every so manieth shape of it, so that each part has points
/// of all curves and sizes, and takes about as long. The rows of one shape stay together.
void takePart(SweepPlan& plan, PlanPart part);
/// Which part a run measured, as takePart() noted it; nothing of a whole sweep.
std::optional<PlanPart> partOf(const RunContext& context);
/// How many points of the plan each of so many parts has.
std::vector<std::size_t> partSizes(const SweepPlan& plan, int of);

/// How many points the run was to have, or the part of a sweep that it measured. Nothing where curves ended
/// early for want of memory: how much there was is not known any more.
std::optional<std::size_t> plannedPoints(const Run& run);

/// Takes a run that was cut off as measured: its rows come first when the plan is measured, and what it lacks
/// is left in the order. Refused where it is of another sweep. A point that failed with its device is
/// measured anew. So are, last of all, those that had fewer than that many visits, which each point of the
/// sweep is to have, or so many that differ: their rows stand until others say as much.
Outcome takeKept(SweepPlan& plan, const Run& kept, int visits);

/// Several runs that measured parts of one sweep, or began it anew, as one: each point once, one that was
/// measured before one that failed, one without flags before a flagged one, and of two alike the later.
/// Refused where they are of other sweeps or cards. At least one.
Result<Run> mergeRuns(const std::vector<Run>& runs);
Result<Run> mergeRuns(const std::vector<const Run*>& runs);

/// What makes rows of two runs comparable as one run's: device, library, driver. The error names what
/// differs.
Outcome checkCircumstances(const RunContext& one, const RunContext& other);

} // namespace headroom
