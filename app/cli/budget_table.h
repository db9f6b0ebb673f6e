// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <string>

namespace headroom {

/// A layer's budget to be read on a terminal: a line for each GEMM in the plan's order, then the sums of the
/// layer and of the model, with what they lack. Flagged rows are marked. Requires a run whose spec has a
/// budget.
std::string budgetTable(const Run& run);

/// The GEMMs of a list in its order. Requires a run whose spec has a list.
std::string listTable(const Run& run);

} // namespace headroom
