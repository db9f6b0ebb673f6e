// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/remote/remote_fixture.h"
#include "tests/support/test_program.h"

#include <csignal>
#include <map>
#include <set>
#include <thread>

namespace headroom::testing::tst_remote_executor {

namespace {

bool contains(const std::string& text, const QByteArray& part) {
    if (QByteArray::fromStdString(text).contains(part))
        return true;
    qInfo("\"%s\" is not in \"%s\"", part.constData(), text.c_str());
    return false;
}

} // namespace

class TestRemoteExecutor : public QObject, private testing::RemoteFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { verifyNothingIsLeft(); }

    void measuresAsInThisProcess_data();
    void measuresAsInThisProcess();
    void lossesCostOneRetry_data();
    void lossesCostOneRetry();
    void hangsAreFound_data();
    void hangsAreFound();
    void killedAndStoppedProcessesAreReplaced_data();
    void killedAndStoppedProcessesAreReplaced();
    void pointsThatKillAreMarked();
    void threeLossesInARowEndTheRun();
    void refusalsAreTold_data();
    void refusalsAreTold();
    void stopsAtOnceAndKeepsTheRest();
    void stopsWhileTheDeviceOpens();
    void requestsRunAhead();
    void processorsGetOnePointAtATime();
    void processorsElsewhereGetPointsAhead();
    void severalDevicesShareThePoints();
    void devicesOfTwoPlacesShareThePoints();
    void anotherReleaseElsewhereIsNoted();
    void devicesThatDoNotStartAreLeftOut();
    void devicesThatAreGivenUpLeaveTheirPoints();
    void furtherVisitsFollowTheFirst_data();
    void furtherVisitsFollowTheFirst();
    void aLossBetweenVisitsCostsNoVisit();
    void earlierVisitsOutliveADeviceGivenUp();
    void aDeviceLostAmongFirstVisitsEndsTheRun();
    void runsTwice();
};

void TestRemoteExecutor::measuresAsInThisProcess_data() {
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("plain") << QByteArray("x");
    QTest::newRow("noise first") << QByteArray("banner");
    QTest::newRow("in pieces") << QByteArray("dribble");
}

void TestRemoteExecutor::measuresAsInThisProcess() {
    QFETCH(QByteArray, words);
    const SweepResult result = sweep(words);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(result.run.context.runId, std::string("scripted"));
    QCOMPARE(result.run.context.deviceId, std::string("cuda:0"));
    QCOMPARE(m_listener.started, 1);
    QCOMPARE(m_listener.rows, m_plan.order.size());
    QVERIFY(m_losses.empty());
}

void TestRemoteExecutor::lossesCostOneRetry_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("dies") << QByteArray("die") << QByteArray("was killed by signal 9");
    QTest::newRow("its last words") << QByteArray("die") << QByteArray("the driver said goodbye");
    QTest::newRow("garbage") << QByteArray("garbage") << QByteArray("Segmentation fault is not JSON");
    QTest::newRow("half a line") << QByteArray("half") << QByteArray("ended with status 0");
    QTest::newRow("endless line") << QByteArray("long") << QByteArray("more than 1048576 bytes");
    QTest::newRow("another point") << QByteArray("wrong") << QByteArray("it was not asked for");
    QTest::newRow("device lost") << QByteArray("lost") << QByteArray("An illegal address was met");
}

void TestRemoteExecutor::lossesCostOneRetry() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, told);
    const SweepResult result = sweep(word + '@' + QByteArray::number(qulonglong(m_plan.order[5])) + "x1");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(m_losses.size(), std::size_t{1});
    QVERIFY(contains(m_losses.front(), told));
}

void TestRemoteExecutor::hangsAreFound_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("no heartbeat") << QByteArray("hang") << QByteArray("nothing was heard of it for 0.3 s");
    QTest::newRow("heartbeat alone") << QByteArray("stuck") << QByteArray("takes far too long");
    QTest::newRow("flood") << QByteArray("flood") << QByteArray("takes far too long");
}

void TestRemoteExecutor::hangsAreFound() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, told);
    (word == "hang" ? m_place.limits.silenceS : m_options.pointS) = 0.3;
    const SweepResult result = sweep(word + '@' + QByteArray::number(qulonglong(m_plan.order[5])) + "x1");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(m_losses.size(), std::size_t{1});
    QVERIFY(contains(m_losses.front(), told));
}

