// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <string>

namespace headroom {

/// What stands after the name of what is flagged in a table on a terminal, as on the window's charts.
inline constexpr const char* kFlagMark = " ○";

/// What the mark says, below a table of the run: "○ flagged: interval wider than asked for (3 rows)", as a
/// line; empty where no row is flagged.
std::string flagLine(const Run& run);

} // namespace headroom
