// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/claim/lock_rules.h"
#include "engine/model/measurement.h"
#include "engine/model/run_context.h"
#include "engine/sweep/sweep_plan.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace headroom {

/// Measures the points of one plan somewhere: in this process or in another. Used from one thread.
class PointExecutor {
public:
    virtual ~PointExecutor() = default;

    /// Before begin(). Without, a device that another program is measuring on is not opened.
    virtual void setLockRules(LockRules /*rules*/) {}
    /// Before begin(). Told on the sweep's thread, in a sentence, of each process that was lost in the midst
    /// of the run, where points are measured in other processes.
    virtual void setOnLoss(std::function<void(const std::string&)> /*onLoss*/) {}
    /// Opens the device for this plan and says under which circumstances it will run. May give up with an
    /// error when `stop` is requested.
    virtual Result<RunContext> begin(const SweepPlan& plan, std::stop_token stop) = 0;
    /// One point; called for each of the plan's order, in that order, then again for those that wantsAgain().
    /// Where several devices measure side by side it may return another point's measurement, each once.
    /// Failures are statuses of the measurement. DeviceLost ends the sweep. When `stop` is requested it
    /// returns within one call of the library, with nothing where the point could not be finished.
    virtual std::optional<Measurement> measure(const PlannedPoint& point, std::stop_token stop) = 0;
    /// Whether a point that has its row is to be measured once more when all others have theirs.
    virtual bool wantsAgain(const Measurement& /*row*/) const { return false; }
    /// What a reader of the run should know, learnt since begin() or the last call: sentences for its notes.
    virtual std::vector<std::string> takeNotes() { return {}; }
    /// Closes the device; called once after a successful begin().
    virtual void end() = 0;
};

} // namespace headroom
