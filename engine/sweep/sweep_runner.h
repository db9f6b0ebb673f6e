// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/point_executor.h"
#include "engine/sweep/run.h"
#include "engine/sweep/sweep_observer.h"

namespace headroom {

/// How a sweep ended.
enum class SweepEnd {
    Completed, ///< every point has its row, failed ones included
    Stopped,   ///< asked to; holds what was measured until then
    Failed,    ///< could not start or go on; the reason says why
};

struct SweepResult {
    Run run; ///< everything measured so far, also when stopped or failed
    SweepEnd end = SweepEnd::Completed;
    Error error; ///< when failed
};

/// One synchronous call: measures the plan's points in its order on the calling thread.
SweepResult runSweep(const SweepPlan& plan, PointExecutor& executor, SweepObserver& observer,
                     std::stop_token stop);

} // namespace headroom
