// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/sweep_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/output_places.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "engine/devices/devices.h"
#include "engine/files/atomic_file.h"
#include "engine/io/csv.h"
#include "engine/io/run_file.h"

namespace headroom {

namespace {

Outcome checkOutput(const std::string& path, const DataOutput& output) {
    if (path.empty())
        return success();
    return path == "-" ? output.check() : checkWritable(path);
}

Outcome writeOutput(const std::string& path, const std::string& content, const DataOutput& output) {
    return path == "-" ? output.write(content) : writeFileAtomically(path, content);
}

} // namespace

int refuse(const std::vector<std::string>& messages, int status) {
    tell(kProgram, messages);
    return status;
}

Outcome settleResultFiles(ResultFiles& files) {
    for (std::string* path : {&files.csv, &files.json})
        if (isStandardOutput(*path))
            *path = "-";
    if (files.csv.empty() && files.json.empty())
        files.csv = "-"; // data go to the standard output unless a file is named
    if (files.csv.empty() || files.json.empty())
        return success();
    const std::string shared = sharedPlace({{"--csv", files.csv}, {"--json", files.json}});
    return shared.empty() ? success() : Outcome(Error{Status::Error, shared});
}

Outcome checkResultFiles(const ResultFiles& files, const DataOutput& output) {
    for (const std::string& path : {files.csv, files.json})
        if (const Outcome writable = checkOutput(path, output); !writable)
            return writable.error();
    return success();
}

bool writeResults(const ResultFiles& files, const Run& run, const DataOutput& output) {
    bool written = true;
    const auto write = [&written, &output](const std::string& path, const std::string& content) {
        const Outcome outcome = writeOutput(path, content, output);
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

int runAndWrite(SweepCommand command, Devices& devices, InterruptWatch& interrupts,
                const std::function<std::string(const Run&)>& table) {
    const bool namesFiles = !command.csv.empty() || !command.json.empty();
    if (namesFiles || !table)
        if (const Outcome settled = settleResultFiles(command); !settled)
            return refuse({settled.error().reason}, kExitUsage);
    const bool printsRows = command.csv == "-" || command.json == "-";
    const bool printsTable = table && !printsRows;
    const DataOutput output;
    const SweepChoice choice =
        DeviceSearch{kProgram, devices, interrupts}.findAndChoose(command.options, {thisProcess()});
    if (const auto* refused = std::get_if<RefusedSweep>(&choice))
        return refuse(refused->messages, refused->exitStatus);
    if (const Outcome writable = checkResultFiles(command, output); !writable)
        return refuse({writable.error().reason}, kExitUsage);
    if (const Outcome writable = output.check(); printsTable && !writable)
        return refuse({writable.error().reason}, kExitUsage);

    const auto& chosen = std::get<ChosenSweep>(choice);
    const std::unique_ptr<PointExecutor> executor = devices.executorFor(chosen.device);
    const int printTo = printsRows || printsTable ? -1 : output.fd();
    return runCommandSweep({kProgram, chosen, command.quiet, command.options.wait, printTo, command.parts},
                           *executor, interrupts, [&](const Run& run) {
                               const bool written = writeResults(command, run, output);
                               if (!printsTable)
                                   return written;
                               const Outcome printed = output.write(table(run));
                               if (!printed)
                                   tell(kProgram, {printed.error().reason});
                               return written && printed;
                           });
}

int runSweepCommand(const SweepCommand& command, Devices& devices, InterruptWatch& interrupts) {
    return runAndWrite(command, devices, interrupts, {});
}

} // namespace headroom
