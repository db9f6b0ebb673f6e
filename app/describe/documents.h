// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace headroom::descriptions {

/// A file of the source folder of which some blocks are written from the tables of commands and options. A
/// block stands between a line with "begin generated: KEY" and one with "end generated".
struct Document {
    const char* file; ///< below the source folder
    /// What stands in the block of that key, lines with their ends; nothing where there is no such key.
    std::function<std::optional<std::string>(std::string_view key)> block;
};
std::span<const Document> documents();

/// The text with its blocks as they should be. Where it cannot be written, `fault` says why.
std::string rewritten(const Document& document, std::string_view text, std::string& fault);

} // namespace headroom::descriptions
