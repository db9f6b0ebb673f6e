// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/quantity_menu.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>

namespace headroom::testing::tst_time_per_call {

using namespace headroom::ui;

namespace {

/// As long as so many seconds at the slowest point.
Run runLasting(double longestS) {
    Run run = sampleRun();
    double longest = 0;
    for (const Measurement& row : run.measurements)
        longest = std::max(longest, row.time.medianS);
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, row.throughputTflops() * longest / longestS);
    return run;
}

} // namespace

class TestTimePerCall final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theUnitFollowsTheTimes_data();
    void theUnitFollowsTheTimes();
    void theUnitChangesWhilePointsArrive();
    void theRoofIsTheLeastTime();
    void isChosenInTheMenu();
};

void TestTimePerCall::initTestCase() {
    setUpApplication();
}

void TestTimePerCall::theUnitFollowsTheTimes_data() {
    QTest::addColumn<double>("longestS");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<double>("factor");
    QTest::newRow("microseconds") << 0.0009 << QString::fromUtf8("µs") << 1e6;
    QTest::newRow("milliseconds") << 0.012 << QStringLiteral("ms") << 1e3;
    QTest::newRow("seconds") << 3.0 << QStringLiteral("s") << 1.0;
}

void TestTimePerCall::theUnitFollowsTheTimes() {
    QFETCH(double, longestS);
    QFETCH(QString, unit);
    QFETCH(double, factor);
    ChartFixture chart;
    const Run run = runLasting(longestS);
    chart.addRun(run);
    chart.state.setQuantity(timePerCall());
    chart.settle();
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Time per Call (%1)").arg(unit));
    const Measurement& row = run.measurements[3];
    const auto& curves = chart.state.curves().curves();
    const auto curve = std::ranges::find(curves, row.point.ratio, [](const Curve& c) { return c.key.ratio; });
    const auto point = std::ranges::find(curve->points, 3, &CurvePoint::row);
    QCOMPARE(point->value, row.time.medianS * factor);
    const ViewRange view = chart.plot->mapping().view();
    QVERIFY(view.yMin >= 0 && view.yMax >= longestS * factor && view.yMax < 2 * longestS * factor);
    QCOMPARE(chart.state.quantity().withUnit(point->value), timeText(row.time.medianS));
    chart.state.setQuantity(timePerCall()); // it is shown already, in whatever unit
    QCOMPARE(chart.state.curves().choices().quantity, &timePerCall());
}

void TestTimePerCall::theUnitChangesWhilePointsArrive() {
    ChartFixture chart;
    Run run = runLasting(0.5e-3);
    std::vector<Measurement> rows = std::exchange(run.measurements, {});
    const int id = chart.addRun(run);
    chart.state.setQuantity(timePerCall());
    for (const Measurement& row : rows)
        chart.store.append(id, row);
    chart.settle();
    QCOMPARE(chart.plot->texts().yAxis, QString::fromUtf8("Time per Call (µs)"));
    chart.store.append(id, sampleMeasurement(rows.back().point, rows.back().throughputTflops() / 1e4));
    chart.settle();
    QVERIFY(chart.plot->texts().yAxis != QString::fromUtf8("Time per Call (µs)"));
    QVERIFY(chart.plot->mapping().view().yMax < 1000);
}

void TestTimePerCall::theRoofIsTheLeastTime() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    chart.state.setQuantity(timePerCall());
    const GemmShape& shape = run.measurements.front().point.gemm;
    const auto roof = chart.state.quantity().roof(shape, 100);
    QVERIFY(roof);
    const auto own = chart.state.quantity().valueOf(
        {*chart.store.find(1), sampleMeasurement(run.measurements.front().point, 100)});
    QVERIFY(own && std::abs(*roof - own->value) < 1e-9 * own->value);
    QVERIFY(!chart.state.quantity().roof(shape, 0));
    // It lies below the points: a logarithmic axis makes room for it, too.
    chart.panel.setLogY(true);
    chart.settle();
    double least = 1e9;
    for (const RoofCurve& curve : chart.state.curves().roofs())
        for (const CurvePoint& point : curve.points)
            least = std::min(least, point.value);
    const ViewRange view = chart.plot->mapping().view();
    QVERIFY2(view.yMin <= least && least < 1e9,
             qPrintable(QStringLiteral("%1 %2").arg(view.yMin).arg(least)));
}

void TestTimePerCall::isChosenInTheMenu() {
    ChartFixture chart;
    chart.addRun(runLasting(3.0));
    const QuantityOffer offer = timePerCall().offer();
    QCOMPARE(offer.shortcut, QStringLiteral("Ctrl+T"));
    QAction action;
    action.setCheckable(true);
    QMenu bases;
    const QuantityMenu menu(&chart.state, {{&timePerCall(), &action}}, &bases);
    action.trigger();
    QVERIFY(action.isChecked()); // in seconds, too
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Time per Call (s)"));
    action.trigger();
    QVERIFY(!action.isChecked());
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (GFLOPs/s)"));
}

HEADROOM_TEST(TestTimePerCall, Windows)

} // namespace headroom::testing::tst_time_per_call

#include "tst_time_per_call.moc"
