// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/layer_budget.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace headroom {

namespace {

/// From which power-of-two divisor on GEMMs gain no more: 128 bytes of a row.
std::int64_t plateauOf(DataType type) {
    return static_cast<std::int64_t>(128 / elementSize(type));
}

/// How often a layer, and a model, has a GEMM.
struct Count {
    std::int64_t perLayer = 0;
    std::int64_t perModel = 0;
};

/// An operation of the model, on a layer whose lengths may differ from the model's by what the row is of.
struct BudgetRow {
    Operation operation;
    LayerShape layer;
    Count count;
};

class BudgetRows {
public:
    explicit BudgetRows(const SweepSpec& spec) : m_spec(spec), m_model(spec.budget->model) {
        m_layer = m_model.layer;
        m_layer.seq = spec.seq;
        m_layer.kvSeq = spec.budget->kvSeq > 0 ? spec.budget->kvSeq : spec.seq;
        m_layer.batch = spec.batch;
        m_layer.tensorParallel = spec.budget->tensorParallel;
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
    Count inEachLayer(std::int64_t times = 1) const { return {times, times * m_model.layers}; }

    void add(Operation operation, Count count) { m_rows.push_back({operation, m_layer, count}); }

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

    void addMlp(const LayerShape& layer, Count count) {
        m_rows.push_back({m_model.gated ? Operation::MlpGateUp : Operation::MlpUp, layer, count});
        m_rows.push_back({Operation::MlpDown, layer, count});
    }

    void addExperts() {
        const std::int64_t mixed = m_model.layers - m_model.denseLayers;
        const Count each{m_layer.experts, m_layer.experts * mixed};
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

bool canBeShared(const BudgetRow& row) {
    return infoOf(row.operation).brokenConditions(row.layer).empty();
}

/// All of the model's, also those that devices could not share in equal parts.
std::vector<BudgetRow> allRowsOf(const SweepSpec& spec) {
    return BudgetRows(spec).rows();
}

std::vector<BudgetRow> rowsOf(const SweepSpec& spec) {
    std::vector<BudgetRow> rows = allRowsOf(spec);
    std::erase_if(rows, std::not_fn(canBeShared));
    return rows;
}

void addOnce(std::vector<std::string>& notes, std::string note) {
    if (std::ranges::find(notes, note) == notes.end())
        notes.push_back(std::move(note));
}

void addPoints(const SweepSpec& spec, const BudgetRow& row, Pass pass, std::vector<PlannedPoint>& points) {
    const OperationInfo& info = infoOf(row.operation);
    PlannedPoint point;
    point.operation = row.operation;
    point.pass = pass;
    point.layer = row.layer;
    point.layout = info.asIssued[static_cast<std::size_t>(pass)];
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

template <class CountOf>
BudgetSum sumOf(const std::vector<Measurement>& rows, CountOf countOf) {
    BudgetSum sum;
    for (const Measurement& row : rows) {
        const auto count = static_cast<double>(countOf(row.point));
        if (count == 0)
            continue;
        if (!row.ok()) {
            ++sum.missing;
            continue;
        }
        sum += {count * row.time.medianS, count * row.time.lowS, count * row.time.highS,
                count * flop(row.point.gemm), 0};
    }
    return sum;
}

} // namespace

bool isDecoding(const SweepSpec& spec) {
    return spec.budget && spec.seq == 1 && spec.budget->kvSeq > 1;
}

std::vector<PlannedPoint> budgetPoints(const SweepSpec& spec) {
    std::vector<PlannedPoint> points;
    for (const BudgetRow& row : rowsOf(spec))
        for (const Pass pass : spec.budget->passes)
            addPoints(spec, row, pass, points);
    return points;
}

std::vector<std::string> budgetFaults(const SweepSpec& spec) {
    const BudgetSpec& budget = *spec.budget;
    constexpr std::int64_t kMaxKvSeq = std::int64_t{1} << 24;
    constexpr std::int64_t kMostDevices = 65536;
    std::vector<std::string> faults = faultsOf(budget.model);
    if (budget.kvSeq < 0 || budget.kvSeq > kMaxKvSeq)
        faults.push_back("The tokens attended to, s_kv, are " + std::to_string(budget.kvSeq) +
                         "; they must be from 1 to " + std::to_string(kMaxKvSeq) + ".");
    if (budget.tensorParallel < 1 || budget.tensorParallel > kMostDevices)
        faults.push_back("The tensor-parallel degree t is " + std::to_string(budget.tensorParallel) +
                         "; it must be from 1 to " + std::to_string(kMostDevices) + ".");
    if (budget.passes.empty())
        faults.emplace_back("Choose at least one pass.");
    if (!faults.empty())
        return faults;
    const std::vector<BudgetRow> rows = rowsOf(spec);
    if (rows.empty())
        for (const BudgetRow& row : allRowsOf(spec))
            for (const std::string& broken : infoOf(row.operation).brokenConditions(row.layer))
                addOnce(faults, broken + ": devices cannot share the layer in equal parts.");
    for (const BudgetRow& row : rows) {
        const OperationInfo& info = infoOf(row.operation);
        if (elements(info.extents(row.layer)) >= 0x1p56)
            faults.push_back(std::string(info.title) +
                             " has more than 10^16 elements: no machine can hold it. Use fewer tokens.");
    }
    return faults;
}

std::vector<std::string> budgetNotes(const SweepSpec& spec) {
    std::vector<std::string> notes{"Not in the sums: softmax, norms, activations, embeddings, routing and "
                                   "communication between devices."};
    const ModelShape& model = spec.budget->model;
    if (isDecoding(spec) && model.hasLatentAttention())
        notes.emplace_back("Nor is attention over the compressed keys and values.");
    else
        notes.emplace_back("Attention stands as two batched GEMMs over the whole of s times s_kv; a fused "
                           "kernel with a causal mask computes half of it.");
    if (model.hasExperts())
        notes.emplace_back("Experts are measured one at a time, with tokens shared equally by all of them.");
    for (const BudgetRow& row : allRowsOf(spec)) {
        const OperationInfo& info = infoOf(row.operation);
        for (const std::string& broken : info.brokenConditions(row.layer))
            addOnce(notes, std::string(info.title) + " is left out: " + broken + ".");
        if (!canBeShared(row))
            continue;
        for (const std::string& remark : info.remarks(row.layer, Pass::Forward, plateauOf(spec.type)))
            addOnce(notes, std::string(info.title) + ": " + remark + ".");
    }
    return notes;
}

BudgetSum& BudgetSum::operator+=(const BudgetSum& other) {
    seconds += other.seconds;
    lowS += other.lowS;
    highS += other.highS;
    flop += other.flop;
    missing += other.missing;
    return *this;
}

BudgetSum sumOfLayer(const std::vector<Measurement>& rows) {
    return sumOf(rows, [](const PlannedPoint& point) { return point.perLayer; });
}

BudgetSum sumOfModel(const std::vector<Measurement>& rows) {
    return sumOf(rows, [](const PlannedPoint& point) { return point.perModel; });
}

} // namespace headroom
