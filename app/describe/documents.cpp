// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/documents.h"

#include "app/describe/manual_page.h"
#include "app/describe/markdown.h"
#include "app/describe/shells.h"

#include <array>

namespace headroom::descriptions {

namespace {

constexpr std::string_view kBegin = "begin generated: ";
constexpr std::string_view kEnd = "end generated";

/// What follows "begin generated: ", without what ends a comment; empty where the line begins no block.
std::string_view keyIn(std::string_view line) {
    const std::size_t begin = line.find(kBegin);
    if (begin == std::string_view::npos)
        return {};
    std::string_view key = line.substr(begin + kBegin.size());
    key = key.substr(0, key.find(" -->"));
    return key.substr(0, key.find('\n'));
}

std::string_view takeLine(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
    text.remove_prefix(line.size());
    return line;
}

} // namespace

std::span<const Document> documents() {
    static const std::array all{
        Document{"resources/manual/command-line.md", markdownBlock},
        Document{"packaging/headroom.1", manualPageBlock},
        Document{"packaging/headroom-engine.1", manualPageBlock},
        Document{"packaging/completions/headroom.bash", bashBlock},
        Document{"packaging/completions/headroom.fish", fishBlock},
        Document{"packaging/completions/_headroom", zshBlock},
    };
    return all;
}

std::string rewritten(const Document& document, std::string_view text, std::string& fault) {
    std::string made;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        made += line;
        const std::string_view key = keyIn(line);
        if (key.empty())
            continue;
        const std::optional<std::string> block = document.block(key);
        if (!block) {
            fault = std::string(document.file) + ": nothing is called \"" + std::string(key) + "\".";
            return {};
        }
        made += *block;
        std::string_view last;
        while (!text.empty() && last.find(kEnd) == std::string_view::npos)
            last = takeLine(text);
        if (last.find(kEnd) == std::string_view::npos) {
            fault = std::string(document.file) + ": the block \"" + std::string(key) + "\" has no end.";
            return {};
        }
        made += last;
    }
    return made;
}

} // namespace headroom::descriptions
