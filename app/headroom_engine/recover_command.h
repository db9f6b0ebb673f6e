// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/headroom_engine/sweep_command.h"

#include <string>

namespace headroom {

/// What `headroom-engine recover` was asked for.
struct RecoverCommand : ResultFiles {
    std::string journal; ///< a path, or a name in the journal folder; empty: list what there is
    bool discard = false;
};

/// Lists the journals on the standard output, or writes the run of one, as CSV to the standard output unless
/// a file is named. A journal that a running program has is read as far as it goes. An interrupt while
/// writing lets that finish. Returns the exit status.
int runRecoverCommand(const RecoverCommand& command, InterruptWatch& interrupts);

} // namespace headroom
