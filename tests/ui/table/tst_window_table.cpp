// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/legend/legend_view.h"
#include "ui/table/measurement_model.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>

namespace headroom::testing::tst_window_table {

using namespace headroom::ui;

/// The table in the window: with the chart, the legend and a sweep beside it.
class TestWindowTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void followsTheLegend();
    void followsHiddenRuns();
    void isFoundByItsShortcut();
    void pointsThatAreFilteredOutAreLeftAlone();
    void staysFilteredWhileASweepRuns();
    void copiesWhatIsFound();
    void isRemembered();
    void itsNewestRowStaysInView();
    void saysThatNothingIsMeasured();
};

namespace {

/// The row of the legend that bears that label; -1 without one.
int legendRow(const LegendView& legend, const QString& label) {
    for (int row = 0; row < legend.model()->rowCount(); ++row)
        if (legend.model()->index(row, 0).data().toString() == label)
            return row;
    return -1;
}

/// Measured, in front, with the keyboard.
#define READY_AND_MEASURED(setup)                                                                            \
    (setup).window->activateWindow();                                                                        \
    QVERIFY(QTest::qWaitForWindowActive((setup).window.get()));                                              \
    QTRY_VERIFY((setup).ready());                                                                            \
    (setup).action("start")->trigger();                                                                      \
    TRY_DONE(setup);                                                                                         \
    QTRY_COMPARE((setup).tableRows(), kPoints)

void hideByKey(LegendView* legend, const QString& label) {
    legend->setFocus();
    legend->setCurrentIndex(legend->model()->index(legendRow(*legend, label), 0));
    QTest::keyClick(legend, Qt::Key_Space);
}

} // namespace

void TestWindowTable::followsTheLegend() {
    WindowFixture setup;
    READY_AND_MEASURED(setup);
    auto* legend = setup.find<LegendView>("legend");
    const auto* count = setup.find<QLabel>("tableCount");
    QCOMPARE(count->text(), QStringLiteral("8 measurements"));
    hideByKey(legend, QStringLiteral("h/a = 8"));
    QCOMPARE(setup.tableRows(), kPoints / 2);
    QCOMPARE(count->text(), QStringLiteral("4 of 8"));
    setup.find<QCheckBox>("onlyVisibleCurves")->setFocus();
    QTest::keyClick(setup.find<QCheckBox>("onlyVisibleCurves"), Qt::Key_Space);
    QCOMPARE(setup.tableRows(), kPoints);
    QTest::keyClick(setup.find<QCheckBox>("onlyVisibleCurves"), Qt::Key_Space);
    QCOMPARE(setup.tableRows(), kPoints / 2);
    hideByKey(legend, QStringLiteral("h/a = 8"));
    QCOMPARE(setup.tableRows(), kPoints);
}

void TestWindowTable::followsHiddenRuns() {
    WindowFixture setup;
    READY_AND_MEASURED(setup);
    setup.action("start")->trigger();
    TRY_DONE(setup);
    auto* runs = setup.find<QMenu>("runsMenu");
    Q_EMIT runs->aboutToShow();
    runs->actions().constLast()->trigger();
    QCOMPARE(setup.tableRows(), kPoints);
    const auto* view = setup.find<QTableView>("table");
    QVERIFY(view->isColumnHidden(MeasurementModel::RunName));
    setup.find<QCheckBox>("onlyVisibleCurves")->click();
    QCOMPARE(setup.tableRows(), 2 * kPoints);
    QVERIFY(!view->isColumnHidden(MeasurementModel::RunName));
    setup.find<QCheckBox>("onlyVisibleCurves")->click();
    Q_EMIT runs->aboutToShow();
    runs->actions().constLast()->trigger();
    QCOMPARE(setup.tableRows(), 2 * kPoints);
    QVERIFY(!view->isColumnHidden(MeasurementModel::RunName));
}

void TestWindowTable::isFoundByItsShortcut() {
    WindowFixture setup;
    READY_AND_MEASURED(setup);
    setup.action("showTable")->trigger();
    QVERIFY(!setup.find<QWidget>("tablePanel")->isVisible());
    QTest::keyClick(setup.window.get(), Qt::Key_F, Qt::ControlModifier);
    auto* words = setup.find<QLineEdit>("tableFilter");
    QTRY_VERIFY(words->hasFocus());
    QTest::keyClicks(words, QStringLiteral("no such kernel"));
    QCOMPARE(setup.tableRows(), 0);
    QTest::keyClick(words, Qt::Key_Escape);
    QCOMPARE(setup.tableRows(), kPoints);
    setup.action("presentation")->trigger();
    QTest::keyClick(setup.window.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(words->hasFocus());
    QVERIFY(!setup.action("presentation")->isChecked());
}

void TestWindowTable::pointsThatAreFilteredOutAreLeftAlone() {
    WindowFixture setup;
    READY_AND_MEASURED(setup);
    auto* chart = setup.find<ChartPanel>("chart");
    auto* view = setup.find<QTableView>("table");
    const auto* readout = setup.find<QLabel>("readout");
    setup.find<QLineEdit>("tableFilter")->setFocus();
    QTest::keyClicks(setup.find<QLineEdit>("tableFilter"),
                     view->model()->index(2, MeasurementModel::Throughput).data().toString());
    const int found = setup.tableRows();
    QVERIFY(found >= 1);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Down);
    view->selectRow(0);
    const QString chosen = view->model()->index(0, MeasurementModel::Hidden).data().toString();
    QVERIFY2(readout->text().contains(chosen), qPrintable(readout->text())); // marked in the chart
    for (int row = 0; row < kPoints; ++row) {
        Q_EMIT chart->pointActivated(1, row);
        QCOMPARE(setup.tableRows(), found);
        QVERIFY(!view->selectionModel()->selectedRows().isEmpty());
    }
}

void TestWindowTable::staysFilteredWhileASweepRuns() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(6);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 5);
    hideByKey(setup.find<LegendView>("legend"), QStringLiteral("h/a = 1"));
    const int shown = setup.tableRows();
    QVERIFY(shown < 5);
    setup.script->release();
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), kPoints / 2);
    QCOMPARE(setup.find<QLabel>("tableCount")->text(), QStringLiteral("4 of 8"));
}

void TestWindowTable::copiesWhatIsFound() {
    WindowFixture setup;
    READY_AND_MEASURED(setup);
    hideByKey(setup.find<LegendView>("legend"), QStringLiteral("h/a = 1"));
    setup.find<QTableView>("table")->sortByColumn(MeasurementModel::Hidden, Qt::DescendingOrder);
    setup.action("copyTable")->trigger();
    const NamedRows copied(QGuiApplication::clipboard()->text(), QLatin1Char('\t'));
    QCOMPARE(copied.count(), kPoints / 2);
    int last = INT_MAX;
    for (int row = 0; row < copied.count(); ++row) {
        QVERIFY(copied.at(row, "h").toInt() < last);
        last = copied.at(row, "h").toInt();
        QCOMPARE(copied.at(row, "ratio"), QStringLiteral("8"));
    }
}

void TestWindowTable::isRemembered() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.find<QCheckBox>("onlyVisibleCurves")->isChecked());
    setup.find<QCheckBox>("onlyVisibleCurves")->click();
    QVERIFY(setup.window->close());
    setup.crash();
    setup.open();
    QVERIFY(!setup.find<QCheckBox>("onlyVisibleCurves")->isChecked());
}

void TestWindowTable::itsNewestRowStaysInView() {
    WindowFixture setup;
    setup.window->setReplayPace({1e-3, 0});
    setup.window->replay(QStringLiteral("sample"), sampleRun());
    setup.window->pauseReplay();
    auto* table = setup.find<QTableView>("table");
    auto* bar = table->verticalScrollBar();
    auto* plot = setup.find<QWidget>("plot");
    const auto step = [&] {
        QTest::keyClick(plot, Qt::Key_Right);
        QCoreApplication::processEvents();
    };
    while (setup.tableRows() < 30)
        step();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(2); // the user looks at something
    step();
    QCOMPARE(bar->value(), 2);
    bar->setValue(bar->maximum()); // and goes on following
    step();
    QCOMPARE(bar->value(), bar->maximum());
    table->sortByColumn(MeasurementModel::Hidden, Qt::DescendingOrder);
    bar->setValue(0);
    step();
    QCOMPARE(bar->value(), 0);
}

void TestWindowTable::saysThatNothingIsMeasured() {
    WindowFixture setup;
    const auto said = [&setup] { return setup.find<QLabel>("tableCount")->text(); };
    QCOMPARE(said(), QStringLiteral("Nothing measured or opened yet"));
    setup.action("reference")->setChecked(true); // whose points are on the chart
    QCOMPARE(said(), QStringLiteral("Reference data are not listed"));
    setup.action("reference")->setChecked(false);
    QCOMPARE(said(), QStringLiteral("Nothing measured or opened yet"));
}

HEADROOM_TEST(TestWindowTable, Windows)

} // namespace headroom::testing::tst_window_table

#include "tst_window_table.moc"
