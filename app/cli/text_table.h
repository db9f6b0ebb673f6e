// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace headroom {

/// Lines of cells as a text: columns as wide as their widest cell; all but the first and the last to the
/// right.
std::string alignedTable(const std::vector<std::vector<std::string>>& lines);

} // namespace headroom
