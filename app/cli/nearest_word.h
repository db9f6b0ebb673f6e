// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The word that was probably meant: one that begins so, or that a few slips of the fingers make of it. Empty
/// where none is near. Of several equally near the first.
std::string nearestWord(std::string_view typed, const std::vector<std::string>& words);

} // namespace headroom
