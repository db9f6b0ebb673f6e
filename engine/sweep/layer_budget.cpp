// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/layer_budget.h"

#include "engine/sweep/gemm_list.h"
#include "engine/sweep/variants.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace headroom {

/// In e4m3 what can be computed at all.
std::int64_t plateauOf(DataType type) {
    if (multipliesE4m3(type))
        return 16;
    return static_cast<std::int64_t>(128 / elementSize(type));
}

namespace {

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

    std::vector<BudgetRow> only(Operation operation) {
        add(operation, operation == Operation::Logits ? Count{0, 1} : inEachLayer());
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

/// All of the model's, also those that devices could not share in equal parts; or the one asked about.
std::vector<BudgetRow> allRowsOf(const SweepSpec& spec, const std::optional<LaidOperation>& only = {}) {
    return only ? BudgetRows(spec).only(only->operation) : BudgetRows(spec).rows();
}

GemmExtents extentsOf(const BudgetRow& row) {
    return infoOf(row.operation).extents(row.layer);
}

/// All rows of each of the spec's variants that the varied length changes; of a spec without variants all.
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
            return extentsOf(rows[row]) != extentsOf(all.front()[row]);
        });
        if (!isChanged)
            for (std::vector<BudgetRow>& rows : all)
                rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
    }
    if (alone)
        all.pop_back();
    return all;
}

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

std::vector<std::vector<PlannedPoint>> pointsOfVariants(const SweepSpec& spec) {
    if (spec.isList())
        return {listPoints(spec)};
    std::vector<std::vector<PlannedPoint>> all;
    std::size_t index = 0;
    for (const std::vector<BudgetRow>& rows : rowsOfVariants(spec)) {
        std::vector<PlannedPoint>& points = all.emplace_back();
        for (const BudgetRow& row : rows)
            if (canBeShared(row))
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
    if (!ofExpert || layer.chosenExperts < 1 || layer.tokens() * layer.chosenExperts >= layer.experts)
        return budget.model.name + " has no " + infoOf(row.operation).title + ".";
    return std::to_string(layer.tokens()) + " tokens, each for " + std::to_string(layer.chosenExperts) +
           " of " + std::to_string(layer.experts) + " experts, are fewer than one an expert. Use at least " +
           std::to_string((layer.experts + layer.chosenExperts - 1) / layer.chosenExperts) + " tokens.";
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
        if (compares || std::ranges::none_of(rows, canBeShared))
            for (const BudgetRow& row : rows)
                for (const std::string& broken : infoOf(row.operation).brokenConditions(row.layer)) {
                    const bool isShared = row.layer.tensorParallel > 1;
                    addOnce(faults, isShared ? SpecField::TensorParallel : SpecField::Budget,
                            broken + (isShared ? ": devices cannot share the layer in equal parts."
                                               : ": there is no such layer."));
                }
        for (const BudgetRow& row : rows)
            if (const GemmExtents extents = extentsOf(row);
                std::min({extents.batch, extents.m, extents.n, extents.k}) < 1)
                addOnce(faults, SpecField::Budget, whyNone(*spec.budget, row));
        for (const BudgetRow& row : rows)
            if (canBeShared(row) && elements(extentsOf(row)) >= kMaxElements)
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
        if (!canBeShared(row))
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
        if (countOf(row.count) > 0 && !canBeShared(row) &&
            std::ranges::find(operations, row.operation) == operations.end())
            operations.push_back(row.operation);
    return operations;
}

} // namespace

std::vector<Operation> leftOutOfLayer(const SweepSpec& spec) {
    return leftOut(spec, [](const Count& count) { return count.perLayer; });
}

std::vector<Operation> leftOutOfModel(const SweepSpec& spec) {
    return leftOut(spec, [](const Count& count) { return count.perModel; });
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
