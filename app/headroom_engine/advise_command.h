// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/headroom_engine/model_choice.h"
#include "app/headroom_engine/sweep_command.h"

#include <optional>
#include <string>

namespace headroom {

/// What `headroom-engine advise` was asked for.
struct AdviseCommand : SweepCommand {
    ModelWords model;
    std::string length;                ///< a word; empty: hidden
    std::optional<std::int64_t> value; ///< asked about; none: the model's own
    std::optional<double> within;      ///< how far a neighbour may be, relative; none: 0.02
    std::string values;                ///< "10944,11008": measured instead of those neighbours
    std::string rank = "throughput";
};

/// Measures the neighbours of one of a model's lengths and says which is the best, unless the standard output
/// was asked for rows. Returns the exit status.
int runAdviseCommand(const AdviseCommand& command, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom
