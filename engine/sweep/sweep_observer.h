// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/model/run_context.h"

#include <stop_token>
#include <string>

namespace headroom {

/// Told of a sweep's progress, on the thread that called runSweep.
class SweepObserver {
public:
    virtual ~SweepObserver() = default;

    /// Once, when the device is open.
    virtual void onStarted(const RunContext& /*context*/) {}
    /// Each point when it is done; failed points too. A point visited again comes again, and the new row
    /// takes the place of the old one: see place(). When the sweep is over, those come once more whose
    /// figure, interval or flags have changed by what the other points told, or by no visit following.
    virtual void onMeasurement(const Measurement& measurement) = 0;
    /// What a reader of the run should know, learnt while it was measured: a sentence that says what to do.
    /// The context now has it among its notes.
    virtual void onNote(const RunContext& /*context*/, const std::string& /*note*/) {}
    /// Before each point. A processor that measures is idle meanwhile: the place to pause, and to draw
    /// without disturbing a timed window. (A GPU in another process may have a few points under way.) May
    /// block; must return soon once `stop` is requested.
    virtual void betweenPoints(std::stop_token /*stop*/) {}
    /// A sentence about the journal that the user should read while the sweep goes on: that it fails, that it
    /// is well again, or that it lies in an unusual place.
    virtual void onJournalNote(const std::string& /*sentence*/) {}
};

} // namespace headroom
