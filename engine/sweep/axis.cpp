// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/axis.h"

#include "engine/model/lengths.h"
#include "engine/model/words.h"

#include <array>

namespace headroom {

namespace {

constexpr AxisInfo along(Axis axis, Length length, bool isShared = false, bool isDivisor = false) {
    const LengthInfo& info = infoOf(length);
    return {axis, info.word, info.symbol, info.name, info.plural, info.field, isShared, isDivisor};
}

constexpr bool kShared = true;
constexpr bool kDivisor = true;

constexpr std::array kAxes{
    along(Axis::Hidden, Length::Hidden),
    along(Axis::HeadDim, Length::HeadDim),
    along(Axis::Ffn, Length::Ffn, kShared),
    along(Axis::ExpertFfn, Length::ExpertFfn, kShared),
    along(Axis::Vocab, Length::Vocab, kShared),
    AxisInfo{Axis::Tokens, "tokens", "T", "number of tokens", "numbers of tokens", nullptr},
    AxisInfo{Axis::Seq, "seq", "s", "sequence length", "sequence lengths", &LayerShape::seq},
    AxisInfo{Axis::KvSeq, "kv-seq", "s_kv", "number of tokens attended to", "numbers of tokens attended to",
             &LayerShape::kvSeq},
    along(Axis::KvHeads, Length::KvHeads, !kShared, kDivisor),
    along(Axis::TensorParallel, Length::TensorParallel, !kShared, kDivisor),
};

// infoOf() finds a row by its place.
static_assert(isInOrder(kAxes, &AxisInfo::axis));

constexpr auto kWords = wordsIn(kAxes, &AxisInfo::axis, &AxisInfo::word);

} // namespace

std::span<const AxisInfo> allAxes() {
    return kAxes;
}

const AxisInfo& infoOf(Axis axis) {
    return kAxes[static_cast<std::size_t>(axis)];
}

template <>
std::span<const Word<Axis>> wordsOf() {
    return kWords;
}

const char* toString(Axis axis) {
    return infoOf(axis).word;
}

bool parse(std::string_view word, Axis& axis) {
    return valueOf(kWords, word, axis);
}

std::int64_t valueOf(const LayerShape& layer, Axis axis) {
    const auto field = infoOf(axis).field;
    return field == nullptr ? layer.tokens() : layer.*field;
}

} // namespace headroom
