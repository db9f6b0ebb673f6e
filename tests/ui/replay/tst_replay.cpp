// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/replay/paced_run.h"
#include "ui/replay/run_replay.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

namespace headroom::testing::tst_replay {

using namespace headroom::ui;

namespace {

/// Stands still until it is told otherwise.
class HeldClock final : public Clock {
public:
    explicit HeldClock(std::shared_ptr<double> seconds) : m_seconds(std::move(seconds)) {}
    double now() override { return *m_seconds; }
    void idle(double, std::stop_token) override {}

private:
    std::shared_ptr<double> m_seconds;
};

/// When each measurement comes, in seconds as recorded.
std::vector<double> replayTimes(const Run& run) {
    std::vector<double> times;
    double at = 0;
    for (const ReplayStep& step : replaySteps(run))
        times.push_back(at += step.usualS + step.pauseS);
    return times;
}

/// A replay whose clock the test moves.
struct Player {
    std::shared_ptr<double> seconds = std::make_shared<double>(100);
    RunStore store;
    RunReplay replay{&store, std::make_unique<HeldClock>(seconds)};

    std::size_t rows() const {
        const StoredRun* run = store.find(replay.runId());
        return run ? run->run.measurements.size() : 0;
    }
    void pass(double more) { *seconds += more; }
};

} // namespace

/// A run played back into the store.
class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreThoseOfTheMeasuring();
    void evenlyWhereTimesAreMissing_data();
    void evenlyWhereTimesAreMissing();
    void aClockSetBackKeepsTheOrder_data();
    void aClockSetBackKeepsTheOrder();
    void pausesOfTheRecordAreShortened();
    void takesTheTimeItIsGiven_data();
    void takesTheTimeItIsGiven();
    void stepsWhilePaused();
    void playsAgain();
    void playsAtThePaceAndInTheOrderMeasured();
    void laterVisitsComeInTheirTime();
    void speedChangesOnTheWay();
    void pausesAndStops();
    void everythingAtOnce();
    void anotherReplacesIt();
    void aRunTakenAwayEndsIt();
    void shippedRunsHaveAPace_data();
    void shippedRunsHaveAPace();
};

void TestReplay::timesAreThoseOfTheMeasuring() {
    const std::vector<double> times = replayTimes(pacedRun());
    QCOMPARE(times.size(), std::size_t(14));
    QCOMPARE(times[0], 1.0);
    QCOMPARE(times[1], 3.0);
    QCOMPARE(times[13], 27.0);
    QVERIFY(replayTimes({}).empty());
}

void TestReplay::evenlyWhereTimesAreMissing_data() {
    QTest::addColumn<QByteArray>("third");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("no time") << QByteArray("yesterday");
}

void TestReplay::evenlyWhereTimesAreMissing() {
    QFETCH(QByteArray, third);
    Run run = pacedRun();
    run.measurements[2].timestampUtc = third.toStdString();
    const std::vector<double> times = replayTimes(run);
    QVERIFY(times[0] > 0);
    for (std::size_t i = 1; i < times.size(); ++i)
        QVERIFY(std::abs(times[i] - times[i - 1] - times[0]) < 1e-9);
    // So too where all have the same one.
    QCOMPARE(replayTimes(sampleRun(sampleSpec(2))), times);
}

void TestReplay::aClockSetBackKeepsTheOrder_data() {
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("visits");
    QTest::newRow("an hour") << -3600 << 1;
    QTest::newRow("an hour, points visited twice") << -3600 << 2;
    QTest::newRow("years") << -200'000'000 << 1;
    QTest::newRow("three seconds") << -3 << 2;
}

void TestReplay::aClockSetBackKeepsTheOrder() {
    QFETCH(int, seconds);
    QFETCH(int, visits);
    Run run = pausedBefore(5, seconds);
    for (Measurement& row : run.measurements)
        row.visits = visits;
    Player player;
    player.replay.start(QStringLiteral("sample"), run);
    // The step back takes the point's own time, and the pace stays what it was.
    player.pass(9.2);
    QTRY_COMPARE(player.rows(), std::size_t(6));
    player.pass(2);
    QTRY_COMPARE(player.rows(), std::size_t(7));
    player.pass(20);
    QTRY_COMPARE(player.rows(), std::size_t(14));
    QCOMPARE(player.store.find(player.replay.runId())->run.measurements, run.measurements);
}

