// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/advice.h"

#include "engine/model/certainty.h"
#include "engine/model/figure_text.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/variants.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

namespace headroom {

namespace {

constexpr std::array<Word<RankBy>, 2> kRanks{{
    {RankBy::Throughput, "throughput"},
    {RankBy::Time, "time"},
}};

double speed(const BudgetSum& sum, double seconds, RankBy rank) {
    if (!(seconds > 0))
        return 0;
    return (rank == RankBy::Throughput ? sum.flop : 1.0) / seconds;
}

Gain gainOver(const BudgetSum& base, const BudgetSum& sum, RankBy rank) {
    const auto ratio = [&](double seconds, double baseSeconds) {
        const double of = speed(base, baseSeconds, rank);
        return of > 0 ? speed(sum, seconds, rank) / of - 1 : 0;
    };
    return {ratio(sum.seconds, base.seconds), ratio(sum.highS, base.lowS), ratio(sum.lowS, base.highS)};
}

/// "0.2 % more parameters".
std::string moreOf(double is, double was, const char* what) {
    const double part = was > 0 ? is / was - 1 : 0;
    const std::string share = percent(std::abs(part));
    if (share == percent(0))
        return std::string("as many ") + what;
    return share + (part > 0 ? " more " : " fewer ") + what;
}

/// "0.2 % more parameters and 0.2 % more FLOP in these GEMMs".
std::string costText(const Advice& advice, const AdvisedValue& value) {
    return moreOf(value.weights, advice.asked.weights, "parameters") + " and " +
           moreOf(value.sum.flop, advice.asked.sum.flop, "FLOP") +
           (advice.ofOneGemm ? " in this GEMM" : " in these GEMMs");
}

std::string scopeOf(const LengthVariants& variants) {
    return variants.within > 0 ? " within " + percent(variants.within) : " among those measured";
}

/// "46.1 % more (44.0 to 48.1 %)"; what is less, as it stands there.
std::string gainText(const Advice& advice, const Gain& gain) {
    const std::string low = percent(gain.low);
    return percent(gain.middle) + (advice.rank == RankBy::Throughput ? " more (" : " more speed (") +
           low.substr(0, low.size() - 2) + " to " + percent(gain.high) + ")";
}

/// "f = 10922 gives 310.2 TFLOP/s".
std::string askedText(const Advice& advice) {
    const std::string asked = textOf(advice.length, advice.asked.value);
    if (advice.rank == RankBy::Throughput)
        return asked + " gives " + fourFigures(advice.asked.sum.tflops()) + " TFLOP/s";
    const char* of = advice.ofOneGemm ? "call" : advice.ofLayer ? "layer" : "model";
    return asked + " takes " + milliseconds(advice.asked.sum.seconds) + " ms a " + of;
}

/// Why there is no value to compare with.
std::string whyAlone(Length length, const LengthVariants& variants) {
    if (length == Length::TensorParallel)
        return "no other number of devices shares all of its GEMMs in equal parts.";
    if (variants.within > 0)
        return "no other can be planned that near. Ask for those within a larger distance, or name some.";
    return "no other divides what it has to. Name some yourself.";
}

std::string sentenceOf(const Advice& advice, const LengthVariants& variants) {
    const std::string asked = textOf(advice.length, advice.asked.value);
    if (advice.asked.absent > 0 && advice.asked.absent == advice.asked.sum.missing)
        return std::to_string(advice.asked.absent) + " of the GEMMs of " + asked +
               (advice.asked.absent == 1 ? " is" : " are") +
               " not measured here: nothing can be compared with it yet.";
    if (advice.asked.sum.missing > 0 || !(advice.asked.sum.seconds > 0))
        return "The GEMMs of " + asked + " could not all be measured: nothing can be compared with it.";
    if (const AdvisedValue* better = advice.better()) {
        std::string sentence = askedText(advice) + "; " + textOf(advice.length, better->value) + " gives " +
                               gainText(advice, better->gain) + ", for " + costText(advice, *better) + ".";
        if (const AdvisedValue* nearest = advice.nearest(); nearest != better)
            sentence += " " + textOf(advice.length, nearest->value) +
                        ", the nearest that gives as much within the intervals, gives " +
                        percent(nearest->gain.middle) + " more for " + costText(advice, *nearest) + ".";
        return sentence;
    }
    const std::string scope = infoOf(advice.length).symbol + scopeOf(variants);
    if (advice.values.size() == 1)
        return "There is no better " + scope + ": " + whyAlone(advice.length, variants);
    // Intervals may hold one all the same.
    const std::string none = "No " + scope + " was shown to be better";
    const AdvisedValue& first = advice.values.front();
    const auto measured = std::to_string(std::ranges::count_if(
        advice.values, [](const AdvisedValue& value) { return value.sum.missing == 0; }));
    if (first.value == advice.asked.value)
        return none + ": " + asked + " was the fastest of " + measured + ".";
    return none + ": " + askedText(advice) + "; the fastest of " + measured + ", " +
           textOf(advice.length, first.value) + ", gives " + gainText(advice, first.gain) +
           ", which is no certain gain.";
}

/// Whose divisors make curves: of a hidden size h/a, where the GEMM asked about is of a head.
std::int64_t decisiveLength(const LengthVariants& variants, const AdvisedValue& value) {
    const bool ofHeads = variants.only && infoOf(variants.only->operation).hasCurves();
    return ofHeads && variants.length == Length::Hidden ? value.layer.headDim : value.value;
}

} // namespace

std::span<const Word<RankBy>> rankWords() {
    return kRanks;
}

bool parse(std::string_view word, RankBy& rank) {
    return valueOf(kRanks, word, rank);
}

const AdvisedValue* Advice::better() const {
    if (values.empty() || values.front().value == asked.value || !values.front().gain.isCertain())
        return nullptr;
    return &values.front();
}

const AdvisedValue* Advice::nearest() const {
    const AdvisedValue* best = better();
    const AdvisedValue* nearest = best;
    const auto distance = [this](const AdvisedValue& value) { return std::abs(value.value - asked.value); };
    for (const AdvisedValue& value : values) {
        const bool asGood = best != nullptr && value.gain.isCertain() && value.gain.high >= best->gain.low;
        if (asGood && value.sum.missing == 0 && distance(value) < distance(*nearest))
            nearest = &value;
    }
    return nearest;
}

double weightsOf(const SweepSpec& spec) {
    SweepSpec whole = spec;
    whole.budget->tensorParallel = 1;
    // No matter how many tokens, but that they divide by experts and that nothing is being generated.
    whole.batch = 1;
    whole.seq = std::max<std::int64_t>(2, spec.budget->model.layer.experts);
    whole.budget->kvSeq = 0;
    whole.budget->passes = {Pass::Forward};
    whole.budget->variants.reset();
    whole.algorithm = Algorithm::Default;
    double weights = 0;
    for (const PlannedPoint& point : budgetPoints(whole))
        if (infoOf(point.operation).hasWeights())
            weights += static_cast<double>(point.perModel) * static_cast<double>(point.gemm.n) *
                       static_cast<double>(point.gemm.k);
    return weights;
}

Advice adviceOf(const Run& run, RankBy rank) {
    const LengthVariants& variants = *run.spec.budget->variants;
    const Algorithm algorithm = run.spec.algorithm == Algorithm::Best ? Algorithm::Best : Algorithm::Default;
    std::unordered_map<std::size_t, const Measurement*> rowOf;
    for (const Measurement& row : run.measurements)
        rowOf[row.point.index] = &row;

    Advice advice;
    advice.length = variants.length;
    advice.rank = rank;
    advice.ofOneGemm = variants.only.has_value() && run.spec.budget->passes.size() == 1;
    const std::vector<std::vector<PlannedPoint>> all = pointsOfVariants(run.spec);
    advice.ofLayer =
        std::ranges::any_of(all.front(), [](const PlannedPoint& point) { return point.perLayer > 0; });
    for (std::size_t i = 0; i < all.size(); ++i) {
        AdvisedValue& value = advice.values.emplace_back();
        value.value = variants.values[i];
        value.place = i;
        const SweepSpec variant = variantOf(run.spec, value.value);
        value.layer = variant.budget->model.layer;
        value.divisor = powerOfTwoDivisor(decisiveLength(variants, value));
        value.weights = weightsOf(variant);
        std::vector<Measurement> rows;
        for (const PlannedPoint& point : all[i]) {
            if (point.algorithm != algorithm)
                continue;
            const auto row = rowOf.find(point.index);
            if (row == rowOf.end()) {
                ++value.absent;
                continue;
            }
            rows.push_back(*row->second);
            if (value.reason.empty() && !row->second->ok())
                value.reason = row->second->reason;
        }
        value.sum = advice.ofLayer ? sumOfLayer(rows) : sumOfModel(rows);
        value.sum.missing += value.absent;
        value.flagged = static_cast<std::size_t>(
            std::ranges::count_if(rows, [](const Measurement& row) { return !row.flags.empty(); }));
        value.disturbed = static_cast<std::size_t>(
            std::ranges::count_if(rows, [](const Measurement& row) { return !tellsOfOtherRuns(row.flags); }));
    }
    advice.asked = advice.values.front();
    for (AdvisedValue& value : advice.values)
        value.gain = gainOver(advice.asked.sum, value.sum, rank);
    std::ranges::stable_sort(advice.values, [](const AdvisedValue& a, const AdvisedValue& b) {
        if ((a.sum.missing > 0) != (b.sum.missing > 0))
            return b.sum.missing > 0;
        return a.gain.middle > b.gain.middle;
    });
    advice.sentence = sentenceOf(advice, variants);
    const auto missing =
        std::ranges::count_if(advice.values, [](const AdvisedValue& value) { return value.sum.missing > 0; });
    if (missing > 0 && advice.asked.sum.missing == 0)
        advice.sentence += " Not measured: " + std::to_string(missing) + " of " +
                           std::to_string(advice.values.size()) + " values.";
    if (advice.values.size() == 1)
        return advice; // which relies on no figure
    // Those that the sentence rests on: of two values, or where none is better, of all.
    std::size_t disturbed = 0;
    std::size_t flagged = 0;
    for (const AdvisedValue& value : advice.values) {
        if (advice.better() && value.place != advice.asked.place && &value != advice.better())
            continue;
        disturbed += value.disturbed;
        flagged += value.flagged;
    }
    if (disturbed > 0)
        advice.sentence += " But " + std::to_string(disturbed) +
                           (disturbed == 1 ? " row of these was" : " rows of these were") +
                           " disturbed, and their intervals say too little: measure again "
                           "before you rely on it.";
    else if (flagged > 0)
        advice.sentence += " Some of these rows are flagged, which tells how to read them.";
    return advice;
}

} // namespace headroom
