// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/read_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

Error unreadable(const std::string& reason) {
    return {Status::Error, reason};
}

Error failure(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return unreadable("there is no such file");
    case EACCES:
    case EPERM:
        return unreadable("the file cannot be opened or read; check its permissions");
    case EBADF:
        return unreadable("it is closed");
    default:
        return unreadable(std::strerror(error));
    }
}

Error tooLarge(std::size_t bytes, std::size_t mostBytes) {
    return unreadable("it has " + std::to_string(bytes) + " bytes; at most " + std::to_string(mostBytes) +
                      " are read");
}

/// Reads to the end; a file may have grown or shrunk since it was looked at.
Result<std::string> readToEnd(int file, std::size_t expected, std::size_t mostBytes) {
    constexpr std::size_t kStep = 64 << 10;
    // One byte more finds the end of a file that is as large as expected without another step.
    std::string content(expected > 0 ? expected + 1 : kStep, '\0');
    std::size_t size = 0;
    for (;;) {
        if (size == content.size())
            content.resize(size + kStep);
        const ssize_t got = ::read(file, content.data() + size, content.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failure(errno);
        size += static_cast<std::size_t>(got);
        if (size > mostBytes)
            return tooLarge(size, mostBytes);
        if (got == 0)
            break;
    }
    content.resize(size);
    return content;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t mostBytes) {
    // Looked at first, since opening alone can make a device act; and again once open, since it may have been
    // exchanged. Without O_NONBLOCK opening a pipe would wait for a writer.
    struct stat known {};
    if (::stat(path.c_str(), &known) != 0)
        return failure(errno);
    if (!S_ISREG(known.st_mode))
        return unreadable("it is not a file");
    const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0)
        return failure(errno);
    Result<std::string> content = unreadable("it is not a file");
    if (::fstat(file, &known) != 0)
        content = failure(errno);
    else if (S_ISREG(known.st_mode)) {
        const auto size = static_cast<std::size_t>(known.st_size);
        content = size > mostBytes ? Result<std::string>(tooLarge(size, mostBytes))
                                   : readToEnd(file, size, mostBytes);
    }
    ::close(file);
    return content;
}

Result<std::string> readStandardInput(std::size_t mostBytes) {
    return readToEnd(STDIN_FILENO, 0, mostBytes);
}

} // namespace headroom
