// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/manual_page.h"

#include "app/describe/description.h"
#include "app/describe/program_texts.h"

#include <algorithm>
#include <cctype>

namespace headroom::descriptions {

namespace {

bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return isUpper(c) ? char(c + 32) : c; });
    return text;
}

std::string withoutEllipsis(std::string text) {
    constexpr std::string_view kEllipsis = "…";
    for (std::size_t at = text.find(kEllipsis); at != std::string::npos; at = text.find(kEllipsis))
        text.replace(at, kEllipsis.size(), "...");
    return text;
}

/// "PLACE/cuda:all,…" as "Ar place Ns Cm /cuda:all,...": capitals are what the user puts there.
std::string valueMacros(const std::string& value) {
    if (value == "-")
        return "Cm -";
    const std::string text = withoutEllipsis(value);
    std::string macros;
    for (std::size_t at = 0; at < text.size();) {
        const bool isPlaceholder = isUpper(text[at]);
        std::size_t end = at;
        while (end < text.size() && isUpper(text[end]) == isPlaceholder)
            ++end;
        const std::string piece = text.substr(at, end - at);
        const bool isMark = piece.size() == 1 && std::ispunct(static_cast<unsigned char>(piece[0])) != 0;
        macros += macros.empty() ? "" : " Ns ";
        macros += (isPlaceholder ? "Ar " : "Cm ") + std::string(isMark ? "\\&" : "") + lowered(piece);
        at = end;
    }
    return macros;
}

std::string valuesMacros(std::string_view values) {
    std::string macros;
    std::string last; // a macro goes on until the next one
    for (const std::string& value : alternativesOf(values)) {
        const std::string made = valueMacros(value);
        const bool goesOn = last == "Cm " && made.starts_with(last) && made.find(' ', 3) == std::string::npos;
        macros += (macros.empty() ? " " : " | ") + (goesOn ? made.substr(3) : made);
        last = made.find(' ', 3) == std::string::npos ? made.substr(0, 3) : std::string();
    }
    return macros;
}

/// A word between backquotes, as the macro of its kind.
std::string wordMacro(const std::string& word) {
    const auto isNameOf = [&word](auto&& holds) { return std::ranges::all_of(word, holds); };
    if (word == "--")
        return ".Li --";
    if (word.starts_with("--"))
        return ".Fl -" + word.substr(2);
    if (word.find('/') != std::string::npos || word.ends_with(".so") || word.ends_with(".json"))
        return ".Pa " + word;
    if (isNameOf([](char c) { return isUpper(c) || c == '_'; }))
        return ".Ev " + word;
    return ".Cm " + word;
}

/// Sentences as mdoc wants them, each on a line of its own and each macro, too.
std::string paragraph(std::string_view text) {
    std::string lines;
    std::string line;
    const auto endLine = [&lines, &line] {
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin != std::string::npos)
            lines += (line[begin] == '.' || line[begin] == '\'' ? "\\&" : "") + line.substr(begin) + '\n';
        line.clear();
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '`') {
            while (line.ends_with(' '))
                line.pop_back();
            endLine();
            const std::size_t end = text.find('`', at + 1);
            lines += wordMacro(std::string(text.substr(at + 1, end - at - 1)));
            at = end;
            while (at + 1 < text.size() && std::string_view(".,;:)").find(text[at + 1]) != std::string::npos)
                lines += std::string(" ") + text[++at];
            lines += '\n';
            continue;
        }
        line += text[at];
        const bool endsSentence = text[at] == '.' && at + 2 < text.size() && text[at + 1] == ' ' &&
                                  (isUpper(text[at + 2]) || text[at + 2] == '`');
        if (endsSentence)
            endLine();
    }
    endLine();
    return lines;
}

std::string itemOf(const OptionText& option) {
    const std::string otherwise =
        option.otherwise.text.empty() ? std::string() : ", by default " + option.otherwise.text;
    return ".It Fl -" + option.name.substr(2) + valuesMacros(option.values) + '\n' +
           paragraph(option.meaning + otherwise + '.') + paragraph(option.more);
}

std::string itemsOf(const Section& section) {
    std::string items;
    for (const OptionText& option : section.options)
        items += itemOf(option);
    return items;
}

std::string termItems(std::span<const Term> terms, const char* macro) {
    std::string items;
    for (const Term& term : terms)
        items += ".It " + std::string(macro) + term.term + '\n' + paragraph(term.meaning);
    return items;
}

/// What stands after an option in a synopsis, where mdoc breaks no line within the brackets: words that are
/// many are told with the option alone.
std::string synopsisValues(const OptionText& option) {
    constexpr std::size_t kLongest = 40;
    return option.values.size() <= kLongest ? valuesMacros(option.values) : " Ar " + option.name.substr(2);
}

/// The command with its arguments and options, but for those that a section of the page tells of.
std::string synopsisOf(const NamedCommand& command) {
    std::string lines = ".Nm\n";
    if (const std::size_t space = command.words.find(' '); space != std::string::npos)
        lines += ".Cm " + command.words.substr(space + 1) + '\n';
    for (const OptionGroup& group : command.table->groups) {
        const bool isToldElsewhere =
            group.heading == "Sweep options" || group.heading == "Layer" || group.heading == "Advice";
        if (isToldElsewhere) {
            const bool saysOptions = group.heading.ends_with("options");
            lines += ".Op Ar " + lowered(group.heading) + (saysOptions ? "\n" : " options\n");
            continue;
        }
        for (const OptionRow& row : group.rows)
            lines += ".Op Fl -" + row.text.name.substr(2) + synopsisValues(row.text) + '\n';
    }
    for (const ArgumentRow& row : command.table->arguments) {
        const std::string name =
            row.text.values.empty() ? " Ar " + lowered(row.text.name) : valuesMacros(row.text.values);
        const std::string several = mayRepeat(row) ? " ..." : "";
        lines += row.text.isRequired ? '.' + name.substr(1) + several + '\n' : ".Op" + name + several + '\n';
    }
    return lines;
}

} // namespace

std::optional<std::string> manualPageBlock(std::string_view key) {
    for (const Section& section : sections())
        if (key == "options " + section.key)
            return itemsOf(section);
    for (const NamedCommand& command : allCommands())
        if (key == "synopsis " + command.words)
            return synopsisOf(command);
    if (key == "exit statuses")
        return termItems(exitStatuses(), "");
    if (key == "environment")
        return termItems(environmentVariables(), "Ev ");
    if (key == "files")
        return termItems(files(), "Pa ");
    return std::nullopt;
}

} // namespace headroom::descriptions
