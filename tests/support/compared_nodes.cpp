// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/compared_nodes.h"

#include <cmath>
#include <random>

namespace headroom::testing {

std::vector<Run> nodeRuns(int count, const NodeFault& fault, double noise, const SweepSpec& spec) {
    constexpr double kHalf = 0.0074;
    std::mt19937_64 random(static_cast<unsigned>(count));
    std::normal_distribution<double> by(0, noise);
    std::vector<Run> runs;
    for (int node = 1; node <= count; ++node) {
        Run run = sampleRun(spec);
        run.name = "node" + std::to_string(node);
        run.context.runId = run.name;
        run.context.host = run.name;
        for (Measurement& row : run.measurements) {
            row = sampleMeasurement(row.point, sampleTflops(row.point) * std::exp(by(random)));
            row.smClockMhz = 1800;
            const double factor = fault ? fault(node, row) : 1;
            row.time.medianS /= factor;
            row.time.lowS = row.time.medianS * (1 - kHalf);
            row.time.highS = row.time.medianS * (1 + kHalf);
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

NodeFault slowNode(int node, std::int64_t ratio, double by) {
    return [=](int which, const Measurement& row) {
        return which == node && (ratio == 0 || row.point.ratio == ratio) ? 1 - by : 1;
    };
}

} // namespace headroom::testing
