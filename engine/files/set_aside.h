// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>

namespace headroom {

/// Renames what cannot be used to FILE.unsound, or FILE.unsound-2 and so on where others lie there already,
/// and returns the new path. Nothing is overwritten.
Result<std::filesystem::path> setAside(const std::filesystem::path& file);

} // namespace headroom
