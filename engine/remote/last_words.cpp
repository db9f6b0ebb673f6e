// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/last_words.h"

#include "engine/files/printable.h"

namespace headroom {

namespace {

/// Of a text in UTF-8 whole characters.
std::string_view endOf(std::string_view text, std::size_t mostBytes) {
    const auto isWithinCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    if (text.size() <= mostBytes)
        return text;
    text.remove_prefix(text.size() - mostBytes);
    while (!text.empty() && isWithinCharacter(text.front()))
        text.remove_prefix(1);
    return text;
}

} // namespace

std::string lastWords(std::string_view text) {
    std::string line;
    for (const char c : endOf(text, kQuotedBytes)) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (!control)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    while (line.ends_with(' '))
        line.pop_back();
    return std::string(endOf(printable(line), kQuotedBytes)); // longer where it was no text
}

bool hadToAsk(std::string_view words) {
    const auto said = [words](std::string_view what) { return words.find(what) != std::string_view::npos; };
    return said("Permission denied (") ||
           (said("Host key verification failed") && !said("has changed and you"));
}

} // namespace headroom
