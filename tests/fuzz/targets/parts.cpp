// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Parts of a sweep that are merged or gone on with: run files, one after the other, parted by a line "%%".

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/files/limits.h"
#include "engine/io/run_file.h"
#include "engine/sweep/plan_part.h"

#include <numeric>
#include <vector>

namespace headroom::fuzzing {

namespace {

constexpr std::string_view kBetween = "\n%%\n";
constexpr std::int64_t kMostPlanned = 500;

std::vector<Run> runsIn(std::string_view bytes) {
    std::vector<Run> runs;
    while (!bytes.empty() && runs.size() < 4) {
        const std::size_t end = std::min(bytes.find(kBetween), bytes.size());
        if (Result<Run> run = runFromJson(bytes.substr(0, end)))
            runs.push_back(std::move(*run));
        bytes.remove_prefix(std::min(end + kBetween.size(), bytes.size()));
    }
    return runs;
}

void requireParted(const Run& run) {
    if (!run.spec.pointsPerCurve || countPoints(run.spec) > kMostPlanned)
        return;
    SweepPlan plan = makePlan(run.spec);
    const std::size_t points = plan.points.size();
    if (const std::optional<PlanPart> part = partOf(run.context)) {
        const std::vector<std::size_t> sizes = partSizes(plan, part->of);
        require(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}) == points,
                "the parts have all points");
        SweepPlan own = plan;
        takePart(own, *part);
        require(own.order.size() == sizes.at(static_cast<std::size_t>(part->number - 1)),
                "a part has as many points as it is said to have");
    }
    const Outcome kept = takeKept(plan, run, 1);
    if (!kept)
        return requireSentence(kept.error().reason);
    require(plan.order.size() + plan.known.size() == points, "each point is known or measured");
}

FUZZ_TARGET(parts) {
    if (const std::optional<PlanPart> part = planPart(bytes))
        require(part->number >= 1 && part->number <= part->of, "a part is one of its parts");
    const std::vector<Run> runs = runsIn(bytes);
    if (runs.empty())
        return;
    requireParted(runs.front());
    const Result<Run> merged = mergeRuns(runs);
    if (merged)
        requireSound(*merged);
    else
        requireSentence(merged.error().reason);
}

} // namespace

} // namespace headroom::fuzzing
