// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace headroom {

/// What the container of this process leaves it, from version 1 or 2 of the kernel's control groups. Nothing
/// where there is no limit, or none that can be read.

/// Whole CPUs' worth of time it may use, at least 1.
std::optional<int> cgroupCpuQuota(const std::string& root = {});

struct CgroupMemory {
    std::uint64_t limitBytes = 0;
    std::uint64_t freeBytes = 0; ///< of the limit; file pages that can be dropped count as free
};
std::optional<CgroupMemory> cgroupMemory(const std::string& root = {});

} // namespace headroom
