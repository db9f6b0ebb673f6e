// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/command_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace headroom::descriptions {

/// A program, or a command of one, with all words that lead to it: "headroom-engine places add".
struct NamedCommand {
    std::string words;
    const CommandTable* table;
};

/// Both programs, each followed by its commands.
const std::vector<NamedCommand>& allCommands();
/// The one of these words. Requires that there is one.
const CommandTable& commandOf(std::string_view words);

/// Options that documents tell of together.
struct Section {
    std::string key; ///< "sweep"
    std::vector<OptionText> options;
};
/// Each option of each command once, with its text.
const std::vector<Section>& sections();

/// Words that may follow an option, or stand as an argument: "cuda:all" and "cpu", but not
/// "PLACE/cuda:all,…".
std::vector<std::string> wordsIn(std::string_view values);
/// The alternatives of a value: "auto", "cuda:N".
std::vector<std::string> alternativesOf(std::string_view values);

} // namespace headroom::descriptions
