// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/measure/clock.h"
#include "engine/measure/clock_history.h"
#include "engine/measure/visits.h"

#include <map>

namespace headroom {

/// What a user asked of every point.
struct MeasureOptions {
    double precision = 0.01; ///< relative half width of the median's 95 % interval
    double timeLimitS = 0.4; ///< of timing, not counting check and warm-up; shared by the planned visits
};

/// What one point's visits gave so far.
struct PointHistory {
    Visits visits; ///< those that timed something
    int made = 0;  ///< of all, those that failed included
    PointCost cost;
    std::optional<Measurement> row; ///< the last that was ok
};

/// What the points of one run know of each other, and of their own earlier visits.
struct MeasureHistory {
    ClockHistory clocks;   ///< of all windows so far
    double restUntilS = 0; ///< on the clock: until then the device idles, to keep its duty
    std::map<std::size_t, PointHistory> points; ///< by index, where the backend asks for several visits
    double promisedS = 0;                       ///< spent on the visits that it asks for
    double extraS = 0;                          ///< spent on further ones
    std::optional<Measurement> lastDefault;     ///< of the library's own choice, for the best of all after it
};

/// Visits one point on an open session, by the protocol described in engine/README.md: select, check, warm
/// up, time windows until the stopping rule is satisfied or the cap is hit. The row tells of all visits to it
/// so far. Returns nothing when stopped before this one had enough batches.
std::optional<Measurement> measurePoint(Session& session, const PlannedPoint& point,
                                        const MeasureOptions& options, MeasureHistory& history, Clock& clock,
                                        std::stop_token stop);

/// Whether a point that has its row should be visited once more, at another time of the run: there were fewer
/// visits than the backend asks for, or, up to twice as many and within a quarter of the time, its fastest
/// two do not agree or met a slow core.
bool wantsVisit(const Measurement& row, const TimingTraits& traits, const MeasureHistory& history);

} // namespace headroom
