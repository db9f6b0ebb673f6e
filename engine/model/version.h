// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace headroom {

/// The program's version, "0.2.0".
const char* programVersion();

/// Of which commit the program was built, "88f9d84de394", with "-dirty" where the source had changes. Empty
/// where the source did not say it. See commit.cmake.
const char* programCommit();

/// "0.2.0 (commit 88f9d84de394)"; the version alone where no commit is known.
std::string programVersionAndCommit();

/// "glibc 2.36", of the one that is loaded.
std::string cLibrary();

} // namespace headroom
