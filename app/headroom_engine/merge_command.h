// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/headroom_engine/sweep_command.h"

#include <string>
#include <vector>

namespace headroom {

/// What `headroom-engine merge` was asked for.
struct MergeCommand : ResultFiles {
    std::vector<std::string> runs; ///< run files and journals
    std::string rank;              ///< by which advice is ranked; empty: throughput
};

/// Writes runs that measured parts of one sweep as one run, as CSV to the standard output unless a file is
/// named, and says how much of the sweep it has. An interrupt while writing lets that finish. Returns the
/// exit status.
int runMergeCommand(const MergeCommand& command, InterruptWatch& interrupts);

} // namespace headroom
