// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace headroom {

/// What --version prints: the program with its version and commit, and in a line below it the libraries that
/// it is running with, the C library last.
std::string versionText(const std::string& program, std::vector<std::string> libraries);

} // namespace headroom
