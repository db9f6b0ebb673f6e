// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/terms.h"

namespace headroom {

namespace {

constexpr std::array<Word<SweepMode>, 2> kModes{{
    {SweepMode::FixedHeads, "fixed-heads"},
    {SweepMode::FixedHeadDim, "fixed-head-dim"},
}};

constexpr std::array<Word<Pass>, 3> kPasses{{
    {Pass::Forward, "forward"},
    {Pass::Dgrad, "dgrad"},
    {Pass::Wgrad, "wgrad"},
}};

constexpr std::array<Word<DataType>, 8> kTypes{{
    {DataType::F32, "f32"},
    {DataType::F16, "f16"},
    {DataType::Bf16, "bf16"},
    {DataType::Tf32, "tf32"},
    {DataType::E4m3, "e4m3"},
    {DataType::E4m3Quantised, "e4m3-quantised"},
    {DataType::Mxfp8, "mxfp8"},
    {DataType::Nvfp4, "nvfp4"},
}};

constexpr std::array<Word<Layout>, 4> kLayouts{{
    {Layout::NN, "nn"},
    {Layout::NT, "nt"},
    {Layout::TN, "tn"},
    {Layout::Strided, "strided"},
}};

constexpr std::array<Word<Algorithm>, 3> kAlgorithms{{
    {Algorithm::Default, "default"},
    {Algorithm::Best, "best"},
    {Algorithm::Both, "both"},
}};

constexpr std::array<Word<Regime>, 2> kRegimes{{
    {Regime::Burst, "burst"},
    {Regime::Sustained, "sustained"},
}};

} // namespace

// clang-format off
template <> std::span<const Word<SweepMode>> wordsOf() { return kModes; }
template <> std::span<const Word<Pass>> wordsOf() { return kPasses; }
template <> std::span<const Word<DataType>> wordsOf() { return kTypes; }
template <> std::span<const Word<Layout>> wordsOf() { return kLayouts; }
template <> std::span<const Word<Algorithm>> wordsOf() { return kAlgorithms; }
template <> std::span<const Word<Regime>> wordsOf() { return kRegimes; }

const char* toString(SweepMode mode) { return textOf(kModes, mode); }
const char* toString(Pass pass) { return textOf(kPasses, pass); }
const char* toString(DataType type) { return textOf(kTypes, type); }
const char* toString(Layout layout) { return textOf(kLayouts, layout); }
const char* toString(Algorithm algorithm) { return textOf(kAlgorithms, algorithm); }
const char* toString(Regime regime) { return textOf(kRegimes, regime); }

bool parse(std::string_view word, SweepMode& mode) { return valueOf(kModes, word, mode); }
bool parse(std::string_view word, Pass& pass) { return valueOf(kPasses, word, pass); }
bool parse(std::string_view word, DataType& type) { return valueOf(kTypes, word, type); }
bool parse(std::string_view word, Layout& layout) { return valueOf(kLayouts, word, layout); }
bool parse(std::string_view word, Algorithm& algorithm) { return valueOf(kAlgorithms, word, algorithm); }
bool parse(std::string_view word, Regime& regime) { return valueOf(kRegimes, word, regime); }
// clang-format on

std::size_t elementSize(DataType type) {
    switch (type) {
    case DataType::F32:
    case DataType::Tf32:
        return 4;
    case DataType::F16:
    case DataType::Bf16:
    case DataType::E4m3Quantised:
        return 2;
    case DataType::E4m3:
    case DataType::Mxfp8:
    case DataType::Nvfp4: // two share a byte, which no plan counts: it is refused before
        return 1;
    }
    return 0;
}

DataType outputType(DataType type) {
    switch (type) {
    case DataType::F32:
    case DataType::Tf32:
    case DataType::F16:
    case DataType::Bf16:
        return type;
    case DataType::E4m3:
    case DataType::E4m3Quantised:
    case DataType::Mxfp8:
    case DataType::Nvfp4:
        return DataType::Bf16;
    }
    return type;
}

bool multipliesE4m3(DataType type) {
    return type == DataType::E4m3 || type == DataType::E4m3Quantised;
}

} // namespace headroom
