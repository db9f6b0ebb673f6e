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

/// Whether each row of a table stands where its value counts to: it may then be found by its place.
template <class Row, std::size_t N, class T>
constexpr bool isInOrder(const std::array<Row, N>& table, T Row::*value) {
    for (std::size_t i = 0; i < N; ++i)
        if (static_cast<std::size_t>(table[i].*value) != i)
            return false;
    return true;
}

/// The words of a table that names its values.
template <class Row, std::size_t N, class T>
constexpr std::array<Word<T>, N> wordsIn(const std::array<Row, N>& table, T Row::*value,
                                         const char* Row::*word) {
    std::array<Word<T>, N> words{};
    for (std::size_t i = 0; i < N; ++i)
        words[i] = {table[i].*value, table[i].*word};
    return words;
}

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
