// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/command_sweep.h"
#include "app/cli/sweep_options.h"

#include "engine/sweep/run.h"

#include <functional>
#include <string>
#include <vector>

namespace headroom {

class DataOutput;
class Devices;
class InterruptWatch;

/// Where a command writes a run.
struct ResultFiles {
    std::string csv;  ///< a path, "-" for stdout, or empty
    std::string json; ///< likewise
};

/// Tells why a command is not run; returns the exit status.
int refuse(const std::vector<std::string>& messages, int status);

/// Says "-" for the standard output, whatever its name, and where no file is named. Refuses two that lead to
/// one place, and one that leads to a file that the command reads. Before the standard output is taken.
Outcome settleResultFiles(ResultFiles& files, const std::vector<std::string>& inputs);
/// Whether those can be written.
Outcome checkResultFiles(const ResultFiles& files, const DataOutput& output);
/// To a path, or "-" for the standard output.
Outcome writeOutput(const std::string& path, const std::string& content, const DataOutput& output);
/// Tells every fault; true when all was written. Rows on the standard output that follow those of another run
/// need no header.
bool writeResults(const ResultFiles& files, const Run& run, const DataOutput& output, bool withHeader = true);

/// What `headroom-engine sweep` was asked for.
struct SweepCommand : ResultFiles {
    SweepOptions options;
    SweepParts parts;
    bool quiet = false;
    std::vector<std::string> inputs = {}; ///< files that it reads, beside a journal that it goes on with
};

/// Chooses the device, measures and writes what was asked for, also what was measured until an interrupt.
/// Where there is a table, it is printed unless rows go to the standard output; otherwise rows go there where
/// no file is named. A list of unlike cards is measured one kind after the other, each in a run and files of
/// its own. Returns the exit status, the highest of several runs.
int runAndWrite(SweepCommand command, Devices& devices, InterruptWatch& interrupts,
                const std::function<std::string(const Run&)>& table);

/// Runs the sweep, writes what was measured also when interrupted, and returns the exit status.
int runSweepCommand(const SweepCommand& command, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom
