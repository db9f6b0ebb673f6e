// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/table/measurement_model.h"

#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QToolBar>

namespace headroom::testing::tst_main_window {

using namespace headroom::ui;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void findsDevicesAfterItIsShown();
    void measuresStopsAndExports();
    void startsByItself();
    void pausesAndResumes();
    void startIsRefusedWithTheReason();
    void restartKeepsTheRunBefore();
    void comparesWithTheRunBefore();
    void saysWhyASweepEnded();
    void aRunThatDidNotBeginLeavesTheOneBefore();
    void remembersTheForm();
    void forgetsWhatTheCommandLineAskedFor();
    void startsWithWhateverTheSettingsHold();
    void remembersTheColumns();
    void showsThePaperOnAGpu();
    void paperStaysBesideACpuForOneSession();
    void paperHiddenForOneLookIsThereAtTheNextStart();
    void twoDeviceBoxesAgree();
    void presentation();
    void shortcutsAndHelp();
};

void TestMainWindow::findsDevicesAfterItIsShown() {
    WindowFixture setup;
    QVERIFY(!setup.ready());
    QVERIFY(setup.window->isVisible());
    QVERIFY(!setup.action("start")->isEnabled());
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.action("start")->isEnabled());
    QVERIFY(!setup.action("pause")->isEnabled());
    QVERIFY(!setup.action("saveRun")->isEnabled());
    QVERIFY(!setup.action("exportCsv")->isEnabled());
}

void TestMainWindow::measuresStopsAndExports() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(6);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 5);
    QVERIFY(setup.find<QLabel>("progressText")->text().contains(QStringLiteral("5 of 8")));
    QVERIFY(setup.action("stop")->isEnabled());
    setup.action("stop")->trigger();
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), 5);
    QVERIFY2(setup.find<QLabel>("progressText")->text().contains(QStringLiteral("Stopped")),
             qPrintable(setup.find<QLabel>("progressText")->text()));

    const QString csv = setup.folder.filePath(QStringLiteral("data.csv"));
    setup.action("exportCsv")->trigger();
    setup.choose(csv);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 6);

    const QString png = setup.folder.filePath(QStringLiteral("chart")); // the ending is added
    setup.exportPicture(png);
    const QImage picture(png + QStringLiteral(".png"));
    QVERIFY(picture.width() >= 800);
    QVERIFY(setup.find<QLabel>("readout")->text().contains(QStringLiteral("chart.png")));
    QCOMPARE(setup.preferences->folder(QStringLiteral("export")), setup.folder.path());
}

void TestMainWindow::startsByItself() {
    WindowFixture setup;
    setup.window->startWhenReady();
    QTRY_COMPARE(setup.tableRows(), kPoints);
    TRY_DONE(setup);
}

void TestMainWindow::pausesAndResumes() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 2);
    setup.action("pause")->trigger();
    QVERIFY(setup.action("pause")->isChecked());
    setup.script->release();
    QTRY_VERIFY(setup.find<QLabel>("progressText")->text().contains(QStringLiteral("paused")));
    QCOMPARE(setup.tableRows(), 3);
    setup.action("pause")->trigger();
    QVERIFY(!setup.action("pause")->isChecked());
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), kPoints);
}

void TestMainWindow::startIsRefusedWithTheReason() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    auto* heads = setup.find<QWidget>("heads")->findChild<QLineEdit*>();
    heads->setText(QStringLiteral("0"));
    QVERIFY(!setup.action("start")->isEnabled());
    const QString problem = setup.find<SweepForm>("sweepForm")->problem();
    QVERIFY(!problem.isEmpty());
    QVERIFY(setup.action("start")->toolTip().contains(problem));
    heads->setText(QStringLiteral("12"));
    QVERIFY(setup.action("start")->isEnabled());
}

void TestMainWindow::restartKeepsTheRunBefore() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(4);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 3);
    setup.action("start")->trigger();
    setup.script->release();
    TRY_DONE(setup);
    QTRY_COMPARE(setup.tableRows(), kPoints + 3); // what was shown stays
    auto* runs = setup.find<QMenu>("runsMenu");
    QVERIFY(runs);
    Q_EMIT runs->aboutToShow();
    QCOMPARE(runs->actions().size(), 2);
    QVERIFY(runs->actions().constLast()->isChecked());
    runs->actions().constLast()->trigger();
    QCOMPARE(setup.tableRows(), kPoints);
}

