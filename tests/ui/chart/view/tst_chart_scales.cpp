// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/chart/view/slow_run.h"
#include "ui/chart/view/off_scale.h"
#include "ui/chart/view/ticks.h"
#include "ui/chart/view/view_stack.h"

#include <QSignalSpy>

#include <cmath>

namespace headroom::testing::tst_chart_scales {

using namespace headroom::ui;

/// Slow and fast devices on one chart: logarithmic values, and the unit.
class TestChartScales : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void labelsDecades_data();
    void labelsDecades();
    void mapsThereAndBack();
    void zoomsAboutThePointer();
    void staysDrawable();
    void logYShowsEveryValue();
    void readsPointsOnLogY();
    void logYIsInFigures();
    void slowRunsAreInGigaflops();
    void theUnitFollowsThePoints();
    void hiddenRunsDoNotCount();
};

namespace {

QStringList labelsOf(const std::vector<Tick>& ticks) {
    QStringList labels;
    for (const Tick& tick : ticks)
        labels << tick.label;
    return labels;
}

} // namespace

void TestChartScales::labelsDecades_data() {
    QTest::addColumn<double>("min");
    QTest::addColumn<double>("max");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QStringList>("expected");
    const auto list = [](const char* text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); };
    QTest::newRow("1, 2, 5") << 0.5 << 250.0 << 11 << list("0.5 1 2 5 10 20 50 100 200");
    QTest::newRow("powers") << 0.001 << 1000.0 << 8 << list("0.001 0.01 0.1 1 10 100 1000");
    QTest::newRow("few") << 1.0 << 1e6 << 4 << list("1 100 10000 1000000");
    QTest::newRow("one decade") << 1.0 << 10.0 << 5 << list("1 2 5 10");
    QTest::newRow("nearly linear") << 100.0 << 200.0 << 6 << list("100 120 140 160 180 200");
    QTest::newRow("small") << 1e-7 << 1e-5 << 4 << list("1×10⁻⁷ 1×10⁻⁶ 1×10⁻⁵");
}

void TestChartScales::labelsDecades() {
    QFETCH(double, min);
    QFETCH(double, max);
    QFETCH(int, wanted);
    QFETCH(QStringList, expected);
    QCOMPARE(labelsOf(logTicks(min, max, wanted)), expected);
    QVERIFY(logTicks(0, max, wanted).empty());
    QVERIFY(logTicks(max, min, wanted).empty());
}

void TestChartScales::mapsThereAndBack() {
    const PlotMapping mapping(QRectF(50, 20, 500, 300), {0, 1000, 0.1, 1000}, {.logY = true});
    QCOMPARE(mapping.pixelY(0.1), 320.0);
    QCOMPARE(mapping.pixelY(1000), 20.0);
    QCOMPARE(mapping.pixelY(10), 170.0);
    for (const double value : {0.1, 0.7, 3.0, 999.0})
        QVERIFY(std::abs(mapping.valueAt(mapping.pixelY(value)) / value - 1) < 1e-9);
    QVERIFY(std::isfinite(mapping.pixelY(0)) && std::isfinite(mapping.pixelY(-1)));
}

void TestChartScales::zoomsAboutThePointer() {
    const AxisScales scales{.logY = true};
    const PlotMapping before(QRectF(50, 20, 800, 400), {16, 32768, 0.1, 250}, scales);
    const QPointF cursor(300, 170);
    const PlotMapping after(before.plot(), zoomed(before, cursor, 0.5, 0.25), scales);
    QVERIFY(std::abs(after.valueAt(cursor.y()) / before.valueAt(cursor.y()) - 1) < 1e-9);
    const PlotMapping moved(before.plot(), panned(before, {0, 30}), scales);
    QVERIFY(std::abs(moved.pixelY(10) - before.pixelY(10) - 30) < 1e-6);
}

void TestChartScales::staysDrawable() {
    const AxisScales scales{.logY = true};
    const ViewRange home{0, 32768, 0.1, 250};
    const QRectF plot(50, 20, 800, 400);
    ViewRange near = home;
    ViewRange far = home;
    ViewRange away = home;
    for (int i = 0; i < 200; ++i) {
        near = bounded(zoomed(PlotMapping(plot, near, scales), {123, 45}, 0.5, 0.5), home, scales);
        far = bounded(zoomed(PlotMapping(plot, far, scales), {123, 45}, 2, 2), home, scales);
        away = bounded(panned(PlotMapping(plot, away, scales), {0, -200}), home, scales);
        for (const ViewRange& view : {near, far, away}) {
            QVERIFY(view.yMin > 0 && view.yMax > view.yMin);
            QVERIFY(std::isfinite(view.yMax));
        }
    }
}

