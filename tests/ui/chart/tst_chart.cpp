// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"

#include <QSignalSpy>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace headroom::testing::tst_chart {

using namespace headroom::ui;

namespace {

void isolate(ChartFixture& chart, int row) {
    chart.legend->setCurrentIndex(chart.legend->model()->index(row, 0));
    QTest::keyClick(chart.legend, Qt::Key_Return);
    chart.settle();
}

} // namespace

class TestChart final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void standsBeforeAnythingIsMeasured();
    void showsEveryMeasuredPointInItsColour();
    void yAxisFollowsTheData_data();
    void yAxisFollowsTheData();
    void spansTheSpecsHiddenSizes();
    void titleFollowsTheRun();
    void redrawsOnItsOwn();
    void heldDrawingWaits();
    void flaggedPointsAreHollow();
    void failedPointsAreMarkedOnTheAxis();
    void replacesAPointMeasuredAgain();
    void aLaterVisitTakesThePlaceOfTheEarlier();
    void followsThePalette();
    void roofIsDrawnWhereKnown();
    void percentOfRoof();
    void figureShowsWhatTheChartShows();
};

void TestChart::initTestCase() {
    setUpApplication();
}

void TestChart::standsBeforeAnythingIsMeasured() {
    ChartFixture chart;
    QCOMPARE(chart.plot->texts().title, QStringLiteral("Attention Key Query Score, a=12"));
    QCOMPARE(chart.plot->mapping().view(), (ViewRange{0, 32768, 0, 250}));
    QStringList labels;
    for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
        labels += chart.legend->model()->index(row, 0).data().toString();
    QCOMPARE(
        labels,
        QStringLiteral("h/a = 1,h/a = 2,h/a = 4,h/a = 8,h/a = 16,h/a = 32,h/a = 64").split(QLatin1Char(',')));
    QVERIFY(chart.plot->hint().contains(QStringLiteral("Start")));
    chart.addRun();
    QVERIFY(chart.plot->hint().isEmpty());
}

void TestChart::showsEveryMeasuredPointInItsColour() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    for (std::size_t curve = 0; curve < run.spec.ratios.size(); ++curve) {
        isolate(chart, static_cast<int>(curve));
        const QImage picture = chart.picture();
        int points = 0;
        for (const Measurement& row : run.measurements)
            if (row.point.ratio == run.spec.ratios[curve]) {
                ++points;
                QVERIFY2(near(picture.pixelColor(chart.pixelOf(row).toPoint()), paperColors()[curve]),
                         qPrintable(QString::number(row.point.layer.hidden)));
            }
        QCOMPARE(points, 8);
        for (std::size_t other = 0; other < paperColors().size(); ++other)
            QVERIFY((count(picture, paperColors()[other], 3) > 50) == (other == curve));
        isolate(chart, static_cast<int>(curve)); // all of them again
    }
}

void TestChart::yAxisFollowsTheData_data() {
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("like the paper") << 1.0 << 250.0 << 250.0;
    QTest::newRow("below it") << 0.5 << 250.0 << 250.0;
    QTest::newRow("H200") << 2.8 << 690.0 << 900.0;
    // In GFLOP/s:
    QTest::newRow("CPU") << 0.004 << 1000.0 << 1300.0;
    QTest::newRow("six decades") << 1e-6 << 0.24 << 0.4;
}

void TestChart::yAxisFollowsTheData() {
    QFETCH(double, factor);
    QFETCH(double, least);
    QFETCH(double, most);
    ChartFixture chart;
    Run run = scaledRun(factor);
    run.context.roofs.clear();
    chart.addRun(run);
    const ViewRange view = chart.plot->mapping().view();
    QCOMPARE(view.yMin, 0.0);
    QVERIFY2(view.yMax >= least && view.yMax <= most, qPrintable(QString::number(view.yMax)));
}

void TestChart::spansTheSpecsHiddenSizes() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec();
    spec.hiddenMin = 8192;
    spec.hiddenMax = 16384;
    chart.state.offer(spec);
    chart.settle();
    QCOMPARE(chart.plot->mapping().view().xMin, 8192.0);
    QCOMPARE(chart.plot->mapping().view().xMax, 16384.0);
}

