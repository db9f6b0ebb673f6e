// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/stream_loops.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace headroom {

namespace {

constexpr std::size_t kLine = 64;

std::uint64_t readLoop(std::byte* area, std::size_t bytes) {
    using Vector = std::uint64_t __attribute__((vector_size(16)));
    Vector sums[4] = {};
    const auto* from = reinterpret_cast<const Vector*>(area);
    for (std::size_t line = 0; line < bytes / kLine; ++line, from += 4) {
        sums[0] += from[0];
        sums[1] += from[1];
        sums[2] += from[2];
        sums[3] += from[3];
    }
    return sums[0][0] + sums[1][0] + sums[2][0] + sums[3][0];
}

#if defined(__x86_64__)

// Stores past the cache: an ordinary one would first read the line, and move twice the bytes that count.
std::uint64_t writeLoop(std::byte* area, std::size_t bytes) {
    auto* to = reinterpret_cast<__m128i*>(area);
    const __m128i value = _mm_setzero_si128();
    for (std::size_t line = 0; line < bytes / kLine; ++line, to += 4) {
        _mm_stream_si128(to, value);
        _mm_stream_si128(to + 1, value);
        _mm_stream_si128(to + 2, value);
        _mm_stream_si128(to + 3, value);
    }
    _mm_sfence();
    return 0;
}

std::uint64_t copyLoop(std::byte* area, std::size_t bytes) {
    const std::size_t lines = bytes / 2 / kLine;
    const auto* from = reinterpret_cast<const __m128i*>(area);
    auto* to = reinterpret_cast<__m128i*>(area + lines * kLine);
    for (std::size_t line = 0; line < lines; ++line, from += 4, to += 4) {
        const __m128i v0 = _mm_load_si128(from);
        const __m128i v1 = _mm_load_si128(from + 1);
        const __m128i v2 = _mm_load_si128(from + 2);
        const __m128i v3 = _mm_load_si128(from + 3);
        _mm_stream_si128(to, v0);
        _mm_stream_si128(to + 1, v1);
        _mm_stream_si128(to + 2, v2);
        _mm_stream_si128(to + 3, v3);
    }
    _mm_sfence();
    return 0;
}

#else

std::uint64_t writeLoop(std::byte* area, std::size_t bytes) {
    std::memset(area, 0, bytes);
    return 0;
}

std::uint64_t copyLoop(std::byte* area, std::size_t bytes) {
    const std::size_t half = bytes / 2 / kLine * kLine;
    std::memcpy(area + half, area, half);
    return 0;
}

#endif

} // namespace

std::vector<StreamLoop> streamLoops() {
    return {{"write", &writeLoop}, {"read", &readLoop}, {"copy", &copyLoop}};
}

} // namespace headroom
