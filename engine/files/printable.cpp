// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/printable.h"

#include <cstddef>
#include <cstdint>

namespace headroom {

namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

struct Character {
    char32_t code = 0;
    std::size_t bytes = 0; ///< 0: no UTF-8
};

/// The first character of a text that is not empty.
Character firstOf(std::string_view text) {
    const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes)
        return {};
    auto code = static_cast<char32_t>(lead & (0xFFu >> (bytes + 1)));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u)
            return {};
        code = code << 6 | (byte(i) & 0x3Fu);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000}; // longer than needed hides a character
    const bool isSurrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < kSmallest[bytes] || code > 0x10FFFF || isSurrogate)
        return {};
    return {code, bytes};
}

bool isShown(char32_t code) {
    if (code == '\n' || code == '\t')
        return true;
    const bool isControl = code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
    const bool turnsOrder = code == 0x061C || code == 0x200E || code == 0x200F ||
                            (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    const bool isNone = (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
    return !isControl && !turnsOrder && !isNone;
}

} // namespace

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const Character next = firstOf(text);
        const std::size_t bytes = next.bytes == 0 ? 1 : next.bytes;
        if (next.bytes > 0 && isShown(next.code))
            shown += text.substr(0, bytes);
        else
            shown += kReplacement;
        text.remove_prefix(bytes);
    }
    return shown;
}

std::string_view beginningOf(std::string_view text, std::size_t mostBytes) {
    if (text.size() <= mostBytes)
        return text;
    std::size_t end = mostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u)
        --end;
    return text.substr(0, end);
}

} // namespace headroom
