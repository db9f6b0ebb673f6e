// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::ui {

// A PNG carries the runs it shows as texts: "Headroom run 1", "Headroom run 1, part 2", "Headroom run 2" …
// Readers of PNG skip a text of more than 8 MB, so long ones stand in parts. Reading them needs no Qt.

/// The key of one part of one run, both counted from 1.
std::string pictureKey(std::size_t run, std::size_t part);

/// The run files that a PNG carries, in order; none in a picture of another program. Damaged chunks and texts
/// that grow beyond kMaxRunBytes together are refused.
Result<std::vector<std::string>> runFilesIn(std::string_view png);

} // namespace headroom::ui
