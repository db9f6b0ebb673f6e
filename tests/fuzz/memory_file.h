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

/// A folder of this process's own, in memory where the system has a place for that: for what renames files or
/// makes new ones.
class MemoryFolder {
public:
    MemoryFolder();
    ~MemoryFolder();
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// Makes a file there, and the folders that lead to it.
    void write(const std::filesystem::path& name, std::string_view bytes) const;
    /// Removes all that lies there.
    void empty() const;

private:
    std::filesystem::path m_path;
};

} // namespace headroom::fuzzing
