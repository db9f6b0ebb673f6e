// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_options.h"

#include "app/cli/exit_status.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace headroom {

namespace {

/// Reads all of `text` as a whole number.
std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Keeps what is typed as a change of the spec. `read` returns why it cannot be read, or nothing.
template <class Typed, class Read>
Binding change(SweepOptions& into, Read read) {
    return [&into, read](CLI::App& command, const std::string& name, const std::string& help) {
        const auto keep = [&into, read, name](const std::optional<Typed>& typed) {
            if (!typed)
                return; // an empty value, which is refused
            into.changes.push_back([read, name, typed](SweepSpec& spec) {
                const std::string fault = read(*typed, spec);
                return fault.empty() ? fault : name + ": " + fault;
            });
        };
        return command.add_option_function<std::optional<Typed>>(name, keep, help)->take_last();
    };
}

template <class T>
Binding number(SweepOptions& into, T SweepSpec::*field) {
    return change<T>(into, [field](T typed, SweepSpec& spec) {
        spec.*field = typed;
        return std::string();
    });
}

std::string refusal(const std::string& typed, const std::vector<std::string>& words, const char* of = "") {
    return "there is no \"" + typed + '"' + of + ". Use " + listed(words, "or") + ".";
}

/// One of these words of the vocabulary; where not, a message says that there is none `of` what is meant.
template <class T>
Binding word(SweepOptions& into, T SweepSpec::*field, const std::vector<std::string>& words = textsOf<T>(),
             const char* of = "") {
    return change<std::string>(into, [=](const std::string& typed, SweepSpec& spec) {
        const bool known = std::ranges::find(words, typed) != words.end() && parse(typed, spec.*field);
        return known ? std::string() : refusal(typed, words, of);
    });
}

std::string readRatios(const std::string& typed, SweepSpec& spec) {
    std::optional<std::vector<std::int64_t>> ratios = wholeNumbers(typed);
    if (!ratios)
        return '"' + typed + "\" is not a list of whole numbers. Write it as 1,2,4,8.";
    spec.ratios = std::move(*ratios);
    return {};
}

std::vector<std::string> sweptWords() {
    std::vector<std::string> words;
    for (const OperationInfo& info : sweptOperations())
        words.emplace_back(info.word);
    return words;
}

/// Read before the layout, which stands after it in the table: one that is named is kept.
std::string readType(const std::string& typed, SweepSpec& spec) {
    DataType type{};
    if (!parse(typed, type))
        return refusal(typed, textsOf<DataType>());
    chooseType(spec, type);
    return {};
}

/// What any of these operations can be measured in.
std::vector<std::string> sweptLayouts() {
    std::vector<std::string> words;
    for (const Word<Layout>& word : wordsOf<Layout>())
        if (std::ranges::any_of(sweptOperations(), [&word](const OperationInfo& info) {
                return info.offers(word.value, Pass::Forward);
            }))
            words.emplace_back(word.text);
    return words;
}

std::string readHidden(const std::string& typed, SweepSpec& spec) {
    const std::size_t colon = typed.find(':');
    const std::string_view text = typed;
    const auto low = wholeNumber(text.substr(0, colon));
    const auto high = colon == std::string::npos ? low : wholeNumber(text.substr(colon + 1));
    if (!low || !high)
        return '"' + typed + "\" is not a range. Write it as 0:32768.";
    spec.hiddenMin = *low;
    spec.hiddenMax = *high;
    return {};
}

std::string readPoints(const std::string& typed, SweepSpec& spec) {
    const std::optional<std::int64_t> points = wholeNumber(typed);
    if (!points && typed != "all")
        return '"' + typed + "\" is neither a whole number nor the word all.";
    spec.pointsPerCurve = points;
    return {};
}

/// A row whose value is a word of the vocabulary.
template <class T>
OptionRow wordRow(const char* name, const char* meaning, bool defaultInHelp, SweepOptions& into,
                  T SweepSpec::*field) {
    return {{name, choiceOf(textsOf<T>()), meaning, {toString(SweepSpec{}.*field), defaultInHelp}},
            word(into, field)};
}

} // namespace

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

