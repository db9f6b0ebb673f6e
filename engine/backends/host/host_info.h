// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// This machine's processor, as far as this process may use it.
struct HostInfo {
    std::string name;             ///< "Intel(R) Xeon(R) …"
    std::string signature;        ///< name, family, model and stepping: tells processors of one name apart
    std::uint64_t cacheBytes = 0; ///< last-level cache, over all its parts that the usable cores share
    /// CPUs that threads may be bound to, in the order to use them: one of each core first.
    std::vector<int> cpus;
    std::vector<std::string>
        hardwareIds;                   ///< see DeviceInfo: a name for each memory (NUMA node) of those CPUs
    int cores = 1;                     ///< distinct cores among them
    int defaultThreads = 1;            ///< one a core, no more than the container's CPU quota
    int maxThreads = 1;                ///< one a CPU, no more than the quota
    std::vector<std::string> features; ///< of the instruction set, as the kernel names them

    bool has(std::string_view feature) const;

    /// CPUs for that many threads, each on a core of its own as long as there are enough, beginning at
    /// `current`: the system puts new work on an idle CPU, so that two programs do not both begin at the
    /// first.
    std::vector<int> chooseCpus(int threads, int current) const;
};

/// Reads it from the calling thread's affinity, /proc and /sys. Never fails: what cannot be read gets a plain
/// guess.
HostInfo readHostInfo();

} // namespace headroom
