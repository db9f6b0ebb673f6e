// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Read by nvcc as C++17: plain types only.

#include <cuda_runtime_api.h>

#include <cstdint>

namespace headroom::cuda {

/// How an element lies in memory.
enum class Storage { F32, F16, Bf16, E4m3 };

/// Elements 0 … count-1 of a stream of normal(0,1) numbers, as engine/measure/normal_numbers.h defines them.
void launchFillNormal(void* out, Storage storage, std::uint64_t count, std::uint64_t seed,
                      std::uint32_t operand, cudaStream_t stream);

/// One element of C, to be read back with what it was computed from.
struct SampledElement {
    long long batch;
    long long row;
    long long column;
};

/// An operand in memory, with the elements from one batch entry, row and column to the next.
struct SampledMatrix {
    const void* start;
    long long batch, down, across;
};

struct SampledOperands {
    SampledMatrix a, b, c;
    Storage storage; ///< of A and B, and of C; with E4m3 that of C is Bf16
    long long k;
};

/// For each element 2·k + 1 floats: C, then the row of A, then the column of B.
void launchGather(const SampledOperands& operands, const SampledElement* elements, int count, float* out,
                  cudaStream_t stream);

/// Numbers in one call of launchQuantise are so many at a time: room for the rest of the last is needed.
constexpr int kQuantisedTogether = 16;

/// Elements 0 … count-1 of `bf16`, times *scale, to e4m3: the nearest, ±448 where they are beyond it. All lie
/// at multiples of 16 bytes; `scale` is read on the device.
void launchQuantise(const void* bf16, void* e4m3, std::uint64_t count, const float* scale,
                    cudaStream_t stream);

/// Each multiprocessor that gets a block writes {cycles, nanoseconds} to the place of its number;
/// `places` is the length of `out` in pairs.
void launchReadClocks(std::uint64_t* out, int places, int multiprocessors, cudaStream_t stream);

/// A kernel that does nothing: what a launch costs.
void launchEmpty(cudaStream_t stream);

} // namespace headroom::cuda
