// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/byte_text.h"

#include <array>
#include <cstdio>

namespace headroom {

std::string formatBytes(std::uint64_t bytes) {
    constexpr std::array kUnits{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), value < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", value,
                  kUnits[unit]);
    return text.data();
}

std::string gibText(std::uint64_t bytes) {
    const double gib = static_cast<double>(bytes) / 0x1p30;
    if (gib < 0.1)
        return formatBytes(bytes);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f GiB", gib);
    return text.data();
}

std::string exactBytes(std::uint64_t bytes) {
    return std::to_string(bytes) + " bytes (" + formatBytes(bytes) + ")";
}

} // namespace headroom
