// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace headroom {

/// A file descriptor whose calls finish what they began: an interrupted call is repeated, a short read or
/// write is continued. Each returns 0 or the errno of the failure.
class OpenFile {
public:
    OpenFile() = default;
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile();

    int open(const std::filesystem::path& path, int flags, mode_t mode = 0);
    /// Another descriptor of what `descriptor` has open.
    int duplicate(int descriptor);
    int get() const { return m_descriptor; }

    int write(std::string_view content);
    int writeAt(off_t offset, std::string_view content);
    /// Fills `content`, whose size says how much is asked for, from the file's beginning.
    int readStart(std::string& content) const;
    /// Puts the content on the disk; a file that cannot be synced (a pipe, a device) is as good.
    int sync();
    int truncate(off_t size);
    /// Closes in any case. A disk over a network tells only now that it is full.
    int close();

private:
    int m_descriptor = -1;
};

} // namespace headroom
