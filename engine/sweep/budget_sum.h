// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"

#include <cstddef>
#include <vector>

namespace headroom {

/// Times of a row's calls together, in a layer or in the model.
struct BudgetSum {
    double seconds = 0;
    double lowS = 0; ///< ends of the rows' intervals, added: never too narrow
    double highS = 0;
    double flop = 0;
    std::size_t missing = 0; ///< rows that failed, which no figure above holds

    double tflops() const { return headroom::tflops(flop, seconds); }
    BudgetSum& operator+=(const BudgetSum& other);
};

BudgetSum sumOfLayer(const std::vector<Measurement>& rows);
BudgetSum sumOfModel(const std::vector<Measurement>& rows);

} // namespace headroom
