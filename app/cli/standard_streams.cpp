// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/standard_streams.h"

#include "app/cli/exit_status.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace headroom {

namespace {

Error failure(int error) {
    std::string reason = "Cannot write to the standard output: ";
    switch (error) {
    case EBADF:
        reason += "it is closed. Leave it open, or name a file.";
        break;
    case EPIPE:
        reason += "the program that read it has ended.";
        break;
    case ENOSPC:
    case EDQUOT:
        reason += "its disk is full. Make room, or name a file elsewhere.";
        break;
    default:
        reason += std::string(std::strerror(error)) + ".";
    }
    return {Status::Error, reason};
}

} // namespace

void holdStandardStreams() {
    struct Stream {
        int descriptor;
        int mode; ///< the one that nobody uses it in
    };
    // In this order: open() gives the lowest number that is free.
    for (const Stream stream :
         {Stream{STDIN_FILENO, O_WRONLY}, {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_RDONLY}})
        if (::fcntl(stream.descriptor, F_GETFD) < 0 && ::open("/dev/null", stream.mode) != stream.descriptor)
            ::_exit(kExitSomeFailed); // the next file would get its number
}

bool isStandardOutput(const std::string& path) {
    static constexpr std::array<std::string_view, 4> names{"-", "/dev/stdout", "/dev/fd/1",
                                                           "/proc/self/fd/1"};
    return std::ranges::find(names, path) != names.end();
}

DataOutput::DataOutput() : m_fd(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
    if (!m_fd.isOpen() || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        m_error = errno;
    else if ((::fcntl(m_fd.get(), F_GETFL) & O_ACCMODE) == O_RDONLY)
        m_error = EBADF;
}

Outcome DataOutput::check() const {
    return m_error == 0 ? success() : Outcome(failure(m_error));
}

Outcome DataOutput::write(std::string_view content) const {
    if (const Outcome usable = check(); !usable)
        return usable;
    while (!content.empty()) {
        const ssize_t count = ::write(m_fd.get(), content.data(), content.size());
        if (count >= 0) {
            content.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) { // whoever shares the stream made it so
            pollfd waited{m_fd.get(), POLLOUT, 0};
            ::poll(&waited, 1, -1);
        } else if (errno != EINTR) {
            return failure(errno);
        }
    }
    return success();
}

void sayWithoutWaiting(std::string_view text) {
    pollfd stream{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&stream, 1, 0) == 1 && (stream.revents & POLLOUT) != 0) [[maybe_unused]]
        const ssize_t count = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace headroom
