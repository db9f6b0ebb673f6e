// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/measure/clock.h"
#include "engine/measure/clock_history.h"

namespace headroom {

/// What a user asked of every point.
struct MeasureOptions {
    double precision = 0.01; ///< relative half width of the median's 95 % interval
    double timeLimitS = 0.6; ///< of timing, not counting check and warm-up
};

/// What the points of one run know of each other.
struct MeasureHistory {
    ClockHistory clocks;   ///< of all windows so far
    double restUntilS = 0; ///< on the clock: until then the device idles, to keep its duty
};

/// Measures one point on an open session, by the protocol described in engine/README.md: select, check, warm
/// up, time windows until the stopping rule is satisfied or the cap is hit. Returns nothing when stopped
/// before it had enough batches.
std::optional<Measurement> measurePoint(Session& session, const PlannedPoint& point,
                                        const MeasureOptions& options, MeasureHistory& history, Clock& clock,
                                        std::stop_token stop);

} // namespace headroom