void TestChartScales::logYShowsEveryValue() {
    ChartFixture chart;
    chart.panel.setLogY(true);
    chart.settle();
    const ViewRange empty = chart.plot->mapping().view();
    QVERIFY(empty.yMin > 0 && empty.yMax == 250);
    chart.addRun(slowRun(kProcessor));
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    const ViewRange view = chart.plot->mapping().view();
    for (const Curve& curve : chart.state.curves().curves())
        for (const CurvePoint& point : curve.points)
            QVERIFY(point.bottom() >= view.yMin && point.top() <= view.yMax);
    QVERIFY(offScale(chart.state.curves(), view).empty());
    chart.panel.setLogY(false);
    QCOMPARE(chart.plot->mapping().view().yMin, 0.0);
}

void TestChartScales::readsPointsOnLogY() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    chart.panel.setLogY(true);
    chart.settle();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.pixelOf(run.measurements.front()));
    QVERIFY(!readout.isEmpty());
    QVERIFY(readout.last().first().toString().contains(
        QStringLiteral("h = %1,").arg(run.measurements.front().point.layer.hidden)));
    // The line goes through the points: beside one, in the curve's colour.
    const PlotMapping& mapping = chart.plot->mapping();
    const std::vector<CurvePoint>& points = chart.state.curves().curves().front().points;
    const QPointF middle = (mapping.toPixel(points[4].hidden, points[4].value) +
                            mapping.toPixel(points[5].hidden, points[5].value)) /
                           2;
    chart.state.isolate({chart.state.curves().curves().front().key});
    chart.settle();
    QVERIFY(count(chart.picture().copy(QRect(middle.toPoint() - QPoint(3, 3), QSize(7, 7))),
                  paperColors().front(), 60) > 5);
}

void TestChartScales::logYIsInFigures() {
    ChartFixture chart;
    chart.addRun();
    const QImage linear = figureOf(chart);
    chart.panel.setLogY(true);
    QVERIFY(chart.panel.figure().scales.logY);
    QVERIFY(figureOf(chart) != linear);
}

void TestChartScales::slowRunsAreInGigaflops() {
    ChartFixture chart;
    const Run run = slowRun(kProcessor);
    chart.addRun(run);
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (GFLOPs/s)"));
    QVERIFY(topOf(chart) > 300 && topOf(chart) <= 400); // with its roof of 300, near as that is
    const Measurement& row = run.measurements.front();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.plot->mapping().toPixel(static_cast<double>(row.point.layer.hidden),
                                               1000 * row.throughputTflops()));
    QVERIFY(!readout.isEmpty());
    const QString text = readout.last().first().toString();
    QVERIFY2(text.contains(QStringLiteral("GFLOP/s")) && !text.contains(QStringLiteral("TFLOP/s")),
             qPrintable(text));
    // Told in its unit while the axis shows something else, too.
    chart.state.setQuantity(shareOfRoof());
    chart.moveTo({1, 1});
    chart.moveTo(chart.plot->mapping().toPixel(static_cast<double>(row.point.layer.hidden),
                                               100 * row.throughputTflops() /
                                                   *roofTflops(run.context, row.point.gemm)));
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("GFLOP/s")));
    chart.state.setQuantity(throughput());
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (GFLOPs/s)"));
}

void TestChartScales::theUnitFollowsThePoints() {
    ChartFixture chart;
    Run run = slowRun(kProcessor);
    const Measurement fast = sampleMeasurement(run.measurements.back().point, 20);
    run.measurements.pop_back();
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (TFLOPs/s)")); // nothing measured
    const int id = chart.addRun(run);
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (GFLOPs/s)"));
    chart.store.append(id, fast);
    chart.settle();
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (TFLOPs/s)"));
    QVERIFY(topOf(chart) > 20 && topOf(chart) < 30);
    for (const Curve& curve : chart.state.curves().curves())
        for (const CurvePoint& point : curve.points)
            QVERIFY(point.value <= 20.001);
}

void TestChartScales::hiddenRunsDoNotCount() {
    ChartFixture chart;
    const int fast = chart.addRun();
    chart.addRun(slowRun(kProcessor));
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (TFLOPs/s)"));
    chart.store.setVisible(fast, false);
    chart.settle();
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (GFLOPs/s)"));
    SweepSpec wide = sampleSpec();
    wide.hiddenMax *= 2;
    const int front = chart.addRun(sampleRun(wide));
    QCOMPARE(chart.plot->mapping().view().xMax, 65536.0);
    chart.store.setVisible(front, false);
    chart.settle();
    QCOMPARE(chart.plot->mapping().view().xMax, 32768.0);
}

HEADROOM_TEST(TestChartScales, Windows)

} // namespace headroom::testing::tst_chart_scales

#include "tst_chart_scales.moc"
