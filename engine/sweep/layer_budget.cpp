// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/layer_budget.h"

#include "engine/sweep/budget_rows.h"
#include "engine/sweep/gemm_list.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace headroom {

/// In e4m3 what can be computed at all.
std::int64_t plateauOf(DataType type) {
    if (multipliesE4m3(type))
        return 16;
    return static_cast<std::int64_t>(128 / elementSize(type));
}

namespace {

void addOnce(std::vector<std::string>& notes, std::string note) {
    if (std::ranges::find(notes, note) == notes.end())
        notes.push_back(std::move(note));
}

Layout layoutOf(const SweepSpec& spec, const BudgetRow& row, Pass pass) {
    const std::optional<LengthVariants>& variants = spec.budget->variants;
    return variants && variants->only ? variants->only->layout
                                      : infoOf(row.operation).issued(pass, spec.type);
}

void addPoints(const SweepSpec& spec, const BudgetRow& row, Pass pass, std::vector<PlannedPoint>& points) {
    const OperationInfo& info = infoOf(row.operation);
    PlannedPoint point;
    point.operation = row.operation;
    point.pass = pass;
    point.layer = row.layer;
    point.layout = layoutOf(spec, row, pass);
    point.gemm = info.gemm(row.layer, spec.type, point.layout, pass);
    point.ratio = std::min(powerOfTwoDivisor(point.gemm.n), powerOfTwoDivisor(point.gemm.k));
    point.perLayer = row.count.perLayer;
    point.perModel = row.count.perModel;
    for (const Algorithm algorithm : {Algorithm::Default, Algorithm::Best}) {
        if (spec.algorithm != Algorithm::Both && spec.algorithm != algorithm)
            continue;
        point.algorithm = algorithm;
        point.index = points.size();
        points.push_back(point);
    }
}

} // namespace

bool isDecoding(const SweepSpec& spec) {
    return spec.budget && spec.seq == 1 && spec.budget->kvSeq > 1;
}

std::vector<std::vector<PlannedPoint>> pointsOfVariants(const SweepSpec& spec) {
    if (spec.isList())
        return {listPoints(spec)};
    std::vector<std::vector<PlannedPoint>> all;
    std::size_t index = 0;
    for (const std::vector<BudgetRow>& rows : rowsOfVariants(spec)) {
        std::vector<PlannedPoint>& points = all.emplace_back();
        for (const BudgetRow& row : rows)
            if (row.canBeShared())
                for (const Pass pass : spec.budget->passes)
                    addPoints(spec, row, pass, points);
        for (PlannedPoint& point : points)
            point.index = index++;
    }
    return all;
}

std::vector<PlannedPoint> budgetPoints(const SweepSpec& spec) {
    std::vector<PlannedPoint> points;
    for (const std::vector<PlannedPoint>& variant : pointsOfVariants(spec))
        points.insert(points.end(), variant.begin(), variant.end());
    return points;
}

std::vector<std::string> budgetNotes(const SweepSpec& spec) {
    if (spec.isList())
        return listNotes(spec);
    if (spec.budget->variants && spec.budget->variants->only)
        return {};
    std::vector<std::string> notes{"Not in the sums: softmax, norms, activations, embeddings, routing and "
                                   "communication between devices."};
    const std::vector<std::vector<BudgetRow>> all = rowsOfVariants(spec);
    const auto has = [&rows = all.front()](Operation operation) {
        return std::ranges::find(rows, operation, &BudgetRow::operation) != rows.end();
    };
    if (has(Operation::AbsorbedQuery))
        notes.emplace_back("Nor is attention over the compressed keys and values.");
    if (has(Operation::KeyQueryScore))
        notes.emplace_back("Attention stands as two batched GEMMs over the whole of s times s_kv; a fused "
                           "kernel with a causal mask computes half of it.");
    if (has(Operation::ExpertDown))
        notes.emplace_back("Experts are measured one at a time, with tokens shared equally by all of them.");
    if (multipliesE4m3(spec.type))
        notes.emplace_back("In e4m3 both operands must lie along k: every GEMM is laid nt. Dgrad, wgrad and "
                           "attention over value then read copies that lie transposed, as "
                           "TransformerEngine keeps them; making the copies is not timed.");
    for (const BudgetRow& row : all.front()) {
        const OperationInfo& info = infoOf(row.operation);
        for (const std::string& broken : info.brokenConditions(row.layer))
            addOnce(notes, std::string(info.title) + " is left out: " + broken + ".");
        if (!row.canBeShared())
            continue;
        for (const std::string& remark : info.remarks(row.layer, Pass::Forward, plateauOf(spec.type)))
            addOnce(notes, std::string(info.title) + ": " + remark + ".");
    }
    return notes;
}

namespace {

template <class CountOf>
std::vector<Operation> leftOut(const SweepSpec& spec, CountOf countOf) {
    std::vector<Operation> operations;
    if (spec.isList())
        return operations;
    const std::vector<std::vector<BudgetRow>> all = rowsOfVariants(spec);
    for (const BudgetRow& row : all.front())
        if (countOf(row.count) > 0 && !row.canBeShared() &&
            std::ranges::find(operations, row.operation) == operations.end())
            operations.push_back(row.operation);
    return operations;
}

} // namespace

std::vector<Operation> leftOutOfLayer(const SweepSpec& spec) {
    return leftOut(spec, [](const BudgetCount& count) { return count.perLayer; });
}

std::vector<Operation> leftOutOfModel(const SweepSpec& spec) {
    return leftOut(spec, [](const BudgetCount& count) { return count.perModel; });
}

} // namespace headroom
