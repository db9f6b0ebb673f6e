// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/host_name.h"

#include <array>
#include <unistd.h>

namespace headroom {

std::string hostName() {
    std::array<char, 256> name{}; // cut names have no end of their own
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

} // namespace headroom
