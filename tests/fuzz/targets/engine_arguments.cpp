// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The command line of headroom-engine, an argument a line, up to where something would be searched for,
// measured or written.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/judged_sweep.h"
#include "tests/fuzz/typed_line.h"

#include "app/cli/parse_arguments.h"
#include "app/headroom_engine/engine_commands.h"
#include "app/headroom_engine/model_choice.h"
#include "engine/sweep/plan_part.h"

#include <CLI/CLI.hpp>

namespace headroom::fuzzing {

namespace {

void judge(ModelWords& words, SweepOptions& options) {
    if (!words.config.empty())
        return; // a file
    const Result<ChosenModel> model = modelOf(words);
    if (!model)
        return require(!model.error().reason.empty(), "a refusal says why");
    options.changes.push_back(budgetChange(words, model->shape, options.names("--batch")));
    requireJudged(options);
}

/// The parser and what it reads into, made once: making its options takes ten times as long as reading words.
struct Reader {
    Reader() {
        addProgram(app, engineProgram(typed), [] { return std::string("0"); });
    }

    /// As a new one would: the parser forgets what it has read before it reads on, its targets here.
    std::optional<int> read(TypedLine& line) {
        typed = {};
        return parseArguments(app, line.argc(), line.argv());
    }

    EngineWords typed;
    CLI::App app;
};

FUZZ_TARGET(engine_arguments) {
    static Reader reader;
    TypedLine line("headroom-engine", bytes);
    const Silence silence;
    if (const auto status = reader.read(line))
        return require(*status >= 0 && *status <= 3, "it ends with a status of ours");
    EngineWords& typed = reader.typed;
    const std::string command = commandNamed(reader.app);
    if (command == "sweep")
        requireJudged(typed.sweep.options);
    if (command == "shapes")
        requireJudged(typed.shapes.options);
    if (command == "layer")
        judge(typed.layer.model, typed.layer.options);
    if (command == "advise")
        judge(typed.advise.model, typed.advise.options);
    static_cast<void>(planPart(typed.sweep.parts.shard));
    static_cast<void>(wholeNumbers(typed.advise.values));
}

} // namespace

} // namespace headroom::fuzzing
