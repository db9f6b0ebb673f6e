// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <filesystem>

namespace headroom {

/// Writes a run file for a run that could not be written where it was to go: into `folder`, made for this
/// user alone, else into a new folder below the temporary one. Returns the file, or the last reason.
Result<std::filesystem::path> keepRun(const Run& run, const std::filesystem::path& folder);

} // namespace headroom
