// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_run.h"

#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>

namespace headroom::testing {

SweepSpec sampleSpec(int pointsPerCurve) {
    SweepSpec spec;
    spec.pointsPerCurve = pointsPerCurve;
    return spec;
}

RunContext sampleContext(const std::string& runId) {
    RunContext context;
    context.runId = runId;
    context.device = "Sample device";
    context.deviceId = "cuda:0";
    context.backend = "sample";
    context.libraryVersion = "1.0";
    context.host = "sample-host";
    context.headroomVersion = "0.1.0";
    context.startedUtc = "2026-01-02T03:04:05Z";
    context.dataSeed = 1;
    context.roofs = {{DataType::F16, 300, 2e12, "made up"}, {DataType::F32, 150, 2e12, "made up"}};
    return context;
}

Measurement sampleMeasurement(const PlannedPoint& point, double tflops) {
    const double seconds = flop(point.gemm) / (tflops * 1e12);
    Measurement measurement;
    measurement.point = point;
    measurement.status = Status::Ok;
    measurement.time = {
        seconds, seconds * 0.98, seconds * 0.995, seconds * 1.005, seconds * 0.99, seconds * 1.01, 70};
    measurement.kernel = "sample_kernel_align" + std::to_string(std::min<std::int64_t>(point.ratio, 8));
    measurement.deviceId = "cuda:0";
    measurement.timestampUtc = "2026-01-02T03:04:06Z";
    measurement.cost = {1e-4, 1e-3, 2e-3, 10e-3, 0, 14e-3};
    return measurement;
}

Measurement failedMeasurement(const PlannedPoint& point, Status status, const std::string& reason) {
    Measurement measurement;
    measurement.point = point;
    measurement.status = status;
    measurement.reason = reason;
    measurement.deviceId = "cuda:0";
    measurement.timestampUtc = "2026-01-02T03:04:06Z";
    return measurement;
}

double sampleTflops(const PlannedPoint& point) {
    const double ceiling = 95 + 155 * std::log2(static_cast<double>(point.ratio)) / 6;
    const bool isOfLayer = point.operation != Operation::Gemm;
    const double h = static_cast<double>(isOfLayer ? point.layer.hidden : point.gemm.k);
    return ceiling * h / (h + 1500);
}

Run sampleRun(const SweepSpec& spec) {
    Run run{sampleContext(), spec, {}};
    const SweepPlan plan = makePlan(spec);
    for (const std::size_t index : plan.order) {
        const PlannedPoint& point = plan.points[index];
        run.measurements.push_back(sampleMeasurement(point, sampleTflops(point)));
    }
    return run;
}

Run scaledRun(double factor, const SweepSpec& spec) {
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, sampleTflops(row.point) * factor);
    return run;
}

Run levelRun(const SweepSpec& spec) {
    Run run = sampleRun();
    run.spec = spec;
    run.measurements.clear();
    run.rowIndex = {};
    for (const PlannedPoint& point : makePlan(spec).points) {
        Measurement& row = run.measurements.emplace_back();
        row.point = point;
        row.status = Status::Ok;
        row.time.medianS = flop(point.gemm) / 1e14;
        row.time.lowS = 0.99 * row.time.medianS;
        row.time.highS = 1.01 * row.time.medianS;
    }
    return run;
}

Run fullRun() {
    SweepSpec spec;
    spec.heads = 16;
    spec.ratios = {2, 8, 128};
    spec.hiddenMin = 64;
    spec.hiddenMax = 16384;
    spec.pointsPerCurve = 3;
    spec.seq = 1024;
    spec.batch = 2;
    spec.type = DataType::Bf16;
    spec.layout = Layout::NT;
    spec.algorithm = Algorithm::Both;
    spec.regime = Regime::Sustained;
    spec.precision = 0.02;
    spec.timeLimitS = 1.5;
    spec.orderSeed = ~std::uint64_t{0};
    spec.threads = 3;
    Run run = sampleRun(spec);
    run.context.runId = "20260102T030405Z-0badcafe";
    run.context.driverVersion = "580.1 (CUDA 13.0)";
    run.context.headroomCommit = "0123456789ab";
    run.context.threads = 3;
    run.context.dataSeed = 1'000'000'007;
    run.context.environment = {"CUDA_VISIBLE_DEVICES=1", "OMP_PLACES={0},{1}"};
    run.context.notes = {"A note with “quotes”, \"these\", two  spaces\nand a line", "größer, 大"};
    run.context.roofs = {{DataType::Bf16, 989.4, 4.8e12, "specified", 1830}};
    run.measurements[0].smClockMhz = 1979.25;
    run.measurements[1].flags = Flags(Flag::ProcessorLost) | Flag::CapHit;
    run.measurements[2] = failedMeasurement(run.measurements[2].point, Status::OutOfMemory, "Too large.");
    run.measurements[3].cost.pacingS = 0.25;
    run.measurements[3].visits = 3;
    run.measurements[3].visitTimes = {{2e-3, 1515.5, true}, {2.5e-3, 0, false}, {2.01e-3, 1520, true}};
    run.context.betweenRuns = 0.0015;
    return run;
}

} // namespace headroom::testing
