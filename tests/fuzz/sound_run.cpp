// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/sound_run.h"

#include "tests/fuzz/fuzz_target.h"

#include "engine/files/limits.h"
#include "engine/io/csv.h"
#include "engine/io/csv_table.h"
#include "engine/io/run_file.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>

namespace headroom::fuzzing {

namespace {

/// Points of a plan that is made for each input: more would take longer than all the rest.
constexpr std::int64_t kMostPlanned = 500;

} // namespace

void requireSound(const Measurement& row) {
    require(std::isfinite(row.throughputTflops()) && row.throughputTflops() >= 0, "throughput is a number");
    require(std::isfinite(row.throughputLowTflops()) && std::isfinite(row.throughputHighTflops()),
            "the interval has ends");
    require(row.throughputLowTflops() <= row.throughputTflops() * (1 + 1e-9),
            "the interval holds the figure");
    require(operandBytes(row.point.gemm) > 0 && flop(row.point.gemm) > 0, "a GEMM has operands and FLOP");
    require(row.point.gemm.a.batch > 0 && row.point.gemm.b.batch > 0, "a GEMM has strides");
    require(std::isfinite(row.cost.wallS + row.cost.timedS), "its cost is a number");
}

void requireSound(const Run& run) {
    const std::vector<SpecError> errors = validate(run.spec);
    require(errors.empty(), errors.empty() ? "" : "its spec can be planned: " + errors.front().message);
    require(run.measurements.size() <= kMaxMeasurements, "its rows are counted");
    for (const Measurement& row : run.measurements) {
        requireSound(row);
        const auto roof = roofTflops(run.context, row.point.gemm);
        require(!roof || std::isfinite(*roof), "the roof is a number");
    }
    const std::string csv = toCsv(run);
    require(csv.find('\x1b') == std::string::npos, "a CSV holds no escapes");
    const Result<CsvTable> table = readCsvTable(csv, kMaxMeasurements);
    require(table && table->rows.size() == run.measurements.size(), "a CSV has a line for each row");
    const Result<Run> again = runFromJson(toJson(run));
    require(static_cast<bool>(again), again ? "" : "what was read can be kept: " + again.error().reason);
    require(*again == run, "what was read and written reads as equal");
}

void requirePlannable(const SweepSpec& spec) {
    if (!validate(spec).empty())
        return;
    const std::int64_t count = countPoints(spec);
    require(count >= 0 && count <= static_cast<std::int64_t>(kMaxMeasurements), "a plan has bounds");
    if (count > kMostPlanned || (!spec.pointsPerCurve && !spec.budget))
        return;
    const SweepPlan plan = makePlan(spec);
    require(plan.points.size() == static_cast<std::size_t>(count), "as many points are planned as counted");
    require(plan.order.size() == plan.points.size(), "each point is measured");
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        require(plan.points[i].index == i, "points are numbered");
        require(isOf(spec, plan.points[i]), "a planned point is one of the spec's");
    }
}

} // namespace headroom::fuzzing
