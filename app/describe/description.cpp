// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/description.h"

#include "app/headroom/window_program.h"
#include "app/headroom_engine/engine_commands.h"

#include <algorithm>
#include <set>

namespace headroom::descriptions {

namespace {

void addWithInner(const CommandTable& table, const std::string& before, std::vector<NamedCommand>& to) {
    const std::string words = before + table.name;
    to.push_back({words, &table});
    for (const CommandTable& inner : table.commands)
        addWithInner(inner, words + ' ', to);
}

/// Which groups of which commands a section tells of; what an earlier one told is left out.
struct SectionOf {
    const char* key;
    std::vector<std::pair<const char*, const char*>> groups; ///< command and heading
};

const std::vector<SectionOf>& sectionsWanted() {
    static const std::vector<SectionOf> wanted = {
        {"headroom", {{"headroom", ""}, {"headroom", "Export options"}}},
        {"layer", {{"headroom-engine layer", "Layer"}}},
        {"sweep", {{"headroom-engine sweep", "Sweep options"}}},
        {"results", {{"headroom-engine sweep", ""}, {"headroom-engine recover", ""}}},
        {"advice", {{"headroom-engine advise", "Advice"}}},
        {"shapes", {{"headroom-engine shapes", ""}}},
        {"reproduce", {{"headroom-engine reproduce", ""}}},
        {"devices", {{"headroom-engine devices", ""}}},
        {"places", {{"headroom-engine places add", ""}}},
    };
    return wanted;
}

bool isPlaceholder(std::string_view word) {
    return word.find("…") != std::string_view::npos ||
           std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

const std::vector<NamedCommand>& allCommands() {
    static ui::WindowWords window;
    static EngineWords engine;
    static const CommandTable windowTable = ui::windowProgram(window);
    static const CommandTable engineTable = engineProgram(engine);
    static const std::vector<NamedCommand> commands = [] {
        std::vector<NamedCommand> all;
        addWithInner(windowTable, {}, all);
        addWithInner(engineTable, {}, all);
        return all;
    }();
    return commands;
}

const CommandTable& commandOf(std::string_view words) {
    return *std::ranges::find(allCommands(), words, &NamedCommand::words)->table;
}

const std::vector<Section>& sections() {
    static const std::vector<Section> all = [] {
        std::vector<Section> made;
        std::set<std::pair<std::string, std::string>> told; // two commands may share a name
        for (const SectionOf& wanted : sectionsWanted()) {
            Section& section = made.emplace_back(Section{wanted.key, {}});
            for (const auto& [command, heading] : wanted.groups)
                for (const OptionGroup& group : commandOf(command).groups)
                    for (const OptionRow& row : group.rows)
                        if (group.heading == heading && told.emplace(row.text.name, row.text.more).second)
                            section.options.push_back(row.text);
        }
        return made;
    }();
    return all;
}

std::vector<std::string> alternativesOf(std::string_view values) {
    std::vector<std::string> parts;
    while (!values.empty()) {
        const std::size_t bar = values.find('|');
        parts.emplace_back(values.substr(0, bar));
        values.remove_prefix(bar == std::string_view::npos ? values.size() : bar + 1);
    }
    return parts;
}

std::vector<std::string> wordsIn(std::string_view values) {
    std::vector<std::string> words = alternativesOf(values);
    std::erase_if(words, isPlaceholder);
    return words;
}

} // namespace headroom::descriptions
