// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>

namespace CLI {
class App;
}

namespace headroom {

/// Reads the command line into what the app was told to fill in. The exit status to end with, where help or
/// the version was printed or a fault was told: what does not parse, and values that are empty, which are
/// never meant and mostly come from a script's unset variable.
std::optional<int> parseArguments(CLI::App& app, int argc, char** argv);

} // namespace headroom
