// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/merge_command.h"

#include "app/cli/advice_table.h"
#include "app/cli/budget_table.h"
#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "app/headroom_engine/read_run.h"
#include "engine/files/limits.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/plan_part.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

namespace headroom {

namespace {

/// As the command prints it that measures the run at once. Requires a budget.
std::string tableOf(const Run& run, RankBy rank, bool isWhole) {
    if (run.spec.isList())
        return listTable(run);
    if (!run.spec.budget->variants)
        return budgetTable(run);
    return isWhole ? adviceTable(run, rank)
                   : adviceTableOfPart(run, rank) +
                         "This is not all of the sweep: there is no verdict before all of it is merged.\n";
}

/// That a user gave the runs; empty where those that have one differ in it.
std::string sharedName(const std::vector<Run>& runs) {
    std::set<std::string> names;
    for (const Run& run : runs)
        names.insert(run.name);
    names.erase(std::string());
    return names.size() == 1 ? *names.begin() : std::string();
}

/// " Not whole of 8 parts: 3, 5." where the runs are parts of a sweep.
std::string missingParts(const std::vector<Run>& runs, bool endsEarly) {
    std::map<int, std::size_t> rowsOf;
    int of = 0;
    for (const Run& run : runs) {
        const std::optional<PlanPart> part = partOf(run.context);
        if (!part || (of != 0 && part->of != of))
            return {};
        of = part->of;
        rowsOf[part->number] = std::max(rowsOf[part->number], run.measurements.size());
    }
    if (of == 0)
        return {};
    const std::vector<std::size_t> sizes = partSizes(makePlan(runs.front().spec), of);
    std::string missing;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        if (rowsOf[static_cast<int>(i + 1)] < (endsEarly ? std::min<std::size_t>(sizes[i], 1) : sizes[i]))
            missing += (missing.empty() ? "" : ", ") + std::to_string(i + 1);
    return missing.empty() ? std::string()
                           : " Not whole of " + std::to_string(of) + " parts: " + missing + '.';
}

/// On points that are in several of the runs, and which row of each was kept; empty where none is.
std::string doubleNote(const std::vector<Run>& runs) {
    std::map<std::size_t, int> timesOf;
    for (const Run& run : runs)
        for (const Measurement& row : run.measurements)
            ++timesOf[row.point.index];
    const auto several = std::ranges::count_if(timesOf, [](const auto& times) { return times.second > 1; });
    if (several == 0)
        return {};
    return (several == 1 ? std::string("One point was") : std::to_string(several) + " points were") +
           " in several of these runs: a row that was measured was kept before one that failed, one without "
           "flags before a flagged one, and of two alike the later.";
}

} // namespace

int runMergeCommand(const MergeCommand& given, InterruptWatch& interrupts) {
    MergeCommand command = given;
    const Result<RankBy> rank = rankNamed(command.rank.empty() ? "throughput" : command.rank);
    if (!rank)
        return refuse({rank.error().reason}, kExitUsage);
    if (const Outcome settled = settleResultFiles(command, command.runs); !settled)
        return refuse({settled.error().reason}, kExitUsage);
    const DataOutput output;
    if (const Outcome writable = checkResultFiles(command, output); !writable)
        return refuse({writable.error().reason}, kExitUsage);
    std::vector<Run> runs;
    std::vector<std::string> files; // of each
    std::error_code ignored;
    for (const std::string& path : command.runs) {
        Result<Run> run = readRunOrJournal(path);
        if (!run && path.ends_with(".jsonl") && std::filesystem::exists(path, ignored) &&
            holdsNothingYet(path)) {
            tell(kProgram, {path + " has no measurement, and is left out."});
            continue;
        }
        if (!run)
            return refuse({run.error().reason}, kExitUsage);
        runs.push_back(std::move(*run));
        files.push_back(path);
    }
    if (runs.empty())
        return refuse({"None of these has a measurement."}, kExitUsage);
    const std::string name = sharedName(runs);
    for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i].name = files[i]; // for messages
    Result<Run> merged = mergeRuns(runs);
    if (!merged)
        return refuse({"These are not parts of one run: " + merged.error().reason + "."}, kExitUsage);
    merged->name = name;
    if (const Outcome sound = checkRun(*merged); !sound)
        return refuse({"These are not parts of one run: " + sound.error().reason + "."}, kExitUsage);
    const std::int64_t planned = countPoints(merged->spec);
    // How many points there are is known to the device alone then.
    const bool endsEarly = std::ranges::any_of(merged->context.notes, tellsOfMemory);
    const bool hasAll = std::cmp_greater_equal(merged->measurements.size(), planned);
    const std::string missing = hasAll ? std::string() : missingParts(runs, endsEarly);
    const bool isWhole = hasAll || (endsEarly && missing.empty());
    tell(kProgram,
         {std::to_string(merged->measurements.size()) +
          (endsEarly && !hasAll ? " points, of a sweep whose curves end where the memory does, are in "
                                : " of " + std::to_string(planned) + " points of the sweep are in ") +
          (runs.size() == 1 ? "this run." : "these " + std::to_string(runs.size()) + " runs.") + missing});
    if (const std::string note = doubleNote(runs); !note.empty()) {
        tell(kProgram, {note});
        if (merged->context.notes.size() < kMaxNotes)
            merged->context.notes.push_back(note);
    }
    const bool hasFailed = !std::ranges::all_of(merged->measurements, &Measurement::ok);
    if (hasFailed)
        tell(kProgram, {summaryOf(*merged, static_cast<std::size_t>(planned))});
    if (!command.rank.empty() && !(merged->spec.budget && merged->spec.budget->variants))
        tell(kProgram, {"--rank has no effect: it is of advice, and this run is none."});
    const bool printsTable = merged->spec.budget && command.csv != "-" && command.json != "-";
    interrupts.onInterrupt([] { sayWithoutWaiting("\nWriting. Interrupt again to end at once.\n"); });
    bool written = writeResults(command, *merged, output);
    if (printsTable)
        if (const Outcome printed = output.write(tableOf(*merged, *rank, isWhole)); !printed) {
            tell(kProgram, {printed.error().reason});
            written = false;
        }
    return written && isWhole && !hasFailed ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
