// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/places_command.h"

#include "app/cli/exit_status.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "app/headroom_engine/sweep_command.h"
#include "engine/files/exact_number.h"
#include "engine/files/printable.h"
#include "engine/places/ssh_command.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace headroom {

namespace {

std::string lineOf(const PlaceEntry& entry) {
    std::string line = entry.name + ": ";
    if (entry.kind == PlaceKind::Ssh)
        return line + "ssh " + entry.host + ", " + entry.engine + '\n';
    if (entry.kind == PlaceKind::Slurm) {
        line += "Slurm" + (entry.host.empty() ? "" : " through " + entry.host) + ", " +
                std::to_string(entry.tasks) + (entry.tasks == 1 ? " GPU, " : " GPUs, ") + entry.engine;
        for (const std::string& option : entry.options)
            line += ' ' + option;
        return line + '\n';
    }
    for (std::size_t i = 0; i < entry.command.size(); ++i)
        line += (i == 0 ? "" : " ") + quotedForShell(entry.command[i]);
    return line + '\n';
}

int list(const std::vector<PlaceEntry>& entries, const PlaceBook& book) {
    const DataOutput output;
    std::string text;
    for (const PlaceEntry& entry : entries)
        text += lineOf(entry);
    if (text.empty())
        text = "No place is described. To describe one: headroom-engine places add NAME HOST." +
               (book.file().empty() ? "" : " They are kept in " + book.file().string() + ".") + '\n';
    const Outcome written = output.write(printable(text));
    return written ? kExitOk : refuse({written.error().reason}, kExitSomeFailed);
}

int keep(const Outcome& kept) {
    return kept ? kExitOk : refuse({kept.error().reason}, kExitSomeFailed);
}

/// The error says how a place is described.
Result<PlaceEntry> entryOf(const PlacesCommand& command) {
    PlaceEntry entry;
    entry.name = command.name;
    entry.engine = command.engine;
    if (!command.slurmTasks.empty()) {
        const std::optional<std::int64_t> tasks = wholeNumber(command.slurmTasks);
        if (!tasks)
            return Error{Status::Error, "--slurm: \"" + command.slurmTasks +
                                            "\" is no number of GPUs. A job is asked for 1 to 64, such as "
                                            "--slurm 8."};
        entry.kind = PlaceKind::Slurm;
        entry.host = command.login;
        // What is beyond reach is told as any other number that is too large.
        entry.tasks = static_cast<int>(std::clamp<std::int64_t>(*tasks, 0, std::numeric_limits<int>::max()));
        entry.options = command.way;
        if (command.isCommand)
            return Error{Status::Error, "A place is reached by a command or by Slurm, not by both."};
    } else if (!command.login.empty()) {
        return Error{Status::Error, "--login goes with --slurm: for a host of its own name the host alone."};
    } else if (command.isCommand) {
        entry.kind = PlaceKind::Command;
        entry.command = command.way;
        if (command.engine != PlaceEntry().engine)
            return Error{Status::Error, "--engine is of a host or a job: a command says itself which program "
                                        "it starts. Leave out --engine, or --command."};
    } else if (command.way.size() == 1) {
        entry.host = command.way.front();
    } else {
        return Error{Status::Error,
                     "A place is on one host. For a command add --command, for a job in a queue --slurm, and "
                     "\"--\" before what follows."};
    }
    return entry;
}

int add(const PlacesCommand& command, const PlaceBook& book) {
    const Result<PlaceEntry> described = entryOf(command);
    if (!described)
        return refuse({described.error().reason}, kExitUsage);
    const PlaceEntry& entry = *described;
    std::vector<std::string> faults;
    for (const PlaceFault& fault : faultsOf(entry))
        faults.push_back(fault.message);
    if (!faults.empty())
        return refuse(faults, kExitUsage);
    return keep(book.write({entry}));
}

} // namespace

int runPlacesCommand(const PlacesCommand& command, const PlaceBook& book) {
    if (!book.note().empty())
        tell(kProgram, {book.note()});
    const Result<std::vector<PlaceEntry>> entries = book.read();
    if (!entries)
        return refuse({entries.error().reason}, kExitSomeFailed);
    if (command.change == PlacesCommand::Change::None)
        return list(*entries, book);
    if (command.change == PlacesCommand::Change::Add)
        return add(command, book);
    const PlaceEntry* removed = entryNamed(*entries, command.name);
    return removed ? keep(book.change({*removed}, {}))
                   : refuse({"No place is called \"" + command.name + "\"."}, kExitUsage);
}

} // namespace headroom
