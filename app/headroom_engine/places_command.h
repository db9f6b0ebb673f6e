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
    std::vector<std::string> way; ///< a host, or the words of a command
    bool isCommand = false;
    std::string engine = PlaceEntry().engine;
};

/// Lists the places on the standard output, or changes them. Returns the exit status.
int runPlacesCommand(const PlacesCommand& command, const PlaceBook& book);

} // namespace headroom
