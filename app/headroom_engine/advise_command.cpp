// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/advise_command.h"

#include "app/cli/advice_table.h"
#include "app/cli/exit_status.h"
#include "engine/sweep/advice_question.h"
#include "engine/sweep/variants.h"

namespace headroom {

namespace {

/// What is asked about, and what is to be measured beside it, once the budget is in the spec.
std::string addVariants(const AdviseCommand& command, const ChosenModel& model, Length length,
                        SweepSpec& spec) {
    BudgetSpec& budget = *spec.budget;
    LengthVariants variants{.length = length,
                            .values = {command.value ? *command.value : valueOf(budget, length)},
                            .within = 0,
                            .headDimFollows = model.headDimFollows,
                            .ffnFollows = model.ffnFollows};
    if (variants.values.front() < 1)
        return budget.model.name + " has no " + infoOf(length).name + "; name one with --" +
               infoOf(length).word + '.';
    const double within = command.within.value_or(kUsualDistance);
    if (!(within > 0 && within <= 1))
        return "--within: the distance must be above 0 and at most 1 (0.02 is two percent).";
    if (command.within && !command.values.empty())
        return "--within: --values names the others, however far they are. Leave out one of the two.";
    if (command.values.empty()) {
        variants.within = within;
        return askAbout(variants, spec);
    }
    budget.variants = variants;
    const std::optional<std::vector<std::int64_t>> named = wholeNumbers(command.values);
    if (!named)
        return "--values: \"" + command.values +
               "\" is not a list of whole numbers. Write it as 10944,11008.";
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
    return runAndWrite(command, devices, interrupts, [by = *rank, &command](const Run& run) {
        const bool isPart = !command.parts.shard.empty();
        return adviceTable(run, by) + (isPart
                                           ? "This is one part: headroom-engine merge, with the run files or "
                                             "journals of all and --json FILE, prints the verdict.\n"
                                           : "");
    });
}

} // namespace headroom
