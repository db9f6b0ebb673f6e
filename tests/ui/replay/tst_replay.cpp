// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/export/csv_export.h"
#include "ui/replay/run_replay.h"
#include "ui/runs/picture_runs.h"

#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTimer>

#include <limits>

namespace headroom::testing::tst_replay {

using namespace headroom::ui;

namespace {

constexpr double kAtOnce = std::numeric_limits<double>::infinity();

/// Stands still until it is told otherwise.
class HeldClock final : public Clock {
public:
    explicit HeldClock(std::shared_ptr<double> seconds) : m_seconds(std::move(seconds)) {}
    double now() override { return *m_seconds; }
    void idle(double, std::stop_token) override {}

private:
    std::shared_ptr<double> m_seconds;
};

/// Fourteen points, the first after a second of measuring, then one every two seconds.
Run pacedRun() {
    Run run = sampleRun(sampleSpec(2));
    for (std::size_t i = 0; i < run.measurements.size(); ++i) {
        const int second = static_cast<int>(2 * i);
        run.measurements[i].timestampUtc =
            QStringLiteral("2026-01-02T03:00:%1.000Z").arg(second, 2, 10, QLatin1Char('0')).toStdString();
    }
    run.measurements.front().cost.wallS = 1;
    return run;
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

class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void timesAreThoseOfTheMeasuring();
    void evenlyWhereTimesAreMissing_data();
    void evenlyWhereTimesAreMissing();
    void playsAtThePaceAndInTheOrderMeasured();
    void laterVisitsComeInTheirTime();
    void speedChangesOnTheWay();
    void pausesAndStops();
    void everythingAtOnce();
    void anotherReplacesIt();
    void aRunTakenAwayEndsIt();
    void shippedRunsHaveAPace_data();
    void shippedRunsHaveAPace();
    void playsInTheWindow();
    void pausesAndStopsLikeASweep();
    void startingASweepEndsIt();
    void nothingIsUnsavedNorJournalled();
    void saysReplayWhereverItIsShown();
    void rowsAreExportedOnce();
    void asksForTheFile();
    void refusesWhatCannotBeReplayed_data();
    void refusesWhatCannotBeReplayed();
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
    QTest::newRow("goes back") << QByteArray("2020-01-01T00:00:00Z");
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
    QCOMPARE(player.replay.speed(), 16.0);
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

void TestReplay::playsInTheWindow() {
    WindowFixture setup;
    const Run run = pacedRun();
    setup.window->setReplaySpeed(kAtOnce);
    setup.window->replay(QStringLiteral("sample"), run);
    QVERIFY(setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(setup.find<QLabel>("replayText")->text().contains(QStringLiteral("not measured now")));
    QTRY_COMPARE(setup.tableRows(), 14);
    QTRY_VERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(!setup.action("pause")->isEnabled() && !setup.action("stop")->isEnabled());
    QVERIFY(setup.action("exportPicture")->isEnabled());
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("Replay of sample")));
}

void TestReplay::pausesAndStopsLikeASweep() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    Run run = pacedRun();
    run.measurements.front().cost.wallS = 0; // the first point comes at once, the second after two seconds
    setup.window->setReplaySpeed(1e-3);
    setup.window->replay(QStringLiteral("sample"), run);
    QTRY_COMPARE(setup.tableRows(), 1);
    QVERIFY(setup.action("pause")->isEnabled() && setup.action("stop")->isEnabled());
    QTest::keyClick(setup.window.get(), Qt::Key_F6);
    QVERIFY(setup.action("pause")->isChecked());
    QVERIFY(setup.find<QLabel>("replayText")->text().contains(QStringLiteral("paused")));
    QTest::keyClick(setup.window.get(), Qt::Key_F6);
    QVERIFY(!setup.action("pause")->isChecked());
    auto* speed = setup.find<QComboBox>("replaySpeed");
    speed->setFocus();
    QTest::keyClick(speed, Qt::Key_Home); // 1×
    QCOMPARE(speed->currentText(), QString::fromUtf8("1×"));
    QTest::keyClick(speed, Qt::Key_Down);
    QTest::keyClick(speed, Qt::Key_Down);
    QCOMPARE(speed->currentText(), QString::fromUtf8("16×"));
    QTRY_VERIFY(setup.tableRows() > 1);
    QTest::keyClick(setup.window.get(), Qt::Key_F5, Qt::ShiftModifier);
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(!setup.action("stop")->isEnabled());
    QVERIFY(setup.tableRows() < 14);
    setup.crash();
    setup.open();
    QCOMPARE(setup.find<QComboBox>("replaySpeed")->currentText(), QString::fromUtf8("16×")); // remembered
}

void TestReplay::startingASweepEndsIt() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    setup.window->setReplaySpeed(1e-3);
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QVERIFY(setup.find<QWidget>("replayStrip")->isVisible());
    setup.script->holdAt(3);
    QTest::keyClick(setup.window.get(), Qt::Key_F5);
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QTRY_COMPARE(setup.tableRows(), 2); // the sweep's alone
    QVERIFY(!setup.action("replayRun")->isEnabled());
    setup.window->replay(QStringLiteral("sample"), pacedRun()); // would disturb what is being timed
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    setup.script->release();
    TRY_DONE(setup);
    QVERIFY(setup.action("replayRun")->isEnabled());
}

