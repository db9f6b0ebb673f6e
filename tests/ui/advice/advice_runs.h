// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/advice_question.h"
#include "engine/sweep/sweep_plan.h"
#include "tests/support/sample_run.h"

#include <functional>

namespace headroom::testing {

/// Asks about f = 10922 of llama-2-7b, forward.
inline SweepSpec askingAboutFfn(std::int64_t value = 10922) {
    SweepSpec spec;
    spec.seq = 512;
    spec.batch = 2;
    spec.budget = BudgetSpec{*findPreset("llama-2-7b"), 0, 1, {Pass::Forward}, {}};
    [&] {
        QCOMPARE(askAbout({.length = Length::Ffn, .values = {value}, .within = kUsualDistance}, spec),
                 std::string());
    }();
    return spec;
}

/// A made-up run of such a question, in which each GEMM has that throughput.
inline Run answered(const SweepSpec& spec, const std::function<double(const PlannedPoint&)>& tflops) {
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, tflops(row.point));
    return run;
}

/// Multiples of 64 are half as fast again.
inline Run adviceRun() {
    return answered(askingAboutFfn(),
                    [](const PlannedPoint& point) { return point.layer.ffn % 64 == 0 ? 150.0 : 100.0; });
}

/// The answer to a question about a point of that sweep; a call is twice as fast where `fast` says so.
inline Run answerAtPoint(const Run& sweep, std::size_t row,
                         const std::function<bool(const PlannedPoint&)>& fast) {
    SweepSpec spec = *questionAt(sweep.spec, sweep.measurements[row].point);
    [&] { QCOMPARE(askAbout(*spec.budget->variants, spec), std::string()); }();
    Run run = answered(spec, [&](const PlannedPoint& point) { return fast(point) ? 200.0 : 100.0; });
    run.context.runId = "answer";
    return run;
}

} // namespace headroom::testing
