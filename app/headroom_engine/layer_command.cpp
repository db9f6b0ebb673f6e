// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/layer_command.h"

#include "app/cli/budget_table.h"
#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "engine/devices/devices.h"
#include "engine/io/model_config.h"
#include "engine/sweep/layer_budget.h"

namespace headroom {

namespace {

std::string listOfPresets() {
    std::string names;
    for (const ModelShape& preset : modelPresets())
        names += (names.empty() ? "" : ", ") + preset.name;
    return names;
}

Result<ModelShape> modelOf(const LayerCommand& command) {
    if (command.model.empty() == command.config.empty())
        return Error{Status::Error, "Name a model with --model, or a config.json with --config. Models: " +
                                        listOfPresets() + "."};
    if (!command.model.empty()) {
        if (const ModelShape* preset = findPreset(command.model))
            return *preset;
        return Error{Status::Error, "--model: there is no \"" + command.model + "\". Use " + listOfPresets() +
                                        ", or a config.json with --config."};
    }
    Result<ModelConfig> config = readModelConfig(command.config);
    if (!config)
        return config.error();
    tell(kProgram, config->assumptions);
    return config->model;
}

/// All of them for a word "all" or none.
Result<std::vector<Pass>> passesOf(const std::string& typed, bool decoding) {
    std::vector<Pass> all;
    for (const Word<Pass>& word : wordsOf<Pass>())
        all.push_back(word.value);
    if (typed == "all" || (typed.empty() && !decoding))
        return all;
    if (typed.empty())
        return std::vector{Pass::Forward};
    Pass pass{};
    if (!parse(typed, pass))
        return Error{Status::Error, "--pass: there is no \"" + typed + "\". Use " +
                                        listed(textsOf<Pass>(), "or") + " or all."};
    return std::vector{pass};
}

/// Puts the budget into the spec; says why it cannot, or nothing.
SpecChange budgetChange(const LayerCommand& command, const ModelShape& model) {
    return [&command, model](SweepSpec& spec) -> std::string {
        if (command.tokens) {
            if (*command.tokens < 1 || *command.tokens % spec.seq != 0)
                return "--tokens: " + std::to_string(*command.tokens) +
                       " is not a multiple of the sequence length s = " + std::to_string(spec.seq) + ".";
            spec.batch = *command.tokens / spec.seq;
        }
        spec.budget = BudgetSpec{model, command.kvSeq.value_or(0), command.tensorParallel.value_or(1), {}};
        if (command.kvSeq && *command.kvSeq < 1)
            return "--kv-seq: " + std::to_string(*command.kvSeq) + " is no number of tokens.";
        const Result<std::vector<Pass>> passes = passesOf(command.passes, isDecoding(spec));
        if (!passes)
            return passes.error().reason;
        spec.budget->passes = *passes;
        return {};
    };
}

} // namespace

int runLayerCommand(const LayerCommand& given, Devices& devices, InterruptWatch& interrupts) {
    LayerCommand command = given;
    if (!command.csv.empty() || !command.json.empty())
        if (const Outcome settled = settleResultFiles(command); !settled)
            return refuse({settled.error().reason}, kExitUsage);
    const bool printsTable = command.csv != "-" && command.json != "-";
    const Result<ModelShape> model = modelOf(command);
    if (!model)
        return refuse({model.error().reason}, kExitUsage);
    command.options.changes.push_back(budgetChange(command, *model));

    const DataOutput output;
    const SweepChoice choice = chooseSweep(command.options, devices.find({thisProcess()}));
    if (const auto* refused = std::get_if<RefusedSweep>(&choice))
        return refuse(refused->messages, refused->exitStatus);
    if (const Outcome writable = checkResultFiles(command, output); !writable)
        return refuse({writable.error().reason}, kExitUsage);
    if (const Outcome writable = output.check(); printsTable && !writable)
        return refuse({writable.error().reason}, kExitUsage);

    const auto& chosen = std::get<ChosenSweep>(choice);
    const std::unique_ptr<PointExecutor> executor = devices.executorFor(chosen.device);
    return runCommandSweep({kProgram, chosen, command.quiet, command.options.wait, -1}, *executor, interrupts,
                           [&](const Run& run) {
                               const bool written = writeResults(command, run, output);
                               if (!printsTable)
                                   return written;
                               const Outcome printed = output.write(budgetTable(run));
                               if (!printed)
                                   tell(kProgram, {printed.error().reason});
                               return written && printed;
                           });
}

} // namespace headroom
