// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/presented_window.h"
#include "tests/ui/replay/paced_run.h"

#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTimer>

namespace headroom::testing::tst_presentation {

using namespace headroom::ui;

namespace {

/// Pixels of the line that are filled, at its middle.
int filled(ProgressLine* line) {
    const QImage image = line->grab().toImage();
    const QColor fill = themeFor(line->palette()).quiet;
    int pixels = 0;
    for (int x = 0; x < image.width(); ++x)
        pixels += near(image.pixelColor(x, image.height() / 2), fill, 2) ? 1 : 0;
    return pixels;
}

double shareFilled(ProgressLine* line) {
    return static_cast<double>(filled(line)) / line->width();
}

} // namespace

/// The window that shows its chart alone, to an audience.
class TestPresentation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void theChartAlone();
    void keysAreTheChartsAtOnce();
    void everythingComesBack();
    void asFromTheCommandLine();
    void aSweepIsAThinLine();
    void aReplayIsAThinLine();
    void aReplayHasItsAxesFromTheStart_data();
    void aReplayHasItsAxesFromTheStart();
    void standstillsAreSaid();
    void oneKeyTooManyIsAnswered();
    void beginsWithNames();
    void aRestingPointerIsHidden();
    void onlyWhatWasAskedForStandsBesideAReplay();
};

void TestPresentation::theChartAlone() {
    PresentedWindow setup;
    setup.measure();
    setup.present();
    for (const char* name : {"toolBar", "table", "formArea", "noticeBar", "replayStrip"})
        QVERIFY2(!setup.find<QWidget>(name)->isVisible(), name);
    QVERIFY(!setup.window->menuBar()->isVisible());
    QVERIFY(!setup.window->statusBar()->isVisible());
    QVERIFY(setup.plot->endLabels().sayAll());
    QVERIFY(!setup.find<QWidget>("legend")->isVisible());
    QVERIFY(setup.window->isFullScreen());
    setup.window->setWindowState(Qt::WindowNoState); // a smaller one
    setup.window->resize(700, 640);
    QTRY_COMPARE(setup.chart->size(), QSize(700, 640));
    QVERIFY(setup.plot->frameFonts().tick.pixelSize() >= 0.026 * 640);
}

void TestPresentation::keysAreTheChartsAtOnce() {
    PresentedWindow setup;
    setup.measure();
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    setup.find<QWidget>("seq")->setFocus();
    setup.present();
    QVERIFY(!setup.action("unifiedHover")->isChecked());
    QVERIFY(setup.plot->hasFocus()); // wherever the pointer is
    QTest::keyClick(setup.window->focusWidget(), Qt::Key_X);
    QVERIFY(setup.action("unifiedHover")->isChecked());
}

void TestPresentation::everythingComesBack() {
    for (const bool byEscape : {true, false}) {
        PresentedWindow setup;
        setup.measure();
        setup.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
        setup.action("showTable")->setChecked(byEscape);
        auto* across = qobject_cast<QSplitter*>(setup.find<QWidget>("formArea")->parentWidget());
        auto* down = setup.find<QSplitter>("down");
        across->setSizes({350, across->width() - 350 - across->handleWidth()});
        down->setSizes({down->height() - 160 - down->handleWidth(), 160});
        setup.find<QWidget>("seq")->setFocus();
        QCoreApplication::processEvents();
        const QList<int> acrossSizes = across->sizes();
        const QList<int> downSizes = down->sizes();
        const QSize size = setup.window->size();
        const QImage picture = setup.plot->grab().toImage();
        setup.present();
        QVERIFY(setup.chart->font() != QApplication::font());
        QVERIFY(!setup.action("showForm")->isEnabled());
        QTest::keyClick(setup.window.get(), byEscape ? Qt::Key_Escape : Qt::Key_F11);
        QTRY_COMPARE(setup.window->size(), size);
        QVERIFY(!setup.presenting() && !setup.window->isFullScreen());
        for (const char* name : {"toolBar", "formArea", "legend"})
            QTRY_VERIFY2(setup.find<QWidget>(name)->isVisible(), name);
        QCOMPARE(setup.find<QWidget>("table")->isVisible(), byEscape);
        QVERIFY(setup.window->menuBar()->isVisible() && setup.window->statusBar()->isVisible());
        QVERIFY(setup.action("showForm")->isEnabled() && setup.action("showTable")->isEnabled());
        QTRY_COMPARE(across->sizes(), acrossSizes);
        QCOMPARE(down->sizes(), downSizes);
        QCOMPARE(setup.chart->font(), QApplication::font());
        QVERIFY(setup.find<QWidget>("seq")->hasFocus());
        QTRY_COMPARE(setup.plot->grab().toImage(), picture);
    }
}

