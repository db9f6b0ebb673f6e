// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <system_error>

namespace headroom {

/// What is typed for an option as a number in decimal digits: "0100" is a hundred, and "0x40" none, as in all
/// lists of numbers. The parser's own reading would take the first for octal, and let "-1" run over where no
/// sign is kept. Nothing for an empty value, which is refused later.
template <class T>
std::optional<T> typedNumber(const std::string& option, const std::string& typed) {
    if (typed.empty())
        return std::nullopt;
    T value{};
    const char* end = typed.data() + typed.size();
    const auto [stop, error] = std::from_chars(typed.data(), end, value);
    if (error != std::errc() || stop != end)
        throw CLI::ConversionError(typed, option);
    return value;
}

} // namespace headroom
