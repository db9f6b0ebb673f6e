// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"
#include "engine/sweep/sweep_plan.h"

namespace headroom {

/// Gives the plan the rows that the run has for the same calls, where they hold for that device as it is now:
/// of the same card or processor, library, driver, environment and program, in the same regime, measured
/// without a fault and without a flag. They are not measured again.
void takeKnownRows(SweepPlan& plan, const Run& run, const DeviceInfo& device);

} // namespace headroom
