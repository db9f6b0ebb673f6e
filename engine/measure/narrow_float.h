// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace headroom {

// The narrow types as bit patterns. Narrowing rounds to nearest, ties to even. Free of branches, so that
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

/// The 8-bit format with four bits of exponent and three of fraction, as OCP defines it: no infinity, and
/// only all ones is NaN. What is beyond ±448 becomes that, as quantising kernels do it; NaN is kept.
inline std::uint8_t toE4m3(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 24) & 0x80u;
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    // As in toF16: below 2^-6 the adder rounds to multiples of 2^-9.
    const float aligned = std::bit_cast<float>(magnitude) + 0x1p14f;
    const std::uint32_t subnormal =
        std::bit_cast<std::uint32_t>(aligned) - std::bit_cast<std::uint32_t>(0x1p14f);
    const std::uint32_t normal = (magnitude - (120u << 23) + 0x7ffffu + ((magnitude >> 20) & 1u)) >> 20;
    const std::uint32_t inRange = magnitude < (121u << 23) ? subnormal : normal;
    const std::uint32_t finite = inRange < 0x7eu ? inRange : 0x7eu;
    return static_cast<std::uint8_t>(sign | (magnitude > 0x7f800000u ? 0x7fu : finite));
}

inline float fromE4m3(std::uint8_t bits) {
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x80u) << 24;
    const std::uint32_t magnitude = bits & 0x7fu;
    if (magnitude == 0x7fu)
        return std::bit_cast<float>(sign | 0x7fc00000u);
    const float scaled = std::bit_cast<float>(magnitude << 20) * 0x1p120f; // as in fromF16
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(scaled));
}

/// What bf16 operands are multiplied by before they become e4m3, and their products are divided by twice: the
/// largest power of two that leaves normal numbers in range, of which the largest is 5.77 (see fillNormal).
inline constexpr float kE4m3Scale = 64;

/// The number that a quantised one stands for.
inline float quantised(float value) {
    return fromE4m3(toE4m3(value * kE4m3Scale)) / kE4m3Scale;
}

} // namespace headroom
