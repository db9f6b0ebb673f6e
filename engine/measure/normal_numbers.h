// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/terms.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace headroom {

// The operands' numbers: normal(0,1), each a pure function of (seed, operand, index), so that any range can
// be made in any order, by any number of threads, on any device.
//
// Definition. Element `index` of a stream lies in tile T = index / 64 at place P = index % 64.
//   1. (w0, w1, w2, w3) = Philox4x32-10 (Salmon et al., SC 2011) with
//      counter = (lo32(c), hi32(c), operand, 0), c = 16·T + P % 16, and key = (lo32(seed), hi32(seed)).
//   2. Places 0–31 of a tile use (x, y) = (w0, w1), places 32–63 use (w2, w3).
//   3. u = (2·(x >> 9) + 1) / 2^24 in (0, 1) and v = (y >> 8) / 2^24 in [0, 1), both exact in f32.
//   4. The element is √(−2 ln u) · cos 2πv for places 0–15 and 32–47, and √(−2 ln u) · sin 2πv for the
//   others.
// Step 4 is evaluated in f32 to a few units in the last place, then rounded to the stored type (nearest, ties
// to even). The largest magnitude is √(48 ln 2) = 5.77.

/// One stream of numbers.
struct NormalStream {
    std::uint64_t seed = 0;
    std::uint32_t operand = 0; ///< keeps the streams of one seed apart
};

/// Step 1.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// One element, evaluated in double precision: what the bulk fill approximates.
double normalAt(const NormalStream& stream, std::uint64_t index);

/// Writes elements first … first+count-1 of the stream, stored as `type` (Tf32 as f32, E4m3Quantised as
/// bf16), to `out`, which must be aligned to the type's size. With vector code for AVX2 and AVX-512: half a
/// thousand million a second and core.
void fillNormal(const NormalStream& stream, std::uint64_t first, DataType type, void* out, std::size_t count);

} // namespace headroom
