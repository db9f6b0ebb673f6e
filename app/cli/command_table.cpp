// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/command_table.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace headroom {

namespace {

/// In columns of characters: the library counts bytes, of which "…" has three.
class HelpLayout : public CLI::Formatter {
public:
    std::string make_option(const CLI::Option* option, bool isPositional) const override {
        std::string text = Formatter::make_option(option, isPositional);
        const std::size_t end =
            2 + make_option_name(option, isPositional).size() + make_option_opts(option).size();
        if (end >= text.size() || text[end] != ' ') // what is too long has its meaning in the next line
            return text;
        const auto isWithinCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
        const auto beyond =
            std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), isWithinCharacter);
        return text.insert(end, static_cast<std::size_t>(beyond), ' ');
    }
};

void fill(CLI::App& command, const CommandTable& table) {
    command.set_help_flag(std::string("-h,") + kHelpOption, kHelpMeaning);
    for (const ArgumentRow& row : table.arguments)
        row.binding(command, row.text.name, row.text.meaning)
            ->type_name(row.text.values)
            ->required(row.text.isRequired);
    for (const OptionGroup& group : table.groups)
        addOptions(command, group.rows, group.heading);
    for (const CommandTable& inner : table.commands)
        fill(*command.add_subcommand(inner.name, inner.meaning), inner);
    if (table.needsCommand)
        command.require_subcommand(1);
}

bool takesSeveral(const Binding& binding, const std::string& name) {
    CLI::App app;
    return binding(app, name, {})->get_items_expected_max() > 1;
}

} // namespace

void addProgram(CLI::App& app, const CommandTable& program, std::function<std::string()> version) {
    app.name(program.name);
    app.description(program.meaning);
    app.formatter(std::make_shared<HelpLayout>()); // of the commands, too
    app.set_version_flag(kVersionOption, std::move(version), kVersionMeaning);
    fill(app, program);
}

std::vector<const CLI::App*> commandsNamed(const CLI::App& app) {
    std::vector<const CLI::App*> commands{&app};
    while (!commands.back()->get_subcommands().empty())
        commands.push_back(commands.back()->get_subcommands().front());
    return commands;
}

std::string commandNamed(const CLI::App& app) {
    std::string words;
    for (const CLI::App* command : commandsNamed(app))
        if (command != &app)
            words += (words.empty() ? "" : " ") + command->get_name();
    return words;
}

bool mayRepeat(const OptionRow& row) {
    return takesSeveral(row.binding, row.text.name);
}

bool mayRepeat(const ArgumentRow& row) {
    return takesSeveral(row.binding, row.text.name);
}

} // namespace headroom
