// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A sweep over a cluster of made-up workers, with random delays, losses and late joins:
// bench_cluster [WORKERS [POINTS [SEED [POINT_MS]]]]
//
// First the client of the workers alone, whose rows are dropped: its memory must not grow. Then the sweep as
// programs run it, with its journal and all rows kept. Time of the processor is that of the client's thread.
#include "tests/bench/resident_memory.h"
#include "tests/support/simulated_cluster.h"

#include "engine/io/journal.h"
#include "engine/remote/remote_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <QTemporaryDir>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <set>

using namespace headroom;
using namespace headroom::bench;
using namespace headroom::testing;

namespace {

double secondsOf(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Counts what comes, and looks at the memory at each quarter.
class Watch final : public SweepObserver {
public:
    explicit Watch(std::size_t points) : m_rows(points) {}

    void onMeasurement(const Measurement& row) override {
        ++m_rows[row.point.index];
        m_failed += row.ok() ? 0 : 1;
        m_devices.insert(row.deviceId);
        ++m_count;
        for (std::size_t quarter = 0; quarter < m_resident.size(); ++quarter)
            if (m_count == (quarter + 1) * m_rows.size() / m_resident.size())
                m_resident[quarter] = residentMebibytes();
    }
    void onNote(const RunContext&, const std::string&) override { ++notes; }

    void print(double wallS, double ownS) const {
        const auto points = static_cast<double>(m_rows.size());
        std::printf("  points                 %zu, missing %td, twice %td, failed %d; of %zu devices\n",
                    m_rows.size(), std::ranges::count(m_rows, 0),
                    std::ranges::count_if(m_rows, [](int rows) { return rows > 1; }), m_failed,
                    m_devices.size());
        std::printf("  losses, notes later on %d, %d\n", losses, notes);
        std::printf("  time                   %.1f s, %.0f points/s; own %.1f s, %.0f µs a point\n", wallS,
                    points / wallS, ownS, ownS / points * 1e6);
        std::printf("  resident memory        %.1f MiB after a quarter, %.1f, %.1f, %.1f at the end\n",
                    m_resident[0], m_resident[1], m_resident[2], m_resident[3]);
        std::fflush(stdout);
    }

    int losses = 0;
    int notes = 0;

private:
    std::vector<int> m_rows;
    std::set<std::string> m_devices;
    std::size_t m_count = 0;
    int m_failed = 0;
    std::array<double, 4> m_resident{};
};

void run(const char* what, const SimulatedCluster& cluster, const SweepPlan& plan,
         const std::function<void(RemoteExecutor&, Watch&)>& sweep) {
    const QTemporaryDir folder;
    Watch watch(plan.points.size());
    RemoteOptions options;
    options.gatherS = 0;
    options.onLoss = [&watch](const std::string&) { ++watch.losses; };
    const std::vector<PlacedDevice> shards = cluster.shards(folder.path().toStdString());
    RemoteExecutor remote(deviceOf(shards), shards, options);
    const double wall = secondsOf(CLOCK_MONOTONIC);
    const double own = secondsOf(CLOCK_THREAD_CPUTIME_ID);
    sweep(remote, watch);
    std::printf("%s\n", what);
    watch.print(secondsOf(CLOCK_MONOTONIC) - wall, secondsOf(CLOCK_THREAD_CPUTIME_ID) - own);
}

} // namespace

int main(int argc, char** argv) {
    const auto argument = [&](int position, double otherwise) {
        return argc > position ? std::atof(argv[position]) : otherwise;
    };
    SimulatedCluster cluster;
    cluster.workers = static_cast<int>(argument(1, 64));
    cluster.seed = static_cast<unsigned>(argument(3, 1));
    cluster.pointMs = argument(4, 20);
    cluster.lateMs = 20'000;
    cluster.lossesIn1e6 = 1000;
    const SweepPlan plan = makePlan(clusterSpec(static_cast<int>(argument(2, 100'000))));
    std::printf("%d workers, seed %u, points of %g ms on average\n", cluster.workers, cluster.seed,
                cluster.pointMs);
    run("the client alone, rows dropped", cluster, plan, [&](RemoteExecutor& remote, Watch& watch) {
        if (const Result<RunContext> begun = remote.begin(plan, {}); !begun)
            std::printf("%s\n", begun.error().reason.c_str());
        for (std::size_t i = 0; i < plan.points.size(); ++i)
            watch.onMeasurement(*remote.measure(plan.points[plan.order[i]], {}));
        remote.end();
    });
    const QTemporaryDir journals;
    run("the sweep, with its journal, rows kept", cluster, plan, [&](RemoteExecutor& remote, Watch& watch) {
        Journal journal(std::make_shared<JournalFolder>(journals.path().toStdString()), plan.spec, watch);
        const SweepResult result = runSweep(plan, remote, journal, {});
        if (result.end != SweepEnd::Completed)
            std::printf("%s\n", result.error.reason.c_str());
    });
    return 0;
}
