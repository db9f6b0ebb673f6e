// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/remote/remote_fixture.h"
#include "tests/support/test_program.h"

#include <map>
#include <set>

namespace headroom::testing::tst_remote_joining {

namespace {

bool hasNote(const std::vector<std::string>& notes, const QByteArray& beginning) {
    for (const std::string& note : notes)
        if (QByteArray::fromStdString(note).startsWith(beginning))
            return true;
    for (const std::string& note : notes)
        qInfo("\"%s\" does not begin with \"%s\"", note.c_str(), beginning.constData());
    return false;
}

} // namespace

/// Devices that come when the sweep has begun without them.
class TestRemoteJoining : public QObject, private testing::RemoteFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { verifyNothingIsLeft(); }

    void aLateDeviceTakesPoints();
    void theFirstDeviceOfTheListMayBeLate();
    void aLateDeviceVisitsItsOwnPointsAgain();
    void aDeviceJoinsWhileTheSweepIsPaused();
    void aLateDeviceThatIsHeldIsWaitedFor();
    void whatCannotJoinIsTold_data();
    void whatCannotJoinIsTold();
    void aCardUnlikeTheFirstIsRefusedFromTheStart();
    void theSweepDoesNotWaitForWhatNeverComes();
    void aStopDoesNotWaitForWhatIsComing();

private:
    void openGate() const {
        QFile gate(m_folder->filePath(QStringLiteral("gate")));
        QVERIFY(gate.open(QIODevice::WriteOnly));
    }
    /// One that measures three points, then waits until the other engine has announced itself.
    PlacedDevice waiting(const QByteArray& words = {}) {
        return shard("awaits@" + QByteArray::number(qulonglong(m_plan.order[3])) + words);
    }
    SweepResult sweepOver(std::vector<PlacedDevice> shards, std::stop_token stop = {}) {
        m_device.name = "2 × Scripted GPU";
        RemoteExecutor remote(m_device, std::move(shards), m_options);
        remote.setLockRules(m_lockRules);
        return runSweep(m_plan, remote, m_listener, std::move(stop));
    }
    std::map<std::string, int> rowsOf(const Run& run) const {
        std::map<std::string, int> rows;
        for (const Measurement& row : run.measurements)
            ++rows[row.deviceId];
        return rows;
    }
    void verifyComplete(const SweepResult& result) const {
        QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
        std::set<std::size_t> points;
        for (const Measurement& row : result.run.measurements) {
            QVERIFY2(row.ok(), row.reason.c_str());
            QVERIFY(points.insert(row.point.index).second);
        }
        QCOMPARE(points.size(), m_plan.points.size());
    }
};

void TestRemoteJoining::init() {
    begin();
    m_options.gatherS = 0;
    m_options.pointsUnderWay = 1;
    m_listener.onRow = [this](const Measurement&) {
        if (m_listener.rows == 2)
            openGate();
    };
}

void TestRemoteJoining::aLateDeviceTakesPoints() {
    const SweepResult result = sweepOver({waiting(), shard("gated host-node3 announces-row", "node3")});
    verifyComplete(result);
    auto rows = rowsOf(result.run);
    QVERIFY(rows["cuda:0"] >= 3);
    QVERIFY(rows["node3/cuda:0"] >= 1);
    QCOMPARE(m_listener.started, 1);
    QCOMPARE(result.run.context.host, m_expected.context.host);
    // What a reader should know of it came while the sweep ran, and stands in the run.
    QCOMPARE(m_listener.notes.size(), std::size_t{1});
    QVERIFY(hasNote(m_listener.notes, "node3/cuda:0 was measured elsewhere: host node3"));
    QCOMPARE(m_listener.allNotes, result.run.context.notes);
    QCOMPARE(result.run.context.notes, m_listener.notes);
    QVERIFY(m_losses.empty());
}

void TestRemoteJoining::theFirstDeviceOfTheListMayBeLate() {
    const SweepResult result = sweepOver({shard("gated host-node3 announces-row", "node3"), waiting()});
    verifyComplete(result);
    QVERIFY(rowsOf(result.run)["node3/cuda:0"] >= 1);
    QCOMPARE(result.run.context.host, m_expected.context.host);
    QVERIFY(hasNote(result.run.context.notes, "node3/cuda:0 was measured elsewhere"));
}

