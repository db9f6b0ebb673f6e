// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/sweep_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "engine/io/atomic_file.h"
#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "engine/remote/executor_factory.h"

#include <iostream>
#include <unistd.h>

namespace headroom {

namespace {

constexpr const char* kProgram = "headroom-engine";

int refuse(const std::vector<std::string>& messages, int status) {
    tell(kProgram, messages);
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

} // namespace

Outcome checkResultFiles(const ResultFiles& files) {
    for (const std::string& path : {files.csv, files.json})
        if (const Outcome writable = checkOutput(path); !writable)
            return writable.error();
    return success();
}

bool writeResults(const ResultFiles& files, const Run& run) {
    bool written = true;
    const auto write = [&written](const std::string& path, const std::string& content) {
        const Outcome outcome = writeOutput(path, content);
        if (!outcome)
            refuse({outcome.error().reason}, kExitSomeFailed);
        written = written && outcome;
    };
    if (!files.csv.empty())
        write(files.csv, toCsv(run));
    if (!files.json.empty())
        write(files.json, toJson(run));
    return written;
}

int runSweepCommand(const SweepCommand& given, ExecutorFactory& devices, InterruptWatch& interrupts) {
    SweepCommand command = given;
    if (command.csv.empty() && command.json.empty())
        command.csv = "-"; // data go to the standard output unless a file is named
    SweepChoice choice = chooseSweep(command.options, devices.findDevices(GpuProcess::This));
    if (const auto* refused = std::get_if<RefusedSweep>(&choice))
        return refuse(refused->messages, refused->exitStatus);
    if (const Outcome writable = checkResultFiles(command); !writable)
        return refuse({writable.error().reason}, kExitUsage);

    devices.onLoss([](const std::string& what) { refuse({what}, 0); });
    const auto& chosen = std::get<ChosenSweep>(choice);
    const std::unique_ptr<PointExecutor> executor = devices.makeExecutor(chosen.device);
    const bool printsResults = command.csv == "-" || command.json == "-";
    return runCommandSweep(
        {kProgram, chosen, command.quiet, command.options.wait, printsResults ? -1 : STDOUT_FILENO},
        *executor, interrupts, [&command](const Run& run) { return writeResults(command, run); });
}

} // namespace headroom
