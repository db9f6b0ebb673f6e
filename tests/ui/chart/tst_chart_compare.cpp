// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/compared_chart.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/paint/interval_band.h"
#include "ui/chart/quantity_menu.h"
#include "ui/widgets/number_text.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>

#include <algorithm>

namespace headroom::testing::tst_chart_compare {

using namespace headroom::ui;

class TestChartCompare final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void intervalsCombineInSquares();
    void readsRatioBandAndBothThroughputs();
    void differencesWithinTheIntervalAreGrey();
    void bandIsCutAtThePlot();
    void bandIsOfTrueIntervals();
    void unifiedHoverReadsRatios();
    void isExportedAsSeen();
    void actionAndMenu();
    void excludesTheShareOfTheRoof();
};

void TestChartCompare::initTestCase() {
    setUpApplication();
}

void TestChartCompare::intervalsCombineInSquares() {
    const Run run = sampleRun();
    Measurement over = sampleMeasurement(run.measurements.front().point, 200);
    Measurement base = sampleMeasurement(run.measurements.front().point, 100);
    const auto setHalfWidth = [](Measurement& row, double relative) { // in the rate, not in the time
        row.time.highS = row.time.medianS / (1 - relative);
        row.time.lowS = row.time.medianS / (1 + relative);
    };
    setHalfWidth(over, 0.03);
    setHalfWidth(base, 0.04);
    const RateRatio ratio = rateRatio(over, base);
    QCOMPARE(ratio.value, 2.0);
    QCOMPARE(ratio.halfWidth, 2 * 0.05);
    QVERIFY(!ratio.within());
    const RateRatio near = rateRatio(sampleMeasurement(over.point, 103), base);
    QVERIFY(near.within());
    base.time.lowS = base.time.highS = 0; // read off a picture: no interval
    QCOMPARE(rateRatio(over, base).halfWidth, 0.0);
    QVERIFY(!rateRatio(base, base).within());
}

void TestChartCompare::readsRatioBandAndBothThroughputs() {
    ComparedChart chart(1.25);
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput, after over before"));
    const Measurement& row = chart.row(3);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.at(row, 1.25));
    QCOMPARE(readout.size(), 1);
    const QString text = readout.last().first().toString();
    const double rate = row.throughputTflops();
    for (const QString& part :
         {QStringLiteral("× 1.250  (1.232 – 1.268)"), QStringLiteral("after: "), QStringLiteral("before: "),
          shortNumber(rate, 4), shortNumber(rate / 1.25, 4), QStringLiteral("h = ")})
        QVERIFY2(text.contains(part), qPrintable(part + text));
    QVERIFY(!text.contains(QStringLiteral("within the interval")));
    chart.state.setQuantity(throughput());
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (TFLOPs/s)"));
    QVERIFY(chart.plot->mapping().view().yMax >= 250);
}

void TestChartCompare::differencesWithinTheIntervalAreGrey() {
    for (const bool dark : {false, true}) {
        ComparedChart chart(1.005);
        if (dark)
            chart.panel.setPalette(palette(QColor(30, 30, 32), QColor(235, 235, 235)));
        const auto other = chart.row(10);
        chart.store.append(chart.overId, sampleMeasurement(other.point, sampleTflops(other.point) * 1.2));
        chart.settle();
        QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
        const QPointF inside = chart.at(chart.row(3), 1.005);
        const QImage picture = chart.picture();
        QVERIFY(near(picture.pixelColor(inside.toPoint()), chart.plot->view().theme.quiet));
        chart.moveTo(inside);
        QVERIFY2(readout.last().first().toString().contains(QStringLiteral("within the interval")),
                 qPrintable(readout.last().first().toString()));
        const QPointF outside = chart.at(other, 1.2);
        QVERIFY(near(picture.pixelColor(outside.toPoint()),
                     curveColor(other.point.ratio, chart.plot->view().theme)));
        chart.moveTo(outside);
        QVERIFY(!readout.last().first().toString().contains(QStringLiteral("within the interval")));
        // The line at 1, where no curve is.
        const PlotMapping& mapping = chart.plot->mapping();
        QVERIFY(near(picture.pixelColor(QPointF(mapping.plot().right() - 2, mapping.pixelY(1)).toPoint()),
                     chart.plot->view().theme.label, 60));
    }
}

void TestChartCompare::bandIsCutAtThePlot() {
    const PlotMapping mapping(QRectF(50, 20, 500, 300), {0, 1000, 0.9, 1.1}, {});
    std::vector<CurvePoint> points;
    for (int i = -5; i <= 20; ++i) {
        CurvePoint point;
        point.hidden = 100.0 * i;
        point.value = 1 + 0.03 * (i % 5);
        point.low = point.value - 0.02;
        point.high = point.value + 0.02;
        points.push_back(point);
    }
    const QPolygonF outline = bandOutlines(points, mapping).front();
    QVERIFY(outline.size() > 10);
    QVERIFY(mapping.plot().adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(outline.boundingRect()));
    QVERIFY(outline.containsPoint(mapping.toPixel(500, 1), Qt::OddEvenFill));
    QVERIFY(!outline.containsPoint(mapping.toPixel(500, 1.03), Qt::OddEvenFill));
    QVERIFY(bandOutlines({}, mapping).empty());
    // Many points of a few pixels are one place of the outline.
    points.clear();
    for (int i = 0; i < 10000; ++i) {
        points.push_back({0.1 * i, 1, i, false, 0.99, 1.01});
    }
    QVERIFY(bandOutlines(points, mapping).front().size() < 2 * 100);
}

