// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/growing_journal.h"

#include "engine/files/limits.h"
#include "engine/files/unique_fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

/// Of the end of what was read, to be found there again: rows differ in fewer.
constexpr std::size_t kTailBytes = 512;

} // namespace

void GrowingJournal::call(const std::string& name) {
    m_name = name;
    m_parser.call(name);
}

void GrowingJournal::startAnew() {
    m_parser = {};
    m_parser.call(m_name);
    m_read = 0;
    m_line.clear();
    m_tail.clear();
    m_overlong = m_heldZeros = false;
}

Outcome GrowingJournal::readOn(std::size_t mostRows) {
    const auto refuse = [](const std::string& reason) { return Error{Status::Error, reason}; };
    // Without waiting for somebody to write into a pipe.
    const UniqueFd file(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return refuse(errno == ENOENT  ? "there is no such file"
                      : errno == ENXIO ? "it is not a file" // a socket
                                       : std::strerror(errno));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return refuse("it is not a file");
    if (std::cmp_greater(status.st_size, kMaxJournalBytes))
        return refuse("it has " + std::to_string(status.st_size) + " bytes, more than any journal");
    if (status.st_ino != m_file || status.st_size < m_read || m_heldZeros || wasWrittenOver(file.get()))
        startAnew();
    m_file = status.st_ino;
    std::array<char, 1 << 16> bytes{};
    while (m_parser.rows() < mostRows) {
        const ssize_t count = ::pread(file.get(), bytes.data(), bytes.size(), m_read);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            m_parser.leaveOut(std::string("reading ended there: ") + std::strerror(errno));
        if (count <= 0)
            break;
        m_read += count;
        const std::string_view got(bytes.data(), static_cast<std::size_t>(count));
        m_tail += got.substr(got.size() - std::min(got.size(), kTailBytes));
        m_tail.erase(0, m_tail.size() - std::min(m_tail.size(), kTailBytes));
        takeBytes(got, mostRows);
    }
    return success();
}

/// Where nothing can be renamed over it, a journal that goes on is written anew in its place.
bool GrowingJournal::wasWrittenOver(int file) const {
    std::string now(m_tail.size(), '\0');
    const ssize_t count =
        ::pread(file, now.data(), now.size(), m_read - static_cast<std::int64_t>(m_tail.size()));
    return count != static_cast<ssize_t>(m_tail.size()) || now != m_tail;
}

void GrowingJournal::takeBytes(std::string_view bytes, std::size_t mostRows) {
    while (!bytes.empty() && m_parser.rows() < mostRows) {
        const std::size_t end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        m_heldZeros = m_heldZeros || piece.find('\0') != std::string_view::npos;
        m_overlong = m_overlong || m_line.size() + piece.size() > kMaxLineBytes;
        if (m_overlong)
            m_line.clear();
        else
            m_line += piece;
        if (end == std::string_view::npos)
            return;
        takeLine();
        bytes.remove_prefix(end + 1);
    }
}

void GrowingJournal::takeLine() {
    if (m_overlong)
        m_parser.takeOverlong();
    else
        m_parser.take(m_line);
    m_line.clear();
    m_overlong = false;
}

void GrowingJournal::takeUnended() {
    if (m_overlong || !m_line.empty())
        takeLine();
}

} // namespace headroom
