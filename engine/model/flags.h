// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// What a reader of a point should know about it. Data: in the row, the CSV and the hover text.
enum class Flag : std::uint32_t {
    ClockLow = 1u << 0,        ///< the clock was well below the best of its kind of kernel
    Throttled = 1u << 1,       ///< the driver named a reason for a lower clock
    IntervalWide = 1u << 2,    ///< the 95 % interval of the median is wider than the precision asked for
    CapHit = 1u << 3,          ///< stopped at the time cap
    LaunchBound = 1u << 4,     ///< the call takes about as long as its launch
    AboveRoof = 1u << 5,       ///< faster than the roof: a fault of the roof or of the measurement
    KernelChanged = 1u << 6,   ///< the library took another kernel than when the point was checked
    DeviceBusy = 1u << 7,      ///< other work ran on the device
    ReferenceKernel = 1u << 8, ///< the library fell back to its reference implementation
    ProcessorLost = 1u << 9,   ///< the threads lost the processor during a window, also when repeated
    VisitsDiffer = 1u << 10,   ///< the fastest visits to it did not agree, however often it was visited
    ProcessorSlow = 1u << 11,  ///< a core was shared with other work, or its clock was low
};

/// A set of flags; a value type.
class Flags {
public:
    constexpr Flags() = default;
    constexpr Flags(Flag flag) : m_bits(static_cast<std::uint32_t>(flag)) {}

    constexpr bool has(Flag flag) const { return (m_bits & static_cast<std::uint32_t>(flag)) != 0; }
    constexpr bool empty() const { return m_bits == 0; }
    constexpr Flags without(Flag flag) const {
        Flags rest = *this;
        rest.m_bits &= ~static_cast<std::uint32_t>(flag);
        return rest;
    }
    constexpr Flags& operator|=(Flags other) {
        m_bits |= other.m_bits;
        return *this;
    }
    friend constexpr Flags operator|(Flags a, Flags b) { return a |= b; }
    friend constexpr bool operator==(Flags, Flags) = default;

private:
    std::uint32_t m_bits = 0;
};

/// A flag for people and files.
struct FlagInfo {
    Flag flag;
    std::string_view word; ///< in files
    const char* meaning;   ///< a few words for a reader, in English, without a full stop
    bool isDisturbance;    ///< something else took part in the measurement
};

/// All flags, in the order of the enumeration.
std::span<const FlagInfo> allFlags();

/// Whether one of them says that something else took part in the measurement.
bool isDisturbed(Flags flags);

/// Words joined by '|', in the order of the enumeration: "clock-low|cap-hit"; empty when there is none.
std::string toString(Flags flags);
/// Reads what toString writes. Returns false, and leaves `flags` alone, on an unknown word.
bool parse(std::string_view words, Flags& flags);

} // namespace headroom