void TestChart::titleFollowsTheRun() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec(2);
    spec.heads = 16;
    const int id = chart.addRun(sampleRun(spec));
    QCOMPARE(chart.plot->texts().title, QStringLiteral("Attention Key Query Score, a=16"));
    QCOMPARE(chart.plot->accessibleName(), chart.plot->texts().title);
    chart.store.remove(id);
    QCOMPARE(chart.plot->texts().title, QStringLiteral("Attention Key Query Score, a=12"));
}

void TestChart::redrawsOnItsOwn() {
    ChartFixture chart;
    Run run = sampleRun();
    const std::vector<Measurement> rows = std::exchange(run.measurements, {});
    const int id = chart.addRun(run);
    const Measurement& row = rows.back();
    chart.store.append(id, row);
    const auto color = paperColors()[static_cast<std::size_t>(
        std::ranges::find(run.spec.ratios, row.point.ratio) - run.spec.ratios.begin())];
    QTRY_VERIFY(near(chart.picture().pixelColor(chart.pixelOf(row).toPoint()), color));
}

void TestChart::heldDrawingWaits() {
    ChartFixture chart;
    Run run = sampleRun();
    const Measurement row = run.measurements.front();
    run.measurements.clear();
    const int id = chart.addRun(run);
    const QImage before = chart.picture();
    chart.panel.setDrawingHeld(true);
    chart.store.append(id, row);
    QVERIFY(!chart.panel.findChild<QTimer*>(QStringLiteral("redraw"))->isActive());
    QCoreApplication::processEvents();
    QCOMPARE(chart.picture(), before);
    chart.panel.drawNow();
    QVERIFY(chart.picture() != before);
    const QImage one = chart.picture();
    chart.store.append(id, sampleRun().measurements.at(3));
    chart.panel.setDrawingHeld(false);
    QTRY_VERIFY(chart.picture() != one);
}

void TestChart::flaggedPointsAreHollow() {
    ChartFixture chart;
    Run run = sampleRun();
    run.measurements.resize(1);
    run.measurements.front().flags = Flag::ClockLow;
    chart.addRun(run);
    const QPoint centre = chart.pixelOf(run.measurements.front()).toPoint();
    QVERIFY(near(chart.picture().pixelColor(centre), Qt::white, 60));
    QVERIFY(count(chart.picture().copy(QRect(centre - QPoint(6, 6), QSize(13, 13))), Qt::white) < 13 * 13);
}

void TestChart::failedPointsAreMarkedOnTheAxis() {
    ChartFixture chart;
    Run run = sampleRun();
    Measurement& row = run.measurements.back();
    row = failedMeasurement(row.point, Status::CheckFailed, "element 7 is NaN");
    chart.addRun(run);
    const PlotMapping& mapping = chart.plot->mapping();
    const QPointF mark(mapping.pixelX(static_cast<double>(row.point.layer.hidden)), mapping.plot().bottom());
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(mark);
    QVERIFY(!readout.isEmpty());
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("element 7 is NaN")));
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("wrong result")));
}

void TestChart::replacesAPointMeasuredAgain() {
    ChartFixture chart;
    Run run = sampleRun();
    run.measurements.resize(1);
    const int id = chart.addRun(run);
    const Measurement again = sampleMeasurement(run.measurements.front().point, 200);
    chart.store.append(id, again);
    chart.settle();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.pixelOf(again));
    QCOMPARE(readout.size(), 1);
    QVERIFY(readout.last().first().toString().startsWith(QStringLiteral("200.0 TFLOP/s")));
    QVERIFY(chart.legend->model()
                ->index(0, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("1 point")) ||
            run.measurements.front().point.ratio != 1);
}

