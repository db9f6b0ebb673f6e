// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace headroom {

struct InPlaceResult {
    int error = 0;             ///< errno of what failed; 0: the file holds the new content
    bool oldIsDamaged = false; ///< and the old content could not be put back
};

/// Writes over the content of a file where nothing can take its place by renaming; makes one that is missing.
/// What lies past the old end is written and synced first: that is where room is lacking, and the old content
/// is whole then. If a later step fails, the old content is put back. What is not promised: a machine or
/// program that dies in the midst of it leaves a mixture.
InPlaceResult writeInPlace(const std::filesystem::path& path, std::string_view content);

} // namespace headroom
