// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sweep/sweep_plan.h"
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/frame.h"

#include <QElapsedTimer>
#include <QFontMetricsF>
#include <QPainter>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace headroom::testing::tst_chart_extremes {

using namespace headroom::ui;

/// Runs, sizes and values as no usual sweep and no usual window has them.
class TestChartExtremes final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void longRunsInAnyOrder();
    void survivesOddRuns_data();
    void survivesOddRuns();
    void survivesOddSizes();
    void drawsTenThousandPoints();
    void sixDecadesStayReadable();
    void windowOnePixelHigh();
};

void TestChartExtremes::survivesOddRuns_data() {
    QTest::addColumn<int>("points");
    QTest::addColumn<bool>("fail");
    QTest::newRow("empty run") << 0 << false;
    QTest::newRow("one point") << 1 << false;
    QTest::newRow("every point failed") << 56 << true;
    QTest::newRow("one failed point") << 1 << true;
}

void TestChartExtremes::survivesOddRuns() {
    QFETCH(int, points);
    QFETCH(bool, fail);
    ChartFixture chart;
    Run run = sampleRun();
    run.measurements.resize(static_cast<std::size_t>(points));
    if (fail)
        for (Measurement& row : run.measurements)
            row = failedMeasurement(row.point, Status::DeviceLost, "the device went away");
    chart.addRun(run);
    for (const bool logX : {true, false}) {
        chart.panel.setLogX(logX);
        chart.settle();
        const ViewRange view = chart.plot->mapping().view();
        QVERIFY(view.xMax > view.xMin && view.yMax > view.yMin);
        chart.moveTo({500, 300});
        QTest::keyClick(chart.plot, Qt::Key_Right);
        QTest::keyClick(chart.plot, Qt::Key_Up);
        chart.panel.zoomIn();
        chart.settle();
    }
    QVERIFY(!chart.picture().isNull());
}

void TestChartExtremes::survivesOddSizes() {
    ChartFixture chart;
    chart.addRun();
    for (const QSize size : {QSize(1, 1), QSize(40, 30), QSize(900, 1), QSize(2, 600), QSize(200, 130)}) {
        chart.plot->setMinimumSize(1, 1);
        chart.plot->resize(size);
        chart.plot->repaint();
        chart.moveTo({size.width() / 2.0, size.height() / 2.0});
        QImage figure(size, QImage::Format_RGB32);
        QPainter painter(&figure);
        Figure drawn = chart.panel.figure();
        drawn.caption = QStringLiteral("caption");
        paintFigure(painter, size, drawn);
    }
    chart.panel.zoomIn();
    chart.plot->resize(800, 500);
    chart.panel.goHome();
    QVERIFY(count(chart.picture(), paperColors()[0]) > 50);
}

void TestChartExtremes::drawsTenThousandPoints() {
    ChartFixture chart;
    Run run = sampleRun();
    run.context.roofs.clear();
    run.measurements.clear();
    for (int i = 1; i <= 10000; ++i) {
        PlannedPoint point;
        point.ratio = i % 2 == 0 ? 64 : 1;
        point.layer = layerOf(std::int64_t{3} * i, 3, 2048, 4);
        point.gemm = infoOf(Operation::KeyQueryScore).gemm(point.layer, DataType::F16, Layout::NN);
        run.measurements.push_back(sampleMeasurement(point, sampleTflops(point)));
    }
    const int id = chart.addRun(run);
    for (const bool logX : {false, true}) {
        chart.panel.setLogX(logX);
        chart.settle();
        for (const std::size_t curve : {0, 6})
            QVERIFY(count(chart.picture(), paperColors()[curve], 60) > 600); // the whole way across
        QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
        chart.moveTo(chart.pixelOf(run.measurements[7776])); // h/a = 1
        QVERIFY(readout.last().first().toString().contains(QStringLiteral("TFLOP/s")));
        chart.moveTo({2, 2});
    }
    chart.store.append(id, sampleMeasurement(run.measurements[5000].point, 240));
    chart.settle();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.pixelOf(sampleMeasurement(run.measurements[5000].point, 240)));
    QVERIFY(readout.last().first().toString().startsWith(QStringLiteral("240.0 TFLOP/s")));
}

