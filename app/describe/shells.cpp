// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/shells.h"

#include "app/describe/description.h"

#include <map>

namespace headroom::descriptions {

namespace {

std::string kindOf(Offer::Of of) {
    switch (of) {
    case Offer::Of::Files:
        return "@files";
    case Offer::Of::Devices:
        return "@devices";
    case Offer::Of::Places:
        return "@places";
    case Offer::Of::Hosts:
        return "@hosts";
    case Offer::Of::Programs:
        return "@programs";
    case Offer::Of::Journals:
        return "@journals";
    case Offer::Of::Nothing:
    case Offer::Of::Words:
        break;
    }
    return {};
}

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : " ") + word;
    return line;
}

/// What a shell offers there, in the words of shells.h.
std::string offerLine(const std::string& values, const Offer& offer, bool isRepeated = false) {
    std::vector<std::string> words;
    if (isRepeated)
        words.emplace_back("+");
    if (offer.inList)
        words.emplace_back(",");
    if (const std::string kind = kindOf(offer.of); !kind.empty())
        words.push_back(kind);
    words.insert(words.end(), offer.names.begin(), offer.names.end());
    for (std::string& word : wordsIn(values))
        words.push_back(std::move(word));
    const bool offersNothing = words.size() == (isRepeated ? 1 : 0);
    return joined(words) + (offersNothing ? (isRepeated ? " @any" : "@any") : "");
}

std::string offerLine(const OptionText& option) {
    return option.values.empty() ? std::string() : offerLine(option.values, option.offer);
}

std::string offerLine(const ArgumentRow& row) {
    return offerLine(row.text.values, row.text.offer, mayRepeat(row));
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string quoted(const std::string& text) {
    return '\'' + replaced(text, "'", "'\\''") + '\'';
}

bool isProgram(const NamedCommand& command) {
    return command.words.find(' ') == std::string::npos;
}

std::vector<std::string> innerNames(const CommandTable& command) {
    std::vector<std::string> names;
    for (const CommandTable& inner : command.commands)
        names.push_back(inner.name);
    return names;
}

template <class Do>
void forEachOption(const CommandTable& command, Do with) {
    for (const OptionGroup& group : command.groups)
        for (const OptionRow& row : group.rows)
            with(row);
}

/// In zsh's specifications brackets end a description, and colons the parts.
std::string zshDescription(const std::string& text) {
    return replaced(replaced(text, "[", "\\["), "]", "\\]");
}

std::string zshAction(const std::string& line) {
    return ": _headroom_value " + replaced(line, ":", "\\:");
}

std::string zshMessage(const std::string& values) {
    constexpr std::size_t kLongest = 24;
    return values.empty() || values.size() > kLongest ? "value" : replaced(values, ":", "\\:");
}

void zshSpecs(const NamedCommand& command, std::string& lines) {
    const auto add = [&lines](const std::string& spec) { lines += "        " + quoted(spec) + '\n'; };
    add("(- *)" + std::string("-h") + '[' + kHelpMeaning + ']');
    add("(- *)" + std::string(kHelpOption) + '[' + kHelpMeaning + ']');
    if (isProgram(command))
        add("(- *)" + std::string(kVersionOption) + '[' + kVersionMeaning + ']');
    forEachOption(*command.table, [&add](const OptionRow& row) {
        const OptionText& option = row.text;
        const std::string line = offerLine(option);
        add((mayRepeat(row) ? "*" : "") + option.name + (line.empty() ? "[" : "=[") +
            zshDescription(option.meaning) + ']' +
            (line.empty() ? "" : ":" + zshMessage(option.values) + zshAction(line)));
    });
    std::size_t place = 0;
    for (const ArgumentRow& row : command.table->arguments)
        add((mayRepeat(row) ? "*" : std::to_string(++place)) + ":" + row.text.name +
            zshAction(offerLine(row)));
}

/// A function that is true for these words.
std::string fishFunction(const std::string& name, const std::vector<std::string>& wordLines) {
    std::string lines = "function " + name + "\n    switch \"$argv\"\n        case";
    for (const std::string& words : wordLines)
        lines += " \\\n            " + quoted(words);
    return lines + "\n            return 0\n    end\n    return 1\nend\n\n";
}

std::string fishCommand(const std::string& program, const std::string& at) {
    return "complete -c " + program + " -n " + quoted("__headroom_at" + (at.empty() ? "" : ' ' + at));
}

} // namespace

