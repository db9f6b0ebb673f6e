// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The window during a sweep over a cluster of made-up workers, with random delays, losses and late joins: how
// long it ever leaves an event waiting, and what a point costs it.
// bench_cluster_window [WORKERS [POINTS [SEED [POINT_MS]]]]
// Draws offscreen unless told otherwise. Exits with 1 where a point is missing.
#include "tests/bench/event_gaps.h"
#include "tests/bench/resident_memory.h"
#include "tests/support/simulated_cluster.h"

#include "engine/remote/remote_executor.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"

#include <QAction>
#include <QApplication>
#include <QTableView>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <utility>

using namespace headroom;
using namespace headroom::bench;
using namespace headroom::testing;
using namespace headroom::ui;

namespace {

class ClusterDevices final : public Devices {
public:
    explicit ClusterDevices(std::vector<PlacedDevice> shards) : m_shards(std::move(shards)) {}

    FoundDevices find(const std::vector<Place>&, const Search&) override {
        return {{deviceOf(m_shards)}, {}};
    }
    FoundDevices findMore(const std::vector<Place>& places, const Search& search) override {
        return find(places, search);
    }
    std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) override {
        return std::make_unique<RemoteExecutor>(device, m_shards, RemoteOptions{});
    }

private:
    std::vector<PlacedDevice> m_shards;
};

double ownSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double loadNow() {
    double load = 0;
    return ::getloadavg(&load, 1) == 1 ? load : 0;
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const auto argument = [&](int position, double otherwise) {
        return argc > position ? std::atof(argv[position]) : otherwise;
    };
    SimulatedCluster cluster;
    cluster.workers = static_cast<int>(argument(1, 64));
    cluster.seed = static_cast<unsigned>(argument(3, 1));
    cluster.pointMs = argument(4, 20);
    cluster.lateMs = 20'000;
    cluster.lossesIn1e6 = 1000;
    const int points = static_cast<int>(argument(2, 100'000));
    const QTemporaryDir folder;
    const std::vector<PlacedDevice> shards = cluster.shards(folder.path().toStdString());
    Preferences preferences(folder.filePath(QStringLiteral("settings.ini")));
    MainWindow window(
        {std::make_shared<ClusterDevices>(shards), &preferences,
         std::make_shared<JournalFolder>(folder.filePath(QStringLiteral("journals")).toStdString())});
    window.presetSweep(clusterSpec(points), deviceOf(shards).id);
    window.resize(1280, 800);
    window.show();

    auto* start = window.findChild<QAction*>(QStringLiteral("start"));
    const QAbstractItemModel* rows = window.findChild<QTableView*>(QStringLiteral("table"))->model();
    EventGaps gaps;
    QElapsedTimer wall;
    double own = 0;
    bool active = false;
    QObject::connect(start, &QAction::changed, &app, [&] {
        const bool now = start->text() != QStringLiteral("&Start");
        if (std::exchange(active, now) && !now)
            QApplication::exit(); // quit() would ask about the unsaved run
    });
    QTimer::singleShot(1000, &window, [&] {
        std::printf("load of this machine   %.1f\n", loadNow());
        wall.start();
        own = ownSeconds();
        gaps.start(5);
        start->trigger();
    });
    QApplication::exec();
    const double seconds = static_cast<double>(wall.elapsed()) * 1e-3;
    own = ownSeconds() - own;
    std::printf("points in the window   %d of %d in %.1f s, %.0f a second\n", rows->rowCount(), points,
                seconds, rows->rowCount() / seconds);
    gaps.print();
    std::printf("the window's own time  %.1f s, %.0f µs a point\n", own, own / points * 1e6);
    std::printf("resident memory        %.0f MiB\n", residentMebibytes());
    std::printf("load of this machine   %.1f\n", loadNow());
    return rows->rowCount() == points ? 0 : 1;
}
