// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/replay/paced_run.h"
#include "tests/ui/window_fixture.h"
#include "ui/export/csv_export.h"
#include "ui/runs/picture_runs.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QToolButton>

namespace headroom::testing::tst_window_replay {

using namespace headroom::ui;

/// A replay in the window: its strip, its keys, and where it is named.
class TestWindowReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void playsInTheWindow();
    void keysOfAPresenter();
    void aClickerDoesNoHarm_data();
    void aClickerDoesNoHarm();
    void aChoiceLeavesTheKeysToTheReplay_data();
    void aChoiceLeavesTheKeysToTheReplay();
    void theEndStays();
    void endShowsAllPoints_data();
    void endShowsAllPoints();
    void stripPlaysAndSteps();
    void aPointThatIsReadMayBeTakenBack();
    void pausesAndStopsLikeASweep();
    void startingASweepEndsIt();
    void nothingIsUnsavedNorJournalled();
    void saysReplayWhereverItIsShown();
    void rowsAreExportedOnce();
    void asksForTheFile();
    void refusesWhatCannotBeReplayed_data();
    void refusesWhatCannotBeReplayed();
};

void TestWindowReplay::playsInTheWindow() {
    WindowFixture setup;
    const Run run = pacedRun();
    setup.window->setReplayPace({kAtOnce, 0});
    setup.window->replay(QStringLiteral("sample"), run);
    QVERIFY(setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(setup.find<QLabel>("replayText")->text().contains(QStringLiteral("not measured now")));
    QTRY_COMPARE(setup.tableRows(), 14);
    QTRY_VERIFY(setup.find<QLabel>("replayText")->text().contains(QStringLiteral("all 14 points")));
    QVERIFY(!setup.action("pause")->isEnabled());
    QVERIFY(setup.action("exportPicture")->isEnabled());
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("Replay of sample")));
    setup.action("stop")->trigger(); // it is not wanted again
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(!setup.action("stop")->isEnabled());
    QCOMPARE(setup.tableRows(), 14);
}

