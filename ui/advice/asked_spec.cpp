// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/asked_spec.h"

#include "engine/sweep/advice_question.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/variants.h"
#include "ui/advice/typed_question.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace headroom::ui {

namespace {

AskedSpec refused(const QString& problem) {
    return {{}, problem, {}};
}

std::vector<Pass> everyPass() {
    std::vector<Pass> passes;
    for (const Word<Pass>& word : wordsOf<Pass>())
        passes.push_back(word.value);
    return passes;
}

void setLength(BudgetSpec& budget, Length length, std::int64_t value) {
    LayerShape& layer = budget.model.layer;
    if (length == Length::TensorParallel) {
        budget.tensorParallel = value;
        return;
    }
    if (length == Length::HeadDim) // values as wide as keys stay so
        layer.valueDim = layer.valueDim == layer.headDim ? value : layer.valueDim;
    layer.*infoOf(length).field = value;
}

/// Sizes between which a layer of so many heads cannot have one: the nearest that it can.
QString roundToUnit(SweepSpec& spec, std::int64_t& value) {
    const std::int64_t unit = unitOf(*spec.budget);
    if (unit <= 1 || value % unit == 0 || value < 1)
        return {};
    const std::int64_t asked = value;
    value = std::max<std::int64_t>(1, (value + unit / 2) / unit) * unit;
    const LengthInfo& info = infoOf(spec.budget->variants->length);
    return words("There is no %1 = %2 with %3 heads or devices that share it equally: this is about %1 = %4.")
        .arg(QLatin1String(info.symbol))
        .arg(asked)
        .arg(unit)
        .arg(value);
}

/// The length's GEMMs, and their neighbours' values.
AskedSpec finished(SweepSpec spec, const LengthVariants& variants, const QString& note) {
    const std::string fault = askAbout(variants, spec);
    return {std::move(spec), QString::fromStdString(fault), note};
}

/// "h = 4096, a = 32" as a layer, with what else was typed.
std::optional<BudgetSpec> budgetOf(const TypedQuestion& typed, const ModelShape* model,
                                   const SweepSpec& base) {
    const auto number = [&typed](Length length) {
        const auto found = typed.lengths.find(length);
        return found == typed.lengths.end() ? std::optional<std::int64_t>() : found->second;
    };
    BudgetSpec budget;
    if (model) {
        budget.model = *model;
    } else {
        const auto hidden = number(Length::Hidden);
        const std::int64_t heads = number(Length::Heads).value_or(base.heads);
        if (!hidden || *hidden < 1 || heads < 1)
            return std::nullopt;
        budget.model = modelOfLayer(layerOf(*hidden, heads, 0, 0));
    }
    for (const auto& [length, value] : typed.lengths)
        if (length != typed.asked)
            setLength(budget, length, value);
    return budget;
}

} // namespace

AskedSpec askedSpec(const AskedChoices& choices, const SweepSpec& base) {
    const TypedQuestion typed = typedQuestion(choices.text, choices.length);
    if (!typed.problem.isEmpty())
        return refused(typed.problem);
    const bool isChosen = choices.model && typed.model.empty();
    const ModelShape* model = typed.model.empty() ? choices.model : findPreset(typed.model);
    const Length length = typed.asked.value_or(choices.length);
    const std::optional<BudgetSpec> budget = budgetOf(typed, model, base);
    if (!budget)
        return refused(
            words("Name a hidden size and a number of heads, as h ≈ 4096, a = 32, or choose a model."));
    SweepSpec spec = base;
    spec.algorithm = base.algorithm == Algorithm::Both ? Algorithm::Default : base.algorithm;
    spec.budget = budget;
    const auto named = typed.lengths.find(length);
    std::int64_t value = named == typed.lengths.end() ? valueOf(*budget, length) : named->second;
    if (value < 1)
        return refused(words("%1 has no %2: say its value, as %3 ≈ 8192.")
                           .arg(QString::fromStdString(budget->model.name),
                                QLatin1String(infoOf(length).name), QLatin1String(infoOf(length).symbol)));
    LengthVariants variants{.length = length,
                            .values = {value},
                            .within = choices.within,
                            .headDimFollows = (!model || (isChosen && choices.headDimFollows)) &&
                                              !typed.lengths.contains(Length::HeadDim),
                            .ffnFollows = (!model || (isChosen && choices.ffnFollows)) &&
                                          !typed.lengths.contains(Length::Ffn)};
    if (choices.gemms == AskedGemms::OfChart) {
        SweepSpec curves = base;
        curves.budget.reset();
        variants.only = LaidOperation{
            base.operation, layoutOf(curves, {base.operation, base.pass, base.type, base.heads, 1})};
        spec.budget->passes = {base.pass};
        spec.budget->model.gated = spec.budget->model.gated || base.operation == Operation::MlpGateUp;
    } else {
        spec.budget->passes = choices.gemms == AskedGemms::All ? everyPass() : std::vector{Pass::Forward};
    }
    spec.budget->variants = variants;
    const QString note = roundToUnit(spec, variants.values.front());
    return finished(std::move(spec), variants, note);
}

AskedSpec askedSpec(const SweepSpec& question, double within, AskedGemms gemms) {
    SweepSpec spec = question;
    LengthVariants variants = *spec.budget->variants;
    variants.within = within;
    if (gemms != AskedGemms::OfChart) {
        const bool asksForward = spec.budget->passes == std::vector{Pass::Forward};
        if (variants.only || asksForward || gemms == AskedGemms::Forward)
            spec.budget->passes = gemms == AskedGemms::All ? everyPass() : std::vector{Pass::Forward};
        variants.only.reset();
    }
    return finished(std::move(spec), variants, {});
}

} // namespace headroom::ui
