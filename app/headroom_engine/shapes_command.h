// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/headroom_engine/sweep_command.h"

#include <string>

namespace headroom {

/// What `headroom-engine shapes` was asked for.
struct ShapesCommand : SweepCommand {
    std::string file;   ///< a path, "-" for the standard input, or empty
    std::string shapes; ///< "8192x28672x4096,…", or empty
};

/// Measures the GEMMs of a list and prints them as a table, unless the standard output was asked for rows.
/// Returns the exit status.
int runShapesCommand(const ShapesCommand& command, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom
