// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/sweep_options.h"
#include "engine/io/reproducer.h"

#include <optional>
#include <string>

namespace headroom {

/// What `headroom-engine reproduce` was asked for.
struct ReproduceCommand {
    std::string run;          ///< a run file, or empty
    std::string shape;        ///< "16x2048x2048x128" instead, or empty
    std::optional<int> point; ///< a row of the run's CSV, from one; none: they are listed
    std::string as;           ///< a word; empty: pytorch
    SweepOptions options;     ///< type and layout of the shape
};

/// Prints a program that runs one GEMM again, or the GEMMs that a run has. Returns the exit status.
int runReproduceCommand(const ReproduceCommand& command);

} // namespace headroom
