// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/words.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace headroom {

/// What stays fixed along a curve.
enum class SweepMode {
    FixedHeads,   ///< a is fixed; a curve collects the h whose h/a has the ratio as largest power-of-two
                  ///< divisor
    FixedHeadDim, ///< h/a is the ratio itself; a = h / ratio varies along the curve
};

/// Which GEMM of an operation: the one that computes its output, or one that carries a gradient back.
enum class Pass {
    Forward,
    Dgrad, ///< gradient of the first input: of activations, of queries, of probabilities
    Wgrad, ///< gradient of the second input: of weights, of keys, of values
};

/// Type of A and B, and of C where outputType() does not say otherwise; accumulation is in f32, but for what
/// fast accumulation of 8-bit products loses.
enum class DataType {
    F32,
    Tf32, ///< f32 operands, multiplied in the GPU's 19-bit format
    F16,
    Bf16,
    E4m3,          ///< 8-bit floats with one scale a tensor
    E4m3Quantised, ///< bf16 operands, which each call rounds to e4m3 first, by a scale known beforehand
    Mxfp8,         ///< 8-bit floats with a scale for each 32 of them; nothing computes in it yet
    Nvfp4,         ///< 4-bit floats with a scale for each 16 of them; nothing computes in it yet
};

/// How the operands lie in memory, all row-major; each operation says what that means for it.
enum class Layout {
    NN,      ///< every operand contiguous as it is multiplied: the bmm(A, B) behind the paper's chart
    NT,      ///< B stored transposed, each batch entry contiguous
    TN,      ///< A stored transposed, each batch entry contiguous
    Strided, ///< heads interleaved in one tensor, as Megatron issues the GEMM
};

/// Which of the library's algorithms is measured.
enum class Algorithm {
    Default, ///< what the library's own heuristic picks
    Best,    ///< the fastest of the library's candidates whose result passes the check
    Both,    ///< in a spec only: one row of each a point
};

/// How long a device is kept busy before its speed is read.
enum class Regime {
    Burst,     ///< short windows, idle in between: full clock
    Sustained, ///< continuous load until clock and power have settled
};

/// All words of an enumeration, each value once, as they stand in files and on the command line. Lists of
/// them in help, messages and forms are read from here, in this order.
template <class T>
std::span<const Word<T>> wordsOf();
template <>
std::span<const Word<SweepMode>> wordsOf();
template <>
std::span<const Word<Pass>> wordsOf();
template <>
std::span<const Word<DataType>> wordsOf();
template <>
std::span<const Word<Layout>> wordsOf();
template <>
std::span<const Word<Algorithm>> wordsOf();
template <>
std::span<const Word<Regime>> wordsOf();

// The word of a value: "f16", "nt" …
const char* toString(SweepMode mode);
const char* toString(Pass pass);
const char* toString(DataType type);
const char* toString(Layout layout);
const char* toString(Algorithm algorithm);
const char* toString(Regime regime);

// Each returns false, and leaves its target alone, for a word that names none.
bool parse(std::string_view word, SweepMode& mode);
bool parse(std::string_view word, Pass& pass);
bool parse(std::string_view word, DataType& type);
bool parse(std::string_view word, Layout& layout);
bool parse(std::string_view word, Algorithm& algorithm);
bool parse(std::string_view word, Regime& regime);

/// Bytes of one element of A or B in memory.
std::size_t elementSize(DataType type);

/// Type that C is written in: bf16 where A and B are narrower than that, or are made so.
DataType outputType(DataType type);

/// Whether the products are of e4m3 numbers.
bool multipliesE4m3(DataType type);

} // namespace headroom
