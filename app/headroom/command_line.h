// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/sweep_options.h"
#include "app/headroom/figure_words.h"

#include <string>
#include <variant>
#include <vector>

namespace headroom::ui {

/// What the user wrote behind the program's name.
struct CommandLine {
    std::vector<std::string> runs; ///< run files to open; the first one is in front
    SweepOptions sweep;
    bool start = false;
    bool presentation = false;        ///< the chart alone on the whole screen
    bool inProcess = false;           ///< GPUs are driven by this process
    std::vector<std::string> exports; ///< files to write; their endings are known ones
    FigureOptions figure;             ///< of the pictures among them; a valid one
    bool placesLegend = false;        ///< it was asked for where the legend stands
    ShownChart shown;                 ///< on those pictures
    std::string replay;               ///< run file to play back; empty for none
    std::optional<double> replaySpeed;
    std::optional<double> replayDurationS; ///< that the whole replay takes instead
    bool replayPaused = false;             ///< it waits for the user

    bool needsWindow() const { return exports.empty(); }
};

/// Why the first run cannot stand over the one named so: there is none, or it is the first itself.
std::string notAmongRuns(const std::string& over);
std::string isFirstRun(const std::string& over);

/// The command line, or the exit status to end with: help was printed, or the fault.
std::variant<CommandLine, int> readCommandLine(int argc, char** argv);

} // namespace headroom::ui
