// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/atomic_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

Error failure(const std::filesystem::path& path, int error) {
    std::string reason = "Cannot write " + path.string() + ": ";
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        reason += "the folder " + path.parent_path().string() +
                  " does not exist. Create it first, or choose another.";
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        reason += "no permission to write there. Choose another place.";
        break;
    case ENOSPC:
    case EDQUOT:
        reason += "the disk is full. Make room, or choose another place.";
        break;
    case EISDIR:
        reason += "it is a folder. Name a file.";
        break;
    default:
        reason += std::strerror(error);
    }
    return {Status::Error, reason};
}

bool writeAll(int file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// A link is followed, so that the file it points to is replaced and the link stays.
std::filesystem::path target(const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::path resolved = std::filesystem::weakly_canonical(path, ignored);
    return ignored ? std::filesystem::absolute(path, ignored) : resolved;
}

/// Devices and pipes ("/dev/stdout", "/dev/full") have nothing to replace: they are written as they are.
Outcome writeSpecial(const std::filesystem::path& path, std::string_view content) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return failure(path, errno);
    const bool written = writeAll(file, content);
    const int error = errno;
    ::close(file);
    return written ? success() : Outcome(failure(path, error));
}

/// The mode a new file gets, or the one the old file has.
mode_t modeFor(const std::filesystem::path& path) {
    struct stat old {};
    if (::stat(path.c_str(), &old) == 0)
        return old.st_mode & 0777;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

} // namespace

Outcome writeFileAtomically(const std::filesystem::path& given, std::string_view content) {
    const std::filesystem::path path = target(given);
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status))
        return failure(path, EISDIR);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return writeSpecial(path, content);
    if (std::filesystem::exists(status) && ::access(path.c_str(), W_OK) != 0)
        return failure(path, errno);
    std::string temporary = path.string() + ".XXXXXX";
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (file < 0)
        return failure(path, errno);
    bool done = ::fchmod(file, modeFor(path)) == 0 && writeAll(file, content) && ::fsync(file) == 0;
    int error = errno;
    if (::close(file) != 0 && done) {
        done = false;
        error = errno;
    }
    if (done && ::rename(temporary.c_str(), path.c_str()) != 0) {
        done = false;
        error = errno;
    }
    if (!done) {
        ::unlink(temporary.c_str());
        return failure(path, error);
    }
    return success();
}

Outcome checkWritable(const std::filesystem::path& given) {
    const std::filesystem::path path = target(given);
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status))
        return failure(path, EISDIR);
    if (std::filesystem::exists(status)) {
        if (::access(path.c_str(), W_OK) != 0)
            return failure(path, errno);
        if (!std::filesystem::is_regular_file(status))
            return success();
    }
    // A byte beside it finds what permissions do not tell: a read-only or a full disk.
    std::string probe = path.string() + ".XXXXXX";
    const int file = ::mkostemp(probe.data(), O_CLOEXEC);
    if (file < 0)
        return failure(path, errno);
    const bool written = writeAll(file, "\n") && ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    ::unlink(probe.c_str());
    return written ? success() : Outcome(failure(path, error));
}

} // namespace headroom