void TestReplay::pausesOfTheRecordAreShortened() {
    Player player;
    player.replay.setSpeed(16);
    player.replay.start(QStringLiteral("sample"), pausedBefore(3, 9 * 3600 + 12 * 60));
    QCOMPARE(player.replay.shortenedPauseS(), 0.0);
    player.pass(5.5 / 16);
    QTRY_COMPARE(player.rows(), std::size_t(3));
    QVERIFY(std::abs(player.replay.shortenedPauseS() - (9 * 3600 + 12 * 60)) < 1);
    player.pass(1.9); // two seconds of it are shown, and the point's own
    QSignalSpy ticks(player.replay.findChild<QTimer*>(), &QTimer::timeout);
    QTRY_VERIFY(ticks.count() > 1);
    QCOMPARE(player.rows(), std::size_t(3));
    player.pass(0.25);
    QTRY_COMPARE(player.rows(), std::size_t(4));
    QCOMPARE(player.replay.shortenedPauseS(), 0.0);
    // What is long because the points are is no pause.
    Run slow = pausedBefore(3, 20);
    slow.measurements[3].cost.wallS = 22;
    player.replay.setSpeed(1);
    player.replay.start(QStringLiteral("slow"), slow);
    player.pass(26);
    QTRY_COMPARE(player.rows(), std::size_t(3));
    QCOMPARE(player.replay.shortenedPauseS(), 0.0);
    player.pass(1.5);
    QTRY_COMPARE(player.rows(), std::size_t(4));
}

