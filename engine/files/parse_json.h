// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

/// Called with each element of the document's "measurements" and its position. The element is gone
/// afterwards.
using RowReader = std::function<void(const nlohmann::json& row, std::size_t position)>;

/// The only way from text to JSON. Nothing is thrown: text that is no JSON, numbers beyond a double, a name
/// given twice and whatever exceeds limits.h are refused with a phrase that continues "… cannot be read: ".
/// The limits hold while parsing, so that memory stays within a few times the text's own.
Result<nlohmann::json> parseJson(std::string_view text);
/// Parses a run as parseJson does, but its measurements are handed out one by one and leave an empty list
/// behind: they never are in memory all at once as JSON.
Result<nlohmann::json> parseJson(std::string_view text, const RowReader& readRow);

/// A field of a document.
struct NamedNumber {
    std::string name;
    std::int64_t value = 0;
};
/// The first of those fields that the document has, with a whole number of at least 0, without reading on.
/// One text or number at a time is kept, so that files may be long; what is no JSON object is left at its
/// first byte.
std::optional<NamedNumber> findNumber(std::istream& text, std::initializer_list<std::string_view> names);

} // namespace headroom
