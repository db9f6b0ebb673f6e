// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/headroom_engine/model_choice.h"
#include "app/headroom_engine/sweep_command.h"

namespace headroom {

/// What `headroom-engine layer` was asked for.
struct LayerCommand : SweepCommand {
    ModelWords model;
};

/// Measures every GEMM of a layer and prints its budget as a table, unless the standard output was asked for
/// rows. Returns the exit status.
int runLayerCommand(const LayerCommand& command, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom
