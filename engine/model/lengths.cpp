// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/lengths.h"

#include "engine/model/words.h"

namespace headroom {

namespace {

// infoOf() finds a row by its place.
static_assert(isInOrder(kLengths, &LengthInfo::length));

constexpr auto kWords = wordsIn(kLengths, &LengthInfo::length, &LengthInfo::word);

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
