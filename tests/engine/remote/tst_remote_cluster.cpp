// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/remote/remote_fixture.h"
#include "tests/support/simulated_cluster.h"
#include "tests/support/test_program.h"

#include <map>

namespace headroom::testing::tst_remote_cluster {

/// Many made-up workers, far away or close by, and their accidents.
class TestRemoteCluster : public QObject, private testing::RemoteFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { verifyNothingIsLeft(); }

    void aClusterLosesNothing_data();
    void aClusterLosesNothing();
    void aLongLineIsKeptBusy();
    void aStopIsQuickWithManyPointsUnderWay();

private:
    RemoteExecutor executorFor(const SimulatedCluster& cluster) const {
        const std::vector<PlacedDevice> shards = cluster.shards(m_folder->path().toStdString());
        return RemoteExecutor(deviceOf(shards), shards, m_options);
    }
};

void TestRemoteCluster::aClusterLosesNothing_data() {
    QTest::addColumn<unsigned>("seed");
    QTest::newRow("one seed") << 1U;
    QTest::newRow("another") << 2U;
}

void TestRemoteCluster::aClusterLosesNothing() {
    QFETCH(unsigned, seed);
    constexpr int kPoints = 2000;
    SimulatedCluster cluster;
    cluster.seed = seed;
    m_options.gatherS = 0;
    m_plan = makePlan(clusterSpec(kPoints));
    QCOMPARE(m_plan.points.size(), std::size_t{kPoints});
    RemoteExecutor remote = executorFor(cluster);
    const SweepResult result = runSweep(m_plan, remote, m_listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(m_listener.rows, std::size_t{kPoints}); // none twice
    std::vector<bool> isThere(kPoints);
    std::map<std::string, int> devices;
    for (const Measurement& row : result.run.measurements) {
        isThere[row.point.index] = true;
        ++devices[row.deviceId];
        QVERIFY(row.point == m_plan.points[row.point.index]);
        QVERIFY2(row.ok() || QByteArray::fromStdString(row.reason).startsWith("Lost twice at this point."),
                 row.reason.c_str());
    }
    QCOMPARE(std::ranges::count(isThere, true), std::ptrdiff_t{kPoints}); // none missing
    QVERIFY(devices.size() > 1);
    QVERIFY(!m_losses.empty());
    // Each that is not like the first says so, whenever it came.
    for (const auto& [device, rows] : devices) {
        const QByteArray host = QByteArray::fromStdString(device.substr(0, device.find('/')));
        const auto tellsOfIt = [&](const std::string& note) {
            return QByteArray::fromStdString(note).contains("host " + host + ",");
        };
        if (host != QByteArray::fromStdString(result.run.context.host))
            QCOMPARE(std::ranges::count_if(result.run.context.notes, tellsOfIt), 1);
    }
}

void TestRemoteCluster::aLongLineIsKeptBusy() {
    const SimulatedCluster cluster{
        .workers = 1, .pointMs = 4, .lateMs = 0, .lossesIn1e6 = 0, .even = true, .delayMs = 10};
    m_plan = makePlan(clusterSpec(160));
    RemoteExecutor remote = executorFor(cluster);
    std::size_t most = 0;
    m_listener.onRow = [&](const Measurement&) { most = std::max(most, remote.underWay().front()); };
    const SweepResult result = runSweep(m_plan, remote, m_listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    // Five points pass on the way there and back, one is worked on; a busy machine makes the way longer.
    QVERIFY2(most >= 7 && most <= std::size_t(m_options.mostUnderWay), qPrintable(QString::number(most)));
}

void TestRemoteCluster::aStopIsQuickWithManyPointsUnderWay() {
    // As many are under way as may be, and take half a minute.
    const SimulatedCluster cluster{
        .workers = 1, .pointMs = 1000, .lateMs = 0, .lossesIn1e6 = 0, .even = true, .delayMs = 10};
    m_options.pointsUnderWay = m_options.mostUnderWay;
    m_plan = makePlan(clusterSpec(160));
    RemoteExecutor remote = executorFor(cluster);
    std::stop_source stop;
    std::size_t underWay = 0;
    m_listener.onRow = [&](const Measurement&) {
        underWay = remote.underWay().front();
        stop.request_stop();
    };
    QElapsedTimer elapsed;
    elapsed.start();
    const SweepResult result = runSweep(m_plan, remote, m_listener, stop.get_token());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{1});
    QCOMPARE(underWay, std::size_t(m_options.mostUnderWay - 1));
    QVERIFY(elapsed.elapsed() < 20'000);
}

HEADROOM_TEST(TestRemoteCluster, EventLoop)

} // namespace headroom::testing::tst_remote_cluster

#include "tst_remote_cluster.moc"
