// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/sweep_command.h"

#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/sweep_progress.h"
#include "engine/io/atomic_file.h"
#include "engine/io/csv.h"
#include "engine/io/journal.h"
#include "engine/io/run_file.h"
#include "engine/remote/executor_factory.h"

#include <cstdio>
#include <iostream>

namespace headroom {

namespace {

int refuse(const std::vector<std::string>& messages, int status) {
    for (const std::string& message : messages)
        std::fprintf(stderr, "headroom-engine: %s\n", message.c_str());
    return status;
}

Outcome checkOutput(const std::string& path) {
    return path.empty() || path == "-" ? success() : checkWritable(path);
}

Outcome writeOutput(const std::string& path, const std::string& content) {
    if (path.empty())
        return success();
    if (path != "-")
        return writeFileAtomically(path, content);
    std::cout << content << std::flush;
    if (!std::cout)
        return Error{Status::Error,
                     "Cannot write to the standard output: it was closed, or its disk is full."};
    return success();
}

/// Tells every fault; true when all was written.
bool writeResults(const SweepCommand& command, const Run& run) {
    bool written = true;
    const auto write = [&written](const std::string& path, const std::string& content) {
        const Outcome outcome = writeOutput(path, content);
        if (!outcome)
            refuse({outcome.error().reason}, kExitSomeFailed);
        written = written && outcome;
    };
    if (!command.csv.empty())
        write(command.csv, toCsv(run));
    if (!command.json.empty())
        write(command.json, toJson(run));
    return written;
}

void printSummary(const SweepResult& result, const SweepPlan& plan) {
    std::size_t failed = 0;
    std::size_t flagged = 0;
    for (const Measurement& row : result.run.measurements) {
        failed += row.ok() ? 0 : 1;
        flagged += row.flags.empty() ? 0 : 1;
    }
    std::fprintf(stderr, "%zu of %zu points measured, %zu failed, %zu flagged\n",
                 result.run.measurements.size() - failed, plan.points.size(), failed, flagged);
}

} // namespace

int runSweepCommand(const SweepCommand& given, ExecutorFactory& devices, InterruptWatch& interrupts) {
    SweepCommand command = given;
    if (command.csv.empty() && command.json.empty())
        command.csv = "-"; // data go to the standard output unless a file is named
    SweepChoice choice = chooseSweep(command.options, devices.findDevices(GpuProcess::This));
    if (const auto* refused = std::get_if<RefusedSweep>(&choice))
        return refuse(refused->messages, refused->exitStatus);
    const auto& [spec, device] = std::get<ChosenSweep>(choice);
    for (const std::string& path : {command.csv, command.json})
        if (const Outcome writable = checkOutput(path); !writable)
            return refuse({writable.error().reason}, kExitUsage);

    const SweepPlan plan = makePlan(spec);
    SweepProgressPrinter printer(plan, device, command.quiet);
    Journal journal(journalFolder(), spec, printer);
    devices.onLoss([](const std::string& what) { refuse({what}, 0); });
    const std::unique_ptr<PointExecutor> executor = devices.makeExecutor(device);
    std::stop_source stop;
    interrupts.start([&stop] {
        std::fputs("\nStopping after the call in flight; what was measured is written. "
                   "Interrupt again to end at once.\n",
                   stderr);
        stop.request_stop();
    });
    const SweepResult result = runSweep(plan, *executor, journal, stop.get_token());
    printer.finish();
    if (result.end == SweepEnd::Failed)
        refuse({result.error.reason}, 0);
    if (result.end == SweepEnd::Failed && result.run.measurements.empty())
        return exitStatus(result);
    const bool written = writeResults(command, result.run);
    if (written)
        journal.discard();
    else
        std::fprintf(stderr, "headroom-engine: what was measured is kept in %s.\n", journal.path().c_str());
    if (!journal.problem().empty())
        std::fprintf(stderr, "headroom-engine: %s\n", journal.problem().c_str());
    if (!command.quiet)
        printSummary(result, plan);
    return written ? exitStatus(result) : kExitSomeFailed;
}

} // namespace headroom
