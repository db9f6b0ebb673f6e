// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/place.h"

namespace headroom {

/// As messages begin.
inline constexpr const char* kProgram = "headroom-engine";

/// Processes of this very program, under whatever name it was installed.
inline Place thisEngine() {
    std::error_code unknown; // which leaves it to be looked for beside
    return besideThisProgram(std::filesystem::read_symlink("/proc/self/exe", unknown));
}

} // namespace headroom
