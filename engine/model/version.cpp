// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/version.h"

#include <gnu/libc-version.h>

namespace headroom {

const char* programVersion() {
    return HEADROOM_VERSION;
}

std::string programVersionAndCommit() {
    const std::string commit = programCommit();
    return commit.empty() ? programVersion() : std::string(programVersion()) + " (commit " + commit + ')';
}

std::string cLibrary() {
    return std::string("glibc ") + gnu_get_libc_version();
}

} // namespace headroom
