// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/sweep_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/output_places.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "engine/devices/devices.h"
#include "engine/io/csv.h"
#include "engine/io/output_file.h"
#include "engine/io/run_file.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <variant>

namespace headroom {

namespace {

Outcome checkOutput(const std::string& path, const DataOutput& output) {
    if (path.empty())
        return success();
    return path == "-" ? output.check() : checkOutputFile(path);
}

} // namespace

int refuse(const std::vector<std::string>& messages, int status) {
    tell(kProgram, messages);
    return status;
}

Outcome settleResultFiles(ResultFiles& files, const std::vector<std::string>& inputs) {
    for (std::string* path : {&files.csv, &files.json})
        if (isStandardOutput(*path))
            *path = "-";
    if (files.csv.empty() && files.json.empty())
        files.csv = "-"; // data go to the standard output unless a file is named
    std::vector<OutputPlace> places{{"--csv", files.csv}, {"--json", files.json}};
    std::erase_if(places, [](const OutputPlace& place) { return place.path.empty(); });
    std::string fault = sharedPlace(places);
    if (fault.empty())
        fault = replacedInput(places, inputs);
    return fault.empty() ? success() : Outcome(Error{Status::Error, fault});
}

Outcome checkResultFiles(const ResultFiles& files, const DataOutput& output) {
    for (const std::string& path : {files.csv, files.json})
        if (const Outcome writable = checkOutput(path, output); !writable)
            return writable.error();
    return success();
}

Outcome writeOutput(const std::string& path, const std::string& content, const DataOutput& output) {
    return path == "-" ? output.write(content) : writeOutputFile(path, content);
}

bool writeResults(const ResultFiles& files, const Run& run, const DataOutput& output, bool withHeader) {
    bool written = true;
    const auto write = [&written, &output](const std::string& path, const std::string& content) {
        const Outcome outcome = writeOutput(path, content, output);
        if (!outcome)
            refuse({outcome.error().reason}, kExitSomeFailed);
        written = written && outcome;
    };
    if (!files.csv.empty()) {
        const std::string csv = toCsv(run);
        write(files.csv, withHeader || files.csv != "-" ? csv : csv.substr(csv.find('\n') + 1));
    }
    if (!files.json.empty())
        write(files.json, toJson(run));
    return written;
}

namespace {

/// What one run of a command is of, and where it goes.
struct OneRun {
    ChosenSweep chosen;
    ResultFiles files;
};

/// "runs.headroom.json" and "NVIDIA H200 · gpu7" as "runs.NVIDIA-H200-gpu7.headroom.json".
std::string fileFor(const std::string& path, const std::string& card) {
    std::error_code error;
    const bool isDevice =
        std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error);
    if (path.empty() || path == "-" || isDevice)
        return path;
    std::string word;
    for (const char c : card) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isPlain)
            word += c;
        else if (!word.empty() && word.back() != '-')
            word += '-';
    }
    while (word.ends_with('-'))
        word.pop_back();
    const std::size_t name = path.find_last_of('/') + 1;
    const std::size_t dot = std::min(path.find('.', name), path.size());
    return path.substr(0, dot) + '.' + word + path.substr(dot);
}

/// Cards that are unlike are measured in a run each: no figure is of several of them.
std::variant<std::vector<OneRun>, RefusedSweep> chooseRuns(const SweepCommand& command,
                                                           const FoundDevices& found) {
    const std::vector<std::string> words = wordsOfRuns(found, command.options.device);
    if (words.size() > 1 && !command.parts.resume.empty())
        return RefusedSweep{kExitUsage,
                            {"--resume: a journal is of one run, and " + command.options.device +
                             " is of several kinds of card. Name one: --device " + words.front() + "."}};
    if (words.size() > 1 && command.json == "-")
        return RefusedSweep{kExitUsage,
                            {"--json: there will be a run for each kind of card. Name a file, "
                             "which is followed by the card in its name."}};
    std::vector<OneRun> runs;
    for (const std::string& word : words) {
        SweepOptions options = command.options;
        options.device = word;
        SweepChoice choice = chooseSweep(options, found);
        if (auto* refused = std::get_if<RefusedSweep>(&choice))
            return std::move(*refused);
        runs.push_back({std::move(std::get<ChosenSweep>(choice)), command});
        if (words.size() == 1)
            continue;
        const std::string& card = runs.back().chosen.device.name;
        const auto namesakes = std::ranges::count(
            runs, card, [](const OneRun& run) -> const std::string& { return run.chosen.device.name; });
        ResultFiles& files = runs.back().files;
        for (std::string* path : {&files.csv, &files.json})
            *path = fileFor(*path, namesakes == 1 ? card : card + " " + std::to_string(namesakes));
    }
    return runs;
}

} // namespace

