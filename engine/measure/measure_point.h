// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"
#include "engine/measure/clock_history.h"
#include "engine/measure/visits.h"
#include "engine/model/clock.h"

#include <limits>
#include <map>

namespace headroom {

/// What a user asked of every point.
struct MeasureOptions {
    double precision = 0.01; ///< half width of a figure's interval, relative
    double timeLimitS = 0.4; ///< of timing, not counting check and warm-up; shared by the planned visits
    /// Seconds of timing for all points together: what some do not need goes to those whose visits differ.
    double budgetS = std::numeric_limits<double>::infinity();
};

/// What one point's visits gave so far.
struct PointHistory {
    Visits visits;                ///< those that timed something
    int made = 0;                 ///< of all, those that failed included
    std::optional<int> candidate; ///< the algorithm that was chosen and checked
    double callS = 0;             ///< of one call, roughly
    PointCost cost;
    std::optional<Measurement> row; ///< the last that was ok
};

/// What the points of one run know of each other, and of their own earlier visits.
struct MeasureHistory {
    ClockHistory clocks;   ///< of all windows so far
    double restUntilS = 0; ///< on the clock: until then the device idles, to keep its duty
    double timedS = 0;     ///< by all visits
    std::map<std::size_t, PointHistory> points; ///< by index
    std::optional<Measurement> lastDefault;     ///< of the library's own choice, for the best of all after it
};

/// Visits one point on an open session, by the method described in engine/README.md: prepare, choose, check,
/// warm up, time windows, report. The row tells of all visits to it so far; its interval is that of the
/// batches it counts (see RunSpread for one that tells of other runs). Returns nothing when stopped before
/// this visit had timed enough.
std::optional<Measurement> measurePoint(Session& session, const PlannedPoint& point,
                                        const MeasureOptions& options, MeasureHistory& history, Clock& clock,
                                        std::stop_token stop);

/// Whether a point that has its row should be visited once more, at another time of the run: there were fewer
/// visits than the backend asks for, or its fastest do not agree, there were not too many, and time is left.
bool wantsVisit(const Measurement& row, const TimingTraits& traits, const MeasureOptions& options,
                const MeasureHistory& history);

} // namespace headroom
