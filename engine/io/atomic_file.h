// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <string_view>

namespace headroom {

/// Replaces the file in one step: a temporary file beside it, written, synced and renamed. On an error
/// (missing folder, no permission, full disk) the old file is as it was and nothing is left behind.
Outcome writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// Whether writeFileAtomically could write there, told before a long sweep rather than after it.
Outcome checkWritable(const std::filesystem::path& path);

} // namespace headroom
