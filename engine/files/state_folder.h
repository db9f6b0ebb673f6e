// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom {

/// A folder for what a program keeps for its user beyond its own life.
struct StateFolder {
    std::filesystem::path path; ///< "…/headroom"; empty where the user has none. It need not exist yet.
    std::string detour;         ///< why it is not where one would look first: "HOME is not set"; else empty
};

/// The first of $XDG_STATE_HOME, $HOME/.local/state and the same below the home folder of the user's account
/// that is an absolute path, can be written, and belongs to this user alone. Makes nothing.
StateFolder stateFolder();
/// The same for settings: $XDG_CONFIG_HOME, $HOME/.config and so on.
StateFolder configFolder();
/// The same for what can be made again: $XDG_CACHE_HOME, $HOME/.cache and so on.
StateFolder cacheFolder();

/// Makes the folder and those above it, with mode 0700 for all that are made and for the folder itself,
/// whatever the umask. One that was there with a wider mode is narrowed, for it is this program's own and
/// holds names of files and hosts; those above it are the user's, and stay as they are.
Outcome makePrivateFolder(const std::filesystem::path& path);

/// A fresh folder with mode 0700 and the user's name in it, below the temporary folder.
Result<std::filesystem::path> makeTemporaryFolder();
/// Those of this user that are there, in the order of their names.
std::vector<std::filesystem::path> temporaryFolders();

} // namespace headroom
