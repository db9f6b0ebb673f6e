// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A list of GEMMs that a user wrote: a CSV, or words.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/io/shape_list.h"
#include "engine/sweep/gemm_list.h"

namespace headroom::fuzzing {

namespace {

void judge(const Result<ShapeList>& list) {
    if (!list)
        return requireSentence(list.error().reason);
    require(!list->gemms.empty() && list->gemms.size() <= kMostListed, "a list has GEMMs, and not too many");
    for (const ListedGemm& gemm : list->gemms) {
        require(faultOf(gemm).empty(), "a listed GEMM is sound");
        require(gemm.label.size() <= kLongestLabel, "labels are short");
    }
    SweepSpec spec;
    BudgetSpec& budget = spec.budget.emplace();
    budget.model.name = list->name;
    budget.list = list->gemms;
    requirePlannable(spec);
}

FUZZ_TARGET(shape_list) {
    judge(shapesFromText(bytes, "list.csv"));
    judge(shapesFromWords(bytes, "shapes"));
}

} // namespace

} // namespace headroom::fuzzing
