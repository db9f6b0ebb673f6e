// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/replay/paced_run.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/reading/readings_view.h"
#include "ui/progress_line.h"

#include <QFontInfo>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>

namespace headroom::testing::tst_presentation {

using namespace headroom::ui;

namespace {

struct PresentedWindow : WindowFixture {
    using WindowFixture::WindowFixture;

    ChartPanel* chart = find<ChartPanel>("chart");
    PlotWidget* plot = find<PlotWidget>("plot");
    ProgressLine* line = find<ProgressLine>("progressLine");

    bool presenting() const { return action("presentation")->isChecked(); }
    void present() const {
        action("presentation")->trigger();
        QTRY_COMPARE(chart->size(), window->size());
    }
    /// Pixels of the line that are filled, at its middle.
    int filled() const {
        const QImage image = line->grab().toImage();
        const QColor fill = themeFor(line->palette()).quiet;
        int pixels = 0;
        for (int x = 0; x < image.width(); ++x)
            pixels += near(image.pixelColor(x, image.height() / 2), fill, 2) ? 1 : 0;
        return pixels;
    }
    double shareFilled() const { return static_cast<double>(filled()) / line->width(); }
};

} // namespace

/// The chart for an audience.
class TestPresentation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void typeFollowsTheHeight_data();
    void typeFollowsTheHeight();
    void theSubtitleIsShown();
    void readingsAreAsLarge();
    void readingsStandForNames_data();
    void readingsStandForNames();
    void calloutsKeepClearOfNames();
    void theChartAlone();
    void everythingComesBack();
    void asFromTheCommandLine();
    void aSweepIsAThinLine();
    void aReplayIsAThinLine();
    void aReplayHasItsAxesFromTheStart_data();
    void aReplayHasItsAxesFromTheStart();
    void standstillsAreSaid();
    void aRestingPointerIsHidden();
    void noticesWait();
    void noneOfManyNoticesIsLost();
    void questionsWait();
    void reportsWait();
    void onlyWhatWasAskedForStandsBesideAReplay();
};

void TestPresentation::typeFollowsTheHeight_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(800, 500), QSize(1123, 733), QSize(1280, 800), QSize(1920, 1080),
                             QSize(1997, 1123), QSize(2560, 1440)})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void TestPresentation::typeFollowsTheHeight() {
    QFETCH(QSize, size);
    ChartFixture chart({900, 600});
    chart.addRun();
    chart.panel.setPresentation(true);
    chart.host.resize(size); // while it is presented
    chart.panel.resize(size);
    chart.settle();
    const FrameFonts fonts = chart.plot->frameFonts();
    for (const QFont& font : {fonts.title, fonts.axis, fonts.tick, chart.plot->view().font})
        QVERIFY2(font.pixelSize() >= 0.026 * size.height(), qPrintable(font.toString()));
    QVERIFY(fonts.leastAxisTitle * fonts.axis.pixelSize() >= 0.026 * size.height());
    QVERIFY(fonts.subtitle.pixelSize() >= 0.022 * size.height());
    QVERIFY(chart.plot->view().scale >= std::max(1.0, 0.0019 * size.height()));
    const QRectF plot = chart.plot->mapping().plot();
    QVERIFY(plot.height() > 0.7 * size.height() && plot.width() > 0.6 * size.width());
    chart.panel.setPresentation(false);
    QCOMPARE(chart.panel.font(), QApplication::font());
    QCOMPARE(chart.plot->view().scale, 1.0);
}

void TestPresentation::theSubtitleIsShown() {
    ChartFixture chart({1280, 800});
    Run run = sampleRun();
    chart.addRun(run, RunKind::Replay);
    chart.panel.setPresentation(true);
    chart.settle();
    const QString subtitle = chart.plot->texts().subtitle;
    QVERIFY2(subtitle.contains(QStringLiteral("replayed")), qPrintable(subtitle));
    const QRectF plot = chart.plot->mapping().plot();
    const QFontMetricsF type(chart.plot->frameFonts().subtitle);
    const QRectF above(plot.left(), plot.top() - 1.5 * type.height(), plot.width(), 1.4 * type.height());
    QVERIFY(count(chart.picture().copy(above.toRect()), chart.plot->view().theme.quiet, 40) > 200);
}