void TestPresentation::asFromTheCommandLine() {
    PresentedWindow setup;
    setup.crash();
    setup.preferences = std::make_unique<Preferences>(setup.at("settings.ini"));
    setup.window = std::make_unique<MainWindow>(
        WindowServices{std::make_shared<ScriptedDevices>(setup.script), setup.preferences.get(),
                       std::make_shared<JournalFolder>(setup.journals())});
    setup.window->presetSweep(smallSpec(), setup.script->device.id);
    setup.window->startWhenReady();
    setup.window->present(); // before it is shown
    setup.window->show();
    QVERIFY(setup.window->isFullScreen());
    QVERIFY(!setup.find<QWidget>("toolBar")->isVisible());
    QTRY_COMPARE(setup.tableRows(), kPoints);
    TRY_DONE(setup);
    QTest::keyClick(setup.window.get(), Qt::Key_Escape);
    QVERIFY(setup.find<QWidget>("toolBar")->isVisible());
    QVERIFY(setup.find<QWidget>("formArea")->isVisible() && setup.find<QWidget>("table")->isVisible());
    QTRY_VERIFY(setup.find<QWidget>("formArea")->width() > 250);
    for (const char* field : {"heads", "device", "dtype", "layout", "threads"}) // the device came unseen
        QVERIFY2(setup.find<QWidget>(field)->height() > 15, field);
    QVERIFY(setup.find<ChartPanel>("chart")->width() > 250);
}

void TestPresentation::aSweepIsAThinLine() {
    PresentedWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.present();
    QVERIFY(!setup.line->isVisible());
    setup.script->holdAt(6);
    setup.action("start")->trigger();
    QVERIFY(setup.script->waitUntilHeld());
    QTRY_COMPARE(setup.line->share(), 5.0 / kPoints);
    QVERIFY(setup.line->isVisible());
    QCOMPARE(setup.line->width(), setup.window->width());
    QVERIFY(setup.line->height() <= 0.01 * setup.window->height());
    QCOMPARE(setup.line->geometry().bottom(), setup.chart->rect().bottom());
    QVERIFY(std::abs(shareFilled(setup.line) - 5.0 / kPoints) < 0.005);
    setup.action("presentation")->trigger();
    QVERIFY(!setup.line->isVisible());
    setup.action("presentation")->trigger();
    QVERIFY(setup.line->isVisible());
    setup.script->release();
    TRY_DONE(setup);
    QVERIFY(!setup.line->isVisible());
}

void TestPresentation::aReplayIsAThinLine() {
    PresentedWindow setup;
    setup.present();
    setup.window->setReplayPace({1, 86400});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    setup.window->pauseReplay();
    QVERIFY(!setup.find<QWidget>("replayStrip")->isVisible());
    QVERIFY(setup.line->isVisible());
    QCOMPARE(filled(setup.line), 0);
    for (int step = 1; step <= 14; ++step) {
        QTest::keyClick(setup.window.get(), Qt::Key_Right);
        QVERIFY(std::abs(shareFilled(setup.line) - step / 14.0) < 0.005);
    }
    setup.window->setReplayPace({kAtOnce, 0});
    QTest::keyClick(setup.window.get(), Qt::Key_Space);
    QTRY_VERIFY(!setup.line->isVisible()); // it is over
    setup.action("presentation")->trigger();
    QVERIFY(setup.find<QWidget>("replayStrip")->isVisible());
}

