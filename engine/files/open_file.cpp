// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/open_file.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

/// The result of a call that is repeated until no signal interrupts it.
template <class Call>
auto uninterrupted(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

int errorOf(int result) {
    return result < 0 ? errno : 0;
}

/// Somebody else made the stream return rather than wait: a terminal, a pipe that is shared.
void awaitRoom(int descriptor) {
    pollfd stream{descriptor, POLLOUT, 0};
    uninterrupted([&] { return ::poll(&stream, 1, -1); });
}

/// Calls `write` with what is left until nothing is.
template <class Write>
int writeAll(int descriptor, std::string_view content, Write write) {
    while (!content.empty()) {
        const ssize_t written = uninterrupted([&] { return write(content); });
        if (written < 0 && errno == EAGAIN)
            awaitRoom(descriptor);
        else if (written <= 0)
            return written < 0 ? errno : ENOSPC;
        else
            content.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

OpenFile::~OpenFile() {
    close();
}

int OpenFile::open(const std::filesystem::path& path, int flags, mode_t mode) {
    close();
    m_descriptor = uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); });
    return errorOf(m_descriptor);
}

int OpenFile::duplicate(int descriptor) {
    close();
    m_descriptor = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return errorOf(m_descriptor);
}

int OpenFile::write(std::string_view content) {
    return writeAll(m_descriptor, content, [this](std::string_view rest) {
        return ::write(m_descriptor, rest.data(), rest.size());
    });
}

int OpenFile::writeAt(off_t offset, std::string_view content) {
    return writeAll(m_descriptor, content, [&](std::string_view rest) {
        const off_t place = offset + static_cast<off_t>(content.size() - rest.size());
        return ::pwrite(m_descriptor, rest.data(), rest.size(), place);
    });
}

int OpenFile::readStart(std::string& content) const {
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t count = uninterrupted([&] {
            return ::pread(m_descriptor, content.data() + done, content.size() - done,
                           static_cast<off_t>(done));
        });
        if (count <= 0)
            return count < 0 ? errno : EIO; // shorter than it said
        done += static_cast<std::size_t>(count);
    }
    return 0;
}

int OpenFile::sync() {
    const int error = errorOf(uninterrupted([this] { return ::fsync(m_descriptor); }));
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP ? 0 : error;
}

int OpenFile::truncate(off_t size) {
    return errorOf(uninterrupted([&] { return ::ftruncate(m_descriptor, size); }));
}

int OpenFile::close() {
    if (m_descriptor < 0)
        return 0;
    // Interrupted or not, the descriptor is gone afterwards and may be another thread's already.
    const int error = errorOf(::close(std::exchange(m_descriptor, -1)));
    return error == EINTR ? 0 : error;
}

} // namespace headroom
