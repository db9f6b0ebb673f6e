// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace headroom {

/// Prints help as CLI::App::exit does, or the fault in sentences of this program with what to do, and nothing
/// that a terminal would take for a command: a fault quotes what was typed. Returns that function's status: 0
/// for help and version.
int tellParseError(const CLI::App& app, const CLI::ParseError& error);

} // namespace headroom
