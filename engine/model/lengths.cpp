// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/lengths.h"

#include <array>

namespace headroom {

namespace {

constexpr std::array kLengths{
    LengthInfo{Length::Hidden, "hidden", "h", "hidden size", &LayerShape::hidden},
    LengthInfo{Length::Heads, "heads", "a", "number of heads", &LayerShape::heads},
    LengthInfo{Length::KvHeads, "kv-heads", "g", "number of key/value heads", &LayerShape::kvHeads},
    LengthInfo{Length::HeadDim, "head-dim", "d", "head dimension", &LayerShape::headDim},
    LengthInfo{Length::Ffn, "ffn", "f", "feed-forward size", &LayerShape::ffn},
    LengthInfo{Length::ExpertFfn, "expert-ffn", "f_e", "feed-forward size of an expert",
               &LayerShape::expertFfn},
    LengthInfo{Length::Vocab, "vocab", "v", "vocabulary", &LayerShape::vocab},
    LengthInfo{Length::TensorParallel, "tp", "t", "tensor-parallel degree", &LayerShape::tensorParallel},
};

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

const LengthInfo& infoOf(Length length) {
    return kLengths[static_cast<std::size_t>(length)];
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
