// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"

#include <cstddef>
#include <map>
#include <string>

namespace headroom {

/// How the visits to the points of one run differ, and what follows for each row: the figure, and an interval
/// that another run of the same program on the same machine falls into 95 times in 100.
///
/// A point has too few visits to tell their spread alone, so it is pooled over the points that ran the same
/// kernel at about the same arithmetic intensity on the same device. A GPU changes its clock by a percent or
/// two by itself, for some tenths of a second. Where a family's times follow its clock, a visit is brought to
/// the clock that the point usually runs at: its own mean, or that of the family as far as the points of the
/// family do not differ in it (the row's smClockMhz then says which).
class RunSpread {
public:
    /// `betweenRuns`: see RunContext.
    explicit RunSpread(double betweenRuns) : m_betweenRuns(betweenRuns) {}

    /// Takes the row's visits into account, in the place of what was known of that point.
    void learn(const Measurement& row);
    /// Sets the row's figure and interval from its visits and what is known of its family so far. Rows
    /// without visits that timed something stay as they are.
    void judge(Measurement& row) const;
    /// Share of the visits so far that were slower than what counts for their point by more than visits
    /// differ on a quiet machine.
    double slowShare() const;

private:
    /// Sums over visits, of logarithms of seconds (y) and clock (x) about their point's means.
    struct Sums {
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double means = 0;  ///< of the points' mean x
        double means2 = 0; ///< of its square
        double points = 0;
        double visits = 0;  ///< that count
        double freedom = 0; ///< of those, less one for each point
        double made = 0;
        double slow = 0;

        void add(const Sums& more, double sign);
        /// How a visit's time follows its clock: 0 where it does not follow, -1 where it does fully.
        double slope() const;
        /// Sum of squares that the slope leaves.
        double rest(double slope) const;
    };
    struct Known {
        std::string family;
        Sums sums;
    };

    /// Logarithm of the clock that a point usually runs at.
    static double usualClock(const Sums& own, const Sums& family);
    static std::string familyOf(const Measurement& row);
    static Sums sumsOf(const Measurement& row);

    double m_betweenRuns;
    std::map<std::string, Sums> m_families;
    std::map<std::size_t, Known> m_points; ///< by index
};

} // namespace headroom