void TestReplay::nothingIsUnsavedNorJournalled() {
    WindowFixture setup;
    setup.window->setReplaySpeed(kAtOnce);
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QTRY_COMPARE(setup.tableRows(), 14);
    QVERIFY(!setup.window->isWindowModified());
    QVERIFY(!setup.action("saveRun")->isEnabled() && !setup.action("saveRunAs")->isEnabled());
    QVERIFY(!std::filesystem::exists(setup.journals()));
    QVERIFY(setup.window->close()); // no question
    setup.crash();
    QVERIFY(abandonedJournals(setup.journals()).empty());
}

void TestReplay::saysReplayWhereverItIsShown() {
    WindowFixture setup;
    setup.window->setReplaySpeed(kAtOnce);
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QTRY_COMPARE(setup.tableRows(), 14);
    auto* legend = setup.find<QWidget>("chart")->findChild<QListView*>();
    const int last = legend->model()->rowCount() - 1;
    QTRY_COMPARE(legend->model()->index(last, 0).data().toString(), QStringLiteral("Replay of sample"));
    setup.exportPicture(setup.at("replay.png"));
    const QString caption = QImage(setup.at("replay.png")).text(QStringLiteral("Description"));
    QVERIFY2(caption.contains(QStringLiteral("replayed")), qPrintable(caption));
    const auto runs = runsInPicture(setup.at("replay.png"));
    QVERIFY(runs);
    QVERIFY(runs->front().context.notes.back().find("Replayed") != std::string::npos);
}

void TestReplay::rowsAreExportedOnce() {
    RunStore store;
    const Run run = pacedRun();
    store.add(RunKind::Replay, QStringLiteral("Replay of sample"), run);
    QCOMPARE(csvOfEverything(store), toCsv(run));
    store.add(RunKind::Opened, QStringLiteral("sample"), run);
    QCOMPARE(csvOfEverything(store), toCsv(run));
}

void TestReplay::asksForTheFile() {
    WindowFixture setup;
    QVERIFY(writeRunFile(setup.at("saved.headroom.json").toStdString(), pacedRun()));
    setup.window->setReplaySpeed(kAtOnce);
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTest::keyClick(setup.window.get(), Qt::Key_F7);
    setup.choose(setup.at("saved.headroom.json"));
    QTRY_COMPARE(setup.tableRows(), 14);
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("Replay of saved")));
}

void TestReplay::refusesWhatCannotBeReplayed_data() {
    QTest::addColumn<QByteArray>("content");
    Run empty = sampleRun(sampleSpec(2));
    empty.measurements.clear();
    QTest::newRow("no run") << QByteArray("{}");
    QTest::newRow("nothing measured") << QByteArray::fromStdString(toJson(empty));
}

void TestReplay::refusesWhatCannotBeReplayed() {
    QFETCH(QByteArray, content);
    WindowFixture setup;
    QFile file(setup.at("bad.headroom.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    setup.action("replayRun")->trigger();
    setup.choose(file.fileName());
    QVERIFY(setup.find<QWidget>("errorBox"));
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
}

HEADROOM_TEST(TestReplay, Windows)

} // namespace headroom::testing::tst_replay

#include "tst_replay.moc"
