// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/budget_rows.h"

#include "engine/sweep/layer_budget.h"
#include "engine/sweep/variants.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace headroom {

namespace {

class BudgetRows {
public:
    explicit BudgetRows(const SweepSpec& spec) : m_spec(spec), m_model(spec.budget->model) {
        m_layer = m_model.layer;
        m_layer.seq = spec.seq;
        m_layer.kvSeq = spec.budget->kvSeq > 0 ? spec.budget->kvSeq : spec.seq;
        m_layer.batch = spec.batch;
        m_layer.tensorParallel = spec.budget->tensorParallel;
    }

    std::vector<BudgetRow> only(Operation operation) {
        add(operation, operation == Operation::Logits ? BudgetCount{0, 1} : inEachLayer());
        return std::move(m_rows);
    }

    std::vector<BudgetRow> rows() {
        if (m_model.hasLatentAttention())
            addLatentAttention();
        else
            addAttention();
        if (m_model.hasExperts())
            addExperts();
        else
            addMlp(m_layer, inEachLayer());
        if (m_layer.vocab > 0)
            add(Operation::Logits, {0, 1});
        return std::move(m_rows);
    }

private:
    BudgetCount inEachLayer(std::int64_t times = 1) const { return {times, times * m_model.layers}; }

    void add(Operation operation, BudgetCount count) { m_rows.push_back({operation, m_layer, count}); }

    void addAttention() {
        add(Operation::Qkv, inEachLayer());
        add(Operation::KeyQueryScore, inEachLayer());
        add(Operation::AttentionOverValue, inEachLayer());
        add(Operation::OutputProjection, inEachLayer());
    }

    void addLatentAttention() {
        add(Operation::LatentDown, inEachLayer());
        BudgetRow queries{Operation::LatentQueryUp, m_layer, inEachLayer()};
        if (m_layer.queryRank == 0) // not compressed: they come from h
            queries.layer.queryRank = m_layer.hidden;
        m_rows.push_back(queries);
        if (isDecoding(m_spec)) {
            add(Operation::AbsorbedQuery, inEachLayer());
            add(Operation::AbsorbedValue, inEachLayer());
        } else {
            add(Operation::LatentKeyValueUp, inEachLayer());
            add(Operation::KeyQueryScore, inEachLayer());
            add(Operation::AttentionOverValue, inEachLayer());
        }
        add(Operation::OutputProjection, inEachLayer());
    }

    void addMlp(const LayerShape& layer, BudgetCount count) {
        m_rows.push_back({m_model.gated ? Operation::MlpGateUp : Operation::MlpUp, layer, count});
        m_rows.push_back({Operation::MlpDown, layer, count});
    }

    void addExperts() {
        const std::int64_t mixed = m_model.layers - m_model.denseLayers;
        const BudgetCount each{m_layer.experts, m_layer.experts * mixed};
        add(Operation::ExpertGateUp, each);
        add(Operation::ExpertDown, each);
        if (m_model.sharedExperts > 0) {
            LayerShape shared = m_layer;
            shared.ffn = m_model.sharedExperts * m_layer.expertFfn;
            addMlp(shared, {1, mixed});
        }
        if (m_model.denseLayers > 0)
            addMlp(m_layer, {0, m_model.denseLayers});
    }

    const SweepSpec& m_spec;
    const ModelShape& m_model;
    LayerShape m_layer;
    std::vector<BudgetRow> m_rows;
};

/// All of the model's, also those that devices could not share in equal parts; or the one asked about.
std::vector<BudgetRow> allRowsOf(const SweepSpec& spec, const std::optional<LaidOperation>& only = {}) {
    return only ? BudgetRows(spec).only(only->operation) : BudgetRows(spec).rows();
}

} // namespace

std::vector<std::vector<BudgetRow>> rowsOfVariants(const SweepSpec& spec) {
    if (!spec.budget->variants)
        return {allRowsOf(spec)};
    std::vector<std::int64_t> values = spec.budget->variants->values;
    const bool alone = values.size() == 1;
    if (alone)
        values.push_back(values.front() + unitOf(*spec.budget)); // only to see which rows depend on it
    std::vector<std::vector<BudgetRow>> all;
    for (const std::int64_t value : values)
        all.push_back(allRowsOf(variantOf(spec, value), spec.budget->variants->only));
    // Every variant has the same rows: which there are depends on the kind of the model.
    for (std::size_t row = all.front().size(); row-- > 0;) {
        const bool isChanged = std::ranges::any_of(all, [&](const std::vector<BudgetRow>& rows) {
            return rows[row].extents() != all.front()[row].extents();
        });
        if (!isChanged)
            for (std::vector<BudgetRow>& rows : all)
                rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
    }
    if (alone)
        all.pop_back();
    return all;
}

} // namespace headroom
