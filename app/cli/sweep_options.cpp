// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_options.h"

#include "app/cli/exit_status.h"
#include "app/cli/nearest_word.h"
#include "engine/files/exact_number.h"
#include "engine/io/csv_table.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

/// The lengths of the model take the place of those that were not named.
std::string takeModel(const std::string& name, SweepSpec& spec) {
    const ModelShape* model = findPreset(name);
    if (model == nullptr)
        return unknownModel(name, {});
    takeLengths(spec, *model);
    return {};
}

/// "--heads: "; nothing where several options may be to blame, and the sentence says which length it is.
std::string optionOf(SpecField field) {
    if (field == SpecField::Budget || field == SpecField::Lengths)
        return {};
    return "--" + std::string(toString(field)) + ": ";
}

/// What follows from all that was named.
std::string settle(const SweepOptions& options, SweepSpec& spec) {
    if (spec.axis && spec.axis->axis == Axis::Hidden) { // --range without --axis
        spec.hiddenMin = spec.axis->least;
        spec.hiddenMax = spec.axis->most;
        spec.axis.reset();
    }
    if (spec.axis && spec.axis->most == 0)
        return std::string("--range: name the range of the ") + infoOf(spec.axis->axis).name +
               ", such as 1024:16384.";
    const ModelShape* model = findPreset(options.model);
    const SweepSpec usual;
    if (model != nullptr && spec.axis && spec.hiddenMin == usual.hiddenMin &&
        spec.hiddenMax == usual.hiddenMax)
        spec.hiddenMin = spec.hiddenMax = model->layer.hidden;
    const bool several = !spec.further.operations.empty() || !spec.further.passes.empty();
    if (several && options.namesLayout)
        return "--layout: several operations or passes are measured as each is issued; name one to choose "
               "its layout.";
    if (!options.namesLayout)
        spec.layout = issuedLayout(spec);
    return {};
}

/// Whether the operation's GEMM changes with that length, of layers where no other one stands in its way.
bool dependsOn(Operation operation, std::int64_t LayerShape::*field) {
    constexpr std::int64_t kAny = 64;
    LayerShape layer = layerOf(kAny * kAny, kAny, kAny, kAny);
    for (const LayerLength& length : layerLengths())
        layer.*length.field = kAny;
    layer.chosenExperts = kAny / 2;
    layer.tensorParallel = 1;
    const GemmExtents before = infoOf(operation).extents(layer);
    layer.*field *= 2;
    return infoOf(operation).extents(layer) != before;
}

/// On options that were named and change nothing, a sentence each.
std::vector<std::string> effectless(const SweepOptions& options, const SweepSpec& spec) {
    std::vector<std::string> notes;
    if (spec.budget)
        return notes;
    if (spec.axis)
        if (const std::string option = std::string("--") + toString(spec.axis->axis); options.names(option))
            notes.push_back(option +
                            " has no effect: it is the length along the x axis, of which --range says "
                            "the range.");
    if (spec.mode == SweepMode::FixedHeadDim && options.names("--heads"))
        notes.emplace_back("--heads has no effect: with a fixed head dimension a is h over it.");
    for (const LengthInfo& length : allLengths()) {
        const std::string option = std::string("--") + length.word;
        const auto depends = [&length](Operation operation) { return dependsOn(operation, length.field); };
        const bool isOfSweep = length.length == Length::Hidden || length.length == Length::Heads;
        if (!isOfSweep && options.names(option) && std::ranges::none_of(allOperations(spec), depends))
            notes.push_back(option + " has no effect: " + infoOf(spec.operation).title +
                            " does not depend on " + length.symbol + ".");
    }
    return notes;
}

} // namespace

OptionText lengthText(Length length) {
    switch (length) {
    case Length::Hidden:
        return {"--hidden", "N", "Hidden size h", {"the model's"}};
    case Length::Heads:
        return {"--heads", "N", "Number of heads a", {"the model's"}};
    case Length::KvHeads:
        return {"--kv-heads", "N", "Number of key/value heads g", {"the model's, else a"}};
    case Length::HeadDim:
        return {"--head-dim",
                "N",
                "Head dimension d",
                {"the model's, else h/a"},
                "Of values, too, where the model has one for both."};
    case Length::Ffn:
        return {"--ffn", "N", "Feed-forward size f", {"the model's, else 4h"}};
    case Length::ExpertFfn:
        return {"--expert-ffn", "N", "Feed-forward size of an expert", {"the model's"}};
    case Length::Vocab:
        return {"--vocab", "N", "Vocabulary v", {"the model's, else no logits"}};
    case Length::TensorParallel:
        return {"--tp", "N", "Devices that share the layer", {"1"}};
    }
    return {};
}

std::vector<std::string> presetNames() {
    std::vector<std::string> names;
    for (const ModelShape& preset : modelPresets())
        names.push_back(preset.name);
    return names;
}

std::string unknownModel(const std::string& name, const std::string& more) {
    const std::string fault = "--model: there is no \"" + name + "\". ";
    if (const std::string meant = nearestWord(inLowerCase(name), presetNames()); !meant.empty())
        return fault + "Did you mean " + meant + '?';
    return fault + "Use " + listed(presetNames(), "or") + more + '.';
}

OptionText modelText(const std::string& more) {
    return {"--model",
            "NAME",
            "Model, by name",
            {},
            more + " The message about an unknown one lists them.",
            {Offer::Of::Words, presetNames()}};
}

OptionText kvSeqText() {
    return {"--kv-seq", "N", "Tokens of a sequence that are attended to", {"s"}};
}

std::optional<std::vector<std::int64_t>> wholeNumbers(std::string_view typed) {
    std::vector<std::int64_t> numbers;
    while (true) {
        const std::size_t comma = typed.find(',');
        const std::optional<std::int64_t> number = wholeNumber(typed.substr(0, comma));
        if (!number)
            return std::nullopt;
        numbers.push_back(*number);
        if (comma == std::string_view::npos)
            return numbers;
        typed.remove_prefix(comma + 1);
    }
}

OptionGroup sweepOptionGroup(SweepOptions& into) {
    return {"Sweep options", sweepOptionRows(into)};
}

std::vector<std::string> faultsOfWords(const SweepOptions& options) {
    SweepSpec spec;
    std::vector<std::string> faults;
    if (!options.model.empty())
        faults.push_back(takeModel(options.model, spec));
    for (const SpecChange& change : options.changes)
        faults.push_back(change(spec));
    std::erase(faults, std::string());
    return faults;
}

SweepChoice chooseSweep(const SweepOptions& options, const FoundDevices& found) {
    const Result<DeviceInfo> device = findDevice(found, options.device);
    if (!device)
        return RefusedSweep{exitStatus(device.error()), {device.error().reason}};
    SweepSpec spec = defaultSpec(*device);
    RefusedSweep refused{kExitUsage, {}};
    const auto note = [&refused](std::string fault) {
        if (!fault.empty())
            refused.messages.push_back(std::move(fault));
    };
    if (!options.model.empty())
        note(takeModel(options.model, spec));
    for (const SpecChange& change : options.changes)
        note(change(spec));
    if (refused.messages.empty())
        note(settle(options, spec));
    if (!refused.messages.empty())
        return refused;
    for (const SpecError& error : validate(spec, *device))
        refused.messages.push_back(optionOf(error.field) + error.message);
    if (!refused.messages.empty())
        return refused;
    std::vector<std::string> notes = effectless(options, spec);
    return ChosenSweep{std::move(spec), *device, std::move(notes)};
}

} // namespace headroom
