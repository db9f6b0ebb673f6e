// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/figure_text.h"

#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>

namespace headroom {

namespace {

template <class... Values>
std::string formatted(const char* format, Values... values) {
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

/// In tenths, of which none is a negative nothing.
double tenthsOfPercent(double part) {
    return std::round(1000 * part) / 10 + 0.0;
}

} // namespace

std::string fourFigures(double value) {
    int decimals = 3;
    for (double limit = 10; value >= limit && decimals > 0; limit *= 10)
        --decimals;
    return formatted("%.*f", decimals, value);
}

std::string milliseconds(double seconds) {
    return fourFigures(1e3 * seconds);
}

std::string secondsText(double seconds) {
    return formatted("%.3g s", seconds);
}

std::string halfWidth(double middle, double low, double high) {
    return middle > 0 && high > 0 ? formatted("±%.1f %%", 50 * (high - low) / middle) : std::string();
}

std::string percent(double part) {
    return formatted("%.1f %%", tenthsOfPercent(part));
}

std::string signedPercent(double part) {
    return formatted("%+.1f %%", tenthsOfPercent(part));
}

std::string capitalised(std::string text) {
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

} // namespace headroom
