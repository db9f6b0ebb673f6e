// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/advise_command.h"

#include "app/cli/advice_table.h"
#include "app/cli/exit_status.h"
#include "engine/sweep/advice_question.h"
#include "engine/sweep/plan_part.h"
#include "engine/sweep/variants.h"

namespace headroom {

namespace {

/// Another number of heads keeps a·d.
std::string whyNotHeads(const LayerShape& layer, const std::vector<std::int64_t>& values) {
    for (const std::int64_t value : values)
        for (const std::int64_t width : {layer.heads * layer.headDim, layer.heads * layer.valueDim})
            if (value > 0 && width % value != 0)
                return "a = " + std::to_string(value) + " heads cannot share a·d = " + std::to_string(width) +
                       " equally, which another number of heads keeps. Name a number that divides it.";
    return {};
}

/// What is asked about, and what is to be measured beside it, once the budget is in the spec.
std::string addVariants(const AdviseCommand& command, const ChosenModel& model, Length length,
                        SweepSpec& spec) {
    BudgetSpec& budget = *spec.budget;
    LengthVariants variants{.length = length,
                            .values = {command.value ? *command.value : valueOf(budget, length)},
                            .within = 0,
                            .headDimFollows = model.headDimFollows,
                            .ffnFollows = model.ffnFollows};
    if (command.value && *command.value < 1)
        return std::string("--value: the ") + infoOf(length).name + " is " + std::to_string(*command.value) +
               "; it must be at least 1.";
    if (variants.values.front() < 1)
        return budget.model.name + " has no " + infoOf(length).name + "; name one with --" +
               infoOf(length).word + '.';
    const double within = command.within.value_or(kUsualDistance);
    if (!(within > 0 && within <= 1))
        return "--within: the distance must be above 0 and at most 1 (0.02 is two percent).";
    if (command.within && !command.values.empty())
        return "--within: --values names the others, however far they are. Leave out one of the two.";
    if (command.within && !isChosenByDistance(length))
        return std::string("--within: all values of the ") + infoOf(length).name +
               " that divide are compared, however far they are. Leave it out.";
    if (length == Length::Heads)
        if (std::string fault = whyNotHeads(budget.model.layer, variants.values); !fault.empty())
            return "--value: " + fault;
    if (command.values.empty()) {
        variants.within = within;
        return askAbout(variants, spec);
    }
    budget.variants = variants;
    const std::optional<std::vector<std::int64_t>> named = wholeNumbers(command.values);
    if (!named)
        return "--values: \"" + command.values +
               "\" is not a list of whole numbers. Write it as 10944,11008.";
    if (length == Length::Heads)
        if (std::string fault = whyNotHeads(budget.model.layer, *named); !fault.empty())
            return "--values: " + fault;
    budget.variants->values.insert(budget.variants->values.end(), named->begin(), named->end());
    return {};
}

} // namespace

int runAdviseCommand(const AdviseCommand& given, Devices& devices, InterruptWatch& interrupts) {
    AdviseCommand command = given;
    Length length = Length::Hidden;
    if (!command.length.empty() && !parse(command.length, length))
        return refuse({"--length: there is no \"" + command.length + "\". Use " +
                       listed(textsOf<Length>(), "or") + "."},
                      kExitUsage);
    const Result<RankBy> rank = rankNamed(command.rank);
    if (!rank)
        return refuse({rank.error().reason}, kExitUsage);
    const Result<ChosenModel> model = modelOf(command.model);
    if (!model)
        return refuse({model.error().reason}, kExitUsage);
    command.inputs.push_back(command.model.config);
    command.options.changes.push_back(
        budgetChange(command.model, model->shape, command.options.names("--batch")));
    command.options.changes.emplace_back([&](SweepSpec& spec) {
        return spec.budget ? addVariants(command, *model, length, spec) : std::string();
    });
    return runAndWrite(command, devices, interrupts, [by = *rank](const Run& run) {
        return partOf(run.context) ? adviceTableOfPart(run, by) +
                                         "This is one part: headroom-engine merge, with the run files or "
                                         "journals of all and --json FILE, prints the verdict.\n"
                                   : adviceTable(run, by);
    });
}

} // namespace headroom