void TestChartExtremes::sixDecadesStayReadable() {
    ChartFixture chart;
    Run run = sampleRun();
    run.context.roofs.clear();
    for (Measurement& row : run.measurements) // 10⁻⁴ for h/a = 1 up to 10² for h/a = 64
        row = sampleMeasurement(row.point,
                                1e-4 * std::pow(10.0, std::log2(static_cast<double>(row.point.ratio))));
    chart.addRun(run);
    const QFontMetricsF metrics(FrameFonts(chart.plot->font()).tick);
    const auto readable = [&] {
        const PlotMapping& mapping = chart.plot->mapping();
        const FrameLayout layout =
            layOutFrame(QRectF(chart.plot->rect()), chart.plot->texts(), FrameFonts(chart.plot->font()),
                        mapping.view(), mapping.scales());
        std::set<QString> labels;
        for (std::size_t i = 0; i < layout.yTicks.size(); ++i) {
            labels.insert(layout.yTicks[i].label);
            if (i > 0 && mapping.pixelY(layout.yTicks[i - 1].value) - mapping.pixelY(layout.yTicks[i].value) <
                             metrics.height())
                return false;
        }
        return layout.yTicks.size() >= 2 && labels.size() == layout.yTicks.size();
    };
    QVERIFY(readable());
    // The wheel over the y axis goes down the decades until each curve stands clear of the axis.
    const QPointF axis(chart.plot->mapping().plot().left() - 5, chart.plot->mapping().plot().bottom());
    for (int i = 0; i < 85; ++i) {
        QWheelEvent turn(axis, chart.plot->mapToGlobal(axis), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                         Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart.plot, &turn);
        QVERIFY2(readable(), qPrintable(QString::number(chart.plot->mapping().view().yMax)));
    }
    QVERIFY(chart.plot->mapping().view().yMax < 1e-3);
    QVERIFY(count(chart.picture(), paperColors()[0]) > 50);
}

void TestChartExtremes::windowOnePixelHigh() {
    for (const QSize size : {QSize(900, 1), QSize(1, 700), QSize(1, 1)}) {
        ChartFixture chart(size);
        chart.addRun();
        for (const bool unified : {false, true}) {
            chart.panel.setUnifiedHover(unified);
            chart.moveTo({size.width() / 2.0, 0});
            QTest::keyClick(chart.plot, Qt::Key_Right);
            chart.settle();
        }
        chart.panel.zoomIn();
        chart.panel.setPresentation(true);
        chart.settle();
        chart.panel.setPresentation(false);
        chart.host.resize(1100, 700);
        chart.panel.resize(1100, 700);
        chart.panel.goHome();
        chart.settle();
        QVERIFY(count(chart.picture(), paperColors()[0]) > 50);
    }
}

void TestChartExtremes::longRunsInAnyOrder() {
    // One curve with all points that a plan may have, largest first.
    SweepSpec spec = sampleSpec(1);
    spec.mode = SweepMode::FixedHeadDim;
    spec.ratios = {64};
    spec.pointsPerCurve.reset();
    spec.hiddenMax = 64 * kMaxPoints;
    spec.seq = 128;
    spec.batch = 1;
    QVERIFY(validate(spec).empty());
    Run run = sampleRun(spec);
    QCOMPARE(run.measurements.size(), static_cast<std::size_t>(kMaxPoints));
    std::ranges::sort(run.measurements, std::ranges::greater(),
                      [](const Measurement& row) { return row.point.layer.hidden; });
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("long"), std::move(run));
    QElapsedTimer timer;
    timer.start();
    const CurveSet curves(&store);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    const Curve& curve = curves.curves().front();
    QCOMPARE(curve.points.size(), static_cast<std::size_t>(kMaxPoints));
    QVERIFY(std::ranges::is_sorted(curve.points, {}, &CurvePoint::hidden));
}

HEADROOM_TEST(TestChartExtremes, Windows)

} // namespace headroom::testing::tst_chart_extremes

#include "tst_chart_extremes.moc"
