// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/command_line.h"

#include "app/cli/exit_status.h"
#include "app/cli/option_table.h"
#include "app/cli/output_places.h"
#include "app/cli/parse_arguments.h"
#include "app/cli/version_text.h"
#include "engine/backends/built_in.h"
#include "engine/files/atomic_file.h"
#include "engine/files/printable.h"

#include <CLI/CLI.hpp>

#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace headroom::ui {

namespace {

constexpr const char* kExportHeading = "Export options";

int refuse(const std::string& message) {
    std::fprintf(stderr, "headroom: %s\n", printable(message).c_str());
    return kExitUsage;
}

bool hasKnownEnding(const std::string& path) {
    std::string ending = std::filesystem::path(path).extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return ending == ".png" || ending == ".svg" || ending == ".pdf" || ending == ".csv";
}

/// The options of a replay as typed.
struct ReplayWords {
    std::string duration;
};

std::vector<OptionRow> windowOptionRows(CommandLine& into, ReplayWords& replay) {
    return {
        {{"--start", "", "Start the sweep at once", {}}, flag(into.start)},
        {{"--presentation",
          "",
          "The chart alone on the whole screen, for an audience; Esc or F11 leaves it",
          {}},
         flag(into.presentation)},
        {{"--replay",
          "FILE",
          "Play a run back in the window at the pace it was measured; nothing is measured",
          {}},
         value(into.replay)},
        {{"--replay-speed", "X", "Times that pace", {"as last chosen in the window, at first 4", false}},
         value(into.replaySpeed)},
        {{"--replay-duration", "TIME", "The whole replay takes that long: 30s, 2m, or seconds", {}},
         value(replay.duration)},
        {{"--replay-paused", "", "The replay waits for Space before its first point", {}},
         flag(into.replayPaused)},
        {{"--in-process", "", "Drive GPUs from this process instead of one beside it (for profilers)", {}},
         flag(into.inProcess)},
    };
}

std::vector<OptionRow> exportOptionRows(CommandLine& into) {
    return {
        {{"--export",
          "FILE",
          "Write the chart or the measurements and exit; no display is needed. The ending says which: "
          ".png .svg .pdf .csv. May be given several times",
          {}},
         values(into.exports)},
    };
}

std::vector<std::string> namesOf(const std::vector<OptionRow>& rows) {
    std::vector<std::string> names;
    for (const OptionRow& row : rows)
        names.push_back(row.text.name);
    return names;
}

/// Empty, or why these options do not go together.
std::string checkExports(const CommandLine& line) {
    std::vector<OutputPlace> places;
    for (const std::string& path : line.exports) {
        if (!hasKnownEnding(path))
            return "--export: the ending of \"" + path + "\" says no format. Use .png, .svg, .pdf or .csv.";
        if (const Outcome writable = checkWritable(path); !writable)
            return "--export: " + writable.error().reason;
        places.push_back({"--export", path});
    }
    if (std::string shared = sharedPlace(places); !shared.empty())
        return shared;
    if (!line.exports.empty() && !line.start && line.runs.empty())
        return "--export: there is nothing to export. Add --start to measure, or name a run file.";
    return {};
}

/// Empty, or why the first run cannot stand over the one named. What runs are called their files say.
std::string checkShown(const CommandLine& line) {
    const std::string& over = line.shown.over;
    if (over.empty())
        return {};
    if (line.runs.empty())
        return notAmongRuns(over);
    if (!line.start && line.runs.front() == over)
        return isFirstRun(over);
    return {};
}

/// Seconds in "30s", "1.5m" or "90".
std::optional<double> readDuration(const std::string& text) {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,7}(?:\\.\\d{1,6})?)\\s?(s|m|min)?$"));
    const auto match = form.match(QString::fromLocal8Bit(text));
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).toDouble() * (match.captured(2).startsWith(QLatin1Char('m')) ? 60 : 1);
}

