// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/set_aside.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>

namespace headroom {

namespace {

/// A folder that holds so many damaged files has another trouble.
constexpr int kMostAsideNames = 1000;

/// 0, or the errno of why it still has its old name.
int renameToNew(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // A file system that cannot do both in one step.
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(to, ignored)))
        return EEXIST;
    return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

} // namespace

Result<std::filesystem::path> setAside(const std::filesystem::path& file) {
    int error = EEXIST;
    for (int number = 1; number <= kMostAsideNames && error == EEXIST; ++number) {
        std::filesystem::path aside = file;
        aside += number == 1 ? std::string(".unsound") : ".unsound-" + std::to_string(number);
        error = renameToNew(file, aside);
        if (error == 0)
            return aside;
    }
    return Error{Status::Error, file.string() + " cannot be renamed: " + std::strerror(error)};
}

} // namespace headroom
