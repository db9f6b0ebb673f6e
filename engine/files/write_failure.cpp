// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/write_failure.h"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace headroom {

namespace {

std::string reasonFor(const std::filesystem::path& folder, int error) {
    switch (error) {
    case ENOENT:
        if (folder.empty())
            return "the current folder was deleted. Change to another, or write the place from / on.";
        if (std::error_code ignored; std::filesystem::is_directory(folder, ignored))
            return "no file can be made in the folder " + folder.string() + ". Choose another place.";
        [[fallthrough]];
    case ENOTDIR:
        return "the folder " + folder.string() + " does not exist. Create it first, or choose another.";
    case EACCES:
    case EPERM:
    case EROFS:
        return "no permission to write there. Choose another place.";
    case ENOSPC:
        return "the disk is full. Make room, or choose another place.";
    case EDQUOT:
        return "your quota on that disk is used up. Make room, or choose another place.";
    case EFBIG:
        return "files may not become that large. Raise the limit (ulimit -f), or choose another place.";
    case EIO:
        return "the disk reports an error. Choose another place.";
    case EISDIR:
        return "it is a folder. Name a file.";
    case ELOOP:
        return "its links lead in a circle. Choose another place.";
    case ENAMETOOLONG:
        return "the name is too long. Choose a shorter one.";
    case EPIPE:
        return "its reader has gone away.";
    case EBADF:
        return "it is closed.";
    case ENOTBLK:
        return "it is a disk, a pipe or a socket, not a file. Name a file.";
    default:
        return std::string(std::strerror(error)) + ". Choose another place.";
    }
}

} // namespace

Error writeFailure(const std::string& place, const std::filesystem::path& folder, int error) {
    return {Status::Error, "Cannot write " + place + ": " + reasonFor(folder, error)};
}

} // namespace headroom
