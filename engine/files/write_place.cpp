// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/write_place.h"

#include "engine/files/open_file.h"
#include "engine/files/write_failure.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

/// As many as the kernel follows.
constexpr int kMostLinks = 40;

/// The number of a descriptor that a path below /proc/self/fd names (/dev/stdout leads there). Opened anew, a
/// file behind it would be overwritten from its beginning.
std::optional<int> ownDescriptor(const std::filesystem::path& path) {
    std::error_code problem;
    const std::filesystem::path folder = std::filesystem::canonical(path.parent_path(), problem);
    const std::string process = "/proc/" + std::to_string(::getpid());
    if (problem ||
        (folder != process + "/fd" && folder != process + "/task/" + std::to_string(::gettid()) + "/fd"))
        return std::nullopt;
    const std::string name = path.filename().string();
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size())
        return std::nullopt;
    return number;
}

bool isMountPoint(const std::filesystem::path& path) {
    struct statx status {};
    return ::statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE, &status) == 0 &&
           (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/// Learns what is there; 0 or the errno of why nothing can be written.
int learn(WritePlace& place) {
    struct stat status {};
    if (::stat(place.path.c_str(), &status) != 0)
        return errno == ENOENT && !place.path.filename().empty() ? 0 : errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    if (S_ISBLK(status.st_mode) || S_ISSOCK(status.st_mode))
        return ENOTBLK;
    place.isStream = !S_ISREG(status.st_mode);
    if (place.isStream)
        return 0;
    place.exists = true;
    place.mode = status.st_mode & 0777;
    place.isMountPoint = isMountPoint(place.path);
    // Who may not write a file may not replace it either.
    OpenFile file;
    return file.open(place.path, O_RDWR);
}

} // namespace

/// std::filesystem::canonical would refuse a link to a file that is yet to be made.
LinkEnd followLinks(const std::filesystem::path& path) {
    std::error_code problem;
    LinkEnd end{.path = std::filesystem::absolute(path, problem), .descriptor = {}, .error = problem.value()};
    for (int links = 0; links <= kMostLinks && !problem; ++links) {
        end.descriptor = ownDescriptor(end.path);
        std::error_code nothing; // is where a new file will be
        if (end.descriptor || !std::filesystem::is_symlink(end.path, nothing))
            return end;
        const std::filesystem::path target = std::filesystem::read_symlink(end.path, problem);
        end.path = end.path.parent_path() / target; // an absolute one stands for itself
    }
    end.error = problem ? problem.value() : ELOOP;
    return end;
}

Result<WritePlace> findWritePlace(const std::filesystem::path& path) {
    std::error_code problem;
    WritePlace place;
    place.shown = std::filesystem::absolute(path, problem).string();
    if (problem) // the current folder is gone
        place.shown = path.string();
    const LinkEnd end = followLinks(path);
    place.path = end.path;
    place.descriptor = end.descriptor;
    int error = end.error;
    if (error == 0 && place.descriptor)
        place.isStream = true;
    else if (error == 0)
        error = learn(place);
    if (error != 0)
        return writeFailure(place.shown, place.folder(), error);
    return place;
}

} // namespace headroom
