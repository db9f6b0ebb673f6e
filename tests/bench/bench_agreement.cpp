// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// How well two runs of one plan agree: bench_agreement A.headroom.json B.headroom.json
//
// Prints the points that differ most and the median, 95th percentile and largest difference of the
// throughput, over all points and over those without a flag in either run.
#include "engine/io/run_file.h"
#include "engine/measure/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

using namespace headroom;

namespace {

struct Pair {
    const Measurement* first;
    const Measurement* second;

    double ratio() const { return second->throughputTflops() / first->throughputTflops(); }
    double difference() const { return std::abs(ratio() - 1); }
    bool flagged() const { return !first->flags.empty() || !second->flags.empty(); }
};

void printSummary(const char* name, const std::vector<Pair>& pairs) {
    if (pairs.empty())
        return;
    std::vector<double> ratios;
    std::vector<double> differences;
    for (const Pair& pair : pairs) {
        ratios.push_back(pair.ratio());
        differences.push_back(pair.difference());
    }
    std::ranges::sort(ratios);
    std::ranges::sort(differences);
    std::printf("%-10s %7zu %13.4f %12.2f %% %12.2f %% %12.2f %%\n", name, pairs.size(), median(ratios),
                100 * median(differences), 100 * quantile(differences, 0.95), 100 * differences.back());
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_agreement A.headroom.json B.headroom.json\n");
        return 2;
    }
    const Result<Run> first = readRunFile(argv[1]);
    const Result<Run> second = readRunFile(argv[2]);
    for (const auto* run : {&first, &second}) {
        if (!*run) {
            std::fprintf(stderr, "%s\n", run->error().reason.c_str());
            return 1;
        }
    }
    std::map<std::size_t, const Measurement*> byIndex;
    for (const Measurement& row : first->measurements)
        if (row.ok())
            byIndex[row.point.index] = &row;
    std::vector<Pair> all;
    for (const Measurement& row : second->measurements) {
        const auto match = byIndex.find(row.point.index);
        if (row.ok() && match != byIndex.end() && match->second->point == row.point)
            all.push_back({match->second, &row});
    }
    std::ranges::sort(all, std::ranges::greater(), &Pair::difference);
    std::printf("%8s %8s %12s %12s %9s  %s\n", "h/a", "h", "A TFLOP/s", "B TFLOP/s", "B / A",
                "flags of A / B");
    for (std::size_t i = 0; i < std::min<std::size_t>(10, all.size()); ++i)
        std::printf("%8lld %8lld %12.5g %12.5g %9.4f  %s / %s\n",
                    static_cast<long long>(all[i].first->point.attention.headDim()),
                    static_cast<long long>(all[i].first->point.attention.hidden),
                    all[i].first->throughputTflops(), all[i].second->throughputTflops(), all[i].ratio(),
                    toString(all[i].first->flags).c_str(), toString(all[i].second->flags).c_str());
    std::printf("\n%-10s %7s %13s %14s %14s %14s\n", "points", "number", "median B/A", "median diff.",
                "95th pct.", "largest");
    printSummary("all", all);
    std::vector<Pair> clean;
    std::ranges::copy_if(all, std::back_inserter(clean), [](const Pair& pair) { return !pair.flagged(); });
    printSummary("unflagged", clean);
    return 0;
}
