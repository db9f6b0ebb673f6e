// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace headroom {

/// The text as it may be shown: what a terminal would take for a command (control characters and escapes),
/// what turns the order of the characters about, what is no character and bytes that are no UTF-8 become
/// U+FFFD. Line ends and tabs stay. For everything that may come from a file, a device, another program or
/// the command line.
std::string printable(std::string_view text);

/// The beginning of a text in UTF-8, at most so many bytes: whole characters.
std::string_view beginningOf(std::string_view text, std::size_t mostBytes);

} // namespace headroom
