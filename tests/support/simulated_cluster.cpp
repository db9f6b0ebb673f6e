// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/simulated_cluster.h"

#include "tests/support/scripted_backend.h"

#include "engine/compute/found_devices.h"

#include <algorithm>
#include <iterator>

namespace headroom::testing {

namespace {

/// So that no point is left out.
constexpr std::uint64_t kMemoryBytes = std::uint64_t{1} << 50;
constexpr EngineLimits kLimits{.greetingS = 120, .openS = 120, .silenceS = 3, .exitS = 10};

} // namespace

std::vector<PlacedDevice> SimulatedCluster::shards(const std::filesystem::path& folder) const {
    std::vector<PlacedDevice> shards;
    for (int i = 0; i < workers; ++i) {
        PlacedDevice shard{scriptedGpu(), {}};
        shard.device.memoryBytes = shard.device.freeMemoryBytes = kMemoryBytes;
        shard.place.name = "node" + std::to_string(i);
        shard.place.limits = kLimits;
        if (delayMs > 0)
            shard.place.command = {HEADROOM_DELAYED_PIPE, std::to_string(delayMs)};
        std::ranges::copy(command(i, folder), std::back_inserter(shard.place.command));
        shards.push_back(std::move(shard));
    }
    return shards;
}

std::vector<std::string> SimulatedCluster::command(int worker, const std::filesystem::path& folder) const {
    return {HEADROOM_CLUSTER_WORKER,
            std::to_string(worker),
            folder.string(),
            "seed=" + std::to_string(seed),
            "point_ms=" + std::to_string(pointMs),
            "even=" + std::to_string(static_cast<int>(even)),
            "late_ms=" + std::to_string(worker == 0 ? 0 : lateMs),
            "losses=" + std::to_string(lossesIn1e6),
            "host=node" + std::to_string(worker)};
}

DeviceInfo deviceOf(const std::vector<PlacedDevice>& shards) {
    std::vector<DeviceInfo> devices;
    for (const PlacedDevice& shard : shards)
        devices.push_back(shard.seenFromHere());
    return asOne(devices, "cluster");
}

SweepSpec clusterSpec(int points) {
    SweepSpec spec;
    spec.heads = 1;
    spec.ratios = {1, 2, 4, 8, 16, 32, 64, 128};
    spec.pointsPerCurve = points / static_cast<int>(spec.ratios.size());
    spec.hiddenMax = 2 * spec.ratios.back() * *spec.pointsPerCurve; // so that each curve has so many sizes
    return spec;
}

} // namespace headroom::testing
