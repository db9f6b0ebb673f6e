// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace headroom {

/// What a path means once all links are followed, whether or not anything is there.
struct LinkEnd {
    std::filesystem::path path;    ///< absolute
    std::optional<int> descriptor; ///< of a stream that this process has open: /dev/stdout is 1
    int error = 0;                 ///< errno: links that lead to each other, a link that cannot be read
};

LinkEnd followLinks(const std::filesystem::path& path);

/// Where a path that is to be written leads.
struct WritePlace {
    std::string shown;             ///< as messages name it: absolute, links as given
    std::filesystem::path path;    ///< behind all links
    bool isStream = false;         ///< a device or pipe: written as it is
    std::optional<int> descriptor; ///< of a stream that this process has open
    bool exists = false;           ///< a file that may be read and written
    bool isMountPoint = false;     ///< a file mounted on its own: nothing can be renamed over it
    mode_t mode = 0666;            ///< a new file's, less the umask, or the old file's
    bool isPrivate = false;        ///< `mode` is what the file is to have, whatever it had and the umask is

    std::filesystem::path folder() const { return path.parent_path(); }
};

/// Follows links and refuses what no file can be written to: folders, disks, sockets, files without
/// permission.
Result<WritePlace> findWritePlace(const std::filesystem::path& path);

} // namespace headroom
