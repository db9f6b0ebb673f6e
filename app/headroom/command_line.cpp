// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/command_line.h"

#include "app/cli/exit_status.h"
#include "app/cli/output_places.h"
#include "app/cli/parse_arguments.h"
#include "app/cli/version_text.h"
#include "app/headroom/window_program.h"
#include "engine/backends/built_in.h"
#include "engine/files/printable.h"
#include "engine/io/output_file.h"

#include <CLI/CLI.hpp>

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <utility>

namespace headroom::ui {

namespace {

int refuse(const std::string& message) {
    std::fprintf(stderr, "headroom: %s\n", printable(message).c_str());
    return kExitUsage;
}

bool hasKnownEnding(const std::string& path) {
    std::string ending = std::filesystem::path(path).extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return std::ranges::find(kExportEndings, ending) != kExportEndings.end();
}

std::vector<std::string> namesOf(const std::vector<OptionRow>& rows) {
    std::vector<std::string> names;
    for (const OptionRow& row : rows)
        names.push_back(row.text.name);
    return names;
}

/// Empty, or which file Qt cannot name.
std::string checkNames(const CommandLine& line) {
    std::vector<std::string> names = line.runs;
    std::ranges::copy(line.exports, std::back_inserter(names));
    names.push_back(line.replay);
    for (const std::string& name : names)
        if (QFile::encodeName(QString::fromLocal8Bit(name)).toStdString() != name)
            return "The name of \"" + name + "\" is not UTF-8, which the window needs. Rename the file.";
    return {};
}

/// Empty, or why these options do not go together.
std::string checkExports(const CommandLine& line) {
    for (const std::string& path : line.exports)
        if (!hasKnownEnding(path))
            return "--export: the ending of \"" + path + "\" says no format. Use .png, .svg, .pdf or .csv.";
    if (!line.exports.empty() && !line.start && line.runs.empty())
        return "--export: there is nothing to export. Add --start to measure, or name a run file.";
    return {};
}

/// Empty, or why what is exported cannot be written there.
std::string checkPlaces(const CommandLine& line) {
    std::vector<OutputPlace> places;
    for (const std::string& path : line.exports) {
        if (const Outcome writable = checkOutputFile(path); !writable)
            return "--export: " + writable.error().reason;
        places.push_back({"--export", path});
    }
    const std::string shared = sharedPlace(places);
    return shared.empty() ? replacedInput(places, line.runs) : shared;
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

std::string readWords(const CLI::App& app, WindowWords& words) {
    CommandLine& line = words.line;
    const std::vector<OptionRow> figureRows = figureOptionRows(words.figure);
    std::string fault = checkNames(line);
    if (fault.empty())
        fault = readFigure(words.figure, line.figure);
    line.placesLegend = !words.figure.legend.empty();
    if (fault.empty())
        fault = readShownChart(words.figure, line.shown);
    if (fault.empty() && anyGiven(app, figureRows) && line.exports.empty())
        fault = listed(namesOf(figureRows), "and") + " shape an exported picture. Add --export chart.png.";
    if (fault.empty())
        fault = readReplay(words.replay, line);
    if (fault.empty())
        fault = checkReplay(line);
    if (fault.empty())
        fault = checkPresentation(line);
    if (fault.empty())
        fault = checkExports(line);
    if (fault.empty())
        fault = checkShown(line);
    return fault;
}

std::variant<CommandLine, int> readCommandLine(int argc, char** argv) {
    WindowWords words;
    CLI::App app;
    addProgram(app, windowProgram(words), [] {
        std::vector<std::string> libraries = builtInLibraries();
        libraries.insert(libraries.begin(), std::string("Qt ") + qVersion());
        return versionText("headroom", std::move(libraries));
    });
    if (const std::optional<int> status = parseArguments(app, argc, argv))
        return *status;
    std::string fault = readWords(app, words);
    if (fault.empty())
        fault = checkPlaces(words.line);
    if (!fault.empty())
        return refuse(fault);
    return std::move(words.line);
}

} // namespace headroom::ui
