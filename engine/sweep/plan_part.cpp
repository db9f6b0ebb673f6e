// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/plan_part.h"

#include "engine/files/exact_number.h"
#include "engine/files/limits.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/spec_difference.h"

#include <algorithm>
#include <map>
#include <utility>

namespace headroom {

namespace {

constexpr std::string_view kNoteBegins = "Part ";
constexpr std::string_view kNoteEnds = " of the sweep.";

/// A point that is not measured says something of its shape, unless its device went away.
bool isSettled(const Measurement& row) {
    return row.status != Status::DeviceLost && row.status != Status::Error;
}

/// Whether the row says more of its point than the one that is there.
bool saysMore(const Measurement& row, const Measurement& there) {
    if (row.ok() != there.ok())
        return row.ok();
    if (row.flags.empty() != there.flags.empty())
        return row.flags.empty();
    return row.timestampUtc > there.timestampUtc;
}

/// Of each point in the plan's order, the part it belongs to, counted from 1: shapes go to the parts in turn.
std::vector<int> partsOf(const SweepPlan& plan, int of) {
    std::vector<int> parts;
    parts.reserve(plan.order.size());
    int shape = -1;
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        if (i == 0 || plan.points[plan.order[i - 1]].gemm != plan.points[plan.order[i]].gemm)
            shape = (shape + 1) % of;
        parts.push_back(shape + 1);
    }
    return parts;
}

void addNote(RunContext& context, const std::string& note) {
    if (context.notes.size() < kMaxNotes && std::ranges::find(context.notes, note) == context.notes.end())
        context.notes.push_back(note);
}

} // namespace

std::optional<PlanPart> planPart(std::string_view text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::optional<std::int64_t> number = wholeNumber(text.substr(0, slash));
    const std::optional<std::int64_t> of = wholeNumber(text.substr(std::min(slash + 1, text.size())));
    if (!number || !of || *number < 1 || *of < *number || std::cmp_greater(*of, kMaxMeasurements))
        return std::nullopt;
    return PlanPart{static_cast<int>(*number), static_cast<int>(*of)};
}

void takePart(SweepPlan& plan, PlanPart part) {
    const std::vector<int> parts = partsOf(plan, part.of);
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < plan.order.size(); ++i)
        if (parts[i] == part.number)
            own.push_back(plan.order[i]);
    plan.order = std::move(own);
    if (part.of > 1)
        plan.notes.push_back(std::string(kNoteBegins) + std::to_string(part.number) + " of " +
                             std::to_string(part.of) + std::string(kNoteEnds));
}

std::optional<PlanPart> partOf(const RunContext& context) {
    for (const std::string& note : context.notes) {
        if (!note.starts_with(kNoteBegins) || !note.ends_with(kNoteEnds))
            continue;
        std::string part =
            note.substr(kNoteBegins.size(), note.size() - kNoteBegins.size() - kNoteEnds.size());
        if (const std::size_t of = part.find(" of "); of != std::string::npos)
            if (const auto found = planPart(part.replace(of, 4, "/")))
                return found;
    }
    return std::nullopt;
}

std::vector<std::size_t> partSizes(const SweepPlan& plan, int of) {
    std::vector<std::size_t> sizes(static_cast<std::size_t>(of));
    for (const int part : partsOf(plan, of))
        ++sizes[static_cast<std::size_t>(part - 1)];
    return sizes;
}

std::optional<std::size_t> plannedPoints(const Run& run) {
    if (std::ranges::any_of(run.context.notes, tellsOfMemory))
        return std::nullopt;
    if (const auto part = partOf(run.context))
        return partSizes(makePlan(run.spec), part->of)[static_cast<std::size_t>(part->number - 1)];
    return static_cast<std::size_t>(countPoints(run.spec));
}

Outcome takeKept(SweepPlan& plan, const Run& kept, int visits) {
    if (kept.spec != plan.spec)
        return Error{Status::Error, "it holds another sweep, with " + specDifference(kept.spec, plan.spec)};
    std::vector<bool> isKept(plan.points.size());
    std::vector<bool> isWhole(plan.points.size());
    for (const Measurement& row : kept.measurements) {
        const std::size_t index = row.point.index;
        if (index >= plan.points.size() || plan.points[index] != row.point)
            return Error{Status::Error,
                         "its points are others: the device had more or less free memory then"};
        if (!isSettled(row))
            continue;
        isKept[index] = true;
        isWhole[index] =
            !row.ok() || row.visits > visits || (row.visits == visits && !row.flags.has(Flag::VisitsDiffer));
        plan.known.push_back(row);
    }
    plan.continues = kept.context;
    std::erase_if(plan.order, [&isWhole](std::size_t index) { return isWhole[index]; });
    std::stable_partition(plan.order.begin(), plan.order.end(),
                          [&isKept](std::size_t index) { return !isKept[index]; });
    return success();
}

Outcome checkCircumstances(const RunContext& one, const RunContext& other) {
    const auto differ = [](const char* what, const std::string& here, const std::string& there) {
        return Error{Status::Error, std::string(what) + " differs: " + there + ", and here " + here};
    };
    if (one.device != other.device)
        return differ("the device", one.device, other.device);
    const std::string library = one.backend + " " + one.libraryVersion;
    if (const std::string before = other.backend + " " + other.libraryVersion; library != before)
        return differ("the library", library, before);
    if (one.driverVersion != other.driverVersion)
        return differ("the driver", one.driverVersion, other.driverVersion);
    return success();
}

Result<Run> mergeRuns(const std::vector<Run>& runs) {
    std::vector<const Run*> all;
    for (const Run& run : runs)
        all.push_back(&run);
    return mergeRuns(all);
}

Result<Run> mergeRuns(const std::vector<const Run*>& runs) {
    Run merged{runs.front()->context, runs.front()->spec, {}, {}, runs.front()->name};
    std::map<std::size_t, std::size_t> rowOf;
    for (const Run* each : runs) {
        const Run& run = *each;
        const std::string name = run.name.empty() ? run.context.runId : run.name;
        if (run.spec != merged.spec)
            return Error{Status::Error,
                         name + " is of another sweep, with " + specDifference(run.spec, merged.spec)};
        if (const Outcome alike = checkCircumstances(merged.context, run.context); !alike)
            return Error{Status::Error, name + ": " + alike.error().reason};
        if (run.context.host != merged.context.host)
            addNote(merged.context, "Partly measured on " + run.context.host + ".");
        for (const std::string& note : run.context.notes)
            addNote(merged.context, note);
        for (const Measurement& row : run.measurements) {
            const auto [place, isNew] = rowOf.try_emplace(row.point.index, merged.measurements.size());
            if (isNew) {
                merged.measurements.push_back(row);
                continue;
            }
            Measurement& there = merged.measurements[place->second];
            if (there.point != row.point)
                return Error{Status::Error,
                             name + " planned other points: its device had more or less free memory"};
            if (saysMore(row, there))
                there = row;
        }
    }
    std::erase_if(merged.context.notes,
                  [](const std::string& note) { return note.starts_with(kNoteBegins); });
    return merged;
}

} // namespace headroom
