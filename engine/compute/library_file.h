// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace headroom {

/// What the system's loader makes of a file that should be a shared library, told without loading it: it may
/// end the program that tries.
struct LibraryFile {
    enum class State {
        Absent,
        PassedOver, ///< not to be read, or for another machine: the loader looks further
        Broken,     ///< the loader fails, or ends the program where the file is cut off
        Sound,      ///< as far as can be seen from outside
    };

    State state = State::Absent;
    std::filesystem::path path = {};
    std::string fault = {}; ///< follows the path: "is cut off", "cannot be read (Permission denied)"
};

LibraryFile inspectLibrary(const std::filesystem::path& file);

/// The first of that name that the loader does not pass over in those folders; else the first it does.
LibraryFile findLibrary(const std::string& name, const std::vector<std::filesystem::path>& folders);

/// Where the loader looks for the libraries of this program. It also has an index, which this is without.
std::vector<std::filesystem::path> loaderFolders();

/// The names of the libraries that a sound one needs.
std::vector<std::string> neededBy(const std::filesystem::path& library);

} // namespace headroom
