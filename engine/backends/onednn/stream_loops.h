// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom {

/// One way of moving memory as fast as it goes. Addresses and sizes are multiples of 64 bytes.
struct StreamLoop {
    const char* what; ///< "read", "write", "copy"
    /// Moves `bytes` from or to `area`; a copy goes from its first half to its second. Each byte is moved
    /// once, so `bytes` is the traffic. The result only keeps the compiler from leaving the work out.
    std::uint64_t (*run)(std::byte* area, std::size_t bytes);
};

std::vector<StreamLoop> streamLoops();

} // namespace headroom
