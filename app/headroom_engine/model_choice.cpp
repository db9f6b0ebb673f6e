// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/model_choice.h"

#include "app/cli/command_sweep.h"
#include "app/headroom_engine/program.h"
#include "engine/io/model_config.h"
#include "engine/sweep/layer_budget.h"

#include <utility>

namespace headroom {

namespace {

std::string listOfPresets() {
    std::string names;
    for (const ModelShape& preset : modelPresets())
        names += (names.empty() ? "" : ", ") + preset.name;
    return names;
}

/// One layer, of which h and a are named: what follows from them is as in layerOf().
ModelShape modelByLengths(const ModelWords& words) {
    ModelShape model = modelOfLayer(layerOf(*words[Length::Hidden], *words[Length::Heads], 0, 0));
    const LayerShape& layer = model.layer;
    if (!words[Length::HeadDim] && layer.hidden % layer.heads != 0)
        tell(kProgram, {"h = " + std::to_string(layer.hidden) + " is no multiple of a = " +
                        std::to_string(layer.heads) + ": heads are d = " + std::to_string(layer.headDim) +
                        " wide, together " + std::to_string(layer.heads * layer.headDim) + "."});
    model.gated = words.gated;
    return model;
}

Result<ChosenModel> namedModel(const ModelWords& words) {
    if (!words.preset.empty() && !words.config.empty())
        return Error{Status::Error, "Name a model with --model or with --config, not with both."};
    if (!words.preset.empty()) {
        if (const ModelShape* preset = findPreset(words.preset))
            return ChosenModel{*preset};
        return Error{Status::Error, unknownModel(words.preset, ", or a config.json with --config")};
    }
    if (!words.config.empty()) {
        Result<ModelConfig> config = readModelConfig(words.config, words.lengths);
        if (!config)
            return config.error();
        tell(kProgram, config->assumptions);
        return ChosenModel{std::move(config->model), config->headDimFollows, config->ffnFollows};
    }
    if (!words[Length::Hidden] || !words[Length::Heads])
        return Error{Status::Error, "Name a model with --model, a config.json with --config, or at least "
                                    "--hidden and --heads. Models: " +
                                        listOfPresets() + "."};
    return ChosenModel{modelByLengths(words), !words[Length::HeadDim], !words[Length::Ffn]};
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

} // namespace

Result<ChosenModel> modelOf(const ModelWords& words) {
    for (const LengthInfo& length : allLengths())
        if (words[length.length] && *words[length.length] < 1)
            return Error{Status::Error, std::string("--") + length.word + ": the " + length.name + " is " +
                                            std::to_string(*words[length.length]) +
                                            "; it must be at least 1."};
    Result<ChosenModel> chosen = namedModel(words);
    if (!chosen)
        return chosen;
    ModelShape& model = chosen->shape;
    if (words.gated && !words.byLengths())
        return Error{Status::Error, "--gated describes a model by its lengths; " + model.name +
                                        " says itself whether it has a gate."};
    LayerShape& layer = model.layer;
    // Where each head has a key and a value of its own, others have, too.
    if (words[Length::Heads] && layer.kvHeads == layer.heads)
        layer.kvHeads = *words[Length::Heads];
    for (const LengthInfo& length : allLengths()) {
        if (!words[length.length] || length.length == Length::TensorParallel)
            continue;
        // A layer whose values are as wide as its keys keeps them so.
        if (length.length == Length::HeadDim && layer.valueDim == layer.headDim)
            layer.valueDim = *words[length.length];
        if (length.length == Length::ExpertFfn && !model.hasExperts())
            return Error{Status::Error, "--expert-ffn: " + model.name + " has no experts."};
        layer.*length.field = *words[length.length];
    }
    return chosen;
}

SpecChange budgetChange(const ModelWords& words, const ModelShape& model, bool batchIsNamed) {
    return [&words, model, batchIsNamed](SweepSpec& spec) -> std::string {
        if (words.tokens) {
            if (*words.tokens < 1 || spec.seq < 1 || *words.tokens % spec.seq != 0)
                return "--tokens: " + std::to_string(*words.tokens) +
                       " is not a multiple of the sequence length s = " + std::to_string(spec.seq) + ".";
            if (batchIsNamed)
                return "--tokens: it sets the microbatch to T/s. Leave out --batch, or --tokens.";
            spec.batch = *words.tokens / spec.seq;
        }
        spec.budget =
            BudgetSpec{model, words.kvSeq.value_or(0), words[Length::TensorParallel].value_or(1), {}, {}};
        if (words.kvSeq && *words.kvSeq < 1)
            return "--kv-seq: " + std::to_string(*words.kvSeq) + " is no number of tokens.";
        const Result<std::vector<Pass>> passes = passesOf(words.passes, isDecoding(spec));
        if (!passes)
            return passes.error().reason;
        spec.budget->passes = *passes;
        return {};
    };
}

} // namespace headroom
