// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/operations.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr std::array kScoreLayouts{Layout::NN, Layout::NT, Layout::Strided};
constexpr std::array kOverValueLayouts{Layout::NN, Layout::Strided};
constexpr std::array kPlainLayouts{Layout::NN, Layout::NT, Layout::TN};

bool hasInterleavedHeads(Operation operation) {
    return operation == Operation::KeyQueryScore || operation == Operation::AttentionOverValue;
}

/// Heads interleaved in one [s, b·a, d] tensor: rows of an operand are batch·d apart.
void interleaveHeads(GemmShape& shape, Operation operation) {
    if (operation == Operation::KeyQueryScore) {
        shape.a = {shape.k, shape.batch * shape.k};
        shape.b = {shape.k, shape.batch * shape.k, true};
    } else {
        shape.b = {shape.n, shape.batch * shape.n};
    }
}

OperationLayout scoreLayout(Layout layout) {
    switch (layout) {
    case Layout::NN:
        return {"NN, as bmm(A, B)",
                "A is s × h/a and B is h/a × s, both contiguous: the bmm(A, B) behind the paper's chart."};
    case Layout::NT:
        return {"NT, as Q·Kᵀ",
                "Q and K are both s × h/a and contiguous for each head; K is read transposed."};
    case Layout::TN:
        break;
    case Layout::Strided:
        return {
            "Strided, as Megatron",
            "The heads lie interleaved in one [s, b·a, h/a] tensor, as Megatron issues the GEMM: rows are "
            "b·a·h/a elements apart."};
    }
    return {"", ""};
}

OperationLayout plainLayout(Layout layout) {
    switch (layout) {
    case Layout::NN:
        return {"NN", "A is m × k and B is k × n, both by rows."};
    case Layout::NT:
        return {"NT", "A is m × k by rows; B lies as n × k, as a linear layer keeps its weights, and is read "
                      "transposed."};
    case Layout::TN:
        return {"TN",
                "A lies as k × m, as activations do when weights get their gradient, and is read transposed; "
                "B is k × n by rows."};
    case Layout::Strided:
        return {"Strided, as Megatron",
                "The heads of the values lie interleaved in one [s, b·a, h/a] tensor, as Megatron issues the "
                "GEMM: rows are b·a·h/a elements apart."};
    }
    return {"", ""};
}

const auto& words() {
    static const std::vector<Word<Operation>> all = [] {
        std::vector<Word<Operation>> list;
        for (const OperationInfo& info : allOperations())
            list.push_back({info.operation, info.word});
        return list;
    }();
    return all;
}

std::string withValue(const NamedLength& length) {
    return std::string(length.symbol) + " = " + std::to_string(length.value);
}

} // namespace

std::int64_t powerOfTwoDivisor(std::int64_t value) {
    return value == 0 ? 1 : value & -value;
}

OperationLengths OperationInfo::lengthsOf(const LayerShape& layer, Pass pass) const {
    const OperationLengths f = forward(layer);
    switch (pass) {
    case Pass::Forward:
        return f;
    case Pass::Dgrad:
        return {f.batch, f.m, f.k, f.n};
    case Pass::Wgrad:
        // The key's gradient lies as keys do, by tokens: dK = dSᵀ·Q, where weights have dW = Xᵀ·dY.
        if (operation == Operation::KeyQueryScore)
            return {f.batch, f.n, f.k, f.m};
        return {f.batch, f.k, f.n, f.m};
    }
    return f;
}

Layout OperationInfo::issued(Pass pass, DataType type) const {
    return multipliesE4m3(type) ? Layout::NT : asIssued[static_cast<std::size_t>(pass)];
}

std::span<const Layout> OperationInfo::layouts(Pass pass) const {
    if (pass == Pass::Forward && operation == Operation::KeyQueryScore)
        return kScoreLayouts;
    if (pass == Pass::Forward && operation == Operation::AttentionOverValue)
        return kOverValueLayouts;
    return kPlainLayouts;
}

bool OperationInfo::offers(Layout layout, Pass pass) const {
    return std::ranges::find(layouts(pass), layout) != layouts(pass).end();
}

bool OperationInfo::liesAlongK(Layout layout, Pass pass) const {
    return offers(layout, pass) && headroom::liesAlongK(lay({2, 2, 2, 2}, DataType::E4m3, layout));
}

OperationLayout OperationInfo::layoutText(Layout layout, Pass pass) const {
    const bool isScore = operation == Operation::KeyQueryScore && pass == Pass::Forward;
    return isScore ? scoreLayout(layout) : plainLayout(layout);
}

GemmShape OperationInfo::lay(const GemmExtents& extents, DataType type, Layout layout) const {
    GemmShape shape = contiguousGemm(extents, type);
    switch (layout) {
    case Layout::NN:
        break;
    case Layout::NT:
        shape.b = {shape.n * shape.k, shape.k, true};
        break;
    case Layout::TN:
        shape.a = {shape.m * shape.k, shape.m, true};
        break;
    case Layout::Strided:
        if (hasInterleavedHeads(operation))
            interleaveHeads(shape, operation);
        break;
    }
    return shape;
}

std::vector<std::string> OperationInfo::brokenConditions(const LayerShape& layer) const {
    std::vector<std::string> broken;
    for (const Division& division : divisions(layer))
        if (!division.isExact())
            broken.push_back(withValue(division.length) + " is not a multiple of " + withValue(division.by));
    return broken;
}

std::vector<std::string> OperationInfo::remarks(const LayerShape& layer, Pass pass,
                                                std::int64_t plateau) const {
    return remarksOn(lengthsOf(layer, pass), plateau);
}

std::vector<std::string> remarksOn(const OperationLengths& of, std::int64_t plateau) {
    std::vector<std::string> remarks;
    for (const NamedLength& length : {of.m, of.n, of.k}) {
        const std::int64_t power = powerOfTwoDivisor(length.value);
        if (power >= plateau || length.value <= 1)
            continue;
        const std::string factors =
            power > 1 ? " = " + std::to_string(power) + "·" + std::to_string(length.value / power)
                      : " is odd";
        std::string remark = withValue(length) + factors + ": on curve " + std::to_string(power);
        if (std::ranges::find(remarks, remark) == remarks.end()) // m = n = s
            remarks.push_back(std::move(remark));
    }
    return remarks;
}

std::span<const OperationInfo> sweptOperations() {
    const auto all = allOperations();
    const auto swept = std::ranges::find_if_not(all, &OperationInfo::hasCurves);
    return all.first(static_cast<std::size_t>(swept - all.begin())); // they come first in the table
}

std::string titleOf(Operation operation, Pass pass) {
    const std::string title = infoOf(operation).title;
    return pass == Pass::Forward ? title : title + ", " + toString(pass);
}

template <>
std::span<const Word<Operation>> wordsOf() {
    return words();
}

const char* toString(Operation operation) {
    return infoOf(operation).word;
}

bool parse(std::string_view word, Operation& operation) {
    if (word == toString(Operation::Gemm)) {
        operation = Operation::Gemm;
        return true;
    }
    const auto row = std::ranges::find(allOperations(), word, &OperationInfo::word);
    if (row == allOperations().end())
        return false;
    operation = row->operation;
    return true;
}

} // namespace headroom