void TestPresentation::aReplayHasItsAxesFromTheStart_data() {
    QTest::addColumn<QString>("quantity");
    QTest::addColumn<bool>("presented");
    for (const char* quantity : {"", "percentOfRoof", "timePerCall"})
        for (const bool presented : {false, true})
            QTest::addRow("%s, %s", quantity, presented ? "presented" : "in the window")
                << QString::fromLatin1(quantity) << presented;
}

void TestPresentation::aReplayHasItsAxesFromTheStart() {
    QFETCH(QString, quantity);
    QFETCH(bool, presented);
    PresentedWindow setup;
    if (!quantity.isEmpty())
        setup.action(qPrintable(quantity))->trigger();
    if (presented)
        setup.present();
    Run slow = pacedRun();
    for (Measurement& row : slow.measurements) { // in another unit than a run without points has
        row.time.medianS *= 1e4;
        row.time.lowS *= 1e4;
        row.time.highS *= 1e4;
    }
    slow.measurements.back().flags |= Flag::VisitsDiffer; // whatever that makes the names say
    setup.window->setReplayPace({1, 86400});
    setup.window->replay(QStringLiteral("sample"), slow);
    setup.window->pauseReplay();
    QCoreApplication::processEvents();
    setup.chart->grab();
    const QRectF plot = setup.plot->mapping().plot();
    const ViewRange view = setup.plot->mapping().view();
    const QString axis = setup.plot->texts().yAxis;
    QVERIFY(view.yMax > 0);
    for (int step = 0; step < 14; ++step) {
        QTest::keyClick(setup.window.get(), Qt::Key_Right);
        setup.chart->grab();
        QCOMPARE(setup.plot->mapping().plot(), plot);
        QVERIFY(setup.plot->mapping().view() == view);
        QCOMPARE(setup.plot->texts().yAxis, axis);
    }
}

void TestPresentation::standstillsAreSaid() {
    PresentedWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.window->setReplayPace({1, 86400});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    setup.window->pauseReplay();
    QVERIFY(setup.plot->stageNote().isEmpty()); // the window has its strip
    QCOMPARE(setup.plot->hint(), QStringLiteral("Paused – Space plays"));
    setup.present();
    QCOMPARE(setup.plot->stageNote(), QStringLiteral("Paused – Space plays"));
    QVERIFY(setup.plot->hint().isEmpty()); // it is said once
    for (const QSize size : {QSize(800, 500), QSize(1280, 800)}) {
        setup.window->setWindowState(Qt::WindowNoState);
        setup.window->resize(size);
        QTRY_COMPARE(setup.chart->size(), size);
        const QRectF room = setup.plot->stageNoteRoom();
        QVERIFY(QFontMetricsF(setup.plot->frameFonts().subtitle).horizontalAdvance(setup.plot->stageNote()) <
                room.width());
        QVERIFY(room.top() > setup.plot->mapping().plot().bottom());
        QVERIFY(room.bottom() <= setup.line->geometry().top());
        QVERIFY(count(setup.plot->grab(room.toRect()).toImage(), setup.plot->view().theme.quiet, 40) > 20);
    }
    QTest::keyClick(setup.window.get(), Qt::Key_Space);
    QVERIFY(setup.plot->stageNote().isEmpty());
    QVERIFY(setup.plot->hint().startsWith(QStringLiteral("Waiting")));
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QVERIFY(setup.script->waitUntilHeld());
    QTRY_VERIFY(setup.plot->stageNote().isEmpty());
    setup.action("pause")->trigger();
    QVERIFY(setup.plot->stageNote().startsWith(QStringLiteral("Pausing")));
    setup.script->release();
    QTRY_COMPARE(setup.plot->stageNote(), QStringLiteral("Paused – F6 goes on"));
    setup.action("presentation")->trigger();
    QVERIFY(setup.plot->stageNote().isEmpty());
    setup.action("pause")->trigger();
    TRY_DONE(setup);
}

