// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace headroom {

// The two 16-bit types as bit patterns. Narrowing rounds to nearest, ties to even. Free of branches, so that
// loops over them become vector code.

/// bf16 is the upper half of an f32. Finite values only: a NaN could round to an infinity.
inline std::uint16_t toBf16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return static_cast<std::uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

inline float fromBf16(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// IEEE binary16. Values beyond its range become infinite; NaN is not kept.
inline std::uint16_t toF16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000u;
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    // Below 2^-14 the result is subnormal: adding 0.5 lets the adder align the last kept bit at 2^-24 and
    // round.
    const float aligned = std::bit_cast<float>(magnitude) + 0.5f;
    const std::uint32_t subnormal =
        std::bit_cast<std::uint32_t>(aligned) - std::bit_cast<std::uint32_t>(0.5f);
    // Otherwise the exponent's bias changes from 127 to 15 and 13 bits of the fraction go.
    const std::uint32_t normal = (magnitude - (112u << 23) + 0xfffu + ((magnitude >> 13) & 1u)) >> 13;
    const std::uint32_t inRange = magnitude < (113u << 23) ? subnormal : normal;
    // 65520 is the midpoint between the largest value and the next that would not fit.
    const std::uint32_t result = magnitude >= std::bit_cast<std::uint32_t>(65520.0f) ? 0x7c00u : inRange;
    return static_cast<std::uint16_t>(sign | result);
}

inline float fromF16(std::uint16_t bits) {
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000u) << 16;
    const std::uint32_t magnitude = bits & 0x7fffu;
    if (magnitude >= 0x7c00u) // infinite, or NaN
        return std::bit_cast<float>(sign | 0x7f800000u | ((magnitude & 0x3ffu) << 13));
    // Shifted as they are, exponent and fraction read as 2^-112 of their value, subnormal ones too.
    const float scaled = std::bit_cast<float>(magnitude << 13) * 0x1p112f;
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(scaled));
}

} // namespace headroom
