// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/lengths.h"

namespace headroom {

namespace {

// infoOf() finds a row by its place.
static_assert([] {
    for (std::size_t i = 0; i < kLengths.size(); ++i)
        if (static_cast<std::size_t>(kLengths[i].length) != i)
            return false;
    return true;
}());

constexpr std::array<Word<Length>, kLengths.size()> kWords = [] {
    std::array<Word<Length>, kLengths.size()> words{};
    for (std::size_t i = 0; i < kLengths.size(); ++i)
        words[i] = {kLengths[i].length, kLengths[i].word};
    return words;
}();

} // namespace

std::span<const LengthInfo> allLengths() {
    return kLengths;
}

template <>
std::span<const Word<Length>> wordsOf() {
    return kWords;
}

const char* toString(Length length) {
    return infoOf(length).word;
}

bool parse(std::string_view word, Length& length) {
    return valueOf(kWords, word, length);
}

std::string textOf(Length length, std::int64_t value) {
    return infoOf(length).symbol + (" = " + std::to_string(value));
}

} // namespace headroom
