// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/place_entry.h"

#include "engine/files/limits.h"
#include "engine/files/printable.h"
#include "engine/model/version.h"
#include "engine/model/words.h"
#include "engine/places/slurm_job.h"
#include "engine/places/ssh_command.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace headroom {

namespace {

constexpr std::array<Word<PlaceKind>, 3> kKinds{{
    {PlaceKind::Ssh, "ssh"},
    {PlaceKind::Slurm, "slurm"},
    {PlaceKind::Command, "command"},
}};

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string faultOfName(const std::string& name) {
    if (name.empty())
        return "A place needs a name.";
    if (name.size() > kMaxPlaceNameBytes || !std::ranges::all_of(name, isNameCharacter) ||
        name.front() == '-' || name.front() == '.')
        return "A place is called by up to 40 letters, digits, \"-\", \"_\" and \".\", and begins with one "
               "of the "
               "first two or \"_\".";
    if (name == "auto" || name == "cpu" || name == "cuda" || name == "reference")
        return "\"" + name + "\" is the word for a device of this machine.";
    return {};
}

std::string faultOfHost(const std::string& host) {
    if (host.empty())
        return "Which host? Give the name that you would give ssh.";
    if (host.front() == '-')
        return "A host's name cannot begin with \"-\": ssh would take it for an option.";
    const auto isRefused = [](char c) { return c == ' ' || isControl(c); };
    if (host.size() > kMaxWordBytes || std::ranges::any_of(host, isRefused))
        return "A host's name holds no white space and no control characters.";
    if (printable(host) != host)
        return "A host's name is a text in UTF-8, of characters that can be shown.";
    return {};
}

std::string faultOfEngine(const std::string& engine) {
    if (engine.empty())
        return "Which program? It is headroom-engine, or its path on that machine.";
    if (engine.front() == '-')
        return "A program's name cannot begin with \"-\".";
    if (engine.size() > kMaxWordBytes || std::ranges::any_of(engine, isControl))
        return "A program's name holds no control characters.";
    if (printable(engine) != engine)
        return "A program's name is a text in UTF-8, of characters that can be shown.";
    return {};
}

bool isTooLong(const std::string& word) {
    return word.find('\0') != std::string::npos || word.size() > kMaxWordBytes;
}

/// The file of places could not hold it.
bool isNoUtf8(const std::string& word) {
    using Handling = nlohmann::json::error_handler_t;
    const auto written = [&word](Handling handling) {
        return nlohmann::json(word).dump(-1, ' ', false, handling);
    };
    return written(Handling::ignore) != written(Handling::replace);
}

std::string faultOfCommand(const std::vector<std::string>& command) {
    if (command.empty() || command.front().empty())
        return "Which command starts headroom-engine serve there?";
    if (command.size() > kMostCommandWords)
        return "A command has at most 200 words.";
    if (std::ranges::any_of(command, isTooLong))
        return "A word of the command is longer than 1000 bytes, or holds a zero byte.";
    if (std::ranges::any_of(command, isNoUtf8))
        return "A word of the command is no text in UTF-8, as which it would be kept.";
    return {};
}

std::string faultOfOptions(const std::vector<std::string>& options) {
    if (options.size() > kMostCommandWords)
        return "Slurm is given at most 200 options.";
    for (const std::string& option : options) {
        if (option == "--no-shell")
            return "--no-shell leaves a job that nobody holds.";
        if (!option.starts_with('-') || option.size() > kMaxWordBytes ||
            std::ranges::any_of(option, isControl))
            return "An option for Slurm is one word that begins with \"-\", as in --partition=gpu: \"" +
                   printable(option.substr(0, 40)) + "\" is none.";
        if (isNoUtf8(option))
            return "An option for Slurm is no text in UTF-8, as which it would be kept.";
    }
    return {};
}

} // namespace

const char* toString(PlaceKind kind) {
    return textOf(kKinds, kind);
}

bool parse(std::string_view word, PlaceKind& kind) {
    return valueOf(kKinds, word, kind);
}

std::vector<PlaceFault> faultsOf(const PlaceEntry& entry) {
    std::vector<PlaceFault> faults;
    const auto note = [&faults](PlaceField field, std::string fault) {
        if (!fault.empty())
            faults.push_back({field, std::move(fault)});
    };
    note(PlaceField::Name, faultOfName(entry.name));
    if (entry.kind == PlaceKind::Command) {
        note(PlaceField::Command, faultOfCommand(entry.command));
        return faults;
    }
    const bool isHere = entry.kind == PlaceKind::Slurm && entry.host.empty();
    note(PlaceField::Host, isHere ? std::string() : faultOfHost(entry.host));
    note(PlaceField::Engine, faultOfEngine(entry.engine));
    if (entry.kind != PlaceKind::Slurm)
        return faults;
    if (entry.tasks < 1 || entry.tasks > kMostJobTasks)
        note(PlaceField::Tasks, "A job is asked for 1 to 64 GPUs.");
    note(PlaceField::Options, faultOfOptions(entry.options));
    return faults;
}

std::string copyingLine(const PlaceEntry& entry) {
    return "ssh " + quotedForShell(entry.host) +
           " 'mkdir -p ~/.local && tar -xz --strip-components=1 -C ~/.local' < headroom-engine-" +
           programVersion() + "-x86_64.tar.gz";
}

Place placeOf(const PlaceEntry& entry, const std::string& askpass) {
    Place place{.name = entry.name, .command = entry.command};
    if (entry.kind == PlaceKind::Command || entry.host.empty()) {
        place.remedy = "Install the same release of headroom-engine there.";
    } else {
        place.environment = neverAsking();
        place.remedy = "Copy this release's engine there with:  " + copyingLine(entry) +
                       "  and name it ~/.local/bin/headroom-engine in the place.";
    }
    if (entry.kind == PlaceKind::Slurm)
        addSlurm(place, entry, askpass);
    if (entry.kind != PlaceKind::Ssh)
        return place;
    const std::string command = "exec " + quotedForShell(entry.engine) + " serve";
    place.command = sshCommand(entry.host, command, false);
    if (!askpass.empty())
        place.asking = {sshCommand(entry.host, command, true), askingBy(askpass, entry.name)};
    return place;
}

} // namespace headroom
