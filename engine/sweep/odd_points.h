// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run_comparison.h"

namespace headroom {

/// Single points at which a node lies far from all of the others, on curves where it is not told to be out as
/// a whole: see compareRuns(). Needs the comparison's curves and what is found of them.
std::vector<ComparisonFinding> oddPoints(const SharedGemms& shared, const RunComparison& comparison);

} // namespace headroom
