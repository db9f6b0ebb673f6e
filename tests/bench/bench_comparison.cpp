// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// How long it takes to say which of several runs of the full chart falls out of the band.
//
// bench_comparison [RUNS]   8 if not said

#include "engine/sweep/comparison_lines.h"
#include "tests/support/compared_nodes.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace headroom;

namespace {

double millisecondsOf(const auto& action) {
    const auto start = std::chrono::steady_clock::now();
    action();
    return 1e3 * std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 8;
    SweepSpec chart;
    chart.pointsPerCurve.reset();
    const std::vector<Run> runs = testing::nodeRuns(count, testing::slowNode(3, 64, 0.04), 0.005, chart);
    std::vector<NamedRun> named;
    for (const Run& run : runs)
        named.push_back({&run, run.name});
    std::printf("%d runs of %zu points\n", count, runs.front().measurements.size());
    for (int i = 0; i < 3; ++i) {
        std::optional<SharedGemms> shared;
        RunComparison comparison;
        std::vector<std::string> sentences;
        const double pairing = millisecondsOf([&] { shared.emplace(named); });
        const double judging = millisecondsOf([&] { comparison = compareRuns(*shared); });
        const double words = millisecondsOf([&] { sentences = comparisonSentences(*shared, comparison); });
        const double row = millisecondsOf([&] { static_cast<void>(shared->take(0, 0)); });
        std::printf("pairing %6.1f ms, judging %6.1f ms, words %6.1f ms, a row more %7.4f ms: %s\n", pairing,
                    judging, words, row, sentences.front().c_str());
    }
    return 0;
}
