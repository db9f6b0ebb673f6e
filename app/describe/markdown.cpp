// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/markdown.h"

#include "app/describe/description.h"
#include "app/describe/program_texts.h"

#include <algorithm>

namespace headroom::descriptions {

namespace {

std::string code(std::string_view text) {
    return text.empty() ? std::string() : '`' + std::string(text) + '`';
}

std::string rowOf(const OptionText& option) {
    std::string values;
    for (const std::string& value : alternativesOf(option.values))
        values += (values.empty() ? "" : ", ") + code(value);
    const std::vector<std::string> words = wordsIn(option.values);
    const bool isWord = std::ranges::find(words, option.otherwise.text) != words.end();
    return "| " + code(option.name) + " | " + values + " | " + option.meaning +
           (option.more.empty() ? "" : ". " + option.more) + " | " +
           (isWord ? code(option.otherwise.text) : option.otherwise.text) + " |\n";
}

std::string optionTable(const Section& section) {
    std::string table = "| option | values | meaning | default |\n|---|---|---|---|\n";
    for (const OptionText& option : section.options)
        table += rowOf(option);
    return table;
}

std::string argumentsOf(const CommandTable& command) {
    std::string words;
    for (const ArgumentRow& row : command.arguments) {
        std::string name = row.text.values.empty() ? row.text.name : row.text.values;
        if (const std::size_t bar = name.find('|'); bar != std::string::npos)
            name.insert(bar, 1, '\\'); // else it ends the table's cell
        words += ' ' + (row.text.isRequired ? name : '[' + name + ']') + (mayRepeat(row) ? " …" : "");
    }
    return words;
}

std::string commandTable() {
    std::string table = "| command | what it does |\n|---|---|\n";
    for (const NamedCommand& command : allCommands())
        if (!command.table->needsCommand)
            table += "| " + code(command.words + argumentsOf(*command.table)) + " | " +
                     command.table->meaning + " |\n";
    return table;
}

std::string termTable(const char* heading, std::span<const Term> terms, bool areWords) {
    std::string table = std::string("| ") + heading + " | meaning |\n|---|---|\n";
    for (const Term& term : terms)
        table += "| " + (areWords ? code(term.term) : term.term) + " | " + term.meaning + " |\n";
    return table;
}

} // namespace

std::optional<std::string> markdownBlock(std::string_view key) {
    for (const Section& section : sections())
        if (key == "options " + section.key)
            return optionTable(section);
    if (key == "commands")
        return commandTable();
    if (key == "exit statuses")
        return termTable("status", exitStatuses(), false);
    if (key == "environment")
        return termTable("variable", environmentVariables(), true);
    if (key == "files")
        return termTable("file", files(), true);
    return std::nullopt;
}

} // namespace headroom::descriptions
