// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/option_text.h"
#include "engine/model/terms.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace headroom {

/// Adds an option of that name, with that help, to a command: what is typed goes where the binding was told.
using Binding =
    std::function<CLI::Option*(CLI::App& command, const std::string& name, const std::string& help)>;

/// One row of a table of options.
struct OptionRow {
    OptionText text;
    Binding binding;
};

// What a row reads into; the target must outlive the parsing.
Binding flag(bool& target);
// Named twice, the later one counts: scripts append their own.
Binding value(std::string& target);
Binding value(std::optional<int>& target);
Binding value(std::optional<std::int64_t>& target); ///< of 32 bits, so that products of two are in reach
Binding value(std::optional<double>& target);
/// Named twice, it is refused.
Binding onlyValue(std::string& target);
/// May be named several times, each time with one value.
Binding values(std::vector<std::string>& target);
/// All arguments that follow.
Binding allThatFollow(std::vector<std::string>& target);

/// The parser takes "[a,b]" for a list where several arguments may follow: it is given such a word guarded,
/// and options and arguments read it as it was typed.
std::string guarded(std::string word);
std::string unguarded(std::string word);

/// Adds the options to a command, below that heading of its help where there is one.
void addOptions(CLI::App& command, const std::vector<OptionRow>& rows, const std::string& heading = {});
/// Whether any of them was named, after the parsing.
bool anyGiven(const CLI::App& command, const std::vector<OptionRow>& rows);
/// What is said of the options of these tables, one after the other.
std::vector<OptionText> textsOf(std::initializer_list<std::vector<OptionRow>> tables);

/// "f32, f16 or bf16": `last` stands before the last one.
std::string listed(const std::vector<std::string>& words, const std::string& last);
/// "f32|f16|bf16", as help shows what may follow an option.
std::string choiceOf(const std::vector<std::string>& words);

/// The words of an enumeration.
template <class T>
std::vector<std::string> textsOf() {
    std::vector<std::string> texts;
    for (const Word<T>& word : wordsOf<T>())
        texts.emplace_back(word.text);
    return texts;
}

} // namespace headroom
