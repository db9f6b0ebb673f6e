// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/budget_sum.h"
#include "engine/sweep/run.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What a budget's times are those of.
enum class BudgetScope { Layer, Model };

/// What a budget says of one of its rows, wherever it is shown.
struct BudgetLine {
    std::size_t row = 0;    ///< of the run's measurements
    std::int64_t count = 0; ///< of its calls, in the scope; of one that no layer has, in the model
    bool isInSum = true;    ///< false for one that is the model's alone, in the budget of a layer
    // Of all these calls together; 0 where it could not be measured.
    double seconds = 0;
    double lowS = 0;
    double highS = 0;
    std::optional<double> share;     ///< of the sum
    std::optional<double> roofShare; ///< of the roof's throughput
};

/// The rows of one algorithm with their sum: where both were measured, each has its own.
struct BudgetLines {
    Algorithm algorithm = Algorithm::Default;
    std::vector<BudgetLine> lines; ///< in the plan's order, failed ones included
    BudgetSum sum;
};

/// One for each algorithm that was measured, the library's default first. Requires a run whose spec has a
/// budget.
std::vector<BudgetLines> budgetLines(const Run& run, BudgetScope scope);

/// The title of a row: "MLP Up, wgrad", "MLP Up, best"; of a list's its label, or else its shape.
std::string nameOf(const PlannedPoint& point);
/// "8 · 128×128×80", without a batch of one.
std::string shapeText(const GemmShape& gemm);
/// "One layer", "The model, 32 layers".
std::string nameOf(BudgetScope scope, const ModelShape& model);
/// What the sum of these rows lacks: "of 7 of 21 GEMMs alone, without QKV Transform, which devices cannot
/// share, without 2 rows that could not be measured"; empty where it is whole.
std::string lackText(const Run& run, const BudgetLines& lines, BudgetScope scope);

} // namespace headroom
