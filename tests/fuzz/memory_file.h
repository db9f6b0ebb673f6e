// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/unique_fd.h"

#include <filesystem>
#include <string_view>

namespace headroom::fuzzing {

/// A file that lies in memory alone, for what reads by a path.
class MemoryFile {
public:
    MemoryFile();

    /// Instead of all that was there.
    void write(std::string_view bytes);
    void append(std::string_view bytes);
    /// Of the process's own.
    std::filesystem::path path() const;

private:
    UniqueFd m_file;
};

} // namespace headroom::fuzzing
