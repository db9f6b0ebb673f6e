// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/model/run_context.h"
#include "engine/sweep/sweep_spec.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace headroom {

/// Where the row of each point is. No part of a run's value: place() keeps it, so that a long run is not
/// looked through for every row.
class RowIndex {
public:
    /// The row of that point's index, were it measured before; `rows` only grew since the last call.
    std::optional<std::size_t> find(const std::vector<Measurement>& rows, std::size_t pointIndex);

    friend bool operator==(const RowIndex&, const RowIndex&) { return true; }

private:
    std::unordered_map<std::size_t, std::size_t> m_rows;
    std::size_t m_seen = 0; ///< rows that are in it
};

/// What was measured, what was asked for, and under which circumstances.
struct Run {
    RunContext context;
    SweepSpec spec;
    std::vector<Measurement> measurements = {}; ///< one a point, in the order they were first measured
    RowIndex rowIndex = {};
    std::string name = {}; ///< that a user gave it; empty where nobody did

    friend bool operator==(const Run&, const Run&) = default;
};

/// Puts a measurement into its run: in the place of the same point's earlier visits, or at the end. Returns
/// its row.
std::size_t place(Run& run, const Measurement& measurement);

} // namespace headroom
