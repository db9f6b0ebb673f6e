// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/command_line.h"

#include "app/cli/exit_status.h"
#include "engine/io/atomic_file.h"
#include "engine/model/version.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace headroom::ui {

namespace {

int refuse(const std::string& message) {
    std::fprintf(stderr, "headroom: %s\n", message.c_str());
    return kExitUsage;
}

bool hasKnownEnding(const std::string& path) {
    std::string ending = std::filesystem::path(path).extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return ending == ".png" || ending == ".svg" || ending == ".pdf" || ending == ".csv";
}

} // namespace

std::variant<CommandLine, int> readCommandLine(int argc, char** argv) {
    CommandLine line;
    CLI::App app("Shows how fast a transformer's attention GEMMs run on this machine, for every model shape.",
                 "headroom");
    app.set_version_flag("--version", programVersion());
    app.add_option("RUN", line.runs, "Run files to open (*.headroom.json)")->type_name("");
    app.add_flag("--start", line.start, "Start the sweep at once");
    app.add_option(
           "--export", line.exports,
           "Write the chart or the measurements and exit; no display is needed. The ending says which: "
           ".png .svg .pdf .csv. May be given several times")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_flag("--in-process", line.inProcess,
                 "Drive GPUs from this process instead of one beside it (for profilers)");
    addSweepOptions(app, line.sweep);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? int(kExitOk) : int(kExitUsage);
    }
    for (const std::string& path : line.exports) {
        if (!hasKnownEnding(path))
            return refuse("--export: the ending of \"" + path +
                          "\" says no format. Use .png, .svg, .pdf or .csv.");
        if (const Outcome writable = checkWritable(path); !writable)
            return refuse("--export: " + writable.error().reason);
    }
    if (!line.exports.empty() && !line.start && line.runs.empty())
        return refuse("--export: there is nothing to export. Add --start to measure, or name a run file.");
    return line;
}

} // namespace headroom::ui
