// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace headroom {

/// The GEMM of a transformer layer that a sweep measures.
enum class Operation {
    KeyQueryScore, ///< S = Q·Kᵀ of one attention layer, as one batched GEMM
};

/// What stays fixed along a curve.
enum class SweepMode {
    FixedHeads,   ///< a is fixed; a curve collects the h whose h/a has the ratio as largest power-of-two
                  ///< divisor
    FixedHeadDim, ///< h/a is the ratio itself; a = h / ratio varies along the curve
};

/// Type of A, B and C; accumulation is in f32 everywhere.
enum class DataType {
    F32,
    Tf32, ///< f32 operands, multiplied in the GPU's 19-bit format
    F16,
    Bf16,
};

/// How the operands of one batch entry lie in memory (all row-major, C always contiguous).
enum class Layout {
    NN,      ///< A is m×k, B is k×n: the bmm(A, B) of the benchmark behind the paper's chart
    NT,      ///< A is m×k, B is n×k: Q·Kᵀ on contiguous heads
    Strided, ///< as NT, with rows batch·k apart: heads interleaved in [s, b·a, h/a], as Megatron issues it
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

// Words as they stand in files and on the command line ("key-query-score", "f16", "nt" …).
const char* toString(Operation operation);
const char* toString(SweepMode mode);
const char* toString(DataType type);
const char* toString(Layout layout);
const char* toString(Algorithm algorithm);
const char* toString(Regime regime);

// Each returns false, and leaves its target alone, for a word that names none.
bool parse(std::string_view word, Operation& operation);
bool parse(std::string_view word, SweepMode& mode);
bool parse(std::string_view word, DataType& type);
bool parse(std::string_view word, Layout& layout);
bool parse(std::string_view word, Algorithm& algorithm);
bool parse(std::string_view word, Regime& regime);

/// The operation as a chart title names it: "Attention Key Query Score".
const char* title(Operation operation);

/// Bytes of one element in memory.
std::size_t elementSize(DataType type);

} // namespace headroom
