// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/option_table.h"

#include <functional>
#include <string>
#include <vector>

namespace headroom {

/// One argument of a command.
struct ArgumentRow {
    ArgumentText text;
    Binding binding;
};

/// Options that stand below one heading of a command's help; without one they stand beside --help.
struct OptionGroup {
    std::string heading;
    std::vector<OptionRow> rows;
};

/// A program, or a command of one: what its parser reads is what help, manuals and shells say of it.
struct CommandTable {
    std::string name; ///< as typed: "headroom-engine", "sweep"
    std::string meaning;
    std::vector<ArgumentRow> arguments = {};
    std::vector<OptionGroup> groups = {};
    std::vector<CommandTable> commands = {};
    bool needsCommand = false; ///< one of those has to be named
};

/// What the options of each command are before its own, with the words of their help.
inline constexpr const char* kHelpOption = "--help";
inline constexpr const char* kHelpMeaning = "Print this help message and exit";
inline constexpr const char* kVersionOption = "--version";
inline constexpr const char* kVersionMeaning = "Display program version information and exit";

/// Makes the parser of that program: what is typed goes where the rows were told, which must outlive the
/// parsing. `version` is what --version prints.
void addProgram(CLI::App& app, const CommandTable& program, std::function<std::string()> version);
/// The commands that were named, from the program itself to the innermost.
std::vector<const CLI::App*> commandsNamed(const CLI::App& app);
/// Their words, "places add"; empty for the program itself.
std::string commandNamed(const CLI::App& app);

/// Whether it may be named several times, each time with another value.
bool mayRepeat(const OptionRow& row);
bool mayRepeat(const ArgumentRow& row);

} // namespace headroom
