// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/parse_arguments.h"

#include "app/cli/command_table.h"
#include "app/cli/exit_status.h"
#include "app/cli/parse_error.h"
#include "engine/files/printable.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

namespace {

/// The first "--option=", for which the parser would take the argument that follows; or nothing.
std::string optionWithoutValue(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument.starts_with("--") && argument.find('=') == argument.size() - 1)
            return std::string(argument.substr(0, argument.size() - 1));
    }
    return {};
}

/// Guarded, and the last first, as the parser takes them.
std::vector<std::string> wordsForParser(int argc, char** argv) {
    std::vector<std::string> words;
    for (int i = argc - 1; i > 0; --i)
        words.push_back(guarded(argv[i]));
    return words;
}

/// The first option or argument that was given "", or nothing.
const CLI::Option* optionWithEmptyValue(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
        if (std::ranges::find(option->results(), std::string()) != option->results().end())
            return option;
    for (const CLI::App* command : app.get_subcommands())
        if (const CLI::Option* option = optionWithEmptyValue(*command); option != nullptr)
            return option;
    return nullptr;
}

/// An option whose value is another option, or was meant as one, with that; the parser takes it for a value
/// where one has to follow.
struct TakenOption {
    const CLI::Option* by = nullptr;
    std::string name;
};

TakenOption optionTakenAsValue(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
        for (const std::string& value : option->results())
            if (option->get_name().starts_with("--") && (value.starts_with("--") || value == "-h"))
                return {option, value};
    for (const CLI::App* command : app.get_subcommands())
        if (TakenOption taken = optionTakenAsValue(*command); taken.by != nullptr)
            return taken;
    return {};
}

int refuseTaken(const CLI::App& app, const TakenOption& taken) {
    const std::string name = taken.by->get_name();
    const std::string value = printable(taken.name);
    const std::string values = taken.by->get_type_name();
    const bool isFile = values.find("FILE") != std::string::npos;
    const std::string needs = isFile ? " needs a file name" : " needs a value, " + values;
    const std::string meant = isFile ? " For a file of that name write ./" + value + '.' : std::string();
    std::fprintf(stderr, "%s: %s%s, and is followed by %s.%s\n", app.get_name().c_str(), name.c_str(),
                 needs.c_str(), value.c_str(), meant.c_str());
    return kExitUsage;
}

std::string typedWords(const CLI::App& app) {
    const std::string command = commandNamed(app);
    return app.get_name() + (command.empty() ? "" : ' ' + command);
}

int refuseEmpty(const CLI::App& app, const std::string& option) {
    const std::string name = printable(option);
    std::fprintf(stderr, "%s: %s: the value is empty. Give one, or leave %s out.\n", app.get_name().c_str(),
                 name.c_str(), name.c_str());
    return kExitUsage;
}

/// An argument has no name that anybody types.
int refuseEmpty(const CLI::App& app, const CLI::Option& option) {
    if (option.get_name().starts_with("--"))
        return refuseEmpty(app, option.get_name());
    if (option.count() == 1)
        return refuseEmpty(app, option.get_type_name().empty() ? option.get_name() : option.get_type_name());
    std::fprintf(stderr, "%s: one of the arguments is empty. Fill it in, or leave it out.\n",
                 typedWords(app).c_str());
    return kExitUsage;
}

} // namespace

std::optional<int> parseArguments(CLI::App& app, int argc, char** argv) {
    if (const std::string option = optionWithoutValue(argc, argv); !option.empty())
        return refuseEmpty(app, option);
    try {
        app.parse(wordsForParser(argc, argv));
    } catch (const CLI::ParseError& error) {
        // What followed the option that was taken for a value is left over then.
        const bool leaves = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
        if (const TakenOption taken = optionTakenAsValue(app); leaves && taken.by != nullptr)
            return refuseTaken(app, taken);
        if (tellParseError(app, error) != 0)
            return kExitUsage;
        if (std::cout.flush())
            return kExitOk;
        std::fprintf(stderr, "%s: Cannot write to the standard output.\n", app.get_name().c_str());
        return kExitSomeFailed;
    }
    if (const CLI::Option* option = optionWithEmptyValue(app); option != nullptr)
        return refuseEmpty(app, *option);
    if (const TakenOption taken = optionTakenAsValue(app); taken.by != nullptr)
        return refuseTaken(app, taken);
    return std::nullopt;
}

} // namespace headroom
