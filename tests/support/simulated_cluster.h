// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/place.h"
#include "engine/sweep/sweep_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::testing {

/// Made-up workers (cluster_worker.cpp), one a place, and their accidents. What happens is the same for the
/// same seed, but for what depends on who is faster.
struct SimulatedCluster {
    int workers = 16;
    unsigned seed = 1;
    double pointMs = 3;        ///< on average
    double lateMs = 2000;      ///< until a worker comes, at most
    double lossesIn1e6 = 5000; ///< points
    bool even = false;         ///< each point takes the same time
    int delayMs = 0;           ///< of each way to the workers and back

    /// One GPU a worker. Each start of a worker is counted in `folder`.
    std::vector<PlacedDevice> shards(const std::filesystem::path& folder) const;
    /// That starts one of its workers.
    std::vector<std::string> command(int worker, const std::filesystem::path& folder) const;
};
/// What stands for all of them.
DeviceInfo deviceOf(const std::vector<PlacedDevice>& shards);

/// A sweep of that many points, an eighth of them on each curve.
SweepSpec clusterSpec(int points);

} // namespace headroom::testing