void TestReplay::takesTheTimeItIsGiven_data() {
    QTest::addColumn<double>("duration");
    QTest::addColumn<int>("pause");
    for (const double duration : {1.0, 9.0, 30.0, 600.0})
        for (const int pause : {0, 5, 60, 40'000})
            QTest::addRow("%g s, paused for %d s", duration, pause) << duration << pause;
}

void TestReplay::takesTheTimeItIsGiven() {
    QFETCH(double, duration);
    QFETCH(int, pause);
    Player player;
    player.replay.setPace({1, duration});
    player.replay.start(QStringLiteral("sample"), pausedBefore(7, pause));
    player.pass(duration * 0.999);
    QTRY_COMPARE(player.rows(), std::size_t(13));
    player.pass(duration * 0.002);
    QTRY_COMPARE(player.rows(), std::size_t(14));
    QCOMPARE(player.replay.state(), ReplayState::Over);
}

void TestReplay::stepsWhilePaused() {
    Player player;
    const Run run = pacedRun();
    player.replay.start(QStringLiteral("sample"), run);
    player.replay.stepForward(); // not while it plays
    QCOMPARE(player.rows(), std::size_t(0));
    player.replay.setPaused(true); // before its first point
    player.replay.stepBack();
    QCOMPARE(player.rows(), std::size_t(0));
    for (std::size_t i = 1; i <= 3; ++i) {
        player.replay.stepForward();
        QCOMPARE(player.rows(), i);
    }
    player.replay.stepBack();
    QCOMPARE(player.rows(), std::size_t(2));
    player.replay.setPaused(false); // goes on from there
    player.pass(2.1);
    QTRY_COMPARE(player.rows(), std::size_t(3));
    player.replay.setPaused(true);
    for (int i = 0; i < 20; ++i)
        player.replay.stepForward();
    QCOMPARE(player.rows(), std::size_t(14));
    QVERIFY(player.replay.isPaused()); // and can step back
    player.replay.stepBack();
    QCOMPARE(player.rows(), std::size_t(13));
    player.replay.stepForward();
    player.replay.setPaused(false);
    QTRY_COMPARE(player.replay.state(), ReplayState::Over);
    QCOMPARE(player.store.find(player.replay.runId())->run.measurements, run.measurements);
}

void TestReplay::playsAgain() {
    Player player;
    player.replay.again(); // nothing
    QCOMPARE(player.replay.state(), ReplayState::None);
    player.replay.start(QStringLiteral("sample"), pacedRun());
    const int id = player.replay.runId();
    player.pass(100);
    QTRY_COMPARE(player.replay.state(), ReplayState::Over);
    player.replay.again();
    QCOMPARE(player.replay.state(), ReplayState::Playing);
    QCOMPARE(player.replay.runId(), id); // with what the user hid and named of it
    QCOMPARE(player.rows(), std::size_t(0));
    player.pass(3.5);
    QTRY_COMPARE(player.rows(), std::size_t(2));
    player.replay.setPaused(true);
    player.replay.again(); // which plays, paused or not
    QCOMPARE(player.rows(), std::size_t(0));
    QCOMPARE(player.replay.state(), ReplayState::Playing);
    player.pass(1.5);
    QTRY_COMPARE(player.rows(), std::size_t(1));
}

void TestReplay::playsAtThePaceAndInTheOrderMeasured() {
    Player player;
    QSignalSpy ticks(player.replay.findChild<QTimer*>(), &QTimer::timeout);
    const Run run = pacedRun();
    player.replay.start(QStringLiteral("sample"), run);
    const StoredRun* shown = player.store.find(player.replay.runId());
    QCOMPARE(shown->name(), QStringLiteral("Replay of sample"));
    QCOMPARE(shown->kind, RunKind::Replay);
    player.store.setName(shown->id, QStringLiteral("my best run"));
    QCOMPARE(shown->name(), QStringLiteral("Replay of sample"));
    QTRY_VERIFY(ticks.count() > 1); // no time passes: nothing is shown
    QCOMPARE(player.rows(), std::size_t(0));
    player.pass(0.99);
    QTRY_VERIFY(ticks.count() > 4);
    QCOMPARE(player.rows(), std::size_t(0));
    player.pass(0.02);
    QTRY_COMPARE(player.rows(), std::size_t(1));
    player.pass(2);
    QTRY_COMPARE(player.rows(), std::size_t(2));
    player.pass(20);
    QTRY_COMPARE(player.rows(), std::size_t(12));
    QVERIFY(player.replay.isActive());
    player.pass(4);
    QTRY_VERIFY(!player.replay.isActive());
    QCOMPARE(shown->run.measurements, run.measurements); // all fields, in that order
    QCOMPARE(shown->run.spec, run.spec);
    QCOMPARE(shown->run.context.runId, run.context.runId);
}

void TestReplay::laterVisitsComeInTheirTime() {
    Player player;
    Run run = pacedRun();
    Measurement& again = run.measurements[1]; // stands early, and was visited last
    again.timestampUtc = "2026-01-02T03:00:40.000Z";
    again.visits = 2;
    player.replay.start(QStringLiteral("sample"), run);
    player.pass(30); // all others, the last after 27
    QTRY_COMPARE(player.rows(), std::size_t(13));
    const StoredRun* shown = player.store.find(player.replay.runId());
    QVERIFY(shown->run.measurements.at(1) == run.measurements.at(2));
    player.pass(12);
    QTRY_COMPARE(player.rows(), std::size_t(14));
    QVERIFY(shown->run.measurements.back() == again);
}

void TestReplay::speedChangesOnTheWay() {
    Player player;
    player.replay.setSpeed(4);
    player.replay.start(QStringLiteral("sample"), pacedRun());
    player.pass(0.76); // 3.04 recorded seconds
    QTRY_COMPARE(player.rows(), std::size_t(2));
    player.pass(0.5);
    player.replay.setSpeed(16); // what has passed counts at the speed before: 5.04
    QTRY_COMPARE(player.rows(), std::size_t(3));
    player.pass(0.5);
    QTRY_COMPARE(player.rows(), std::size_t(7)); // 13.04
    player.replay.setSpeed(0);
    QCOMPARE(player.replay.pace().speed, 16.0);
}

void TestReplay::pausesAndStops() {
    Player player;
    player.replay.start(QStringLiteral("sample"), pacedRun());
    player.pass(3.5);
    QTRY_COMPARE(player.rows(), std::size_t(2));
    player.replay.setPaused(true);
    QVERIFY(player.replay.isPaused());
    player.pass(1000);
    player.replay.setPaused(false);
    player.pass(1); // 4.5
    QSignalSpy ticks(player.replay.findChild<QTimer*>(), &QTimer::timeout);
    QTRY_VERIFY(ticks.count() > 1);
    QCOMPARE(player.rows(), std::size_t(2));
    player.pass(1); // 5.5
    QTRY_COMPARE(player.rows(), std::size_t(3));
    player.replay.stop();
    QVERIFY(!player.replay.isActive());
    QCOMPARE(player.rows(), std::size_t(3)); // what was shown stays
}

void TestReplay::everythingAtOnce() {
    Player player;
    player.replay.setSpeed(kAtOnce);
    player.replay.start(QStringLiteral("sample"), pacedRun());
    player.pass(1e-6);
    QTRY_COMPARE(player.rows(), std::size_t(14));
    QVERIFY(!player.replay.isActive());
}

void TestReplay::anotherReplacesIt() {
    Player player;
    player.replay.start(QStringLiteral("first"), pacedRun());
    player.replay.start(QStringLiteral("second"), sampleRun(sampleSpec(3)));
    QCOMPARE(player.store.count(), 1);
    QCOMPARE(player.store.runs().front().name(), QStringLiteral("Replay of second"));
    QCOMPARE(player.replay.total(), std::size_t(21));
}

void TestReplay::aRunTakenAwayEndsIt() {
    Player player;
    player.replay.start(QStringLiteral("sample"), pacedRun());
    player.store.remove(player.replay.runId());
    QTRY_VERIFY(!player.replay.isActive());
    player.replay.start(QStringLiteral("nothing"), Run{});
    QTRY_VERIFY(!player.replay.isActive());
}

void TestReplay::shippedRunsHaveAPace_data() {
    QTest::addColumn<QString>("file");
    for (const char* name : {"all", "best", "sustained"})
        QTest::newRow(name) << QStringLiteral(HEADROOM_REFERENCES
                                              "/h200-key-query-score-a12-%1.headroom.json")
                                   .arg(QLatin1String(name));
}

void TestReplay::shippedRunsHaveAPace() {
    QFETCH(QString, file);
    const Result<Run> run = readRunFile(file.toStdString());
    QVERIFY(run);
    const std::vector<double> times = replayTimes(*run);
    QVERIFY(std::ranges::is_sorted(times));
    double wall = 0;
    for (const Measurement& row : run->measurements)
        wall += row.cost.wallS;
    // One after the other on one device: the times noted are those it took.
    QVERIFY2(std::abs(times.back() / wall - 1) < 0.2,
             qPrintable(QStringLiteral("%1 %2").arg(times.back()).arg(wall)));
}

HEADROOM_TEST(TestReplay, Windows)

} // namespace headroom::testing::tst_replay

#include "tst_replay.moc"
