// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <string_view>

namespace headroom {

// Files that the user names to be written: runs, tables and pictures. Whatever lies there is replaced, but
// for a run or a journal that a newer program wrote. This one cannot read what would be lost.

/// Replaces the file as writeFileAtomically() does.
Outcome writeOutputFile(const std::filesystem::path& path, std::string_view content);

/// Whether writeOutputFile could write there, told before a long sweep rather than after it: see
/// checkWritable().
Outcome checkOutputFile(const std::filesystem::path& path);

} // namespace headroom