void TestRemoteJoining::aLateDeviceVisitsItsOwnPointsAgain() {
    std::map<std::size_t, std::set<std::string>> devices;
    const auto openTheGate = m_listener.onRow;
    m_listener.onRow = [&](const Measurement& row) {
        devices[row.point.index].insert(row.deviceId);
        openTheGate(row);
    };
    const SweepResult result = sweepOver({waiting(" visits"), shard("gated visits announces-row", "node3")});
    verifyComplete(result);
    for (const Measurement& row : result.run.measurements) {
        QCOMPARE(row.visits, 2);
        QCOMPARE(devices[row.point.index].size(), std::size_t{1});
    }
    QVERIFY(rowsOf(result.run)["node3/cuda:0"] >= 1);
}

void TestRemoteJoining::aDeviceJoinsWhileTheSweepIsPaused() {
    m_listener.onRow = [this](const Measurement&) {
        if (m_listener.rows != 2)
            return;
        openGate();
        // It greets; what it is asked then waits until the sweep goes on.
        const QString lives = m_folder->filePath(QStringLiteral("livesnode3"));
        QTRY_VERIFY(QFile::exists(lives));
    };
    const SweepResult result = sweepOver({waiting(), shard("gated announces-row", "node3")});
    verifyComplete(result);
    QVERIFY(rowsOf(result.run)["node3/cuda:0"] >= 1);
    QVERIFY(result.run.context.notes.empty()); // nothing differs
}

void TestRemoteJoining::aLateDeviceThatIsHeldIsWaitedFor() {
    m_lockRules.wait = true;
    const SweepResult result = sweepOver({waiting(), shard("gated held announces-row", "node3")});
    verifyComplete(result);
    QVERIFY(rowsOf(result.run)["node3/cuda:0"] >= 1);
    QCOMPARE(m_held.size(), std::size_t{1});
    QVERIFY(m_held.front().waitedFor);
}

void TestRemoteJoining::whatCannotJoinIsTold_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("another plan") << QByteArray("other-plan")
                                  << QByteArray("The engine process planned 15 points where this program");
    QTest::newRow("another card")
        << QByteArray("other-card")
        << QByteArray("It has another card than the run, Another device instead of Sample device");
    QTest::newRow("no memory") << QByteArray("refuse") << QByteArray("It does not fit.");
    QTest::newRow("in use") << QByteArray("held") << QByteArray("It is in use.");
}

void TestRemoteJoining::whatCannotJoinIsTold() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, told);
    // The first goes on when the other has been ended.
    const QByteArray survives = "survives@" + QByteArray::number(qulonglong(m_plan.order[3]));
    const SweepResult result = sweepOver({shard(survives), shard("gated named " + word, "node3")});
    verifyComplete(result);
    QCOMPARE(rowsOf(result.run)["cuda:0"], static_cast<int>(m_plan.points.size()));
    QCOMPARE(m_listener.notes.size(), std::size_t{1});
    QVERIFY(hasNote(m_listener.notes, "node3/cuda:0 does not take part: " + told));
    QCOMPARE(result.run.context.notes, m_listener.notes);
    QVERIFY(m_losses.empty());
}

void TestRemoteJoining::aCardUnlikeTheFirstIsRefusedFromTheStart() {
    m_options.gatherS = 20;
    const SweepResult result = sweepOver({shard("x"), shard("other-card", "node3")});
    verifyComplete(result);
    QCOMPARE(rowsOf(result.run).size(), std::size_t{1});
    QVERIFY(hasNote(result.run.context.notes, "node3/cuda:0 does not take part: It has another card"));
    QVERIFY(m_listener.notes.empty());
}

void TestRemoteJoining::theSweepDoesNotWaitForWhatNeverComes() {
    m_place.limits.exitS = 600; // nor for its end
    const SweepResult result = sweepOver({shard("x"), shard("silent", "node3")});
    verifyComplete(result);
    QVERIFY(result.run.context.notes.empty());
}

void TestRemoteJoining::aStopDoesNotWaitForWhatIsComing() {
    m_place.limits.exitS = 600;
    std::stop_source stop;
    m_listener.onRow = [&](const Measurement&) {
        if (m_listener.rows == 2)
            stop.request_stop();
    };
    const SweepResult result = sweepOver({shard("x"), shard("silent", "node3")}, stop.get_token());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{2});
}

HEADROOM_TEST(TestRemoteJoining, EventLoop)

} // namespace headroom::testing::tst_remote_joining

#include "tst_remote_joining.moc"
