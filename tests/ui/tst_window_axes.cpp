// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/figure.h"
#include "ui/chart/plot_widget.h"
#include "ui/table/measurement_model.h"

namespace headroom::testing::tst_window_axes {

using namespace headroom::ui;

/// What the View menu offers of the y axis and of intervals, in the window.
class TestWindowAxes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void menuSwitchesAxesAndIntervals();
    void isRemembered();
    void scalingToTheRunLeavesAZoom();
    void aProcessorIsSeenBesideTheReference();
};

namespace {

PlotWidget* plotOf(const WindowFixture& setup) {
    return setup.window->findChild<PlotWidget*>();
}

} // namespace

void TestWindowAxes::menuSwitchesAxesAndIntervals() {
    WindowFixture setup;
    setup.measure();
    const auto* chart = setup.window->findChild<ChartPanel*>();
    for (const char* name : {"logY", "scaleToRun"}) {
        QVERIFY(setup.action(name)->isCheckable() && !setup.action(name)->isChecked());
        QVERIFY(!setup.action(name)->shortcut().isEmpty());
    }
    QVERIFY(setup.action("intervals")->isChecked());
    setup.action("logY")->trigger();
    QVERIFY(plotOf(setup)->scales().logY);
    QVERIFY(plotOf(setup)->mapping().view().yMin > 0);
    QVERIFY(chart->figure().scales.logY);
    setup.action("intervals")->trigger();
    QVERIFY(!chart->figure().curves.choices().intervalsShown);
    setup.action("scaleToRun")->trigger();
    QVERIFY(chart->figure().curves.choices().scaledToFront);
}

void TestWindowAxes::isRemembered() {
    WindowFixture setup;
    setup.action("logY")->trigger();
    setup.action("scaleToRun")->trigger();
    setup.action("intervals")->trigger();
    setup.window->close();
    setup.crash();
    setup.open();
    QVERIFY(setup.action("logY")->isChecked() && setup.action("scaleToRun")->isChecked());
    QVERIFY(!setup.action("intervals")->isChecked());
    QVERIFY(plotOf(setup)->scales().logY);
    QVERIFY(!setup.window->findChild<ChartPanel*>()->figure().curves.choices().intervalsShown);
}

void TestWindowAxes::scalingToTheRunLeavesAZoom() {
    WindowFixture setup;
    setup.measure();
    setup.action("zoomIn")->trigger();
    QVERIFY(!plotOf(setup)->views().followsData());
    setup.action("scaleToRun")->trigger();
    QVERIFY(plotOf(setup)->views().followsData());
    // So does the legend's menu, whether or not the axes are scaled so.
    auto* chart = setup.window->findChild<ChartPanel*>();
    for (const bool scaled : {true, false}) {
        setup.action("scaleToRun")->setChecked(scaled);
        setup.action("zoomIn")->trigger();
        Q_EMIT chart->scaleToRunRequested();
        QVERIFY(setup.action("scaleToRun")->isChecked());
        QVERIFY(plotOf(setup)->views().followsData());
    }
}

void TestWindowAxes::aProcessorIsSeenBesideTheReference() {
    WindowFixture setup;
    setup.script->secondsPerCall = [](const GemmShape& shape) { return flop(shape) / 0.2e12; };
    setup.measure();
    QTRY_COMPARE(plotOf(setup)->texts().yAxis, QStringLiteral("Throughput (GFLOPs/s)"));
    const double alone = plotOf(setup)->mapping().view().yMax;
    setup.action("reference")->setChecked(true);
    QTRY_VERIFY(setup.window->findChild<ChartPanel*>()->figure().curves.groups().size() == 2);
    QCOMPARE(plotOf(setup)->mapping().view().yMax, alone);
    const auto* table = setup.find<QTableView>("table");
    QCOMPARE(table->model()->headerData(MeasurementModel::Throughput, Qt::Horizontal).toString(),
             QStringLiteral("GFLOP/s"));
}

HEADROOM_TEST(TestWindowAxes, Windows)

} // namespace headroom::testing::tst_window_axes

#include "tst_window_axes.moc"
