// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/headroom_engine/sweep_command.h"

#include <optional>
#include <string>

namespace headroom {

/// What `headroom-engine layer` was asked for. A model comes from a preset or from a configuration.
struct LayerCommand : SweepCommand {
    std::string model;
    std::string config;
    std::string passes; ///< as typed; empty: all, or forward where text is being generated
    std::optional<int> tokens;
    std::optional<int> kvSeq;
    std::optional<int> tensorParallel;
};

/// Measures every GEMM of a layer and prints its budget as a table, unless the standard output was asked for
/// rows. Returns the exit status.
int runLayerCommand(const LayerCommand& command, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom
