// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/sweep/sweep_spec.h"

#include <string>
#include <vector>

namespace headroom {

/// From which power-of-two divisor of a length on GEMMs of that type gain no more: 128 bytes of a row.
std::int64_t plateauOf(DataType type);

/// One token of each sequence, attending to more: text is being generated.
bool isDecoding(const SweepSpec& spec);

/// The rows of a budget, operation by operation and pass by pass, each with how often a layer and the model
/// have it. An operation that the devices cannot share in equal parts is left out, and a note says so.
/// Requires a valid spec that has a budget.
std::vector<PlannedPoint> budgetPoints(const SweepSpec& spec);

/// The same rows by the variants they are of, equally many of each: one list where the budget has none.
std::vector<std::vector<PlannedPoint>> pointsOfVariants(const SweepSpec& spec);

/// What keeps that budget from being planned (budget_rules.cpp).
std::vector<SpecError> budgetFaults(const SweepSpec& spec);

/// What devices cannot share in equal parts, and the budget leaves out: in the plan's order, of each layer or
/// of the whole model. Requires a valid spec that has a budget.
std::vector<Operation> leftOutOfLayer(const SweepSpec& spec);
std::vector<Operation> leftOutOfModel(const SweepSpec& spec);

/// What a reader of the budget's sums should know: what is not in them, and which lengths fall on slow
/// curves.
std::vector<std::string> budgetNotes(const SweepSpec& spec);

} // namespace headroom