/// Empty, or what is wrong.
std::string readReplay(const ReplayWords& words, CommandLine& line) {
    constexpr double kLongestS = 86400;
    if (words.duration.empty())
        return {};
    line.replayDurationS = readDuration(words.duration);
    if (!line.replayDurationS || !(*line.replayDurationS > 0 && *line.replayDurationS <= kLongestS))
        return "--replay-duration: \"" + words.duration +
               "\" is no time for a replay. Write it as 30s, 2m or a number of seconds, up to a day.";
    return {};
}

/// Empty, or why nobody would see it.
std::string checkPresentation(const CommandLine& line) {
    if (line.presentation && !line.exports.empty())
        return "--presentation: it is a look of the window, and --export opens none. Leave out one of them.";
    return {};
}

/// Empty, or why it cannot be replayed as asked.
std::string checkReplay(const CommandLine& line) {
    const std::pair<const char*, bool> needReplay[] = {
        {"--replay-speed", line.replaySpeed.has_value()},
        {"--replay-duration", line.replayDurationS.has_value()},
        {"--replay-paused", line.replayPaused}};
    for (const auto& [option, given] : needReplay)
        if (given && line.replay.empty())
            return std::string(option) + ": there is nothing to replay. Add --replay FILE.";
    if (line.replaySpeed && line.replayDurationS)
        return "--replay-duration: it says how fast, as --replay-speed does. Leave out one of them.";
    if (line.replaySpeed && !(*line.replaySpeed > 0 && *line.replaySpeed <= 1e6))
        return "--replay-speed: use a number above 0: 1 is the pace of the measuring, 16 sixteen times that.";
    if (!line.replay.empty() && line.start)
        return "--replay: a sweep ends a replay. Leave out --replay or --start.";
    if (!line.replay.empty() && !line.exports.empty())
        return "--replay: it is shown in the window. To export, name the run file without --replay.";
    return {};
}

} // namespace

std::string notAmongRuns(const std::string& over) {
    return "--export-over: \"" + over + "\" is not among the runs named. Name its file, too.";
}

std::string isFirstRun(const std::string& over) {
    return "--export-over: \"" + over + "\" is the first run, which stands over another one.";
}

std::vector<OptionText> headroomOptionTexts() {
    CommandLine line;
    FigureWords figure;
    ReplayWords replay;
    return textsOf({windowOptionRows(line, replay), exportOptionRows(line), figureOptionRows(figure)});
}

std::variant<CommandLine, int> readCommandLine(int argc, char** argv) {
    CommandLine line;
    FigureWords figure;
    ReplayWords replay;
    CLI::App app("Shows how fast a transformer's attention GEMMs run on this machine, for every model shape.",
                 "headroom");
    app.set_version_flag("--version", [] {
        std::vector<std::string> libraries = builtInLibraries();
        libraries.insert(libraries.begin(), std::string("Qt ") + qVersion());
        return versionText("headroom", std::move(libraries));
    });
    app.add_option(
           "RUN", line.runs,
           "Run files (*.headroom.json), journals (*.jsonl) and folders of parts to open, the first one "
           "in front")
        ->type_name("");
    const std::vector<OptionRow> figureRows = figureOptionRows(figure);
    addOptions(app, windowOptionRows(line, replay));
    addOptions(app, exportOptionRows(line), kExportHeading);
    addOptions(app, figureRows, kExportHeading);
    addSweepOptions(app, line.sweep);
    if (const std::optional<int> status = parseArguments(app, argc, argv))
        return *status;
    std::string fault = readFigure(figure, line.figure);
    line.placesLegend = !figure.legend.empty();
    if (fault.empty())
        fault = readShownChart(figure, line.shown);
    if (fault.empty() && anyGiven(app, figureRows) && line.exports.empty())
        fault = listed(namesOf(figureRows), "and") + " shape an exported picture. Add --export chart.png.";
    if (fault.empty())
        fault = readReplay(replay, line);
    if (fault.empty())
        fault = checkReplay(line);
    if (fault.empty())
        fault = checkPresentation(line);
    if (fault.empty())
        fault = checkExports(line);
    if (fault.empty())
        fault = checkShown(line);
    if (!fault.empty())
        return refuse(fault);
    return line;
}

} // namespace headroom::ui
