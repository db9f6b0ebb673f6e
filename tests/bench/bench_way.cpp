// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What the way to a worker costs: bench_way [POINTS [POINT_MS]]
//
// The same made-up points by a worker on this machine, through an ssh server on the loopback interface, and
// behind a line of 50 ms each way; with requests sent ahead and without. The middle one of three rounds.
#include "tests/support/simulated_cluster.h"
#include "tests/support/ssh_rig.h"

#include "engine/places/place_entry.h"
#include "engine/remote/remote_executor.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace headroom;
using namespace headroom::testing;

namespace {

constexpr int kRounds = 3;

struct Pace {
    double secondsPerPoint = 0;
    std::size_t underWay = 0; ///< on average, rounded
};

/// From the fifth part of the points on: by then the way is known.
Pace paceOf(const PlacedDevice& shard, int points, bool ahead) {
    const SweepPlan plan = makePlan(clusterSpec(points));
    RemoteOptions options;
    if (!ahead)
        options.pointsUnderWay = options.mostUnderWay = 1;
    RemoteExecutor remote(shard.seenFromHere(), {shard}, options);
    if (const Result<RunContext> begun = remote.begin(plan, {}); !begun) {
        std::printf("%s\n", begun.error().reason.c_str());
        return {};
    }
    const std::size_t first = plan.order.size() / 5;
    auto start = std::chrono::steady_clock::now();
    std::size_t underWay = 0;
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        if (i == first)
            start = std::chrono::steady_clock::now();
        const std::optional<Measurement> row = remote.measure(plan.points[plan.order[i]], {});
        if (!row || !row->ok())
            std::printf("a point failed: %s\n", row ? row->reason.c_str() : "stopped");
        underWay += i >= first ? remote.underWay().front() : 0;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    remote.end();
    const std::size_t counted = plan.order.size() - first;
    return {seconds / static_cast<double>(counted), (underWay + counted / 2) / counted};
}

/// Of an odd number of rounds.
Pace middle(std::vector<Pace> rounds) {
    std::ranges::sort(rounds, {}, &Pace::secondsPerPoint);
    return rounds[rounds.size() / 2];
}

void print(const char* what, const Pace& pace, const Pace& local) {
    std::printf("%-36s %9.3f %+11.3f %10.1f %% %9zu\n", what, pace.secondsPerPoint * 1e3,
                (pace.secondsPerPoint - local.secondsPerPoint) * 1e3,
                100 * local.secondsPerPoint / pace.secondsPerPoint, pace.underWay);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const int points = argc > 1 ? std::atoi(argv[1]) : 500;
    SimulatedCluster cluster{.workers = 1, .lateMs = 0, .lossesIn1e6 = 0, .even = true};
    cluster.pointMs = argc > 2 ? std::atof(argv[2]) : 20;
    const QTemporaryDir folder;
    const std::filesystem::path starts = folder.path().toStdString();
    const PlacedDevice local = cluster.shards(starts).front();
    cluster.delayMs = 50;
    const PlacedDevice far = cluster.shards(starts).front();
    const SshRig rig;
    PlacedDevice near = local;
    if (rig.problem().isEmpty()) {
        QByteArray line = "exec";
        for (const std::string& word : cluster.command(0, starts))
            line += " '" + QByteArray::fromStdString(word) + "'";
        PlaceEntry entry;
        entry.name = "near";
        entry.host = "near";
        entry.engine = rig.script(QStringLiteral("engine"), line).toStdString();
        near.place = placeOf(entry, {});
    } else {
        std::printf("no ssh: %s\n", qPrintable(rig.problem()));
    }
    for (const bool ahead : {true, false}) {
        // In turns, since a machine is not equally busy all the time.
        std::vector<Pace> here;
        std::vector<Pace> throughSsh;
        std::vector<Pace> farAway;
        for (int round = 0; round < kRounds; ++round) {
            here.push_back(paceOf(local, points, ahead));
            if (rig.problem().isEmpty())
                throughSsh.push_back(paceOf(near, points, ahead));
            farAway.push_back(paceOf(far, ahead ? points : points / 5, ahead));
        }
        std::printf("%-36s %9s %11s %12s %9s\n", ahead ? "requests sent ahead" : "one point at a time",
                    "ms/point", "added ms", "throughput", "under way");
        const Pace usual = middle(here);
        print("  this machine", usual, usual);
        if (rig.problem().isEmpty())
            print("  ssh on the loopback interface", middle(throughSsh), usual);
        print("  50 ms there, 50 ms back", middle(farAway), usual);
    }
    return 0;
}
