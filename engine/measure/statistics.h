// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"

#include <span>
#include <vector>

namespace headroom {

/// Ends of an interval.
struct Interval {
    double low = 0;
    double high = 0;
};

/// Middle value, the mean of the two middle ones for an even count. `sorted` must not be empty.
double median(std::span<const double> sorted);
/// Linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
double quantile(std::span<const double> sorted, double share);
/// Order-statistic interval of the median with at least 95 % coverage: the binomial(n, ½) bound. For n < 6 no
/// such interval exists and the whole range is returned.
Interval medianInterval(std::span<const double> sorted);
/// Fewest samples for which medianInterval covers 95 %.
inline constexpr int kFewestForInterval = 6;

/// How often Student's t of so many degrees of freedom lies at least that far from zero, to either side.
double studentBeyond(double t, int freedom);
/// The t that it lies beyond that often; infinite without any freedom. `share` is above 0 and below 1.
double studentQuantile(double share, int freedom);

/// Summary of one value a batch, seconds of one call, in any order, not empty; `calls` were timed in all.
CallTime summarise(std::vector<double> secondsPerCall, std::int64_t calls);

} // namespace headroom
