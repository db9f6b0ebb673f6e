// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/peak_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace headroom {

namespace {

// Independent sums: enough to hide the latency of a multiply-add (4 or 5 cycles, two or more started in
// each), few enough to stay in registers with the two factors.
constexpr int kSums = 12;
constexpr float kFactor = 0.999f; // sums settle at 1: no overflow, no denormal numbers
constexpr float kTerm = 0.001f;

/// Each sum starts at a value of its own: of equal ones the compiler would compute a single one.
constexpr float startOf(int sum) {
    return static_cast<float>(sum);
}

/// Whatever the compiler's baseline offers: SSE2 on x86, NEON on Arm.
float baselineLoop(std::int64_t rounds) {
    using Vector = float __attribute__((vector_size(16)));
    const Vector factor = {kFactor, kFactor, kFactor, kFactor};
    const Vector term = {kTerm, kTerm, kTerm, kTerm};
    Vector sums[kSums];
    for (int sum = 0; sum < kSums; ++sum)
        sums[sum] = Vector{} + startOf(sum);
    for (std::int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
        for (Vector& sum : sums)
            sum = sum * factor + term;
    }
    float total = 0;
    for (const Vector& sum : sums)
        total += sum[0];
    return total;
}

#if defined(__x86_64__)

// Written out three times: a template's instruction set cannot depend on its arguments, and a body shared by
// inlining would have its wide vectors split up before it reaches the function that may use them.

__attribute__((target("avx2,fma"))) float avx2Loop(std::int64_t rounds) {
    const __m256 factor = _mm256_set1_ps(kFactor);
    const __m256 term = _mm256_set1_ps(kTerm);
    __m256 sums[kSums];
    for (int sum = 0; sum < kSums; ++sum)
        sums[sum] = _mm256_set1_ps(startOf(sum));
    for (std::int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
        for (__m256& sum : sums)
            sum = _mm256_fmadd_ps(sum, factor, term);
    }
    float total = 0;
    for (const __m256& sum : sums)
        total += _mm256_cvtss_f32(sum);
    return total;
}

__attribute__((target("avx512f"))) float avx512Loop(std::int64_t rounds) {
    const __m512 factor = _mm512_set1_ps(kFactor);
    const __m512 term = _mm512_set1_ps(kTerm);
    __m512 sums[kSums];
    for (int sum = 0; sum < kSums; ++sum)
        sums[sum] = _mm512_set1_ps(startOf(sum));
    for (std::int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
        for (__m512& sum : sums)
            sum = _mm512_fmadd_ps(sum, factor, term);
    }
    float total = 0;
    for (const __m512& sum : sums)
        total += _mm512_cvtss_f32(sum);
    return total;
}

__attribute__((target("avx512f,avx512bf16"))) float bf16Loop(std::int64_t rounds) {
    const __m512bh factor = _mm512_cvtne2ps_pbh(_mm512_set1_ps(kFactor), _mm512_set1_ps(kFactor));
    const __m512bh term = _mm512_cvtne2ps_pbh(_mm512_set1_ps(kTerm), _mm512_set1_ps(kTerm));
    __m512 sums[kSums];
    for (int sum = 0; sum < kSums; ++sum)
        sums[sum] = _mm512_set1_ps(startOf(sum));
    for (std::int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
        for (__m512& sum : sums)
            sum = _mm512_dpbf16_ps(sum, factor, term);
    }
    float total = 0;
    for (const __m512& sum : sums)
        total += _mm512_cvtss_f32(sum);
    return total;
}

#endif

} // namespace

std::vector<PeakLoop> peakLoops(DataType type) {
    std::vector<PeakLoop> loops;
#if defined(__x86_64__)
    if (type == DataType::F32 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        loops.push_back({"AVX2 FMA", 2.0 * kSums * 8, &avx2Loop});
    if (type == DataType::F32 && __builtin_cpu_supports("avx512f"))
        loops.push_back({"AVX-512 FMA", 2.0 * kSums * 16, &avx512Loop});
    if (type == DataType::Bf16 && __builtin_cpu_supports("avx512bf16"))
        loops.push_back({"AVX-512 bf16 dot products", 2.0 * kSums * 32, &bf16Loop});
#endif
    if (type == DataType::F32 && loops.empty())
        loops.push_back({"baseline multiply-add", 2.0 * kSums * 4, &baselineLoop});
    return loops;
}

} // namespace headroom
