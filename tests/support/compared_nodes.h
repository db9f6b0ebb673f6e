// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/sample_run.h"

#include <functional>
#include <string>
#include <vector>

namespace headroom::testing {

/// What a made-up node does to a row of the sweep: the factor on its throughput.
using NodeFault = std::function<double(int node, Measurement& row)>;

/// So many runs of one sweep, "node1" and so on, whose throughputs scatter by that much from row to row, with
/// intervals of ±0.74 %, as an H100's have.
std::vector<Run> nodeRuns(int count, const NodeFault& fault = {}, double noise = 0.005,
                          const SweepSpec& spec = sampleSpec(24));

/// One that is so much slower on that curve; on all for ratio 0.
NodeFault slowNode(int node, std::int64_t ratio, double by);

} // namespace headroom::testing
