// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/compare_command.h"

#include "app/cli/comparison_table.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "app/headroom_engine/read_run.h"
#include "app/headroom_engine/sweep_command.h"
#include "engine/sweep/comparison_lines.h"

#include <algorithm>
#include <filesystem>

namespace headroom {

namespace {

constexpr std::size_t kFewest = 2;

/// As the window calls a run: by the name it was given, or else its file's.
std::string nameOf(const Run& run, const std::string& path) {
    if (!run.name.empty())
        return run.name;
    std::string name = std::filesystem::path(path).filename().string();
    for (const std::string_view ending : {".headroom.json", ".jsonl", ".json"})
        if (name.size() > ending.size() && name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    return name;
}

/// Two of one name are called by their paths.
void tellApart(std::vector<Run>& runs, const std::vector<std::string>& paths) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < runs.size(); ++i)
        names.push_back(nameOf(runs[i], paths[i]));
    for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i].name = std::ranges::count(names, names[i]) > 1 ? paths[i] : names[i];
}

/// A run held against itself says nothing, and makes the others look odd.
std::string namedTwice(const std::vector<Run>& runs, const std::vector<std::string>& paths) {
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (runs[i].context.runId == runs[j].context.runId &&
                runs[i].measurements == runs[j].measurements)
                return paths[j] + " and " + paths[i] + " are one run, which counts twice here. Name it once.";
    return {};
}

int wrongUse(const std::string& message) {
    return refuse(std::vector<std::string>{message}, kExitUsage);
}

} // namespace

int runCompareCommand(const CompareCommand& given, InterruptWatch& interrupts) {
    ResultFiles files;
    files.csv = given.csv;
    if (!files.csv.empty())
        if (const Outcome settled = settleResultFiles(files, given.runs); !settled)
            return wrongUse(settled.error().reason);
    const bool printsRows = files.csv == "-";
    const DataOutput output;
    if (const Outcome writable = checkResultFiles(files, output); !writable)
        return wrongUse(writable.error().reason);
    if (const Outcome writable = output.check(); !writable)
        return wrongUse(writable.error().reason);
    if (given.runs.size() < kFewest)
        return wrongUse("Name at least two runs; from three on the one that stands out can be named.");
    std::vector<Run> runs;
    for (const std::string& path : given.runs) {
        Result<Run> run = readRunOrJournal(path);
        if (!run)
            return wrongUse(run.error().reason);
        runs.push_back(std::move(*run));
    }
    if (const std::string twice = namedTwice(runs, given.runs); !twice.empty())
        tell(kProgram, {twice});
    tellApart(runs, given.runs);
    std::vector<NamedRun> named;
    for (const Run& run : runs)
        named.push_back({&run, run.name});
    if (const Outcome comparable = checkComparable(named); !comparable)
        return wrongUse(comparable.error().reason);
    const SharedGemms shared(std::move(named));
    const RunComparison comparison = compareRuns(shared);
    if (comparison.curves.empty())
        return wrongUse(comparisonSentences(shared, comparison).front());
    interrupts.onInterrupt([] { sayWithoutWaiting("\nWriting. Interrupt again to end at once.\n"); });
    bool written = true;
    const auto write = [&](const std::string& path, const std::string& content) {
        const Outcome outcome = writeOutput(path, content, output);
        if (!outcome)
            tell(kProgram, {outcome.error().reason});
        written = written && outcome;
    };
    if (!files.csv.empty())
        write(files.csv, comparisonCsv(shared));
    if (printsRows)
        tell(kProgram, comparisonSentences(shared, comparison));
    else
        write("-", comparisonTable(shared, comparison));
    return written ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
