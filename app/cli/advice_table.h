// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/advice.h"

#include <string>

namespace headroom {

/// What --rank names. The error is a sentence for the user.
Result<RankBy> rankNamed(const std::string& word);

/// Advice to be read on a terminal: a line for each value, best first, marked where rows of it are flagged,
/// then what it comes to in a sentence. Requires a run whose spec has variants.
std::string adviceTable(const Run& run, RankBy rank);
/// The same of a run that lacks points, of which nothing can be said yet: no value is called the best.
std::string adviceTableOfPart(const Run& run, RankBy rank);

} // namespace headroom
