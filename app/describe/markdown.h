// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headroom::descriptions {

/// Tables of the manual: "options sweep", "commands", "exit statuses", "environment", "files".
std::optional<std::string> markdownBlock(std::string_view key);

} // namespace headroom::descriptions
