// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/layer_shape.h"
#include "engine/model/operations.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// How often a layer, and a model, has a GEMM.
struct BudgetCount {
    std::int64_t perLayer = 0;
    std::int64_t perModel = 0;
};

/// An operation of the model, on a layer whose lengths may differ from the model's by what the row is of.
struct BudgetRow {
    Operation operation;
    LayerShape layer;
    BudgetCount count;

    GemmExtents extents() const { return infoOf(operation).extents(layer); }
    /// Whether the devices can share it in equal parts.
    bool canBeShared() const { return infoOf(operation).brokenConditions(layer).empty(); }
};

/// All rows of each of the spec's variants that the varied length changes, also those that devices could not
/// share; of a spec without variants all. Requires a budget that is no list.
std::vector<std::vector<BudgetRow>> rowsOfVariants(const SweepSpec& spec);

} // namespace headroom
