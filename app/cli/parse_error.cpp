// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/parse_error.h"

#include "app/cli/command_table.h"
#include "app/cli/nearest_word.h"
#include "app/cli/option_table.h"
#include "engine/files/printable.h"
#include "engine/io/csv_table.h"

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
            return unguarded(left.front());
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

using Commands = std::vector<const CLI::App*>;

/// "headroom-engine places add"
std::string programWords(const Commands& commands) {
    std::string words;
    for (const CLI::App* command : commands)
        words += (words.empty() ? "" : " ") + command->get_name();
    return words;
}

/// On a word that the innermost command does not know; nothing where another fault is to be told.
std::string faultOfUnknown(const Commands& commands) {
    const CLI::App& innermost = *commands.back();
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
    return fault;
}

/// On an argument that has to be there, or a command.
std::string faultOfMissing(const Commands& commands) {
    for (const CLI::App* command : commands)
        for (const CLI::Option* option : command->get_options())
            if (option->get_required() && option->count() == 0)
                return "the argument " + option->get_type_name() + " is missing. Give it after " +
                       programWords(commands) + '.';
    const CLI::App& innermost = *commands.back();
    return innermost.get_require_subcommand_min() > 0
               ? "the command is missing. Name one first: " + listed(commandsOf(innermost), "or") + '.'
               : std::string();
}

/// The option that the parser names first in its own words, the only place where it says which one it is.
const CLI::Option* optionNamedIn(const std::string& words, const Commands& commands) {
    const CLI::Option* found = nullptr;
    std::size_t first = std::string::npos;
    for (const CLI::App* command : commands)
        for (const CLI::Option* option : command->get_options()) {
            const std::string name = option->get_name();
            const std::size_t at = name.starts_with("--") ? words.find(name) : std::string::npos;
            const bool isLonger = found != nullptr && at == first && name.size() > found->get_name().size();
            if (at != std::string::npos && (at < first || isLonger)) {
                found = option;
                first = at;
            }
        }
    return found;
}

/// On a value that is missing, or one too many.
std::string faultInCount(const CLI::Option& option) {
    const std::string name = option.get_name();
    if (option.count() > 1 && option.get_multi_option_policy() == CLI::MultiOptionPolicy::Throw &&
        option.get_items_expected_max() == 1)
        return name + ": it is given several times. Give it once.";
    return name + ": the value is missing. Give " + option.get_type_name() + ", or leave " + name + " out.";
}

/// "0,5" as "0.5"; with several commas it is something else.
std::string withPoint(std::string typed) {
    const std::size_t comma = typed.find(',');
    if (comma != std::string::npos)
        typed[comma] = '.';
    return typed;
}

/// On a value that is no number, or a flag that was given one.
std::string faultInValue(const CLI::Option& option) {
    const std::string name = option.get_name();
    if (option.get_items_expected_max() == 0)
        return name + ": it takes no value. Leave out what follows \"" + name + "\".";
    const std::string typed = option.results().empty() ? std::string() : option.results().back();
    if (const std::string point = withPoint(typed); option.get_type_name() != "N" && decimalNumber(point))
        return name + ": \"" + typed + "\" is no number. Write a point before decimals: " + point + '.';
    const char* fault = decimalNumber(typed) ? " is no whole number within reach." : " is no number.";
    return name + ": \"" + typed + '"' + fault + " Write it in digits, such as 12.";
}

/// Empty for what the parser may refuse in other versions: then its own words have to do.
std::string parseFault(const CLI::ParseError& error, const Commands& commands) {
    if (std::string unknown = faultOfUnknown(commands); !unknown.empty())
        return unknown;
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
        return faultOfMissing(commands);
    const CLI::Option* option = optionNamedIn(error.what(), commands);
    if (option == nullptr)
        return {};
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return faultInCount(*option);
    if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr)
        return faultInValue(*option);
    return {};
}

} // namespace

int tellParseError(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream help;
    std::ostringstream parsersOwn;
    const int status = app.exit(error, help, parsersOwn);
    std::cout << help.str();
    if (status == 0)
        return status;
    const Commands commands = commandsNamed(app);
    const std::string fault = parseFault(error, commands);
    const std::string program = programWords(commands);
    std::cerr << printable(fault.empty() ? parsersOwn.str()
                                         : program + ": " + fault + "\nRun " + program +
                                               " --help for more information.\n");
    return status;
}

} // namespace headroom
