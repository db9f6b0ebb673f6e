// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/line_buffer.h"

#include <algorithm>

namespace headroom {

std::optional<std::string> LineBuffer::takeLine() {
    const std::size_t end = m_bytes.find('\n', std::max(m_start, m_scanned));
    const std::size_t length = (end == std::string::npos ? m_bytes.size() : end) - m_start;
    if (m_overlong || length > m_longestLine) {
        m_overlong = true;
        return std::nullopt;
    }
    if (end == std::string::npos) {
        m_bytes.erase(0, m_start);
        m_start = 0;
        m_scanned = m_bytes.size();
        return std::nullopt;
    }
    std::string line = m_bytes.substr(m_start, length);
    if (line.ends_with('\r'))
        line.pop_back();
    m_start = m_scanned = end + 1;
    return line;
}

} // namespace headroom
