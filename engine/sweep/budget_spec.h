// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/model_shape.h"
#include "engine/model/terms.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// Asks for every GEMM of one of a model's layers, and its logits, as one device of those that share the
/// layer computes them. Tokens are the spec's b and s.
struct BudgetSpec {
    ModelShape model;
    std::int64_t kvSeq = 0; ///< s_kv; 0: as many as s
    std::int64_t tensorParallel = 1;
    std::vector<Pass> passes = {Pass::Forward};

    friend bool operator==(const BudgetSpec&, const BudgetSpec&) = default;
};

} // namespace headroom
