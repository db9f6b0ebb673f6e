// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/operations.h"

#include <array>

namespace headroom {

namespace {

GemmExtents scoreExtents(const LayerShape& layer) {
    return {layer.batch * layer.heads, layer.seq, layer.seq, layer.headDim};
}

/// Rows of the strided layout are batch·k apart: heads interleaved in one [s, b·a, d] tensor.
GemmShape layScore(const GemmExtents& extents, DataType type, Layout layout) {
    GemmShape shape = contiguousGemm(extents, type);
    switch (layout) {
    case Layout::NN:
        break;
    case Layout::NT:
        shape.b = {shape.n * shape.k, shape.k, true};
        break;
    case Layout::Strided:
        shape.a = {shape.k, shape.batch * shape.k};
        shape.b = {shape.k, shape.batch * shape.k, true};
        break;
    }
    return shape;
}

OperationLayout scoreLayout(Layout layout) {
    switch (layout) {
    case Layout::NN:
        return {"NN, as bmm(A, B)",
                "A is s × h/a and B is h/a × s, both contiguous: the bmm(A, B) behind the paper's chart."};
    case Layout::NT:
        return {"NT, as Q·Kᵀ",
                "Q and K are both s × h/a and contiguous for each head; K is read transposed."};
    case Layout::Strided:
        return {
            "Strided, as Megatron",
            "The heads lie interleaved in one [s, b·a, h/a] tensor, as Megatron issues the GEMM: rows are "
            "b·a·h/a elements apart."};
    }
    return {"", ""};
}

constexpr std::array kOperations{
    OperationInfo{Operation::KeyQueryScore, "key-query-score", "Attention Key Query Score", "S = Q·Kᵀ",
                  "the score matrix of one attention layer", "batch b·a, m = n = s, k = h/a", "h/a",
                  scoreExtents, layScore, scoreLayout},
};

constexpr auto kWords = [] {
    std::array<Word<Operation>, kOperations.size()> words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = {kOperations[i].operation, kOperations[i].word};
    return words;
}();

// infoOf() finds a row by its place.
static_assert([] {
    for (std::size_t i = 0; i < kOperations.size(); ++i)
        if (static_cast<std::size_t>(kOperations[i].operation) != i)
            return false;
    return true;
}());

} // namespace

std::span<const OperationInfo> allOperations() {
    return kOperations;
}

const OperationInfo& infoOf(Operation operation) {
    return kOperations.at(static_cast<std::size_t>(operation));
}

template <>
std::span<const Word<Operation>> wordsOf() {
    return kWords;
}

const char* toString(Operation operation) {
    return infoOf(operation).word;
}

bool parse(std::string_view word, Operation& operation) {
    return valueOf(kWords, word, operation);
}

} // namespace headroom
