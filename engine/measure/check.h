// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"

#include <string>
#include <vector>

namespace headroom {

/// The elements of C that a point is judged by: corners of C and of the tiles that kernels cut it into, their
/// neighbours across the edges, and a scatter of others, in the first, the last and a middle batch entry.
std::vector<OutputIndex> elementsToCheck(const GemmShape& shape);

/// Largest error that f32 accumulation of those k products and the rounding to the output's type explain.
/// Worst case of recursive summation is k·u·Σ|a·b| (Higham 2002, §3.1); kernels sum in blocks and errors of
/// random sign grow with √k, so (√k + 8)·u·Σ|a·b| is allowed, plus one rounding of the result.
///
/// Products of e4m3 are summed with fast accumulation: a tensor core aligns the 32 products of a step and the
/// sum so far by the largest of them, keeps the 14 leading bits of each and cuts off the rest (DeepSeek-V3
/// technical report, 2024, §3.5.2). With M the largest magnitude that a product, or the sum of any stretch of
/// them, comes to, a product loses less than 2^-13·M, with its own sign, and the sum as much in each of the
/// k/32 steps, always towards zero: (√k + 8 + k/32)·2^-13·M is allowed besides.
double errorBound(DataType type, const OutputSample& sample);

/// Empty when every sample agrees with its dot product in double precision; otherwise a sentence that names
/// the first that does not. NaN and infinity never pass.
std::string findWrongResult(DataType type, const std::vector<OutputSample>& samples);

} // namespace headroom
