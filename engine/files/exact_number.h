// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

/// The shortest decimal text that reads back as the same number, with '.' in every locale; empty for NaN and
/// infinity.
std::string exactNumber(double value);

/// Reads all of it as a whole number of 64 bits.
std::optional<std::int64_t> wholeNumber(std::string_view text);

} // namespace headroom