std::optional<std::string> bashBlock(std::string_view key) {
    if (key != "commands")
        return std::nullopt;
    std::string lines = "__headroom_command() {\n  case $1 in\n";
    std::map<std::string, std::string> options; // "command option" by what may follow
    for (const NamedCommand& command : allCommands()) {
        std::vector<std::string> names{"-h", kHelpOption};
        if (isProgram(command))
            names.emplace_back(kVersionOption);
        forEachOption(*command.table, [&](const OptionRow& row) {
            names.push_back(row.text.name);
            if (const std::string line = offerLine(row.text); !line.empty()) {
                std::string& known = options[line];
                known +=
                    (known.empty() ? "    '" : " | \\\n      '") + command.words + ' ' + row.text.name + '\'';
            }
        });
        std::string arguments;
        for (const ArgumentRow& row : command.table->arguments)
            arguments += (arguments.empty() ? "" : " ") + quoted(offerLine(row));
        lines += "    " + quoted(command.words) +
                 ")\n      commands=" + quoted(joined(innerNames(*command.table))) +
                 "\n      options=" + quoted(joined(names)) + "\n      arguments=(" + arguments +
                 ")\n      ;;\n";
    }
    lines += "  esac\n}\n\n__headroom_option() {\n  case $1 in\n";
    for (const auto& [line, patterns] : options)
        lines += patterns + ")\n      value=" + quoted(line) + "\n      ;;\n";
    return lines + "    *) value= ;;\n  esac\n}\n";
}

std::optional<std::string> zshBlock(std::string_view key) {
    if (key != "commands")
        return std::nullopt;
    std::string lines = "_headroom_table() {\n  commands=() specs=()\n  case $1 in\n";
    for (const NamedCommand& command : allCommands()) {
        lines += "    (" + quoted(command.words) + ")\n";
        if (!command.table->commands.empty()) {
            lines += "      commands=(\n";
            for (const CommandTable& inner : command.table->commands)
                lines += "        " + quoted(inner.name + ':' + replaced(inner.meaning, ":", "\\:")) + '\n';
            lines += "      )\n";
        }
        lines += "      specs=(\n";
        zshSpecs(command, lines);
        lines += "      )\n      ;;\n";
    }
    return lines + "  esac\n}\n";
}

std::optional<std::string> fishBlock(std::string_view key) {
    if (key != "commands")
        return std::nullopt;
    std::vector<std::string> innerCommands;
    std::vector<std::string> takers;
    for (const NamedCommand& command : allCommands()) {
        if (!isProgram(command))
            innerCommands.push_back(command.words);
        forEachOption(*command.table, [&](const OptionRow& row) {
            if (!row.text.values.empty())
                takers.push_back(command.words + ' ' + row.text.name);
        });
    }
    std::string lines =
        fishFunction("__headroom_is_command", innerCommands) + fishFunction("__headroom_takes_value", takers);
    for (const NamedCommand& command : allCommands()) {
        const std::size_t space = command.words.find(' ');
        const std::string program = command.words.substr(0, space);
        const std::string at = space == std::string::npos ? "" : command.words.substr(space + 1);
        const std::string here = fishCommand(program, at);
        lines += here + " -f\n";
        lines += here + " -s h -l help -d " + quoted(kHelpMeaning) + '\n';
        if (isProgram(command))
            lines += here + " -l version -d " + quoted(kVersionMeaning) + '\n';
        for (const CommandTable& inner : command.table->commands)
            lines += here + " -a " + inner.name + " -d " + quoted(inner.meaning) + '\n';
        forEachOption(*command.table, [&](const OptionRow& row) {
            const std::string line = offerLine(row.text);
            lines += here + " -l " + row.text.name.substr(2) +
                     (line.empty() ? "" : " -x -a " + quoted("(__headroom_value " + line + ')')) + " -d " +
                     quoted(row.text.meaning) + '\n';
        });
        std::size_t place = 0;
        for (const ArgumentRow& row : command.table->arguments)
            lines += "complete -c " + program + " -n " +
                     quoted("__headroom_argument " + std::to_string(++place) + (mayRepeat(row) ? "+" : "") +
                            (at.empty() ? "" : " " + at)) +
                     " -a " + quoted("(__headroom_value " + offerLine(row) + ')') + '\n';
    }
    return lines;
}

} // namespace headroom::descriptions
