// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run_comparison.h"

#include <string>

namespace headroom {

/// A comparison of runs to be read on a terminal: a line for each curve, then what was found, and in what the
/// runs differ beside.
std::string comparisonTable(const SharedGemms& shared, const RunComparison& comparison);

/// The rows that were compared, with the columns of a run's CSV and more: how many runs have the GEMM, the
/// median of them, the lowest and the highest, and how far the row lies from the median of the others, in
/// percent.
std::string comparisonCsv(const SharedGemms& shared);

} // namespace headroom