void TestPresentation::oneKeyTooManyIsAnswered() {
    PresentedWindow setup;
    setup.present();
    setup.window->setReplayPace({kAtOnce, 0});
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QTRY_COMPARE(setup.tableRows(), 14);
    QTRY_VERIFY(!setup.line->isVisible());
    QVERIFY(setup.plot->stageNote().isEmpty());
    const QString answer = QStringLiteral("The replay is over: R plays it again");
    auto* isRead = setup.find<QTimer>("answerIsRead");
    for (const auto key : {Qt::Key_PageDown, Qt::Key_Space, Qt::Key_F5}) {
        QTest::keyClick(setup.plot, key);
        QCOMPARE(setup.plot->stageNote(), answer);
        QCOMPARE(setup.tableRows(), 14);
        QVERIFY(isRead->isActive());
        QMetaObject::invokeMethod(isRead, "timeout");
        QVERIFY(setup.plot->stageNote().isEmpty());
    }
    QTest::keyClick(setup.plot, Qt::Key_Space);
    setup.window->setReplayPace({1, 86400});
    QTest::keyClick(setup.plot, Qt::Key_R);
    QVERIFY(setup.plot->stageNote().isEmpty()); // it is no longer true
    setup.action("presentation")->trigger();
    QVERIFY(!isRead->isActive());
}

void TestPresentation::beginsWithNames() {
    PresentedWindow setup;
    setup.measure();
    QAction* readAll = setup.action("unifiedHover");
    for (const bool before : {true, false}) {
        readAll->setChecked(before);
        setup.present();
        QVERIFY(!readAll->isChecked());
        QVERIFY(setup.plot->endLabels().sayAll() && setup.plot->endLabels().width() > 0);
        QTest::keyClick(setup.plot, Qt::Key_X);
        QVERIFY(readAll->isChecked());
        setup.action("presentation")->trigger();
        QCOMPARE(readAll->isChecked(), before);
    }
    readAll->setChecked(true);
    QVERIFY(setup.find<QWidget>("readings")->isVisible());
    setup.present();
    QVERIFY(!setup.find<QWidget>("readings")->isVisible());
}

void TestPresentation::aRestingPointerIsHidden() {
    PresentedWindow setup;
    auto* rests = setup.window->findChild<QTimer*>(QStringLiteral("pointerRests"));
    QVERIFY(!rests->isActive());
    setup.present();
    QVERIFY(rests->isActive() && rests->interval() == 2000);
    const auto timePasses = [rests] {
        rests->stop();
        QMetaObject::invokeMethod(rests, "timeout");
    };
    const auto isHidden = [] {
        return QApplication::overrideCursor() && QApplication::overrideCursor()->shape() == Qt::BlankCursor;
    };
    QVERIFY(!isHidden());
    timePasses();
    QVERIFY(isHidden());
    QTest::mouseMove(setup.plot, QPoint(200, 200));
    QTRY_VERIFY(!isHidden());
    QVERIFY(rests->isActive());
    timePasses();
    QVERIFY(isHidden());
    setup.action("presentation")->trigger();
    QVERIFY(!isHidden() && !rests->isActive());
}

void TestPresentation::onlyWhatWasAskedForStandsBesideAReplay() {
    PresentedWindow setup(scriptedGpu()); // where the paper's curves are shown unasked
    QVERIFY(writeRunFile(setup.at("other.headroom.json").toStdString(), pacedRun()));
    setup.window->openRuns({setup.at("other.headroom.json")});
    setup.window->present();
    setup.window->setReplayPace({1, 86400});
    setup.window->replay(QStringLiteral("sample"), pacedRun(), MainWindow::Beside::AllThatIsShown);
    QTRY_VERIFY(setup.ready());
    QVERIFY(!setup.action("reference")->isChecked());
    QCOMPARE(setup.tableRows(), 14); // those of the other run
    setup.window->replay(QStringLiteral("sample"), pacedRun());
    QCOMPARE(setup.tableRows(), 0);
    QVERIFY(!setup.action("reference")->isChecked());
}

HEADROOM_TEST(TestPresentation, Windows)

} // namespace headroom::testing::tst_presentation

#include "tst_presentation.moc"