void TestMainWindow::comparesWithTheRunBefore() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    QAction* compare = setup.action("compare");
    QVERIFY(!compare->isEnabled());
    QVERIFY(compare->toolTip().contains(QStringLiteral("second run")));
    for (int run = 0; run < 2; ++run) {
        setup.action("start")->trigger();
        TRY_DONE(setup);
    }
    QVERIFY(compare->isEnabled()); // the run before is shown still
    setup.action("percentOfRoof")->trigger();
    compare->trigger();
    QVERIFY(!setup.action("percentOfRoof")->isChecked());
    const auto* chart = setup.window->findChild<ChartState*>();
    QVERIFY(chart->quantity().comparesRuns());
    // The next sweep is compared with the last one while it runs.
    setup.script->holdAt(4);
    setup.action("start")->trigger();
    QTRY_VERIFY(!setup.idle());
    QTRY_COMPARE(chart->curves().comparisonBases().size(), std::size_t{2});
    QVERIFY(chart->quantity().comparesRuns());
    QVERIFY(compare->isChecked());
    setup.script->release();
    TRY_DONE(setup);
    QVERIFY(chart->quantity().comparesRuns());
    auto* bases = setup.find<QMenu>("compareMenu");
    Q_EMIT bases->aboutToShow();
    QCOMPARE(bases->actions().size(), 2);
    // Without them there is nothing to compare, and the status bar says so.
    auto* runs = setup.find<QMenu>("runsMenu");
    Q_EMIT runs->aboutToShow();
    for (QAction* run : runs->actions())
        if (run != runs->actions().constFirst() && run->isChecked())
            run->trigger();
    QVERIFY(!chart->quantity().comparesRuns());
    QVERIFY(!compare->isChecked() && !compare->isEnabled());
    QVERIFY(setup.find<QLabel>("readout")->text().contains(QStringLiteral("Back to throughput")));
}

void TestMainWindow::saysWhyASweepEnded() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->failAt(4, {Status::DeviceLost, "The device fell off the bus."});
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QTRY_COMPARE(setup.tableRows(), 4);
    QVERIFY(setup.find<QWidget>("noticeBar")->isVisible());
    QVERIFY(setup.notices().contains(QStringLiteral("The device fell off the bus.")));
    setup.action("start")->trigger(); // it can be tried again
    QVERIFY(!setup.find<QWidget>("noticeBar")->isVisible());
    TRY_DONE(setup);
}

void TestMainWindow::aRunThatDidNotBeginLeavesTheOneBefore() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    TRY_DONE(setup);
    setup.script->failOpen({Status::OutOfMemory, "Nothing is free."});
    setup.action("start")->trigger();
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("Nothing is free.")));
    QCOMPARE(setup.tableRows(), kPoints);
}

void TestMainWindow::startsWithWhateverTheSettingsHold() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    const auto startWith = [&setup](const QByteArray& settings) {
        setup.crash();
        QFile file(setup.at("settings.ini"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(settings);
        file.close();
        setup.open();
        QTRY_VERIFY(setup.ready());
    };
    startWith("[sweep]\nspec-cpu=\"[1e999]\"\ndevice=\"<img "
              "src='/dev/zero'>\"\n[table]\nheader=@ByteArray(\\0\\0)\n"
              "columns=1e999\n[window]\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb)\n"
              "across=@ByteArray(\\0\\0\\0\\xff\\0\\0\\0\\x1\\xff\\xff\\xff\\xff)\n"
              "[files]\nrecent=\"/<b>&\", 1e999\n[export]\nwidth=1e999\nheight=-1\nformat=2147483647\n"
              "[replay]\nspeed=-2147483648\n");
    QVERIFY(setup.notices().isEmpty());
    startWith("[sweep]\ndevice=@Variant(\\0\\0\\0\\t\\x7f\\xff\\xff\\xff)\n");
    QVERIFY(setup.notices().contains(QStringLiteral("settings.ini.unsound")));
}

void TestMainWindow::remembersTheColumns() {
    WindowFixture setup;
    const auto header = [&setup] { return setup.find<QTableView>("table")->horizontalHeader(); };
    header()->moveSection(header()->visualIndex(MeasurementModel::HeadDim), 1);
    header()->resizeSection(header()->logicalIndex(1), 123);
    header()->setSortIndicator(MeasurementModel::Heads, Qt::DescendingOrder);
    const int moved = header()->logicalIndex(1);
    setup.window->close();
    setup.crash();
    setup.open();
    QCOMPARE(header()->logicalIndex(1), moved);
    QCOMPARE(header()->sectionSize(moved), 123);
    QCOMPARE(header()->sortIndicatorSection(), int(MeasurementModel::Heads));
    QCOMPARE(header()->sortIndicatorOrder(), Qt::DescendingOrder);
}

void TestMainWindow::remembersTheForm() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.find<QWidget>("heads")->findChild<QLineEdit*>()->setText(QStringLiteral("24"));
    QVERIFY(setup.window->close());
    QCOMPARE(setup.preferences->deviceId(), std::string("cpu"));
    QVERIFY(setup.preferences->spec("cpu"));
    QCOMPARE(setup.preferences->spec("cpu")->heads, std::int64_t(24));
}