void TestChartCompare::bandIsOfTrueIntervals() {
    const PlotMapping mapping(QRectF(0, 0, 500, 300), {0, 1000, 0.5, 1.5}, {});
    // Noise in two heaps of points far apart, as where a run pairs with three sizes of another one.
    std::vector<CurvePoint> points;
    for (const double heap : {100.0, 900.0})
        for (int i = 0; i < 400; ++i) {
            const double value = i % 2 == 0 ? 0.9 : 1.1;
            points.push_back({heap + 0.05 * i, value, i, false, value - 0.01, value + 0.01});
        }
    const auto heightAt = [&](double hidden) {
        double low = 300;
        double high = 0;
        for (double y = 0.25; y < 300; y += 0.5)
            for (const QPolygonF& outline : bandOutlines(points, mapping))
                if (outline.containsPoint({mapping.pixelX(hidden), y}, Qt::OddEvenFill)) {
                    low = std::min(low, y);
                    high = std::max(high, y);
                }
        return std::max(0.0, high - low);
    };
    QVERIFY(heightAt(110) > 50);
    QVERIFY(heightAt(500) < 10); // the interval, not what the points of a column span
    // Where no interval is known there is none to draw.
    points[10].low = points[10].high = 0;
    QCOMPARE(bandOutlines(points, mapping).size(), std::size_t{2});
    for (CurvePoint& point : points)
        point.low = point.high = 0;
    QVERIFY(bandOutlines(points, mapping).empty());
}

void TestChartCompare::unifiedHoverReadsRatios() {
    ComparedChart chart(1.25);
    chart.panel.setUnifiedHover(true);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo({600, 300});
    const QString text = readout.last().first().toString();
    QVERIFY2(text.contains(QStringLiteral("h/a = 64: 1.250")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral("1.250")), 7);
}

void TestChartCompare::isExportedAsSeen() {
    ComparedChart chart(1.005);
    const QImage ratio = figureOf(chart);
    QVERIFY(count(ratio, paperTheme().quiet, 3) > 100); // grey points
    for (const QColor& color : paperColors())
        QVERIFY(count(ratio, color, 3) > 100);
    const auto runRows = [&chart] {
        return std::ranges::count(legendEntries(chart.state.curves(), LegendRows::Drawn),
                                  LegendEntry::Kind::Run, &LegendEntry::kind);
    };
    QCOMPARE(runRows(), 0); // one run's curves are drawn
    chart.state.setQuantity(throughput());
    const QImage rate = figureOf(chart);
    QVERIFY(rate != ratio);
    QCOMPARE(runRows(), 2);
}

void TestChartCompare::actionAndMenu() {
    ChartFixture chart;
    QAction compare(QStringLiteral("compare"));
    QAction percent(QStringLiteral("percent"));
    compare.setCheckable(true);
    percent.setCheckable(true);
    compare.setToolTip(QStringLiteral("what it does"));
    QMenu bases;
    const QuantityMenu menu(&chart.state, {{&quotientOfRuns(), &compare}, {&shareOfRoof(), &percent}},
                            &bases);
    QVERIFY(!compare.isEnabled());
    QVERIFY(compare.toolTip().contains(QStringLiteral("second run")));
    const int reference = chart.addRun(scaledRun(2), RunKind::Reference, QStringLiteral("A && B"));
    QVERIFY(!compare.isEnabled()); // nothing measured to put over it
    chart.addRun(scaledRun(1));
    QVERIFY(compare.isEnabled());
    QCOMPARE(compare.toolTip(), QStringLiteral("what it does"));
    const int older = chart.addRun(scaledRun(1), RunKind::Opened, QStringLiteral("newest"));
    compare.trigger();
    QVERIFY(chart.state.quantity().comparesRuns());
    QVERIFY(chart.state.curves().compared().baseId != reference);
    for (int times = 0; times < 2; ++times) { // filled anew each time it opens
        Q_EMIT bases.aboutToShow();
        QCOMPARE(bases.actions().size(), 2);
        QVERIFY(!bases.actions().at(0)->toolTip().isEmpty());
    }
    QVERIFY(bases.actions().at(0)->isChecked());
    compare.trigger();
    QVERIFY(!chart.state.quantity().comparesRuns());
    bases.actions().at(1)->trigger(); // choosing a run compares with it
    QVERIFY(chart.state.quantity().comparesRuns());
    QVERIFY(compare.isChecked());
    QCOMPARE(chart.state.curves().compared().baseId, reference);
    chart.store.remove(older);
    chart.store.remove(reference);
    QVERIFY(!compare.isEnabled());
    QVERIFY(!compare.isChecked());
}

void TestChartCompare::excludesTheShareOfTheRoof() {
    ComparedChart chart(1.25);
    QAction compare;
    QAction percent;
    compare.setCheckable(true);
    percent.setCheckable(true);
    QMenu bases;
    const QuantityMenu menu(&chart.state, {{&quotientOfRuns(), &compare}, {&shareOfRoof(), &percent}},
                            &bases);
    QVERIFY(compare.isChecked());
    percent.trigger();
    QVERIFY(&chart.state.quantity() == &shareOfRoof());
    QVERIFY(!compare.isChecked());
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Share of the Roof (%)"));
    compare.trigger();
    QVERIFY(chart.state.quantity().comparesRuns());
    QVERIFY(!percent.isChecked());
    percent.trigger();
    percent.trigger();
    QVERIFY(&chart.state.quantity() == &throughput());
}

HEADROOM_TEST(TestChartCompare, Windows)

} // namespace headroom::testing::tst_chart_compare

#include "tst_chart_compare.moc"