int runAndWrite(SweepCommand command, Devices& devices, InterruptWatch& interrupts,
                const std::function<std::string(const Run&)>& table) {
    const bool namesFiles = !command.csv.empty() || !command.json.empty();
    command.inputs.push_back(command.parts.resume);
    if (table && !namesFiles && !command.parts.shard.empty() && command.parts.resume.empty())
        return refuse(
            std::vector<std::string>{
                "--shard: a table of one part cannot be put together with those of the others. Name a run "
                "file for the "
                "part with --json; headroom-engine merge makes one of all, and prints its table."},
            kExitUsage);
    if (namesFiles || !table) {
        if (const Outcome settled = settleResultFiles(command, command.inputs); !settled)
            return refuse({settled.error().reason}, kExitUsage);
    } else if (const std::string fault = replacedInput({{"", "-"}}, command.inputs); !fault.empty()) {
        return refuse({fault}, kExitUsage);
    }
    const bool printsRows = command.csv == "-" || command.json == "-";
    const bool printsTable = table && !printsRows;
    const DataOutput output;
    const auto isElsewhere = [](std::string_view word) { return placeIn(word).has_value(); };
    if (std::ranges::any_of(deviceWords(command.options.device),
                            isElsewhere)) // which may take hours to reach
        if (const Outcome writable = checkResultFiles(command, output); !writable)
            return refuse({writable.error().reason}, kExitUsage);
    const Result<FoundDevices> found = DeviceSearch{kProgram, devices, interrupts}.findNamed(
        command.options, placesFor(command.options.device, false, thisEngine()));
    if (!found)
        return refuse({found.error().reason}, exitStatus(found.error()));
    tell(kProgram, whyNoGpu(command.options.device, *found));
    const auto choice = chooseRuns(command, *found);
    if (const auto* refused = std::get_if<RefusedSweep>(&choice))
        return refuse(refused->messages, refused->exitStatus);
    const auto& runs = std::get<std::vector<OneRun>>(choice);
    for (const OneRun& run : runs)
        if (const Outcome writable = checkResultFiles(run.files, output); !writable)
            return refuse({writable.error().reason}, kExitUsage);
    if (const Outcome writable = output.check(); printsTable && !writable)
        return refuse({writable.error().reason}, kExitUsage);

    for (const std::string& note : runs.front().chosen.notes)
        tell(kProgram, {note});
    const int printTo = printsRows || printsTable ? -1 : output.fd();
    int worst = kExitOk;
    bool hasHeader = false;
    for (const OneRun& one : runs) {
        if (interrupts.wasInterrupted())
            return kExitInterrupted;
        const std::unique_ptr<PointExecutor> executor = devices.executorFor(one.chosen.device);
        const int status = runCommandSweep(
            {kProgram, one.chosen, command.quiet, command.options.wait, printTo, command.parts}, *executor,
            interrupts, [&](const Run& run) {
                const bool written = writeResults(one.files, run, output, !std::exchange(hasHeader, true));
                if (!printsTable)
                    return written;
                const Outcome printed = output.write(table(run));
                if (!printed)
                    tell(kProgram, {printed.error().reason});
                return written && printed;
            });
        worst = std::max(worst, status);
        if (status == kExitInterrupted)
            return status;
    }
    return worst;
}

int runSweepCommand(const SweepCommand& command, Devices& devices, InterruptWatch& interrupts) {
    return runAndWrite(command, devices, interrupts, {});
}

} // namespace headroom
