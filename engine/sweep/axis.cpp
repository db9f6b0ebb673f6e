// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/axis.h"

#include <array>

namespace headroom {

namespace {

constexpr std::array kAxes{
    AxisInfo{Axis::Hidden, "hidden", "h", "hidden size", "hidden sizes", false, false},
    AxisInfo{Axis::HeadDim, "head-dim", "d", "head dimension", "head dimensions", false, false},
    AxisInfo{Axis::Ffn, "ffn", "f", "feed-forward size", "feed-forward sizes", true, false},
    AxisInfo{Axis::ExpertFfn, "expert-ffn", "f_e", "feed-forward size of an expert",
             "feed-forward sizes of an expert", true, false},
    AxisInfo{Axis::Vocab, "vocab", "v", "vocabulary", "vocabularies", true, false},
    AxisInfo{Axis::Tokens, "tokens", "T", "number of tokens", "numbers of tokens", false, false},
    AxisInfo{Axis::Seq, "seq", "s", "sequence length", "sequence lengths", false, false},
    AxisInfo{Axis::KvSeq, "kv-seq", "s_kv", "number of tokens attended to", "numbers of tokens attended to",
             false, false},
    AxisInfo{Axis::KvHeads, "kv-heads", "g", "number of key/value heads", "numbers of key/value heads", false,
             true},
    AxisInfo{Axis::TensorParallel, "tp", "t", "tensor-parallel degree", "tensor-parallel degrees", false,
             true},
};

// infoOf() finds a row by its place.
static_assert([] {
    for (std::size_t i = 0; i < kAxes.size(); ++i)
        if (static_cast<std::size_t>(kAxes[i].axis) != i)
            return false;
    return true;
}());

constexpr std::array<Word<Axis>, kAxes.size()> kWords = [] {
    std::array<Word<Axis>, kAxes.size()> words{};
    for (std::size_t i = 0; i < kAxes.size(); ++i)
        words[i] = {kAxes[i].axis, kAxes[i].word};
    return words;
}();

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
    switch (axis) {
    case Axis::Hidden:
        return layer.hidden;
    case Axis::HeadDim:
        return layer.headDim;
    case Axis::Ffn:
        return layer.ffn;
    case Axis::ExpertFfn:
        return layer.expertFfn;
    case Axis::Vocab:
        return layer.vocab;
    case Axis::Tokens:
        return layer.tokens();
    case Axis::Seq:
        return layer.seq;
    case Axis::KvSeq:
        return layer.kvSeq;
    case Axis::KvHeads:
        return layer.kvHeads;
    case Axis::TensorParallel:
        return layer.tensorParallel;
    }
    return 0;
}

} // namespace headroom
