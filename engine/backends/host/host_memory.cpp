// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/host_memory.h"

#include "engine/backends/host/cgroup.h"
#include "engine/model/byte_text.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sys/mman.h>
#include <utility>

namespace headroom {

HostMemory readHostMemory() {
    HostMemory memory{std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::uint64_t>::max()};
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::string unit;
    for (std::uint64_t kibibytes = 0; file >> key >> kibibytes && std::getline(file, unit);)
        if (key == "MemTotal:")
            memory.totalBytes = kibibytes << 10;
        else if (key == "MemAvailable:")
            memory.freeBytes = kibibytes << 10;
    if (const auto group = cgroupMemory()) {
        memory.totalBytes = std::min(memory.totalBytes, group->limitBytes);
        memory.freeBytes = std::min(memory.freeBytes, group->freeBytes);
    }
    return memory;
}

std::uint64_t leftToOthers(const HostMemory& memory) {
    return memory.freeBytes / 4;
}

Error outOfMemory(std::uint64_t neededBytes, std::uint64_t availableBytes) {
    return {Status::OutOfMemory,
            "the operands need " + formatBytes(neededBytes) + " of memory and " +
                formatBytes(availableBytes) +
                " are free: choose a shorter sequence, a smaller batch or smaller hidden sizes"};
}

HostPool::~HostPool() {
    if (m_data != nullptr)
        munmap(m_data, m_size);
}

HostPool::HostPool(HostPool&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

HostPool& HostPool::operator=(HostPool&& other) noexcept {
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

Result<HostPool> HostPool::map(std::uint64_t bytes) {
    HostPool pool;
    if (bytes == 0)
        return pool;
    const std::uint64_t freeBytes = readHostMemory().freeBytes;
    if (bytes > freeBytes)
        return outOfMemory(bytes, freeBytes);
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED)
        return outOfMemory(bytes, freeBytes);
    // Huge pages where the system has them: fewer faults while filling, fewer TLB misses while computing.
    madvise(data, bytes, MADV_HUGEPAGE);
    pool.m_data = static_cast<std::byte*>(data);
    pool.m_size = bytes;
    return pool;
}

} // namespace headroom
