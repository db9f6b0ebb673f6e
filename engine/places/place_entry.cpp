// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/place_entry.h"

#include "engine/model/version.h"
#include "engine/model/words.h"
#include "engine/places/askpass.h"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::size_t kLongestWord = 1000;

constexpr std::array<Word<PlaceKind>, 2> kKinds{{
    {PlaceKind::Ssh, "ssh"},
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
    if (name.size() > kLongestName || !std::ranges::all_of(name, isNameCharacter) || name.front() == '-' ||
        name.front() == '.')
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
    if (host.size() > kLongestWord || std::ranges::any_of(host, isRefused))
        return "A host's name holds no white space and no control characters.";
    return {};
}

std::string faultOfEngine(const std::string& engine) {
    if (engine.empty())
        return "Which program? It is headroom-engine, or its path on that machine.";
    if (engine.front() == '-')
        return "A program's name cannot begin with \"-\".";
    if (engine.size() > kLongestWord || std::ranges::any_of(engine, isControl))
        return "A program's name holds no control characters.";
    return {};
}

std::string faultOfCommand(const std::vector<std::string>& command) {
    if (command.empty() || command.front().empty())
        return "Which command starts headroom-engine serve there?";
    if (command.size() > kMostCommandWords)
        return "A command has at most 200 words.";
    for (const std::string& word : command)
        if (word.find('\0') != std::string::npos || word.size() > kLongestWord)
            return "A word of the command is longer than 1000 bytes, or holds a zero byte.";
    return {};
}

/// Options that hold whatever the user's own configuration says; all else is left to that.
std::vector<std::string> sshCommand(const PlaceEntry& entry, bool mayAsk) {
    std::vector<std::string> command{"ssh", "-T"};
    for (const char* option :
         {"ClearAllForwardings=yes", "ConnectTimeout=15", "ServerAliveInterval=15", "ServerAliveCountMax=4"})
        command.insert(command.end(), {"-o", option});
    if (!mayAsk)
        command.insert(command.end(), {"-o", "BatchMode=yes"});
    command.insert(command.end(), {"--", entry.host, "exec " + quotedForShell(entry.engine) + " serve"});
    return command;
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
    } else {
        note(PlaceField::Host, faultOfHost(entry.host));
        note(PlaceField::Engine, faultOfEngine(entry.engine));
    }
    return faults;
}

std::string quotedForShell(std::string_view word) {
    std::string quoted;
    if (word.starts_with("~/")) {
        quoted = "~/";
        word.remove_prefix(2);
    }
    quoted += '\'';
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

std::string copyingLine(const PlaceEntry& entry) {
    return "ssh " + quotedForShell(entry.host) +
           " 'mkdir -p ~/.local && tar -xz --strip-components=1 -C ~/.local' < headroom-engine-" +
           programVersion() + "-x86_64.tar.gz";
}

Place placeOf(const PlaceEntry& entry, const std::string& askpass) {
    Place place{.name = entry.name, .command = entry.command};
    if (entry.kind == PlaceKind::Command) {
        place.remedy = "Install the same release of headroom-engine there.";
        return place;
    }
    place.command = sshCommand(entry, false);
    // A host on the way asks by itself whatever was said for the last one: it is told no, and not at the
    // terminal, where the whole program would wait for the answer.
    place.environment = {"SSH_ASKPASS=/bin/false", "SSH_ASKPASS_REQUIRE=force"};
    if (!askpass.empty())
        place.asking = {sshCommand(entry, true),
                        {"SSH_ASKPASS=" + askpass, "SSH_ASKPASS_REQUIRE=force",
                         std::string(kAskpassVariable) + "=" + entry.name}};
    place.remedy = "Copy this release's engine there with:  " + copyingLine(entry) +
                   "  and name it ~/.local/bin/headroom-engine in the place.";
    return place;
}

} // namespace headroom