void TestChart::aLaterVisitTakesThePlaceOfTheEarlier() {
    ChartFixture chart;
    Run run = sampleRun();
    run.measurements.resize(2);
    const int id = chart.addRun(run);
    Measurement again = sampleMeasurement(run.measurements.front().point, 200);
    again.visits = 2;
    chart.store.append(id, again);
    chart.settle();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.pixelOf(again));
    QVERIFY(readout.last().first().toString().startsWith(QStringLiteral("200.0 TFLOP/s")));
    QCOMPARE(chart.store.find(id)->run.measurements.size(), std::size_t{2});
    // A result that came out wrong the second time is no result.
    Measurement wrong = failedMeasurement(again.point, Status::CheckFailed, "element 7 is NaN");
    wrong.visits = 2;
    chart.store.append(id, wrong);
    chart.settle();
    readout.clear();
    chart.moveTo(chart.pixelOf(again) + QPointF(0, 1));
    for (const auto& shown : readout)
        QVERIFY(!shown.first().toString().startsWith(QStringLiteral("200.0 TFLOP/s")));
}

void TestChart::followsThePalette() {
    ChartFixture chart;
    chart.addRun();
    QVERIFY(near(chart.picture().pixelColor(3, 3), Qt::white));
    chart.panel.setPalette(palette(QColor(30, 30, 32), QColor(235, 235, 235)));
    chart.settle();
    const QImage dark = chart.picture();
    QVERIFY(near(dark.pixelColor(3, 3), QColor(30, 30, 32)));
    QVERIFY(count(dark, Qt::white, 3) < 50);
}

void TestChart::roofIsDrawnWhereKnown() {
    ChartFixture chart;
    Run run = sampleRun();
    run.context.roofs = {{DataType::F16, 270, 1e13, "made up"}};
    const int id = chart.addRun(run);
    const auto hasRoof = [&chart] {
        const auto found = chart.legend->model()->match(chart.legend->model()->index(0, 0), Qt::DisplayRole,
                                                        QStringLiteral("roof"), 1, Qt::MatchExactly);
        return !found.isEmpty();
    };
    QVERIFY(hasRoof());
    QVERIFY(chart.plot->mapping().view().yMax > 270); // within reach of the data
    chart.store.remove(id);
    run.context.roofs.clear();
    chart.addRun(run);
    QVERIFY(!hasRoof());
}

void TestChart::percentOfRoof() {
    ChartFixture chart;
    Run run = sampleRun();
    chart.addRun(run);
    chart.state.setQuantity(shareOfRoof());
    chart.settle();
    const Measurement& row = run.measurements.front();
    const double share = 100 * row.throughputTflops() / *roofTflops(run.context, row.point.gemm);
    const QPointF at = chart.plot->mapping().toPixel(static_cast<double>(row.point.layer.hidden), share);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(at);
    QCOMPARE(readout.size(), 1);
    QVERIFY(
        readout.last().first().toString().contains(QStringLiteral("%1 % of the roof").arg(share, 0, 'f', 0)));
    chart.state.setQuantity(throughput());
    QVERIFY(chart.plot->mapping().view().yMax > 200);
}

void TestChart::figureShowsWhatTheChartShows() {
    ChartFixture chart;
    chart.addRun();
    for (const QColor& color : paperColors())
        QVERIFY(count(figureOf(chart), color, 3) > 200);
    // Legend rows off: neither curve nor legend entry is left in the figure.
    QTest::mouseClick(chart.legend->viewport(), Qt::LeftButton, {},
                      chart.legend->visualRect(chart.legend->model()->index(3, 0)).center());
    for (std::size_t i = 0; i < paperColors().size(); ++i)
        QVERIFY((count(figureOf(chart), paperColors()[i], 3) > 200) == (i != 3));
    // A dark window exports a white figure in the same colours.
    chart.panel.setPalette(palette(QColor(30, 30, 32), QColor(235, 235, 235)));
    QVERIFY(near(figureOf(chart).pixelColor(2, 2), Qt::white, 2));
    QVERIFY(count(figureOf(chart), paperColors()[0], 3) > 200);
}

HEADROOM_TEST(TestChart, Windows)

} // namespace headroom::testing::tst_chart

#include "tst_chart.moc"
