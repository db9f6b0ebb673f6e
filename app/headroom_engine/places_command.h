// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/places/place_book.h"

#include <string>
#include <vector>

namespace headroom {

/// What `headroom-engine places` was asked for.
struct PlacesCommand {
    enum class Change { None, Add, Remove };
    Change change = Change::None; ///< None: they are listed
    std::string name;
    std::vector<std::string> way; ///< a host, the words of a command, or further options for Slurm
    bool isCommand = false;
    std::string slurmTasks; ///< GPUs of a job in a queue, as typed
    std::string login;      ///< the host that talks to Slurm; empty for this machine
    std::string engine = PlaceEntry().engine;
};

/// Lists the places on the standard output, or changes them. Returns the exit status.
int runPlacesCommand(const PlacesCommand& command, const PlaceBook& book);

} // namespace headroom
