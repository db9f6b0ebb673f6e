// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace headroom {

double median(std::span<const double> sorted) {
    return quantile(sorted, 0.5);
}

double quantile(std::span<const double> sorted, double share) {
    assert(!sorted.empty());
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double weight = place - static_cast<double>(below);
    return sorted[below] + weight * (sorted[above] - sorted[below]);
}

Interval medianInterval(std::span<const double> sorted) {
    assert(!sorted.empty());
    const std::size_t n = sorted.size();
    // The largest r with P(X < r) ≤ 2.5 % for X ~ binomial(n, ½): then [x_r, x_(n+1-r)] covers the median
    // with at least 95 %. Logarithms, because ½^n leaves the range of a double beyond n = 1000.
    const double logHalfPowN = -static_cast<double>(n) * std::log(2.0);
    double logChoose = 0;
    double below = 0;
    std::size_t rank = 0;
    for (std::size_t i = 0; i < n / 2 + 1; ++i) {
        below += std::exp(logChoose + logHalfPowN);
        if (below > 0.025)
            break;
        rank = i + 1;
        logChoose += std::log(static_cast<double>(n - i)) - std::log(static_cast<double>(i + 1));
    }
    if (rank == 0)
        return {sorted.front(), sorted.back()};
    return {sorted[rank - 1], sorted[n - rank]};
}

double studentBeyond(double t, int freedom) {
    if (freedom < 1)
        return 1;
    // Finite sums for whole degrees of freedom: Abramowitz and Stegun 26.7.3 and 26.7.4.
    const double angle = std::atan(std::abs(t) / std::sqrt(static_cast<double>(freedom)));
    const double cosine = std::cos(angle);
    const bool isOdd = freedom % 2 == 1;
    double term = isOdd ? cosine : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int i = isOdd ? 3 : 2; i < freedom; i += 2) {
        term *= cosine * cosine * (i - 1) / i;
        sum += term;
    }
    const double within =
        isOdd ? 2 / std::numbers::pi * (angle + std::sin(angle) * sum) : std::sin(angle) * sum;
    return std::max(0.0, 1 - within);
}

double studentQuantile(double share, int freedom) {
    if (freedom < 1)
        return std::numeric_limits<double>::infinity();
    double low = 0;
    double high = 1;
    while (studentBeyond(high, freedom) > share)
        high *= 2;
    constexpr int kHalvings = 60;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (studentBeyond(middle, freedom) > share ? low : high) = middle;
    }
    return high;
}

CallTime summarise(std::vector<double> secondsPerCall, std::int64_t calls) {
    std::ranges::sort(secondsPerCall);
    const Interval interval = medianInterval(secondsPerCall);
    CallTime time;
    time.medianS = median(secondsPerCall);
    time.minS = secondsPerCall.front();
    time.q1S = quantile(secondsPerCall, 0.25);
    time.q3S = quantile(secondsPerCall, 0.75);
    time.lowS = interval.low;
    time.highS = interval.high;
    time.calls = calls;
    return time;
}

} // namespace headroom
