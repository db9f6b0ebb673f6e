// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/words.h"
#include "engine/sweep/run.h"

#include <span>
#include <string>

namespace headroom {

/// In what a GEMM is to be run again, without this program.
enum class Reproducer {
    PyTorch,  ///< a script
    CublasLt, ///< a program in C++, to be built with nvcc
};

template <>
std::span<const Word<Reproducer>> wordsOf();
const char* toString(Reproducer in);
/// Returns false, and leaves it alone, for a word that names none.
bool parse(std::string_view word, Reproducer& in);
/// As it is offered: "PyTorch", "cuBLASLt".
const char* nameOf(Reproducer in);

/// A program that runs the GEMM of that row (its lengths, strides, types and scales), times it by CUDA events
/// and prints TFLOP/s; comments say how it was measured, and what this program does otherwise. The error is a
/// sentence: of a type that nothing computes in yet.
Result<std::string> reproduce(Reproducer in, const Run& run, const Measurement& row);

/// The same of a GEMM that was not measured.
Result<std::string> reproduce(Reproducer in, const PlannedPoint& point);

} // namespace headroom