void TestRemoteExecutor::killedAndStoppedProcessesAreReplaced_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("killed") << SIGKILL;
    QTest::newRow("stopped") << SIGSTOP;
    QTest::newRow("crashed") << SIGSEGV;
}

void TestRemoteExecutor::killedAndStoppedProcessesAreReplaced() {
    QFETCH(int, signal);
    m_options.pointsUnderWay = 1; // so that the process has not answered it all already
    if (signal == SIGSTOP)
        m_place.limits.silenceS = 0.3;
    RemoteExecutor remote = executor("x");
    m_listener.onRow = [&](const Measurement&) {
        if (m_listener.rows == 3)
            ::kill(remote.processes().front(), signal);
    };
    const SweepResult result = runSweep(m_plan, remote, m_listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(m_losses.size(), std::size_t{1});
}

void TestRemoteExecutor::pointsThatKillAreMarked() {
    const std::size_t deadly = m_plan.order[5];
    const SweepResult result = sweep("die@" + QByteArray::number(qulonglong(deadly)));
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.order.size());
    for (std::size_t i = 0; i < m_plan.order.size(); ++i) {
        const Measurement& row = result.run.measurements[i];
        if (row.point.index != deadly) {
            QVERIFY(row == m_expected.measurements[i]);
            continue;
        }
        QCOMPARE(row.status, Status::Error);
        QVERIFY(row.point == m_plan.points[deadly]);
        QVERIFY(contains(row.reason, "Lost twice at this point. The engine process was killed by signal 9"));
        QCOMPARE(row.deviceId, std::string("cuda:0"));
        QVERIFY(!row.timestampUtc.empty());
    }
    QCOMPARE(m_losses.size(), std::size_t{2});
}

void TestRemoteExecutor::threeLossesInARowEndTheRun() {
    // The first points are measured, then each one kills.
    QByteArray words;
    for (std::size_t i = 4; i < m_plan.order.size(); ++i)
        words += " die@" + QByteArray::number(qulonglong(m_plan.order[i]));
    const SweepResult result = sweep(words.mid(1));
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, Status::DeviceLost);
    QVERIFY(contains(result.error.reason, "Given up after 3 losses in a row"));
    QVERIFY(contains(result.error.reason, "was killed by signal 9"));
    QCOMPARE(result.run.measurements.size(), std::size_t{6});
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(result.run.measurements[i] == m_expected.measurements[i]);
    QCOMPARE(result.run.measurements[4].status, Status::Error);
    QCOMPARE(result.run.measurements[5].status, Status::DeviceLost);
    QCOMPARE(result.run.measurements[5].point.index, m_plan.order[5]);
    QCOMPARE(m_losses.size(), std::size_t{3});
}

void TestRemoteExecutor::refusalsAreTold_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<Status>("status");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("memory") << QByteArray("refuse") << Status::OutOfMemory << QByteArray("It does not fit.");
    QTest::newRow("device") << QByteArray("refuse-cuda:0") << Status::DeviceLost << QByteArray("off the bus");
    QTest::newRow("exit") << QByteArray("exit") << Status::DeviceLost << QByteArray("libmade_up.so");
    QTest::newRow("plan") << QByteArray("other-plan") << Status::Error << QByteArray("from one release");
}

void TestRemoteExecutor::refusalsAreTold() {
    QFETCH(QByteArray, word);
    QFETCH(Status, status);
    QFETCH(QByteArray, told);
    const SweepResult result = sweep(word);
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, status);
    QVERIFY(contains(result.error.reason, told));
    QVERIFY(result.run.measurements.empty());
    QCOMPARE(m_listener.started, 0);
}

void TestRemoteExecutor::stopsAtOnceAndKeepsTheRest() {
    std::stop_source stop;
    RemoteExecutor remote = executor("stuck@" + QByteArray::number(qulonglong(m_plan.order[3])));
    std::jthread stopper;
    m_listener.onRow = [&](const Measurement&) {
        if (m_listener.rows == 3) // the next is the one that never answers
            stopper = std::jthread([&stop] { stop.request_stop(); });
    };
    QElapsedTimer elapsed;
    elapsed.start();
    const SweepResult result = runSweep(m_plan, remote, m_listener, stop.get_token());
    QVERIFY(elapsed.elapsed() < 10'000);
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{3});
    QVERIFY(remote.processes().empty());
    QVERIFY(m_losses.empty());
}

