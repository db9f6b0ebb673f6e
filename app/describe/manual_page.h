// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headroom::descriptions {

/// Lists of manual pages, in mdoc: "options sweep", "synopsis headroom-engine sweep", "exit statuses",
/// "environment", "files".
std::optional<std::string> manualPageBlock(std::string_view key);

} // namespace headroom::descriptions
