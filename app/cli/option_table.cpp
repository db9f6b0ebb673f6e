// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/option_table.h"

#include "app/cli/typed_number.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace headroom {

namespace {

/// No word of a command line holds one.
constexpr char kGuard = '\0';

CLI::Option* readAsTyped(CLI::Option* option) {
    return option->transform([](const std::string& word) { return unguarded(word); });
}

template <class Typed, class T>
Binding lastNumber(std::optional<T>& target) {
    return [&target](CLI::App& command, const std::string& name, const std::string& help) {
        const auto keep = [&target, name](const std::string& typed) {
            target = typedNumber<Typed>(name, typed);
        };
        return command.add_option_function<std::string>(name, keep, help)->take_last();
    };
}

std::string joined(const std::vector<std::string>& words, const std::string& between,
                   const std::string& last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? last : between) + words[i];
    return text;
}

} // namespace

Binding flag(bool& target) {
    return [&target](CLI::App& command, const std::string& name, const std::string& help) {
        return command.add_flag(name, target, help);
    };
}

Binding value(std::string& target) {
    return [&target](CLI::App& command, const std::string& name, const std::string& help) {
        return command.add_option(name, target, help)->take_last();
    };
}

Binding value(std::optional<int>& target) {
    return lastNumber<int>(target);
}

Binding value(std::optional<std::int64_t>& target) {
    return lastNumber<std::int32_t>(target);
}

Binding value(std::optional<double>& target) {
    return lastNumber<double>(target);
}

Binding onlyValue(std::string& target) {
    return [&target](CLI::App& command, const std::string& name, const std::string& help) {
        return readAsTyped(command.add_option(name, target, help));
    };
}

Binding values(std::vector<std::string>& target) {
    return [&target](CLI::App& command, const std::string& name, const std::string& help) {
        return command.add_option(name, target, help)->allow_extra_args(false);
    };
}

Binding allThatFollow(std::vector<std::string>& target) {
    return [&target](CLI::App& command, const std::string& name, const std::string& help) {
        return readAsTyped(command.add_option(name, target, help));
    };
}

std::string guarded(std::string word) {
    if (word.starts_with('[') && word.ends_with(']'))
        word += kGuard;
    return word;
}

std::string unguarded(std::string word) {
    if (word.ends_with(kGuard))
        word.pop_back();
    return word;
}

void addOptions(CLI::App& command, const std::vector<OptionRow>& rows, const std::string& heading) {
    for (const OptionRow& row : rows) {
        CLI::Option* option = readAsTyped(row.binding(command, row.text.name, row.text.help()));
        if (!row.text.values.empty())
            option->type_name(row.text.values);
        if (!heading.empty())
            option->group(heading);
    }
}

bool anyGiven(const CLI::App& command, const std::vector<OptionRow>& rows) {
    return std::ranges::any_of(rows,
                               [&command](const OptionRow& row) { return command.count(row.text.name) > 0; });
}

std::vector<OptionText> textsOf(std::initializer_list<std::vector<OptionRow>> tables) {
    std::vector<OptionText> texts;
    for (const std::vector<OptionRow>& rows : tables)
        for (const OptionRow& row : rows)
            texts.push_back(row.text);
    return texts;
}

std::string listed(const std::vector<std::string>& words, const std::string& last) {
    return joined(words, ", ", ' ' + last + ' ');
}

std::string choiceOf(const std::vector<std::string>& words) {
    return joined(words, "|", "|");
}

} // namespace headroom
