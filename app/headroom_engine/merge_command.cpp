// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/merge_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "app/headroom_engine/read_run.h"
#include "engine/io/run_file.h"
#include "engine/sweep/plan_part.h"

namespace headroom {

int runMergeCommand(const MergeCommand& given, InterruptWatch& interrupts) {
    MergeCommand command = given;
    if (const Outcome settled = settleResultFiles(command); !settled)
        return refuse({settled.error().reason}, kExitUsage);
    const DataOutput output;
    if (const Outcome writable = checkResultFiles(command, output); !writable)
        return refuse({writable.error().reason}, kExitUsage);
    std::vector<Run> runs;
    for (const std::string& path : command.runs) {
        Result<Run> run = readRunOrJournal(path);
        if (!run)
            return refuse({run.error().reason}, kExitUsage);
        run->name = path; // for messages
        runs.push_back(std::move(*run));
    }
    Result<Run> merged = mergeRuns(runs);
    if (!merged)
        return refuse({"These are not parts of one run: " + merged.error().reason + "."}, kExitUsage);
    merged->name.clear();
    if (const Outcome sound = checkRun(*merged); !sound)
        return refuse({"These are not parts of one run: " + sound.error().reason + "."}, kExitUsage);
    const std::int64_t planned = countPoints(merged->spec);
    tell(kProgram, {std::to_string(merged->measurements.size()) + " of " + std::to_string(planned) +
                    " points of the sweep are in " +
                    (runs.size() == 1 ? "this run." : "these " + std::to_string(runs.size()) + " runs.")});
    interrupts.onInterrupt([] { sayWithoutWaiting("\nWriting. Interrupt again to end at once.\n"); });
    return writeResults(command, *merged, output) ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
