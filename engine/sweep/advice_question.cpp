// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/advice_question.h"

#include "engine/model/measurement.h"
#include "engine/sweep/variants.h"

namespace headroom {

namespace {

/// One layer as it is at that point.
ModelShape modelAt(const PlannedPoint& point) {
    ModelShape model = modelOfLayer(point.layer);
    model.layer.seq = model.layer.kvSeq = model.layer.batch = 0;
    model.layer.tensorParallel = 1;
    model.gated = point.operation == Operation::MlpGateUp;
    return model;
}

} // namespace

std::optional<Length> lengthOf(Axis axis) {
    Length length{};
    // An axis and the length along it have one word.
    return parse(toString(axis), length) ? std::optional(length) : std::nullopt;
}

Length lengthOf(Operation operation) {
    switch (operation) {
    case Operation::KeyQueryScore:
    case Operation::AttentionOverValue:
        return Length::HeadDim;
    case Operation::MlpUp:
    case Operation::MlpGateUp:
    case Operation::MlpDown:
        return Length::Ffn;
    case Operation::ExpertGateUp:
    case Operation::ExpertDown:
        return Length::ExpertFfn;
    case Operation::Logits:
        return Length::Vocab;
    default:
        return Length::Hidden;
    }
}

std::string askAbout(const LengthVariants& variants, SweepSpec& spec) {
    if (!(variants.within > 0 && variants.within <= 1))
        return "The distance must be above 0 and at most 1 (0.02 is two percent).";
    const LayerShape& layer = spec.budget->model.layer;
    if (variants.length == Length::Heads && variants.headDimFollows && layer.heads > 0 &&
        layer.hidden % layer.heads != 0)
        return "There is no h = " + std::to_string(layer.hidden) + " with " + std::to_string(layer.heads) +
               " heads that share it equally: " + std::to_string(layer.heads * layer.headDim) +
               " is the nearest below that they do. Ask about that size, or name the head dimension.";
    spec.budget->variants = variants;
    spec.budget->variants->values.resize(1);
    if (!isChosenByDistance(variants.length))
        spec.budget->variants->within = 0;
    if (const std::vector<SpecError> faults = validate(spec); !faults.empty())
        return faults.front().message;
    spec.budget->variants->values = candidateValues(spec);
    return {};
}

std::optional<SweepSpec> questionAt(const SweepSpec& sweep, const PlannedPoint& point) {
    const std::optional<Length> length = lengthOf(axisOf(sweep));
    if (sweep.budget || !length)
        return std::nullopt;
    SweepSpec spec;
    spec.operation = point.operation;
    spec.pass = point.pass;
    spec.seq = point.layer.seq;
    spec.batch = point.layer.batch;
    spec.type = point.gemm.type;
    spec.algorithm = point.algorithm;
    spec.regime = sweep.regime;
    spec.precision = sweep.precision;
    spec.timeLimitS = sweep.timeLimitS;
    spec.threads = sweep.threads;
    BudgetSpec budget{modelAt(point), 0, point.layer.tensorParallel, {point.pass}, {}};
    if (point.layer.kvSeq != point.layer.seq)
        budget.kvSeq = point.layer.kvSeq;
    LengthVariants variants{.length = *length,
                            .values = {valueOf(budget, *length)},
                            .within = kUsualDistance,
                            .headDimFollows = sweep.fixed.headDim == 0,
                            .ffnFollows = sweep.fixed.ffn == 0,
                            .only = LaidOperation{point.operation, point.layout}};
    budget.variants = std::move(variants);
    spec.budget = std::move(budget);
    return spec;
}

} // namespace headroom
