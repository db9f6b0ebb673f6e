// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The command line of headroom-engine, an argument a line, up to where something would be searched for,
// measured or written.

#include "tests/fuzz/fuzz_target.h"

#include "app/cli/parse_arguments.h"
#include "app/headroom_engine/engine_commands.h"
#include "app/headroom_engine/model_choice.h"
#include "engine/sweep/plan_part.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <sstream>

namespace headroom::fuzzing {

namespace {

constexpr std::size_t kMostArguments = 60;

/// What is printed while it lives goes nowhere.
class Silence {
public:
    Silence() : m_out(std::cout.rdbuf(&m_nowhere)), m_err(std::cerr.rdbuf(&m_nowhere)) {}
    ~Silence() {
        std::cout.rdbuf(m_out);
        std::cerr.rdbuf(m_err);
    }

private:
    struct Nowhere : std::streambuf {
        int overflow(int c) override { return c; }
        std::streamsize xsputn(const char*, std::streamsize count) override { return count; }
    };
    Nowhere m_nowhere;
    std::streambuf* m_out;
    std::streambuf* m_err;
};

DeviceInfo device(const char* id, int maxThreads, DataType type) {
    DeviceInfo info;
    info.id = id;
    info.name = id;
    info.backend = "made up";
    info.memoryBytes = info.freeMemoryBytes = std::uint64_t{64} << 30;
    info.maxThreads = maxThreads;
    info.types = {{type, true, {}}};
    info.layouts = {Layout::NN, Layout::NT, Layout::TN};
    info.algorithms = {Algorithm::Default, Algorithm::Best, Algorithm::Both};
    info.regimes = {Regime::Burst, Regime::Sustained};
    info.defaultSeq = 256;
    info.defaultBatch = 1;
    info.defaultType = type;
    return info;
}

void judge(const SweepOptions& options) {
    static const FoundDevices found{{device("cpu", 4, DataType::F32), device("cuda:0", 0, DataType::F16)},
                                    {}};
    for (const std::string& fault : faultsOfWords(options))
        require(!fault.empty(), "a fault is told");
    const SweepChoice choice = chooseSweep(options, found);
    if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
        require(!refused->messages.empty() && refused->exitStatus != 0, "a refusal says why");
        for (const std::string& message : refused->messages)
            require(!message.empty(), "each is told");
        return;
    }
    const ChosenSweep& chosen = std::get<ChosenSweep>(choice);
    require(validate(chosen.spec, chosen.device).empty(), "a chosen sweep can be planned");
}

void judge(ModelWords& words, SweepOptions& options) {
    if (!words.config.empty())
        return; // a file
    const Result<ModelShape> model = modelOf(words);
    if (!model)
        return require(!model.error().reason.empty(), "a refusal says why");
    options.changes.push_back(budgetChange(words, *model));
    judge(options);
}

FUZZ_TARGET(engine_arguments) {
    std::vector<std::string> words{"headroom-engine"};
    std::istringstream lines{std::string(bytes)};
    for (std::string line; words.size() < kMostArguments && std::getline(lines, line);)
        words.push_back(line.substr(0, line.find('\0')));
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    EngineWords typed;
    CLI::App app;
    addProgram(app, engineProgram(typed), [] { return std::string("0"); });
    const Silence silence;
    if (const auto status = parseArguments(app, static_cast<int>(words.size()), arguments.data()))
        return require(*status >= 0 && *status <= 3, "it ends with a status of ours");
    const std::string command = commandNamed(app);
    if (command == "sweep")
        judge(typed.sweep.options);
    if (command == "shapes")
        judge(typed.shapes.options);
    if (command == "layer")
        judge(typed.layer.model, typed.layer.options);
    if (command == "advise")
        judge(typed.advise.model, typed.advise.options);
    static_cast<void>(planPart(typed.sweep.parts.shard));
    static_cast<void>(wholeNumbers(typed.advise.values));
}

} // namespace

} // namespace headroom::fuzzing
