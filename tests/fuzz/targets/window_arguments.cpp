// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The command line of headroom, an argument a line, up to where a file would be looked at.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/judged_sweep.h"
#include "tests/fuzz/typed_line.h"

#include "app/cli/parse_arguments.h"
#include "app/headroom/window_program.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>

namespace headroom::fuzzing {

namespace {

/// The parser and what it reads into, made once: making its options takes longer than all the rest.
struct WindowReader {
    WindowReader() {
        addProgram(app, ui::windowProgram(typed), [] { return std::string("0"); });
    }

    /// As a new one would: the parser forgets what it has read before it reads on, its targets here.
    std::optional<int> read(TypedLine& line) {
        typed = {};
        return parseArguments(app, line.argc(), line.argv());
    }

    ui::WindowWords typed;
    CLI::App app;
};

bool isWithin(const std::optional<double>& value, double most) {
    return !value || (*value > 0 && *value <= most);
}

void judgeReplay(const ui::CommandLine& line) {
    require(isWithin(line.replaySpeed, 1e6), "a replay has a pace");
    require(isWithin(line.replayDurationS, 86400), "a replay ends within a day");
    require(!(line.replaySpeed && line.replayDurationS), "a replay has one pace");
    const bool isPaced = line.replaySpeed || line.replayDurationS || line.replayPaused;
    require(!isPaced || !line.replay.empty(), "what is paced is a replay");
    require(line.replay.empty() || (line.needsWindow() && !line.start), "a replay is alone, in the window");
}

void judgeShown(const ui::CommandLine& line) {
    const ui::ShownChart& shown = line.shown;
    require(shown.quantity != nullptr, "the chart shows a quantity");
    require(shown.over.empty() || shown.quantity->comparesRuns(), "a run stands over another in a ratio");
    require(!shown.hidden || (shown.hidden->low >= 0 && shown.hidden->low < shown.hidden->high),
            "hidden sizes are a range");
}

void judge(const ui::CommandLine& line) {
    require(line.needsWindow() || !line.presentation, "what is presented has a window");
    require(line.needsWindow() || line.start || !line.runs.empty(), "what is exported comes from a run");
    for (const std::string& path : line.exports)
        require(std::ranges::any_of(ui::kExportEndings,
                                    [&path](const std::string& ending) {
                                        return path.size() > ending.size() &&
                                               std::ranges::equal(
                                                   path.substr(path.size() - ending.size()), ending,
                                                   [](char a, char b) { return a == b || (a | 0x20) == b; });
                                    }),
                "an exported file has a format");
    require(validate(line.figure).empty(), "a picture can be made");
    require(std::isfinite(line.figure.dotsPerInch()) && line.figure.dotsPerInch() > 0, "with a resolution");
    judgeReplay(line);
    judgeShown(line);
    requireJudged(line.sweep);
}

FUZZ_TARGET(window_arguments) {
    static WindowReader reader;
    TypedLine line("headroom", bytes);
    const Silence silence;
    if (const auto status = reader.read(line))
        return require(*status >= 0 && *status <= 3, "it ends with a status of ours");
    const std::string fault = ui::readWords(reader.app, reader.typed);
    if (!fault.empty())
        return require(fault.starts_with("--") || fault.starts_with("The name of "),
                       "a fault names its option, or the file");
    judge(reader.typed.line);
}

} // namespace

} // namespace headroom::fuzzing
