// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/sweep_options.h"
#include "engine/sweep/sweep_runner.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace headroom {

class InterruptWatch;

/// Which points of a sweep a command measures, as typed.
struct SweepParts {
    std::string shard;  ///< "2/8"; empty for all
    std::string resume; ///< a file for the journal, whose points are measured already; empty for none
};

/// A sweep that a command runs, and who tells of it.
struct CommandSweep {
    const char* program = ""; ///< begins each message
    ChosenSweep chosen;
    bool quiet = false;
    bool wait = false; ///< where another program measures on the device
    int printTo =
        -1; ///< takes the rows where no file does: the standard output, unless it is an output already
    SweepParts parts = {};
};

/// Prints the program's messages to stderr, one a line.
void tell(const char* program, const std::vector<std::string>& messages);

/// "12 of 14 points measured, 2 failed, 3 flagged", of so many points.
std::string summaryOf(const Run& run, std::size_t points);

/// Measures on this thread, telling of it on stderr. An interrupt stops it; one while writing lets that
/// finish. A journal keeps what is measured until `write`, which is called with everything measured, also
/// after an interrupt, says that all of it was written; otherwise keepResults() finds a place and tells it.
/// `write` is not called where the sweep ended before its first row. Returns the exit status.
int runCommandSweep(const CommandSweep& sweep, PointExecutor& executor, InterruptWatch& interrupts,
                    const std::function<bool(const Run&)>& write);

} // namespace headroom
