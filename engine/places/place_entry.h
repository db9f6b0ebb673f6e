// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/job.h"
#include "engine/remote/place.h"

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// How a place elsewhere is reached.
enum class PlaceKind {
    Ssh,     ///< a host that ssh logs in to
    Slurm,   ///< a job in a Slurm queue, one task for each GPU, from this machine or through a login host
    Command, ///< any command that starts `headroom-engine serve` somewhere and passes its streams on
};
const char* toString(PlaceKind kind);
/// Leaves `kind` alone where the word is unknown.
bool parse(std::string_view word, PlaceKind& kind);

/// A place as its user described it: where GPUs are that are not in this machine. A plain value.
struct PlaceEntry {
    std::string name; ///< as the user calls it, the first part of its devices' ids
    PlaceKind kind = PlaceKind::Ssh;
    /// As ssh is given it: a name, "user@name", an alias of its config. Of PlaceKind::Slurm the login host;
    /// empty where this machine talks to Slurm itself.
    std::string host;
    std::string engine =
        "headroom-engine"; ///< the program there: a name on its PATH, or a path; "~/" is its home
    std::vector<std::string> command = {}; ///< of PlaceKind::Command: the program and its arguments
    int tasks = 1;                         ///< of PlaceKind::Slurm: so many GPUs
    std::vector<std::string> options = {}; ///< of PlaceKind::Slurm: further ones for salloc, a word each

    friend bool operator==(const PlaceEntry&, const PlaceEntry&) = default;
};

/// Which part of an entry a fault is in.
enum class PlaceField { Name, Host, Engine, Command, Tasks, Options };
struct PlaceFault {
    PlaceField field;
    std::string message; ///< a sentence
};
/// What is wrong with an entry; empty where it can be used.
std::vector<PlaceFault> faultsOf(const PlaceEntry& entry);

/// How engine processes are started there. `askpass` is the program that asks for a password, or whether a
/// host is to be trusted, when ssh runs it so: see askpass.h; empty where nobody can be asked.
/// Requires an entry without faults.
Place placeOf(const PlaceEntry& entry, const std::string& askpass);

/// The line that copies the engine to a host, for people to read and run.
std::string copyingLine(const PlaceEntry& entry);

} // namespace headroom
