// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace headroom {

/// Of a process's last words, and of what it says before it is understood.
inline constexpr std::size_t kQuotedBytes = 400;

/// The end of a text, on one line that may be shown: see printable().
std::string lastWords(std::string_view text);

/// Whether the way to a place ended because it was not allowed to ask: for a password, or whether a host is
/// to be trusted. A host key that has changed is never a question.
bool hadToAsk(std::string_view words);

} // namespace headroom
