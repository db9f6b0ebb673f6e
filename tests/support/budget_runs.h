// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/budget_lines.h"
#include "tests/support/sample_run.h"

#include <algorithm>

namespace headroom::testing {

/// A made-up run of a preset's layer, all passes.
inline Run budgetRun(const char* model, std::int64_t tensorParallel = 1) {
    SweepSpec spec;
    spec.seq = 512;
    spec.batch = 2;
    spec.budget =
        BudgetSpec{*findPreset(model), 0, tensorParallel, {Pass::Forward, Pass::Dgrad, Pass::Wgrad}, {}};
    Run run = sampleRun(spec);
    run.context.runId = std::string(model) + "-t" + std::to_string(tensorParallel);
    return run;
}

/// Of the run's measurements, the row of that GEMM.
inline std::size_t rowOf(const Run& run, Operation operation, Pass pass) {
    const auto at = std::ranges::find_if(run.measurements, [&](const Measurement& row) {
        return row.point.operation == operation && row.point.pass == pass;
    });
    return static_cast<std::size_t>(at - run.measurements.begin());
}

inline void fail(Run& run, Operation operation, Pass pass, const char* reason) {
    Measurement& row = run.measurements[rowOf(run, operation, pass)];
    row = failedMeasurement(row.point, Status::OutOfMemory, reason);
}

} // namespace headroom::testing
