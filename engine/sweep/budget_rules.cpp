// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/budget_rows.h"
#include "engine/sweep/gemm_list.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/variants.h"

#include <algorithm>
#include <set>
#include <utility>

namespace headroom {

namespace {

std::string within(const char* what, std::int64_t value, std::int64_t most) {
    if (value >= 1 && value <= most)
        return {};
    return std::string(what) + std::to_string(value) + "; it must be from 1 to " + std::to_string(most) + ".";
}

using Faults = std::vector<SpecError>;

void addOnce(Faults& faults, SpecField field, const std::string& message) {
    if (!message.empty() && std::ranges::find(faults, message, &SpecError::message) == faults.end())
        faults.push_back({field, message});
}

/// Of one model.
Faults faultsOfModel(const SweepSpec& spec) {
    const BudgetSpec& budget = *spec.budget;
    Faults faults;
    for (const std::string& fault : faultsOf(budget.model))
        addOnce(faults, SpecField::Budget, fault);
    if (budget.kvSeq != 0)
        addOnce(faults, SpecField::KvSeq,
                within("The number of tokens attended to, s_kv, is ", budget.kvSeq, kMaxLength));
    addOnce(faults, SpecField::TensorParallel,
            within("The tensor-parallel degree t is ", budget.tensorParallel, kMaxSharing));
    return faults;
}

/// Of the values that are to be compared.
Faults faultsOfVariants(const SweepSpec& spec) {
    const LengthVariants& variants = *spec.budget->variants;
    const LengthInfo& length = infoOf(variants.length);
    const auto alone = [](const std::string& message) { return Faults{{SpecField::Budget, message}}; };
    if (variants.values.empty())
        return alone(std::string("Name at least one ") + length.name + ".");
    if (std::cmp_greater(variants.values.size(), kMostVariants))
        return alone("These are " + std::to_string(variants.values.size()) + " values of " + length.symbol +
                     "; at most " + std::to_string(kMostVariants) + " can be compared.");
    if (!(variants.within >= 0 && variants.within <= 1))
        return alone("The distance that others may be from it must be from 0 to 1 (0.02 is two percent).");
    Faults faults;
    if (const auto& only = variants.only)
        for (const Pass pass : spec.budget->passes)
            if (const OperationInfo& info = infoOf(only->operation);
                !info.offers(only->layout, pass) ||
                (multipliesE4m3(spec.type) && !liesAlongK(info.lay({2, 2, 2, 2}, spec.type, only->layout))))
                addOnce(faults, SpecField::Layout,
                        titleOf(only->operation, pass) + " in " + toString(spec.type) + " has no layout " +
                            toString(only->layout) + ".");
    std::set<std::int64_t> seen;
    for (const std::int64_t value : variants.values) {
        if (!seen.insert(value).second)
            addOnce(faults, SpecField::Budget, textOf(variants.length, value) + " is named twice.");
        for (const SpecError& fault : faultsOfModel(variantOf(spec, value)))
            addOnce(faults, fault.field, fault.message);
    }
    return faults;
}

/// Why there is no such GEMM in the model's layers.
std::string whyNone(const BudgetSpec& budget, const BudgetRow& row) {
    const LayerShape& layer = row.layer;
    const bool ofExpert = row.operation == Operation::ExpertGateUp || row.operation == Operation::ExpertDown;
    const std::string tooFew = ofExpert ? whyTooFewTokens(layer) : std::string();
    return tooFew.empty() ? budget.model.name + " has no " + infoOf(row.operation).title + "." : tooFew;
}

/// Rows that cannot be measured in what is planned.
Faults faultsOfRows(const SweepSpec& spec) {
    Faults faults;
    const bool compares = spec.budget->variants.has_value();
    const std::vector<std::vector<BudgetRow>> all = rowsOfVariants(spec);
    if (all.front().empty())
        return {{SpecField::Budget, std::string("No GEMM of this model's layers depends on ") +
                                        infoOf(spec.budget->variants->length).symbol + " alone."}};
    for (const std::vector<BudgetRow>& rows : all) {
        // A budget leaves such a row out and says so; a comparison would compare unlike sums.
        if (compares || std::ranges::none_of(rows, &BudgetRow::canBeShared))
            for (const BudgetRow& row : rows)
                for (const std::string& broken : infoOf(row.operation).brokenConditions(row.layer)) {
                    const bool isShared = row.layer.tensorParallel > 1;
                    addOnce(faults, isShared ? SpecField::TensorParallel : SpecField::Budget,
                            broken + (isShared ? ": devices cannot share the layer in equal parts."
                                               : ": there is no such layer."));
                }
        for (const BudgetRow& row : rows)
            if (const GemmExtents extents = row.extents();
                std::min({extents.batch, extents.m, extents.n, extents.k}) < 1)
                addOnce(faults, SpecField::Budget, whyNone(*spec.budget, row));
        for (const BudgetRow& row : rows)
            if (row.canBeShared() && elements(row.extents()) >= kMaxElements)
                addOnce(faults, SpecField::Budget,
                        std::string(infoOf(row.operation).title) +
                            " has more than 10^16 elements: no machine can hold it. Use fewer tokens.");
    }
    return faults;
}

} // namespace

std::vector<SpecError> budgetFaults(const SweepSpec& spec) {
    if (spec.isList())
        return listFaults(spec);
    Faults faults = faultsOfModel(spec);
    if (spec.budget->passes.empty())
        addOnce(faults, SpecField::Passes, "Choose at least one pass.");
    if (faults.empty() && spec.budget->variants)
        faults = faultsOfVariants(spec);
    return faults.empty() ? faultsOfRows(spec) : faults;
}

} // namespace headroom
