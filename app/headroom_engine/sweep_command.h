// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/sweep_options.h"

#include <string>

namespace headroom {

class ExecutorFactory;
class InterruptWatch;

/// What `headroom-engine sweep` was asked for.
struct SweepCommand {
    SweepOptions options;
    std::string csv;  ///< a path, "-" for stdout, or empty
    std::string json; ///< likewise
    bool quiet = false;
};

/// Runs the sweep, writes what was measured also when interrupted, and returns the exit status.
int runSweepCommand(const SweepCommand& command, ExecutorFactory& devices, InterruptWatch& interrupts);

} // namespace headroom
