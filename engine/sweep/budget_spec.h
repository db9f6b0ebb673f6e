// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/gemm_shape.h"
#include "engine/model/lengths.h"
#include "engine/model/model_shape.h"
#include "engine/model/operations.h"
#include "engine/model/terms.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// One GEMM of a layer, as a sweep lays it.
struct LaidOperation {
    Operation operation = Operation::KeyQueryScore;
    Layout layout = Layout::NN;

    friend bool operator==(const LaidOperation&, const LaidOperation&) = default;
};

/// Models that differ in one length. Of their layers, the GEMMs that it changes are measured.
struct LengthVariants {
    Length length = Length::Ffn;
    std::vector<std::int64_t> values; ///< the first is what the others are compared with
    double within = 0;                ///< how far the others may be from it, relative; 0: no matter how far
    bool headDimFollows = false;      ///< the head dimensions are h/a with each h, instead of the model's
    bool ffnFollows = false;          ///< f is 4h with each h
    std::optional<LaidOperation> only = {}; ///< this GEMM alone, instead of all that the length changes

    friend bool operator==(const LengthVariants&, const LengthVariants&) = default;
};

/// One GEMM of a list.
struct ListedGemm {
    GemmExtents extents;
    std::optional<DataType> type = {}; ///< none: the spec's
    std::optional<Layout> layout = {}; ///< none: nn, and nt in e4m3
    std::string label = {};

    friend bool operator==(const ListedGemm&, const ListedGemm&) = default;
};

/// Asks for every GEMM of one of a model's layers, and its logits, as one device of those that share the
/// layer computes them. Tokens are the spec's b and s. With a list, for those GEMMs instead, in that order:
/// of the model nothing but its name counts then, which is the list's.
struct BudgetSpec {
    ModelShape model;
    std::int64_t kvSeq = 0; ///< s_kv; 0: as many as s
    std::int64_t tensorParallel = 1;
    std::vector<Pass> passes = {Pass::Forward};
    std::optional<LengthVariants> variants = {}; ///< instead of the model alone
    std::vector<ListedGemm> list = {};

    friend bool operator==(const BudgetSpec&, const BudgetSpec&) = default;
};

} // namespace headroom
