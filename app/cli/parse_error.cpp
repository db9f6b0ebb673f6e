// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/parse_error.h"

#include "app/cli/command_table.h"
#include "app/cli/nearest_word.h"
#include "engine/files/printable.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <sstream>

namespace headroom {

namespace {

/// What was typed first of what no command knows. What follows an unknown option is left to the commands
/// outside.
std::string firstUnknown(const std::vector<const CLI::App*>& commands) {
    for (auto command = commands.rbegin(); command != commands.rend(); ++command)
        if (const std::vector<std::string> left = (*command)->remaining(); !left.empty())
            return left.front();
    return {};
}

std::vector<std::string> optionsOf(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

std::vector<std::string> commandsOf(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* inner : command.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(inner->get_name());
    return names;
}

/// Sentences on a word that the innermost command does not know; nothing where another fault is to be told.
std::string faultOfUnknown(const CLI::App& app) {
    const std::vector<const CLI::App*> commands = commandsNamed(app);
    const CLI::App& innermost = *commands.back();
    std::string program;
    for (const CLI::App* command : commands)
        program += (program.empty() ? "" : " ") + command->get_name();
    const std::string typed = firstUnknown(commands);
    if (typed.empty())
        return {};
    const bool isOption = typed.front() == '-';
    const std::vector<std::string> known = commandsOf(innermost);
    const std::string word = isOption ? typed.substr(0, typed.find('=')) : typed;
    const std::string meant = nearestWord(word, isOption ? optionsOf(innermost) : known);
    if (isOption && meant.empty() && innermost.get_require_subcommand_min() > 0)
        return {}; // it may be an option of the command that is missing
    std::string fault = isOption        ? "there is no option " + word + '.'
                        : known.empty() ? "the argument " + word + " was not expected."
                                        : "there is no command " + word + '.';
    if (!meant.empty())
        fault += " Did you mean " + meant + '?';
    return program + ": " + fault + "\nRun " + program + " --help for more information.\n";
}

} // namespace

int tellParseError(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream help;
    std::ostringstream fault;
    const int status = app.exit(error, help, fault);
    std::cout << help.str();
    const std::string unknown = status == 0 ? std::string() : faultOfUnknown(app);
    std::cerr << printable(unknown.empty() ? fault.str() : unknown);
    return status;
}

} // namespace headroom
