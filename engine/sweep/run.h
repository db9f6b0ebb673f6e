// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/model/run_context.h"
#include "engine/sweep/sweep_spec.h"

#include <vector>

namespace headroom {

/// What was measured, what was asked for, and under which circumstances.
struct Run {
    RunContext context;
    SweepSpec spec;
    std::vector<Measurement> measurements; ///< one a point, in the order they were first measured

    friend bool operator==(const Run&, const Run&) = default;
};

/// Puts a measurement into its run: in the place of the same point's earlier visits, or at the end. Returns
/// its row.
std::size_t place(Run& run, const Measurement& measurement);

} // namespace headroom