void TestPresentation::readingsAreAsLarge() {
    ChartFixture chart({1920, 1080});
    chart.addRun();
    chart.panel.setPresentation(true);
    chart.panel.setUnifiedHover(true);
    chart.moveTo(chart.plot->mapping().plot().center());
    chart.settle();
    auto* readings = chart.panel.findChild<ReadingsView*>();
    QVERIFY(readings->isVisible());
    auto* table = readings->findChild<QTableView*>();
    QVERIFY(QFontInfo(table->font()).pixelSize() >= 0.026 * 1080);
    QVERIFY(table->verticalHeader()->defaultSectionSize() >= QFontMetrics(table->font()).height());
    QVERIFY(!table->horizontalScrollBar()->isVisible());
    QVERIFY(!table->verticalScrollBar()->isVisible());
    QVERIFY(!readings->geometry().intersects(chart.plot->geometry()));
    QVERIFY(chart.plot->mapping().plot().width() > 0.35 * 1920);
}

void TestPresentation::readingsStandForNames_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("early");
    for (const QSize size : {QSize(800, 500), QSize(1280, 800), QSize(1920, 1080), QSize(2560, 1440)})
        for (const bool early : {false, true})
            QTest::addRow("%dx%d%s", size.width(), size.height(), early ? ", before there is a run" : "")
                << size << early;
}

void TestPresentation::readingsStandForNames() {
    QFETCH(QSize, size);
    QFETCH(bool, early);
    ChartFixture chart(size);
    chart.panel.setPresentation(true);
    chart.panel.setUnifiedHover(early);
    chart.settle();
    SweepSpec spec = sampleSpec();
    spec.algorithm = Algorithm::Both; // the most columns that one run has
    chart.addRun(sampleRun(spec));
    chart.settle();
    chart.panel.setUnifiedHover(true);
    chart.moveTo(chart.plot->mapping().plot().center());
    chart.settle();
    auto* readings = chart.panel.findChild<ReadingsView*>();
    auto* table = readings->findChild<QTableView*>();
    QVERIFY(readings->isVisible());
    QTRY_VERIFY(!table->horizontalScrollBar()->isVisible() && !table->verticalScrollBar()->isVisible());
    QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
    QVERIFY(table->verticalHeader()->length() <= table->viewport()->height());
    QVERIFY(QFontInfo(table->font()).pixelSize() >= 0.6 * 0.026 * size.height());
    QCOMPARE(chart.plot->endLabels().width(), 0.0);
    QVERIFY(!chart.panel.findChild<QListView*>(QStringLiteral("legend"))->isVisible());
    QVERIFY(chart.plot->mapping().plot().width() > 0.4 * size.width());
    chart.panel.setUnifiedHover(false);
    chart.settle();
    QVERIFY(chart.plot->endLabels().sayAll() && chart.plot->endLabels().width() > 0);
}

void TestPresentation::calloutsKeepClearOfNames() {
    for (const QSize size : {QSize(800, 500), QSize(1280, 800)}) {
        ChartFixture chart(size);
        const int id = chart.addRun();
        chart.panel.setPresentation(true);
        chart.settle();
        const QRectF plot = chart.plot->mapping().plot();
        const double left =
            chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view())[0].box.left();
        const QRect names(qFloor(left), 0, chart.plot->width() - qFloor(left), size.height());
        const QImage before = chart.picture().copy(names);
        const Run& run = chart.store.find(id)->run;
        for (std::size_t row = 0; row < run.measurements.size(); row += 5) {
            chart.panel.selectPoint(id, static_cast<int>(row));
            QTest::keyClick(chart.plot, Qt::Key_P);
            QVERIFY(chart.picture().copy(names) == before);
            for (const QRectF& box : chart.plot->pins().boxes(chart.plot->view()))
                QVERIFY(plot.contains(box));
            QTest::keyClick(chart.plot, Qt::Key_P);
        }
    }
}

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