void TestMainWindow::forgetsWhatTheCommandLineAskedFor() {
    const SweepSpec own = defaultSpec(scriptedCpu());
    WindowFixture setup; // its sweep is a preset
    QTRY_VERIFY(setup.ready());
    QVERIFY(smallSpec() != own);
    QVERIFY(setup.window->close());
    QCOMPARE(setup.preferences->spec("cpu"), std::optional(own));
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.ready());
    setup.find<QWidget>("heads")->findChild<QLineEdit*>()->setText(QStringLiteral("24"));
    QVERIFY(setup.window->close());
    SweepSpec byHand = own;
    byHand.heads = 24;
    QCOMPARE(setup.preferences->spec("cpu"), std::optional(byHand));
}

void TestMainWindow::showsThePaperOnAGpu() {
    WindowFixture cpu;
    QTRY_VERIFY(cpu.ready());
    QVERIFY(!cpu.action("reference")->isChecked());
    WindowFixture gpu(scriptedGpu());
    QTRY_VERIFY(gpu.ready());
    QVERIFY(gpu.action("reference")->isChecked());
    QCOMPARE(gpu.tableRows(), 0); // it is no measurement of ours
    auto* menu = gpu.find<QMenu>("referenceMenu");
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().constFirst(), gpu.action("reference"));
    QVERIFY(!gpu.action("reference")->toolTip().isEmpty()); // says where its figures come from
    gpu.action("reference")->trigger();
    gpu.crash();
    gpu.open(); // whoever took them away does not want them at the next start
    QTRY_VERIFY(gpu.ready());
    QVERIFY(!gpu.action("reference")->isChecked());
    gpu.action("reference")->trigger();
    gpu.crash();
    gpu.open();
    QTRY_VERIFY(gpu.ready());
    QVERIFY(gpu.action("reference")->isChecked());
}

void TestMainWindow::paperStaysBesideACpuForOneSession() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("reference")->trigger();
    setup.measure();
    QVERIFY(setup.action("reference")->isChecked());
    setup.action("saveRun")->trigger();
    setup.choose(setup.at("cpu.headroom.json"));
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.ready());
    QVERIFY(!setup.action("reference")->isChecked());
    setup.action("reference")->trigger();
    setup.action("reference")->trigger();
    setup.measure();
    QVERIFY(!setup.action("reference")->isChecked());
}

void TestMainWindow::paperHiddenForOneLookIsThereAtTheNextStart() {
    WindowFixture setup(scriptedGpu());
    QTRY_VERIFY(setup.ready());
    setup.action("reference")->setChecked(false); // as the legend does
    setup.action("start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.idle(), 20000);
    QVERIFY(!setup.action("reference")->isChecked());
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.action("reference")->isChecked());
}

void TestMainWindow::twoDeviceBoxesAgree() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    auto* inBar = setup.find<QComboBox>("deviceBox");
    auto* inForm = setup.find<QComboBox>("device");
    QCOMPARE(inBar->currentIndex(), inForm->currentIndex());
    QCOMPARE(inBar->currentText(), QStringLiteral("Scripted CPU"));
}

void TestMainWindow::presentation() {
    WindowFixture setup;
    setup.action("presentation")->trigger();
    QVERIFY(!setup.find<QToolBar>("toolBar")->isVisible());
    QVERIFY(!setup.find<QWidget>("table")->isVisible());
    QVERIFY(!setup.find<QWidget>("formArea")->isVisible());
    QVERIFY(setup.window->findChild<ChartPanel*>()->isVisible());
    QTest::keyClick(setup.window.get(), Qt::Key_Escape);
    QVERIFY(setup.find<QToolBar>("toolBar")->isVisible());
    QVERIFY(setup.find<QWidget>("table")->isVisible());
    QVERIFY(setup.find<QWidget>("formArea")->isVisible());
}

void TestMainWindow::shortcutsAndHelp() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    QStringList keys;
    for (const QAction* action : setup.window->findChildren<QAction*>()) {
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!keys.contains(action->shortcut().toString()), qPrintable(action->text()));
        keys << action->shortcut().toString();
        QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
    }
    QTest::keyClick(setup.window.get(), Qt::Key_F5);
    QTRY_COMPARE(setup.tableRows(), kPoints);
    for (const auto& [action, page] : {std::pair("openManual", "manual"), std::pair("howToRead", "manual"),
                                       std::pair("shortcuts", "shortcuts"), std::pair("about", "about")}) {
        setup.action(action)->trigger();
        auto* dialog = setup.find<QDialog>(page);
        QVERIFY2(dialog && dialog->isVisible(), action);
        dialog->close();
        QTRY_VERIFY(!setup.find<QDialog>(page));
    }
}

HEADROOM_TEST(TestMainWindow, Windows)

} // namespace headroom::testing::tst_main_window

#include "tst_main_window.moc"
