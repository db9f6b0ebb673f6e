// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/last_words.h"

namespace headroom {

std::string lastWords(std::string_view text) {
    const std::size_t start = text.size() > kQuotedBytes ? text.size() - kQuotedBytes : 0;
    std::string line;
    for (const char c : text.substr(start)) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (!control)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    while (line.ends_with(' '))
        line.pop_back();
    return line;
}

bool hadToAsk(std::string_view words) {
    const auto said = [words](std::string_view what) { return words.find(what) != std::string_view::npos; };
    return said("Permission denied (") ||
           (said("Host key verification failed") && !said("has changed and you"));
}

} // namespace headroom