void TestRemoteExecutor::stopsWhileTheDeviceOpens() {
    RemoteExecutor remote = executor("silent");
    std::stop_source stop;
    const std::jthread stopper([&stop] { stop.request_stop(); });
    const SweepResult result = runSweep(m_plan, remote, m_listener, stop.get_token());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QVERIFY(result.run.measurements.empty());
    QCOMPARE(m_listener.started, 0);
}

void TestRemoteExecutor::requestsRunAhead() {
    m_options.pointsUnderWay = 2;
    const SweepResult result = sweep("answer-late");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
}

void TestRemoteExecutor::processorsGetOnePointAtATime() {
    m_device.maxThreads = 2;
    m_options.pointS = 0.3;
    // Waiting for a second request, the process never answers the first.
    const SweepResult result = sweep("answer-late");
    QCOMPARE(result.end, SweepEnd::Failed);
    QVERIFY(contains(result.error.reason, "takes far too long"));
}

void TestRemoteExecutor::processorsElsewhereGetPointsAhead() {
    m_device.maxThreads = 2;
    m_device.place = m_place.name = "node3"; // where nothing is drawn
    const SweepResult result = sweep("answer-late");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.deviceId, std::string("node3/cuda:0"));
    for (const Measurement& row : result.run.measurements)
        QCOMPARE(row.deviceId, std::string("node3/cuda:0"));
}

void TestRemoteExecutor::severalDevicesShareThePoints() {
    const SweepResult result = sweep("x", 2);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.deviceId, std::string("cuda:all"));
    QCOMPARE(result.run.context.device, std::string("2 × Scripted GPU"));
    std::map<std::size_t, std::string> devices;
    for (const Measurement& row : result.run.measurements) {
        QVERIFY(row.ok());
        devices[row.point.index] = row.deviceId;
    }
    QCOMPARE(devices.size(), m_plan.points.size());
    const auto count = [&](const std::string& id) {
        return std::ranges::count_if(devices, [&](const auto& row) { return row.second == id; });
    };
    QVERIFY(count("cuda:0") >= m_options.pointsUnderWay);
    QVERIFY(count("cuda:1") >= m_options.pointsUnderWay);
    QVERIFY(m_losses.empty());
}

