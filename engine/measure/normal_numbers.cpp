// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/normal_numbers.h"

#include "engine/measure/narrow_float.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

namespace headroom {

namespace {

constexpr std::uint32_t kTile = 64;
constexpr std::uint32_t kCountersPerTile = 16;

// The inner loops are inlined into one function for each instruction set, which the compiler then vectorises
// for it.
#define HEADROOM_INLINE [[gnu::always_inline]] inline

struct Words {
    std::uint32_t w0, w1, w2, w3;
};

HEADROOM_INLINE Words philox(Words c, std::uint32_t key0, std::uint32_t key1) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product0 = std::uint64_t{0xD2511F53u} * c.w0;
        const std::uint64_t product1 = std::uint64_t{0xCD9E8D57u} * c.w2;
        c = {static_cast<std::uint32_t>(product1 >> 32) ^ c.w1 ^ key0, static_cast<std::uint32_t>(product1),
             static_cast<std::uint32_t>(product0 >> 32) ^ c.w3 ^ key1, static_cast<std::uint32_t>(product0)};
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return c;
}

/// √(−2 ln u) of u = (2·(x >> 9) + 1) / 2^24.
HEADROOM_INLINE float radius(std::uint32_t x) {
    const float u = static_cast<float>(static_cast<std::int32_t>(2u * (x >> 9) + 1u)) * 0x1p-24f;
    // u = 2^exponent · (1 + f) with 1 + f in [√½, √2); ln(1 + f) by the polynomial of Cephes' logf.
    const auto bits = std::bit_cast<std::uint32_t>(u) - 0x3f3504f3u;
    const auto exponent = static_cast<float>(static_cast<std::int32_t>(bits) >> 23);
    const float f = std::bit_cast<float>((bits & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
    const float f2 = f * f;
    float p = 7.0376836292e-2f;
    p = p * f - 1.1514610310e-1f;
    p = p * f + 1.1676998740e-1f;
    p = p * f - 1.2420140846e-1f;
    p = p * f + 1.4249322787e-1f;
    p = p * f - 1.6668057665e-1f;
    p = p * f + 2.0000714765e-1f;
    p = p * f - 2.4999993993e-1f;
    p = p * f + 3.3333331174e-1f;
    const float tail = p * f * f2 - 0.5f * f2 - 2.12194440e-4f * exponent;
    const float logarithm = f + tail + 0.693359375f * exponent;
    return std::sqrt(-2.0f * logarithm);
}

struct Point {
    float cosine, sine;
};

/// Cosine and sine of 2π·(y >> 8) / 2^24.
HEADROOM_INLINE Point onCircle(std::uint32_t y) {
    const std::uint32_t turn = y >> 8;
    const std::uint32_t quarter = (turn + (1u << 21)) >> 22; // nearest quarter turn, 0 … 4
    const auto rest = static_cast<std::int32_t>(turn - (quarter << 22));
    const float angle =
        static_cast<float>(rest) * (0x1p-24f * 2.0f * std::numbers::pi_v<float>); // within ±π/4
    const float a2 = angle * angle;
    const float sine =
        angle + angle * a2 * (-1.6666654611e-1f + a2 * (8.3321608736e-3f - a2 * 1.9515295891e-4f));
    const float cosine =
        1.0f - 0.5f * a2 +
        a2 * a2 * (4.166664568298827e-2f - a2 * (1.388731625493765e-3f - a2 * 2.443315711809948e-5f));
    const bool swapped = (quarter & 1u) != 0;
    const float c = swapped ? sine : cosine;
    const float s = swapped ? cosine : sine;
    // The signs by quarter: cosine + − − +, sine + + − −.
    const std::uint32_t cosineSign = ((quarter + 1u) & 2u) << 30;
    const std::uint32_t sineSign = (quarter & 2u) << 30;
    return {std::bit_cast<float>(std::bit_cast<std::uint32_t>(c) ^ cosineSign),
            std::bit_cast<float>(std::bit_cast<std::uint32_t>(s) ^ sineSign)};
}

HEADROOM_INLINE void store(float value, float& out) {
    out = value;
}

struct Bf16 {
    std::uint16_t bits;
};
HEADROOM_INLINE void store(float value, Bf16& out) {
    out.bits = toBf16(value);
}

struct F16 {
    std::uint16_t bits;
};
HEADROOM_INLINE void store(float value, F16& out) {
    out.bits = toF16(value);
}

struct E4m3 {
    std::uint8_t bits;
};
HEADROOM_INLINE void store(float value, E4m3& out) {
    out.bits = toE4m3(value);
}

/// Whole tiles, from tile `firstTile` on.
template <class T>
HEADROOM_INLINE void fillTiles(const NormalStream& stream, std::uint64_t firstTile, T* __restrict out,
                               std::size_t tiles) {
    const auto key0 = static_cast<std::uint32_t>(stream.seed);
    const auto key1 = static_cast<std::uint32_t>(stream.seed >> 32);
    for (std::size_t tile = 0; tile < tiles; ++tile, out += kTile) {
        // Sixteen counters of one tile differ in their lowest four bits only.
        const std::uint64_t counter = (firstTile + tile) * kCountersPerTile;
        const auto low = static_cast<std::uint32_t>(counter);
        const auto high = static_cast<std::uint32_t>(counter >> 32);
        const std::uint32_t operand = stream.operand;
        for (std::uint32_t lane = 0; lane < kCountersPerTile; ++lane) {
            const Words w = philox({low + lane, high, operand, 0}, key0, key1);
            const float r0 = radius(w.w0);
            const float r1 = radius(w.w2);
            const Point p0 = onCircle(w.w1);
            const Point p1 = onCircle(w.w3);
            store(r0 * p0.cosine, out[lane]);
            store(r0 * p0.sine, out[lane + 16]);
            store(r1 * p1.cosine, out[lane + 32]);
            store(r1 * p1.sine, out[lane + 48]);
        }
    }
}

template <class T>
void fillBaseline(const NormalStream& stream, std::uint64_t firstTile, T* out, std::size_t tiles) {
    fillTiles(stream, firstTile, out, tiles);
}

#if defined(__x86_64__)
// GCC prefers vectors half as wide unless told; clang does not know the word.
#if defined(__clang__)
#define HEADROOM_AVX512 "avx512f,avx512bw,avx512vl,avx512dq,avx2,fma"
#else
#define HEADROOM_AVX512 "avx512f,avx512bw,avx512vl,avx512dq,avx2,fma,prefer-vector-width=512"
#endif

template <class T>
__attribute__((target("avx2,fma"))) void fillAvx2(const NormalStream& stream, std::uint64_t firstTile, T* out,
                                                  std::size_t tiles) {
    fillTiles(stream, firstTile, out, tiles);
}

template <class T>
__attribute__((target(HEADROOM_AVX512))) void fillAvx512(const NormalStream& stream, std::uint64_t firstTile,
                                                         T* out, std::size_t tiles) {
    fillTiles(stream, firstTile, out, tiles);
}
#endif

template <class T>
auto chooseFill() {
#if defined(__x86_64__)
    // Chosen by a plain call: resolving at load time (ifunc) runs before a sanitizer is ready.
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
        return &fillAvx512<T>;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return &fillAvx2<T>;
#endif
    return &fillBaseline<T>;
}

template <class T>
void fill(const NormalStream& stream, std::uint64_t first, T* out, std::size_t count) {
    static const auto fillWhole = chooseFill<T>();
    T tile[kTile];
    while (count > 0) {
        const std::size_t place = first % kTile;
        std::size_t done = 0;
        if (place == 0 && count >= kTile) {
            done = count - count % kTile;
            fillWhole(stream, first / kTile, out, done / kTile);
        } else { // the ends of the range
            done = std::min<std::size_t>(kTile - place, count);
            fillWhole(stream, first / kTile, tile, 1);
            std::copy_n(tile + place, done, out);
        }
        first += done;
        out += done;
        count -= done;
    }
}

} // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
    const Words w = philox({counter[0], counter[1], counter[2], counter[3]}, key[0], key[1]);
    return {w.w0, w.w1, w.w2, w.w3};
}

double normalAt(const NormalStream& stream, std::uint64_t index) {
    const std::uint64_t place = index % kTile;
    const std::uint64_t counter = index / kTile * kCountersPerTile + place % 16;
    const auto words = philox4x32(
        {static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32), stream.operand, 0},
        {static_cast<std::uint32_t>(stream.seed), static_cast<std::uint32_t>(stream.seed >> 32)});
    const std::size_t pair = place / 32 * 2;
    const double u = (2.0 * (words[pair] >> 9) + 1.0) * 0x1p-24;
    const double v = (words[pair + 1] >> 8) * 0x1p-24;
    const double r = std::sqrt(-2.0 * std::log(u));
    const double angle = 2.0 * std::numbers::pi * v;
    return r * (place / 16 % 2 == 0 ? std::cos(angle) : std::sin(angle));
}

void fillNormal(const NormalStream& stream, std::uint64_t first, DataType type, void* out,
                std::size_t count) {
    switch (type) {
    case DataType::F32:
    case DataType::Tf32:
        fill(stream, first, static_cast<float*>(out), count);
        break;
    case DataType::F16:
        fill(stream, first, static_cast<F16*>(out), count);
        break;
    case DataType::Bf16:
    case DataType::E4m3Quantised:
        fill(stream, first, static_cast<Bf16*>(out), count);
        break;
    case DataType::E4m3:
        fill(stream, first, static_cast<E4m3*>(out), count);
        break;
    case DataType::Mxfp8:
    case DataType::Nvfp4: // no numbers without their scales; nothing computes in them
        break;
    }
}

} // namespace headroom
