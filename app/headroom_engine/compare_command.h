// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

namespace headroom {

class InterruptWatch;

/// What `headroom-engine compare` was asked for.
struct CompareCommand {
    std::vector<std::string> runs; ///< run files and journals
    std::string csv;               ///< a path, "-" for stdout, or empty
};

/// Prints how several runs of one sweep lie to each other, and who falls out of the band, on the standard
/// output unless rows go there. An interrupt while writing lets that finish. Returns the exit status.
int runCompareCommand(const CompareCommand& command, InterruptWatch& interrupts);

} // namespace headroom
