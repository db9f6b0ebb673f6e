// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/unique_fd.h"

#include <filesystem>

namespace headroom {

/// Keeps other programs from changing what a folder holds while this one reads, changes and writes it: for as
/// long as it lives, and at the least for as long as they ask. Who is stopped with it in hand holds nobody up
/// for longer than two seconds; where nothing can be locked, nobody is kept away.
class FolderLock {
public:
    /// The folder must be there.
    explicit FolderLock(const std::filesystem::path& folder);

private:
    UniqueFd m_file;
};

} // namespace headroom