void TestWindowReplay::keysOfAPresenter() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    auto* plot = setup.find<QWidget>("plot");
    const auto press = [](int key, Qt::KeyboardModifiers with = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), with);
    };
    setup.window->setReplayPace({1e-3, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    setup.window->pauseReplay();
    QCOMPARE(QApplication::focusWidget(), plot);
    QTest::mouseMove(plot, plot->rect().center()); // wherever the pointer rests
    const auto text = [&setup] { return setup.find<QLabel>("replayText")->text(); };
    QVERIFY2(text().contains(QStringLiteral("0 of 14 points · paused")), qPrintable(text()));
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    QCOMPARE(setup.tableRows(), 2);
    QVERIFY(text().contains(QStringLiteral("2 of 14")));
    press(Qt::Key_Left);
    QCOMPARE(setup.tableRows(), 1);
    // Shift reads points, and other keys are the chart's as ever.
    press(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(setup.tableRows(), 1);
    QVERIFY(setup.find<QLabel>("readout")->text().contains(QStringLiteral("h = ")));
    press(Qt::Key_Space);
    QVERIFY(!setup.action("pause")->isChecked());
    press(Qt::Key_Right); // plays: a point is read
    QCOMPARE(setup.tableRows(), 1);
    press(Qt::Key_Space);
    QVERIFY(setup.action("pause")->isChecked());
    press(Qt::Key_R);
    QCOMPARE(setup.tableRows(), 0);
    QVERIFY(!setup.action("pause")->isChecked());
    setup.window->setReplayPace({kAtOnce, 0});
    QTRY_VERIFY(text().contains(QStringLiteral("R plays it again")));
    QCOMPARE(setup.tableRows(), 14);
    press(Qt::Key_R);
    QTRY_COMPARE(setup.tableRows(), 14);
    // What has the keyboard keeps its keys.
    auto* heads = setup.find<QWidget>("heads")->findChild<QLineEdit*>();
    heads->setFocus();
    heads->selectAll();
    QTest::keyClicks(heads, QStringLiteral("r 8"));
    QVERIFY(heads->text().contains(QLatin1Char('8')));
    QTRY_COMPARE(setup.tableRows(), 14);
    plot->setFocus();
    press(Qt::Key_F5, Qt::ShiftModifier);
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    press(Qt::Key_R); // nothing to play
    QCOMPARE(setup.tableRows(), 14);
}

void TestWindowReplay::aClickerDoesNoHarm_data() {
    QTest::addColumn<bool>("presented");
    QTest::newRow("in the window") << false;
    QTest::newRow("in a presentation") << true;
}

void TestWindowReplay::aClickerDoesNoHarm() {
    QFETCH(bool, presented);
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    setup.action("presentation")->setChecked(presented);
    const auto press = [](int key, Qt::KeyboardModifiers with = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), with);
    };
    const auto paused = [&setup] { return setup.action("pause")->isChecked(); };
    setup.window->setReplayPace({1e-3, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    setup.window->pauseReplay();
    press(Qt::Key_F5);
    QVERIFY(!paused());
    for (const auto with : {Qt::NoModifier, Qt::ShiftModifier}) { // neither starts nor stops anything
        press(Qt::Key_F5, with);
        QVERIFY(!paused() && setup.action("stop")->isEnabled() && setup.idle());
    }
    press(Qt::Key_PageUp);
    QVERIFY(paused());
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    press(Qt::Key_PageUp);
    QCOMPARE(setup.tableRows(), 1);
    press(Qt::Key_PageDown);
    QVERIFY(!paused());
    press(Qt::Key_PageDown);
    QVERIFY(paused());
    setup.window->setReplayPace({kAtOnce, 0});
    press(Qt::Key_PageDown);
    QTRY_VERIFY(setup.find<QLabel>("replayText")->text().contains(QStringLiteral("all 14 points")));
    setup.window->setReplayPace({1e-3, 0});
    for (const auto key : {Qt::Key_Space, Qt::Key_PageDown}) { // one press too many
        press(key);
        QCOMPARE(setup.tableRows(), 14);
    }
    press(Qt::Key_R);
    QCOMPARE(setup.tableRows(), 0);
    QVERIFY(!paused());
    setup.action("stop")->trigger();
    press(Qt::Key_F5, Qt::ShiftModifier);
    press(Qt::Key_F5);
    QCOMPARE(setup.idle(), presented);
    TRY_DONE(setup);
}

void TestWindowReplay::aChoiceLeavesTheKeysToTheReplay_data() {
    QTest::addColumn<QString>("box");
    QTest::addColumn<bool>("byKeyboard");
    for (const char* box : {"replaySpeed", "deviceBox"})
        for (const bool byKeyboard : {false, true})
            QTest::addRow("%s, %s", box, byKeyboard ? "keyboard" : "mouse")
                << QString::fromLatin1(box) << byKeyboard;
}

void TestWindowReplay::aChoiceLeavesTheKeysToTheReplay() {
    QFETCH(QString, box);
    QFETCH(bool, byKeyboard);
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    setup.window->setReplayPace({16, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    setup.window->pauseReplay();
    auto* plot = setup.find<QWidget>("plot");
    auto* choice = setup.find<QComboBox>(qPrintable(box));
    QTest::ignoreMessage(QtWarningMsg, "This plugin does not support grabbing the keyboard");
    if (byKeyboard) {
        choice->setFocus(Qt::TabFocusReason);
        choice->showPopup();
    } else {
        QTest::mouseClick(choice, Qt::LeftButton);
    }
    QTRY_VERIFY(choice->view()->isVisible());
    QTest::keyClick(choice->view(), Qt::Key_Up);
    QTest::keyClick(choice->view(), Qt::Key_Return);
    QTRY_VERIFY(!choice->view()->isVisible());
    if (box == QStringLiteral("replaySpeed"))
        QCOMPARE(choice->currentText(), QString::fromUtf8("4×"));
    QTRY_COMPARE(setup.window->focusWidget(), plot);
    // With the keyboard in the box the clicker does no harm either.
    QWidget* const hasKeyboard = byKeyboard ? setup.find<QWidget>("replaySpeed") : plot;
    hasKeyboard->setFocus(Qt::TabFocusReason);
    const QString pace = setup.find<QComboBox>("replaySpeed")->currentText();
    QTest::keyClick(hasKeyboard, Qt::Key_PageDown);
    QVERIFY(!setup.action("pause")->isChecked());
    QTest::keyClick(hasKeyboard, Qt::Key_PageUp);
    QVERIFY(setup.action("pause")->isChecked());
    QTest::keyClick(hasKeyboard, Qt::Key_R);
    QVERIFY(!setup.action("pause")->isChecked());
    QCOMPARE(setup.find<QComboBox>("replaySpeed")->currentText(), pace);
    QVERIFY(!choice->view()->isVisible());
    // No button beside them takes the keyboard by a click.
    for (const auto* button : setup.window->findChildren<QToolButton*>())
        QVERIFY2(!(button->focusPolicy() & Qt::ClickFocus), qPrintable(button->objectName()));
    QPushButton* answer =
        setup.find<NoticeBar>("noticeBar")->ask(QStringLiteral("What now?"))->offer(QStringLiteral("Wait"));
    QVERIFY(!(answer->focusPolicy() & Qt::ClickFocus));
}

void TestWindowReplay::theEndStays() {
    WindowFixture setup;
    setup.window->setReplayPace({kAtOnce, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    const auto text = [&setup] { return setup.find<QLabel>("replayText")->text(); };
    QTRY_VERIFY(text().contains(QStringLiteral("R plays it again")));
    auto* plot = setup.find<QWidget>("plot");
    for (const auto key : {Qt::Key_Space, Qt::Key_PageDown, Qt::Key_End, Qt::Key_PageUp}) {
        QTest::keyClick(plot, key);
        QCOMPARE(setup.tableRows(), 14);
        QVERIFY(text().contains(QStringLiteral("R plays it again")));
    }
    setup.window->setReplayPace({1e-3, 0});
    QTest::keyClick(plot, Qt::Key_R);
    QCOMPARE(setup.tableRows(), 0);
}

void TestWindowReplay::endShowsAllPoints_data() {
    QTest::addColumn<bool>("paused");
    QTest::newRow("while it plays") << false;
    QTest::newRow("while it is paused") << true;
}

void TestWindowReplay::endShowsAllPoints() {
    QFETCH(bool, paused);
    WindowFixture setup;
    setup.window->setReplayPace({1e-3, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    if (paused)
        setup.window->pauseReplay();
    QTest::keyClick(setup.find<QWidget>("plot"), Qt::Key_End);
    QCOMPARE(setup.tableRows(), 14);
    QVERIFY(setup.find<QLabel>("replayText")->text().contains(QStringLiteral("all 14 points")));
    QVERIFY(!setup.action("pause")->isEnabled());
}

void TestWindowReplay::stripPlaysAndSteps() {
    WindowFixture setup;
    setup.window->setReplayPace({16, 0});
    setup.window->replay(QStringLiteral("sample"), pausedBefore(2, 9 * 3600 + 12 * 60));
    const auto button = [&setup](const char* name) { return setup.find<QAbstractButton>(name); };
    QVERIFY(!button("replayBack")->isEnabled() && !button("replayForward")->isEnabled());
    button("replayPlay")->click();
    QVERIFY(setup.action("pause")->isChecked());
    button("replayAgain")->click(); // plays
    QVERIFY(!setup.action("pause")->isChecked());
    button("replayPlay")->click();
    QVERIFY(!button("replayBack")->isEnabled());
    button("replayForward")->click();
    button("replayForward")->click();
    QCOMPARE(setup.tableRows(), 2);
    const QString text = setup.find<QLabel>("replayText")->text();
    QVERIFY2(text.endsWith(QStringLiteral("a pause of 9 h 12 min left out")), qPrintable(text));
    button("replayBack")->click();
    QCOMPARE(setup.tableRows(), 1);
    QVERIFY(!setup.find<QLabel>("replayText")->text().contains(QStringLiteral("left out")));
    // A duration stands beside the speeds, and is remembered.
    auto* pace = setup.find<QComboBox>("replaySpeed");
    QCOMPARE(pace->currentText(), QString::fromUtf8("16×"));
    const int half = pace->findText(QStringLiteral("in 30 s"));
    QVERIFY(half > 0);
    pace->setFocus();
    while (pace->currentIndex() < half)
        QTest::keyClick(pace, Qt::Key_Down);
    QCOMPARE(pace->currentText(), QStringLiteral("in 30 s"));
    button("replayPlay")->click();
    QVERIFY(!setup.action("pause")->isChecked());
    setup.window->setReplayPace({kAtOnce, 0});
    QTRY_COMPARE(setup.tableRows(), 14);
    QTRY_VERIFY(!button("replayForward")->isEnabled());
    button("replayPlay")->click(); // from the start
    QTRY_COMPARE(setup.tableRows(), 14);
    setup.crash();
    setup.open();
    QCOMPARE(setup.find<QComboBox>("replaySpeed")->currentText(), QStringLiteral("in 30 s"));
}

void TestWindowReplay::aPointThatIsReadMayBeTakenBack() {
    WindowFixture setup;
    setup.window->setReplayPace({1e-3, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    setup.window->pauseReplay();
    auto* plot = setup.find<QWidget>("plot");
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(plot, Qt::Key_Right);
    for (const auto key : {Qt::Key_Right, Qt::Key_Up}) {
        QTest::keyClick(plot, key, Qt::ShiftModifier);
        for (const auto mark : {Qt::Key_P, Qt::Key_A, Qt::Key_B})
            QTest::keyClick(plot, mark);
    }
    plot->grab();
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(plot, Qt::Key_Left);
        plot->grab();
    }
    QCOMPARE(setup.tableRows(), 0);
    QVERIFY(setup.find<QLabel>("readout")->text().isEmpty());
}

void TestWindowReplay::pausesAndStopsLikeASweep() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    Run run = pacedRun();
    run.measurements.front().cost.wallS = 0; // the first point comes at once, the second after two seconds
    setup.window->setReplayPace({1e-3, 0});
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
    setup.action("stop")->trigger();
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(!setup.action("stop")->isEnabled());
    QVERIFY(setup.tableRows() < 14);
    setup.crash();
    setup.open();
    QCOMPARE(setup.find<QComboBox>("replaySpeed")->currentText(), QString::fromUtf8("16×")); // remembered
}

void TestWindowReplay::startingASweepEndsIt() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    setup.window->setReplayPace({1e-3, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QVERIFY(setup.find<QWidget>("replayStrip")->isVisible());
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QTRY_COMPARE(setup.tableRows(), 2); // the sweep's alone
    QVERIFY(!setup.action("replayRun")->isEnabled());
    setup.window->replay(QStringLiteral("sample"), pacedRun()); // would disturb what is being timed
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    setup.script->release();
    TRY_DONE(setup);
    QVERIFY(setup.action("replayRun")->isEnabled());
}

void TestWindowReplay::nothingIsUnsavedNorJournalled() {
    WindowFixture setup;
    setup.window->setReplayPace({kAtOnce, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QTRY_COMPARE(setup.tableRows(), 14);
    QVERIFY(!setup.window->isWindowModified());
    QVERIFY(!setup.action("saveRun")->isEnabled() && !setup.action("saveRunAs")->isEnabled());
    QVERIFY(!std::filesystem::exists(setup.journals()));
    QVERIFY(setup.window->close()); // no question
    setup.crash();
    QVERIFY(abandonedJournals(setup.journals()).empty());
}

void TestWindowReplay::saysReplayWhereverItIsShown() {
    WindowFixture setup;
    setup.window->setReplayPace({kAtOnce, 0});
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

void TestWindowReplay::rowsAreExportedOnce() {
    RunStore store;
    Run run = pacedRun();
    store.add(RunKind::Replay, QStringLiteral("Replay of sample"), run);
    run.name = "Replay of sample";
    QCOMPARE(csvOfEverything(store), toCsv(run));
    store.add(RunKind::Opened, QStringLiteral("sample"), run);
    run.name = "sample";
    QCOMPARE(csvOfEverything(store), toCsv(run));
}

void TestWindowReplay::asksForTheFile() {
    WindowFixture setup;
    QVERIFY(writeRunFile(setup.at("saved.headroom.json").toStdString(), pacedRun()));
    setup.window->setReplayPace({kAtOnce, 0});
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTest::keyClick(setup.window.get(), Qt::Key_F7);
    setup.choose(setup.at("saved.headroom.json"));
    QTRY_COMPARE(setup.tableRows(), 14);
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("Replay of saved")));
}

void TestWindowReplay::refusesWhatCannotBeReplayed_data() {
    QTest::addColumn<QByteArray>("content");
    Run empty = sampleRun(sampleSpec(2));
    empty.measurements.clear();
    QTest::newRow("no run") << QByteArray("{}");
    QTest::newRow("nothing measured") << QByteArray::fromStdString(toJson(empty));
}

void TestWindowReplay::refusesWhatCannotBeReplayed() {
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

HEADROOM_TEST(TestWindowReplay, Windows)

} // namespace headroom::testing::tst_window_replay

#include "tst_window_replay.moc"
