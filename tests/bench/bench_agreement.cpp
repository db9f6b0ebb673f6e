// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// How well runs of the same shapes agree, in whatever order they were measured:
// bench_agreement A.headroom.json B.headroom.json [MORE…]
//
// The spread of a shape is (largest - smallest) / median of its throughputs over the runs. Prints the shapes
// that differ most and the median, 95th percentile and largest spread, over all shapes and over those without
// a flag in any run; "last / first" is the median ratio of the last run to the first. "Covered" is the share
// of ordered pairs of runs where the interval of one row holds the other's figure: 95 % is what it claims.
#include "engine/io/run_file.h"
#include "engine/measure/statistics.h"
#include "engine/measure/stopping_rule.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

using namespace headroom;

namespace {

/// One shape's measurements, a row from each run.
struct Visits {
    std::vector<const Measurement*> rows;
    std::vector<double> sorted; ///< TFLOP/s

    double spread() const { return (sorted.back() - sorted.front()) / median(sorted); }
    double lastOverFirst() const {
        return rows.back()->throughputTflops() / rows.front()->throughputTflops();
    }
    std::size_t pairs() const { return rows.size() * (rows.size() - 1); }
    std::size_t coveredPairs() const {
        std::size_t covered = 0;
        for (const Measurement* one : rows)
            for (const Measurement* other : rows)
                covered += one != other && one->time.lowS <= other->time.medianS &&
                                   other->time.medianS <= one->time.highS
                               ? 1
                               : 0;
        return covered;
    }
    bool flagged() const {
        return std::ranges::any_of(rows, [](const Measurement* row) { return !row->flags.empty(); });
    }
};

/// The shapes that every run measured, those that differ most first.
std::vector<Visits> visitsOf(const std::vector<Run>& runs) {
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, Algorithm>, Visits> byShape;
    for (const Run& run : runs)
        for (const Measurement& row : run.measurements)
            if (row.ok()) {
                const LayerShape& shape = row.point.layer;
                byShape[{shape.hidden, shape.heads, row.point.ratio, row.point.algorithm}].rows.push_back(
                    &row);
            }
    std::vector<Visits> all;
    for (auto& [shape, visits] : byShape) {
        if (visits.rows.size() != runs.size())
            continue;
        for (const Measurement* row : visits.rows)
            visits.sorted.push_back(row->throughputTflops());
        std::ranges::sort(visits.sorted);
        all.push_back(std::move(visits));
    }
    std::ranges::sort(all, std::ranges::greater(), &Visits::spread);
    return all;
}

void printSummary(const char* name, const std::vector<Visits>& shapes) {
    if (shapes.empty())
        return;
    std::vector<double> ratios;
    std::vector<double> spreads;
    std::vector<double> halfWidths;
    std::size_t pairs = 0;
    std::size_t covered = 0;
    for (const Visits& shape : shapes) {
        ratios.push_back(shape.lastOverFirst());
        spreads.push_back(shape.spread());
        pairs += shape.pairs();
        covered += shape.coveredPairs();
        for (const Measurement* row : shape.rows)
            halfWidths.push_back(StoppingRule::halfWidth(row->time));
    }
    std::ranges::sort(ratios);
    std::ranges::sort(spreads);
    std::ranges::sort(halfWidths);
    std::printf("%-10s %7zu %12.4f %12.2f %% %9.2f %% %9.2f %% %12.1f %% %9.2f %%\n", name, shapes.size(),
                median(ratios), 100 * median(spreads), 100 * quantile(spreads, 0.95), 100 * spreads.back(),
                100.0 * static_cast<double>(covered) / static_cast<double>(pairs), 100 * median(halfWidths));
}

void printWorst(const std::vector<Visits>& shapes) {
    std::printf("%8s %8s %9s %13s %13s %9s  %s\n", "h/a", "h", "algorithm", "least TFLOP/s", "most TFLOP/s",
                "spread", "flags");
    for (std::size_t i = 0; i < std::min<std::size_t>(10, shapes.size()); ++i) {
        const Visits& shape = shapes[i];
        const PlannedPoint& point = shape.rows.front()->point;
        std::string flags;
        for (const Measurement* row : shape.rows)
            flags += (row == shape.rows.front() ? "" : " / ") + toString(row->flags);
        std::printf("%8lld %8lld %9s %13.5g %13.5g %7.2f %%  %s\n",
                    static_cast<long long>(point.layer.headDim), static_cast<long long>(point.layer.hidden),
                    toString(point.algorithm), shape.sorted.front(), shape.sorted.back(),
                    100 * shape.spread(), flags.c_str());
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: bench_agreement A.headroom.json B.headroom.json [MORE...]\n");
        return 2;
    }
    std::vector<Run> runs;
    for (int i = 1; i < argc; ++i) {
        Result<Run> run = readRunFile(argv[i]);
        if (!run) {
            std::fprintf(stderr, "%s\n", run.error().reason.c_str());
            return 1;
        }
        runs.push_back(std::move(*run));
    }
    const std::vector<Visits> all = visitsOf(runs);
    printWorst(all);
    std::printf("\n%-10s %7s %12s %14s %11s %11s %14s %11s\n", "shapes", "number", "last / first",
                "median spread", "95th pct.", "largest", "pairs covered", "half width");
    printSummary("all", all);
    std::vector<Visits> clean;
    std::ranges::remove_copy_if(all, std::back_inserter(clean), &Visits::flagged);
    printSummary("unflagged", clean);
    return 0;
}
