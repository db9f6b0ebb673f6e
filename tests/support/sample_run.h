// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <string>

namespace headroom::testing {

/// The seed chart's sweep: a = 12, seven ratios, h to 32768, with that many points per curve.
SweepSpec sampleSpec(int pointsPerCurve = 8);

/// Made-up circumstances with a roof of 300 TFLOP/s and 2 TB/s.
RunContext sampleContext(const std::string& runId = "sample");

/// A passed measurement of that point at `tflops`, with an interval of ±1 %.
Measurement sampleMeasurement(const PlannedPoint& point, double tflops);
/// A failed one.
Measurement failedMeasurement(const PlannedPoint& point, Status status, const std::string& reason);

/// Made-up throughput that rises with h and with the ratio, as the seed chart's does: TFLOP/s.
double sampleTflops(const PlannedPoint& point);

/// A whole run of that spec, measured in the plan's order, every point ok and made up.
Run sampleRun(const SweepSpec& spec = sampleSpec());

/// The same with all throughputs so many times as high, under the same roof.
Run scaledRun(double factor, const SweepSpec& spec = sampleSpec());

/// A whole run of that spec in the order of its points, each at 100 TFLOP/s.
Run levelRun(const SweepSpec& spec);

/// A run in which no field has its default and every kind of row occurs, for whatever writes and reads runs.
Run fullRun();

} // namespace headroom::testing
