// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace headroom {

/// One value of an enumeration and the word files and command lines use for it.
template <class T>
struct Word {
    T value;
    const char* text;
};

template <class T, std::size_t N>
const char* textOf(const std::array<Word<T>, N>& words, T value) {
    for (const auto& word : words)
        if (word.value == value)
            return word.text;
    return "";
}

/// Leaves `value` alone when no word matches.
template <class T, std::size_t N>
bool valueOf(const std::array<Word<T>, N>& words, std::string_view text, T& value) {
    for (const auto& word : words) {
        if (text == word.text) {
            value = word.value;
            return true;
        }
    }
    return false;
}

} // namespace headroom
