// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headroom::descriptions {

// The table of each completion script, "commands": what its functions look up. What may follow an option, or
// stand as an argument, is a line of words to offer, and before them: "," for several with commas between
// them, "+" for any number of arguments, "@files .csv .json" for files with these endings, likewise
// "@devices" and so on; "@any" where a shell can offer nothing.
std::optional<std::string> bashBlock(std::string_view key);
std::optional<std::string> zshBlock(std::string_view key);
std::optional<std::string> fishBlock(std::string_view key);

} // namespace headroom::descriptions
