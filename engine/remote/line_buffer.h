// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

/// Cuts a stream of bytes into lines, however the bytes arrive.
class LineBuffer {
public:
    explicit LineBuffer(std::size_t longestLine) : m_longestLine(longestLine) {}

    void append(std::string_view bytes) { m_bytes += bytes; }
    /// The next whole line without its end ("\n" or "\r\n"); nothing until one is there, or once a line is
    /// too long.
    std::optional<std::string> takeLine();
    /// True when the line being received exceeds the limit: the stream is of no use from there on.
    bool isOverlong() const { return m_overlong; }
    /// What came after the last line taken.
    std::string_view rest() const { return std::string_view(m_bytes).substr(m_start); }

private:
    std::size_t m_longestLine;
    std::string m_bytes;
    std::size_t m_start = 0;   ///< of the next line
    std::size_t m_scanned = 0; ///< no line ends before it
    bool m_overlong = false;
};

} // namespace headroom
