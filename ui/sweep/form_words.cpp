// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/form_words.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

/// A choice as the form names it, and what it means.
template <class T>
struct Choice {
    T value;
    const char* label;
    const char* explanation;
};

constexpr std::array<Choice<SweepMode>, 2> kModeChoices{{
    {SweepMode::FixedHeads, "Number of heads fixed", ""},
    {SweepMode::FixedHeadDim, "Head dimension fixed", ""},
}};

constexpr std::array<Choice<DataType>, 8> kTypeChoices{{
    {DataType::F32, "f32", "32-bit floats in and out."},
    {DataType::Tf32, "tf32", "32-bit floats in and out, multiplied in the tensor cores' 19-bit format."},
    {DataType::F16, "f16 (half)",
     "IEEE half precision in and out, added up in f32: what the paper's chart was measured in."},
    {DataType::Bf16, "bf16 (bfloat16)",
     "bfloat16 in and out, added up in f32: what most models are trained in today."},
    {DataType::E4m3, "fp8 (e4m3)",
     "8-bit floats in and bfloat16 out, one scale a tensor, fast accumulation: the GEMM alone, in the layout "
     "NT."},
    {DataType::E4m3Quantised, "fp8 (e4m3) with quantising",
     "As fp8, but the operands are bfloat16, which each call rounds to 8 bits first, by a known scale."},
    {DataType::Mxfp8, "mxfp8", "8-bit floats with a scale for each 32 of them. Not measured yet."},
    {DataType::Nvfp4, "nvfp4", "4-bit floats with a scale for each 16 of them. Not measured yet."},
}};

constexpr std::array<Choice<Algorithm>, 3> kAlgorithmChoices{{
    {Algorithm::Default, "Library's default",
     "What the library's own heuristic picks: what a framework gets."},
    {Algorithm::Best, "Best of the library's",
     "The fastest of the library's candidates whose result is right."},
    {Algorithm::Both, "Both",
     "Two rows a point: what the heuristic leaves on the table. Takes twice as long."},
}};

constexpr std::array<Choice<Regime>, 2> kRegimeChoices{{
    {Regime::Burst, "Burst: full clock",
     "Short windows with idle time in between, so that the chip keeps its full clock."},
    {Regime::Sustained, "Sustained: settled clock",
     "Continuous load until clock and power have settled, a second and more for each point: what a long "
     "training run sees."},
}};

template <class T, std::size_t N>
const Choice<T>& choiceFor(const std::array<Choice<T>, N>& choices, T value) {
    return *std::ranges::find(choices, value, &Choice<T>::value);
}

} // namespace

// clang-format off
QString label(Operation operation) { return words(infoOf(operation).title); }
QString label(SweepMode mode) { return words(choiceFor(kModeChoices, mode).label); }
QString label(DataType type) { return words(choiceFor(kTypeChoices, type).label); }
QString label(Algorithm algorithm) { return words(choiceFor(kAlgorithmChoices, algorithm).label); }
QString label(Regime regime) { return words(choiceFor(kRegimeChoices, regime).label); }

QString explanation(DataType type) { return words(choiceFor(kTypeChoices, type).explanation); }
QString explanation(Algorithm algorithm) { return words(choiceFor(kAlgorithmChoices, algorithm).explanation); }
QString explanation(Regime regime) { return words(choiceFor(kRegimeChoices, regime).explanation); }
// clang-format on

} // namespace headroom::ui