void TestPresentation::everythingComesBack() {
    for (const bool byEscape : {true, false}) {
        PresentedWindow setup;
        setup.measure();
        setup.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
        setup.action("showTable")->setChecked(byEscape);
        auto* across = qobject_cast<QSplitter*>(setup.find<QWidget>("formArea")->parentWidget());
        auto* down = qobject_cast<QSplitter*>(setup.chart->parentWidget());
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
    QVERIFY(std::abs(setup.shareFilled() - 5.0 / kPoints) < 0.005);
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
    QCOMPARE(setup.filled(), 0);
    for (int step = 1; step <= 14; ++step) {
        QTest::keyClick(setup.window.get(), Qt::Key_Right);
        QVERIFY(std::abs(setup.shareFilled() - step / 14.0) < 0.005);
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
    setup.present();
    QCOMPARE(setup.plot->stageNote(), QStringLiteral("Paused – Space plays"));
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

void TestPresentation::noticesWait() {
    PresentedWindow setup;
    auto* bar = setup.find<NoticeBar>("noticeBar");
    bar->say(QStringLiteral("Before."));
    QTRY_VERIFY(setup.ready());
    setup.present();
    QVERIFY(!bar->isVisible());
    setup.script->failAt(3, {Status::DeviceLost, "The device fell off the bus."});
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QVERIFY(!bar->isVisible());
    QCOMPARE(setup.chart->size(), setup.window->size());
    setup.action("start")->trigger(); // takes away what was read
    TRY_DONE(setup);
    setup.action("presentation")->trigger();
    QVERIFY(bar->isVisible());
    QVERIFY(!setup.notices().contains(QStringLiteral("Before.")));
    QVERIFY(setup.notices().contains(QStringLiteral("The device fell off the bus.")));
    for (const Notice* notice : bar->findChildren<Notice*>())
        QVERIFY(notice->isVisible());
    bar->dismissSentences();
    QVERIFY(!bar->isVisible());
}

void TestPresentation::noneOfManyNoticesIsLost() {
    PresentedWindow setup;
    auto* bar = setup.find<NoticeBar>("noticeBar");
    setup.present();
    for (int i = 0; i < 5; ++i)
        bar->say(QStringLiteral("Sentence %1.").arg(i));
    setup.action("presentation")->trigger();
    const auto seen = [bar] {
        QStringList texts;
        for (const Notice* notice : bar->findChildren<Notice*>())
            if (notice->isVisible())
                texts << notice->text().left(10).right(1);
        return texts.join(QString());
    };
    QCOMPARE(seen(), QStringLiteral("012"));
    bar->say(QStringLiteral("Sentence 5.")); // waits with the others
    QCOMPARE(seen(), QStringLiteral("012"));
    bar->findChildren<Notice*>().front()->dismiss();
    QCOMPARE(seen(), QStringLiteral("123"));
    bar->dismissSentences();
    QCOMPARE(seen(), QStringLiteral("45"));
}

void TestPresentation::questionsWait() {
    PresentedWindow setup;
    auto* bar = setup.find<NoticeBar>("noticeBar");
    setup.present();
    for (int i = 0; i < 4; ++i)
        bar->say(QStringLiteral("Sentence %1.").arg(i));
    Notice* question = bar->ask(QStringLiteral("What now?"));
    QPushButton* answer = question->offer(QStringLiteral("Wait"));
    QVERIFY(!answer->isVisible());
    setup.action("presentation")->trigger();
    QVERIFY(answer->isVisible());
}

void TestPresentation::reportsWait() {
    PresentedWindow setup;
    setup.present();
    QFile broken(setup.at("broken.headroom.json"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{");
    broken.close();
    setup.window->openRuns({broken.fileName()}); // as from the command line
    QVERIFY(!setup.find<QWidget>("errorBox"));
    setup.action("presentation")->trigger();
    QTRY_VERIFY(setup.find<QMessageBox>("errorBox"));
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box->text().contains(QStringLiteral("broken.headroom.json")));
    box->close();
    QTRY_VERIFY(!setup.find<QWidget>("errorBox"));
    setup.action("presentation")->trigger();
    setup.window->openRuns({broken.fileName()});
    QVERIFY(setup.window->close()); // nobody is left to read it
    QCoreApplication::processEvents();
    QVERIFY(!setup.find<QWidget>("errorBox"));
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