void TestRemoteExecutor::devicesOfTwoPlacesShareThePoints() {
    static_cast<void>(executor("x")); // fills in the place
    Place other = m_place;
    other.name = "node3";
    other.command.push_back("host-node3");
    m_device.id = "cuda:0"; // in both
    RemoteExecutor remote(m_device, {{m_device, m_place}, {m_device, other}}, m_options);
    const SweepResult result = runSweep(m_plan, remote, m_listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    std::set<std::string> ids;
    for (const Measurement& row : result.run.measurements)
        ids.insert(row.deviceId);
    QCOMPARE(ids, (std::set<std::string>{"cuda:0", "node3/cuda:0"}));
    // The run's context is the first one's, and says what differs.
    QCOMPARE(result.run.context.host, m_expected.context.host);
    QCOMPARE(result.run.context.notes.size(), std::size_t{1});
    QVERIFY(contains(result.run.context.notes.front(), "node3/cuda:0 was measured elsewhere: host node3"));
}

void TestRemoteExecutor::anotherReleaseElsewhereIsNoted() {
    static_cast<void>(executor("older")); // fills in the place
    Place other = m_place;
    other.name = "node3";
    m_device.id = "cuda:0";
    RemoteExecutor remote(m_device, {{m_device, other}}, m_options);
    const SweepResult result = runSweep(m_plan, remote, m_listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.notes.size(), std::size_t{1});
    QVERIFY(
        contains(result.run.context.notes.front(), "node3/cuda:0 was measured by Headroom 0.1.0, and this"));
}

void TestRemoteExecutor::devicesThatDoNotStartAreLeftOut() {
    const SweepResult result = sweep("refuse-cuda:1", 2);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(result.run.context.notes.size(), std::size_t{1});
    QVERIFY(contains(result.run.context.notes.front(), "cuda:1 does not take part: It fell off the bus."));
}

void TestRemoteExecutor::devicesThatAreGivenUpLeaveTheirPoints() {
    const SweepResult result = sweep("die-cuda:1", 2);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    std::map<std::size_t, Status> rows;
    for (const Measurement& row : result.run.measurements) {
        rows[row.point.index] = row.status;
        QVERIFY(row.ok() ? row.deviceId == "cuda:0" : row.deviceId == "cuda:1");
    }
    QCOMPARE(rows.size(), m_plan.points.size());
    // At most one point can have met it twice before it was given up.
    QVERIFY(std::ranges::count_if(rows, [](const auto& row) { return row.second != Status::Ok; }) <= 1);
}

void TestRemoteExecutor::furtherVisitsFollowTheFirst_data() {
    QTest::addColumn<int>("gpus");
    QTest::addColumn<int>("threads");
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("two") << 2 << 0;
    QTest::newRow("a processor") << 1 << 2;
}

void TestRemoteExecutor::furtherVisitsFollowTheFirst() {
    QFETCH(int, gpus);
    QFETCH(int, threads);
    m_device.maxThreads = threads;
    std::map<std::size_t, std::set<std::string>> devices;
    std::vector<int> visits;
    m_listener.onRow = [&](const Measurement& row) {
        devices[row.point.index].insert(row.deviceId);
        visits.push_back(row.visits);
    };
    const SweepResult result = sweep("visits", gpus);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    for (const Measurement& row : result.run.measurements) {
        QCOMPARE(row.visits, 2);
        QCOMPARE(row.visitTimes.size(), std::size_t{2});
        QCOMPARE(devices.at(row.point.index).size(), std::size_t{1}); // a device visits its own points
    }
    // All have their first visit before any has its second.
    const auto firsts = static_cast<std::ptrdiff_t>(m_plan.points.size());
    QVERIFY(std::all_of(visits.begin(), visits.begin() + firsts, [](int visit) { return visit == 1; }));
    QVERIFY(std::all_of(visits.begin() + firsts, visits.end(), [](int visit) { return visit == 2; }));
}

void TestRemoteExecutor::aLossBetweenVisitsCostsNoVisit() {
    const std::size_t suspect = m_plan.order[5];
    const SweepResult result =
        sweep("visits thrice die-again@" + QByteArray::number(qulonglong(suspect)) + "x1");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(m_losses.size(), std::size_t{1});
    for (const Measurement& row : result.run.measurements) {
        QVERIFY(row.ok());
        QVERIFY(row.visits >= 3);
        QCOMPARE(row.visitTimes.size(), static_cast<std::size_t>(row.visits)); // those before the loss, too
    }
    // One visit by the process that was lost, and all three of its successor.
    QVERIFY(std::ranges::count(result.run.measurements, 4, &Measurement::visits) > 1);
}

void TestRemoteExecutor::earlierVisitsOutliveADeviceGivenUp() {
    m_options.pointsUnderWay = 1;
    const SweepResult result = sweep("visits die-again"); // at every second visit
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    QVERIFY(std::ranges::all_of(result.run.measurements, &Measurement::ok));
}

void TestRemoteExecutor::aDeviceLostAmongFirstVisitsEndsTheRun() {
    // It is given up with most points measured once, and the others never.
    const std::size_t measured = m_plan.order.size() - 2;
    m_options.pointsUnderWay = 1;
    const SweepResult result =
        sweep("visits die-later die@" + QByteArray::number(qulonglong(m_plan.order[measured])) + "x1");
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, Status::DeviceLost);
    const auto isOk = [](const Measurement& row) { return row.ok(); };
    QCOMPARE(std::ranges::count_if(result.run.measurements, isOk), static_cast<std::ptrdiff_t>(measured));
}

void TestRemoteExecutor::runsTwice() {
    RemoteExecutor remote = executor("x");
    for (int run = 0; run < 2; ++run) {
        const SweepResult result = runSweep(m_plan, remote, m_listener, {});
        QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
        QVERIFY(result.run.measurements == m_expected.measurements);
    }
}

HEADROOM_TEST(TestRemoteExecutor, EventLoop)

} // namespace headroom::testing::tst_remote_executor

#include "tst_remote_executor.moc"
