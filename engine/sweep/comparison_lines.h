// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run_comparison.h"

#include <string>
#include <vector>

namespace headroom {

/// "node3: 4.1 % below the others at h/a = 64, in 388 of 390 points."
std::string findingSentence(const SharedGemms& shared, const ComparisonFinding& finding);
/// What may explain it, a sentence each: the clock, flags and kernels of the points where it is so, and what
/// of library, driver, host and program those share that the others do not.
std::vector<std::string> findingReasons(const SharedGemms& shared, const ComparisonFinding& finding);
/// Every finding with its reasons, or that nobody stands out and how far the runs spread; then who has no
/// point in common with the others. Two are "the two runs" only where they are all that the reader sees.
std::vector<std::string> comparisonSentences(const SharedGemms& shared, const RunComparison& comparison,
                                             bool areAll = true);
/// In which circumstances the runs differ: "driver: 580.65 (a, b), 575.57 (c)".
std::vector<std::string> differingCircumstances(const SharedGemms& shared);

/// Of a table of curves: what stands above its columns. The first and the last are texts.
std::vector<std::string> comparisonColumns();
/// A line for each curve, and one for all where there are several.
std::vector<std::vector<std::string>> comparisonCells(const SharedGemms& shared,
                                                      const RunComparison& comparison);

} // namespace headroom
