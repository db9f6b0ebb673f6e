// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <filesystem>

namespace headroom {

/// Writes a run file for a run that could not be written where it was to go: into the folder "recovered" of
/// the user's state folder, else into a new one below the temporary folder, for this user alone. Returns the
/// file, or the last reason.
Result<std::filesystem::path> keepRun(const Run& run);

} // namespace headroom
