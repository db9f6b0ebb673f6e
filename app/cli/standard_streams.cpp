// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/standard_streams.h"

#include "app/cli/exit_status.h"
#include "engine/files/atomic_file.h"
#include "engine/files/write_place.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace headroom {

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
    return path == "-" || followLinks(path).descriptor == STDOUT_FILENO;
}

DataOutput::DataOutput() : m_fd(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
    if (!m_fd.isOpen() || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        m_error = errno;
    else if ((::fcntl(m_fd.get(), F_GETFL) & O_ACCMODE) == O_RDONLY)
        m_error = EBADF;
}

Outcome DataOutput::check() const {
    if (m_error == 0)
        return success();
    const std::string reason = m_error == EBADF ? "it is closed. Leave it open, or name a file."
                                                : std::string(std::strerror(m_error)) + '.';
    return Error{Status::Error, "Cannot write to the standard output: " + reason};
}

Outcome DataOutput::write(std::string_view content) const {
    const Outcome usable = check();
    return usable ? writeStandardOutput(m_fd.get(), content) : usable;
}

void sayWithoutWaiting(std::string_view text) {
    pollfd stream{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&stream, 1, 0) == 1 && (stream.revents & POLLOUT) != 0) [[maybe_unused]]
        const ssize_t count = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace headroom