std::vector<OptionRow> sweepOptionRows(SweepOptions& into) {
    return {
        {{"--device",
          "auto|cpu|cuda:N|cuda:all",
          "Device to measure on",
          {"auto: the first GPU, else the CPU"}},
         value(into.device)},
        {{"--operation", choiceOf(sweptWords()), "GEMM to measure", {toString(SweepSpec{}.operation), false}},
         word(into, &SweepSpec::operation, sweptWords(), " over hidden size")},
        wordRow("--mode", "What stays fixed along a curve", false, into, &SweepSpec::mode),
        {{"--heads", "N", "Number of attention heads a", {"12"}}, number(into, &SweepSpec::heads)},
        {{"--ratios", "R,R,…", "h/a ratios, one curve each", {"1,2,4,8,16,32,64"}},
         change<std::string>(into, readRatios)},
        {{"--hidden", "LOW:HIGH", "Range of hidden sizes h", {"0:32768"}},
         change<std::string>(into, readHidden)},
        {{"--points", "N|all", "Points per curve, spread over the range", {"16"}},
         change<std::string>(into, readPoints)},
        {{"--seq", "N", "Sequence length s", {"2048 on a GPU"}}, number(into, &SweepSpec::seq)},
        {{"--batch", "N", "Microbatch b", {"4 on a GPU"}}, number(into, &SweepSpec::batch)},
        {{"--dtype", choiceOf(textsOf<DataType>()), "Type of the operands", {"f16 on a GPU, f32 on a CPU"}},
         change<std::string>(into, readType)},
        {{"--layout", choiceOf(sweptLayouts()), "How the operands lie in memory", {"nn, in e4m3 nt", true}},
         word(into, &SweepSpec::layout, sweptLayouts())},
        wordRow("--algorithm", "Library's choice, its best candidate, or a row of each", false, into,
                &SweepSpec::algorithm),
        wordRow("--regime", "Short windows at full clock, or continuous load", false, into,
                &SweepSpec::regime),
        {{"--precision", "X", "Half width of the interval, relative", {"0.01, on a CPU 0.03"}},
         number(into, &SweepSpec::precision)},
        {{"--time-limit", "SECONDS", "Longest time one point is timed for", {"0.4"}},
         number(into, &SweepSpec::timeLimitS)},
        {{"--order-seed", "N", "Seed of the measuring order", {"1"}}, number(into, &SweepSpec::orderSeed)},
        {{"--threads", "N", "CPU threads that compute", {"0: one a core"}},
         number(into, &SweepSpec::threads)},
        {{"--wait", "", "Where another program measures on the device, measure after it", {}},
         flag(into.wait)},
    };
}

void addSweepOptions(CLI::App& command, SweepOptions& options) {
    addOptions(command, sweepOptionRows(options), "Sweep options");
}

SweepChoice chooseSweep(const SweepOptions& options, const FoundDevices& found) {
    const Result<DeviceInfo> device = findDevice(found, options.device);
    if (!device)
        return RefusedSweep{exitStatus(device.error()), {device.error().reason}};
    SweepSpec spec = defaultSpec(*device);
    RefusedSweep refused{kExitUsage, {}};
    for (const SpecChange& change : options.changes)
        if (std::string fault = change(spec); !fault.empty())
            refused.messages.push_back(std::move(fault));
    if (!refused.messages.empty())
        return refused;
    for (const SpecError& error : validate(spec, *device))
        refused.messages.push_back("--" + std::string(toString(error.field)) + ": " + error.message);
    if (!refused.messages.empty())
        return refused;
    return ChosenSweep{std::move(spec), *device};
}

} // namespace headroom
