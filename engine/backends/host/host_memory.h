// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace headroom {

/// Memory of this machine, or of the container where that has less.
struct HostMemory {
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0; ///< what can be had without swapping
};
HostMemory readHostMemory();

/// The part of free memory that other programs may come to need: where a plan took it, the system would end
/// one of them, or this one.
std::uint64_t leftToOthers(const HostMemory& memory);

/// The error of a request that does not fit, with both figures.
Error outOfMemory(std::uint64_t neededBytes, std::uint64_t availableBytes);

/// Memory straight from the system and straight back to it: none is taken before it is touched. Move-only.
class HostPool {
public:
    HostPool() = default;
    ~HostPool();
    HostPool(HostPool&& other) noexcept;
    HostPool& operator=(HostPool&& other) noexcept;

    /// Refuses what exceeds the free memory now: the system would grant it and kill the process later.
    static Result<HostPool> map(std::uint64_t bytes);

    std::byte* data() const { return m_data; }
    std::uint64_t size() const { return m_size; }

private:
    std::byte* m_data = nullptr;
    std::uint64_t m_size = 0;
};

} // namespace headroom
