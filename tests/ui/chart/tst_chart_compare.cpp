// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/readout.h"
#include "ui/chart/data/run_comparison.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/paint/interval_band.h"
#include "ui/chart/quantity_menu.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>

namespace headroom::testing::tst_chart_compare {

using namespace headroom::ui;

namespace {

Run scaledRun(double factor, const SweepSpec& spec = sampleSpec()) {
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, sampleTflops(row.point) * factor);
    return run;
}

/// Two runs, the newest that many times as fast, compared.
struct Compared : ChartFixture {
    explicit Compared(double factor) {
        baseId = addRun(scaledRun(1), RunKind::Opened, QStringLiteral("before"));
        overId = addRun(scaledRun(factor), RunKind::Live, QStringLiteral("after"));
        state.setQuantity(quotientOfRuns());
        settle();
    }

    const Measurement& row(int index) const {
        return store.find(overId)->run.measurements.at(static_cast<std::size_t>(index));
    }
    QPointF at(const Measurement& measurement, double ratio) const {
        return plot->mapping().toPixel(static_cast<double>(measurement.point.layer.hidden), ratio);
    }
    int baseId = 0;
    int overId = 0;
};

} // namespace

class TestChartCompare final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void intervalsCombineInSquares();
    void readsRatioBandAndBothThroughputs();
    void differencesWithinTheIntervalAreGrey();
    void bandIsCutAtThePlot();
    void pairsByShape();
    void pairsBySameAlgorithm();
    void saysWhenNothingPairs();
    void growsWhileASweepRuns();
    void failuresAreTheNewestRuns();
    void fallsBackWhenARunGoes_data();
    void fallsBackWhenARunGoes();
    void theBaseCanBeChosen();
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
    Compared chart(1.25);
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
        Compared chart(1.005);
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
    const QPolygonF outline = bandOutline(points, mapping);
    QVERIFY(outline.size() > 10);
    QVERIFY(mapping.plot().adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(outline.boundingRect()));
    QVERIFY(outline.containsPoint(mapping.toPixel(500, 1), Qt::OddEvenFill));
    QVERIFY(!outline.containsPoint(mapping.toPixel(500, 1.03), Qt::OddEvenFill));
    QVERIFY(bandOutline({}, mapping).isEmpty());
    // Many points of a few pixels are one place of the outline.
    points.clear();
    for (int i = 0; i < 10000; ++i) {
        points.push_back({0.1 * i, 1, i, false, 0.99, 1.01});
    }
    QVERIFY(bandOutline(points, mapping).size() < 2 * 100);
}

void TestChartCompare::pairsByShape() {
    ChartFixture chart;
    Run base = scaledRun(1);
    // Every second row of h/a = 1 is missing, and one failed.
    int seen = 0;
    std::erase_if(base.measurements,
                  [&](const Measurement& row) { return row.point.ratio == 1 && seen++ % 2 == 0; });
    for (Measurement& row : base.measurements)
        if (row.point.ratio == 2 && row.point.layer.hidden > 20000)
            row = failedMeasurement(row.point, Status::Error, "made up");
    chart.addRun(base, RunKind::Opened, QStringLiteral("base"));
    const Run over = scaledRun(2);
    chart.addRun(over, RunKind::Live, QStringLiteral("over"));
    chart.state.setQuantity(quotientOfRuns());
    const auto* model = static_cast<const LegendModel*>(chart.legend->model());
    QCOMPARE(model->entry(0).label, QStringLiteral("h/a = 1"));
    QCOMPARE(model->entry(0).points, 4);
    QVERIFY(model->entry(1).points < 8);
    QCOMPARE(model->entry(2).points, 8);
    QCOMPARE(model->entry(2).lastValue, QStringLiteral("2.000"));
    QCOMPARE(model->rowCount(), 9); // the legend keeps both runs
}

void TestChartCompare::pairsBySameAlgorithm() {
    ChartFixture chart;
    SweepSpec best = sampleSpec();
    best.algorithm = Algorithm::Best;
    chart.addRun(scaledRun(1, best), RunKind::Opened, QStringLiteral("best"));
    SweepSpec both = sampleSpec();
    both.algorithm = Algorithm::Both;
    chart.addRun(scaledRun(2, both), RunKind::Live, QStringLiteral("both"));
    chart.state.setQuantity(quotientOfRuns());
    const auto* model = static_cast<const LegendModel*>(chart.legend->model());
    QCOMPARE(model->entry(0).points, 0);
    QCOMPARE(model->entry(7).label, QStringLiteral("h/a = 1, best"));
    QCOMPARE(model->entry(7).points, 8);
}

void TestChartCompare::saysWhenNothingPairs() {
    ChartFixture chart;
    SweepSpec other = sampleSpec();
    other.ratios = {128};
    chart.addRun(scaledRun(1, other), RunKind::Opened, QStringLiteral("other curves"));
    chart.addRun(scaledRun(1), RunKind::Live, QStringLiteral("twelve"));
    chart.state.setQuantity(quotientOfRuns());
    chart.settle();
    QVERIFY(chart.state.quantity().comparesRuns());
    QVERIFY(chart.plot->hint().contains(QStringLiteral("No shape was measured in both runs")));
    const ViewRange view = chart.plot->mapping().view();
    QVERIFY(view.yMin < 1 && view.yMax > 1);
    // And why, where that is known.
    RunDifferences differences;
    differences.operations = QStringLiteral("one over another");
    QVERIFY(quotientOfRuns()
                .hint(differences)
                .contains(QStringLiteral("different operations, one over another")));
}

void TestChartCompare::growsWhileASweepRuns() {
    ChartFixture chart;
    const Run whole = scaledRun(1);
    chart.addRun(whole, RunKind::Opened, QStringLiteral("base"));
    Run live = whole;
    live.measurements.clear();
    const int id = chart.addRun(live, RunKind::Live, QStringLiteral("live"));
    chart.state.setQuantity(quotientOfRuns());
    QVERIFY(chart.state.quantity().comparesRuns());
    const auto* model = static_cast<const LegendModel*>(chart.legend->model());
    const auto points = [&] {
        int sum = 0;
        for (int row = 1; row <= 7; ++row)
            sum += model->entry(row).points;
        return sum;
    };
    for (int i = 0; i < 5; ++i)
        chart.store.append(id, sampleMeasurement(whole.measurements[static_cast<std::size_t>(i)].point, 100));
    QTRY_COMPARE(points(), 5);
    // A run opened meanwhile is the newest; the sweep goes on in its base.
    chart.addRun(whole, RunKind::Opened, QStringLiteral("opened"));
    chart.state.compareWith(id, quotientOfRuns());
    QVERIFY(chart.state.quantity().comparesRuns());
    QCOMPARE(points(), 5);
    chart.store.append(id, sampleMeasurement(whole.measurements[9].point, 100));
    chart.settle();
    QCOMPARE(points(), 6);
    // Measured again: the ratio follows.
    const Measurement& first = whole.measurements.front();
    chart.store.append(id, sampleMeasurement(first.point, first.throughputTflops() / 3));
    chart.settle();
    QCOMPARE(points(), 6);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.plot->mapping().toPixel(static_cast<double>(first.point.layer.hidden), 3));
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("× 3.000")));
}

void TestChartCompare::failuresAreTheNewestRuns() {
    ChartFixture chart;
    Run base = scaledRun(1);
    base.measurements[0] = failedMeasurement(base.measurements[0].point, Status::Error, "base failed");
    Run over = scaledRun(1.5);
    over.measurements[1] = failedMeasurement(over.measurements[1].point, Status::Error, "over failed");
    chart.addRun(base, RunKind::Opened);
    chart.addRun(over);
    chart.state.setQuantity(quotientOfRuns());
    chart.settle();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    const auto axisAt = [&](const Measurement& row) {
        const PlotMapping& mapping = chart.plot->mapping();
        return QPointF(mapping.pixelX(static_cast<double>(row.point.layer.hidden)), mapping.plot().bottom());
    };
    chart.moveTo(axisAt(over.measurements[1]));
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("over failed")));
    chart.moveTo(axisAt(base.measurements[0]));
    QVERIFY(!readout.last().first().toString().contains(QStringLiteral("base failed")));
}

void TestChartCompare::fallsBackWhenARunGoes_data() {
    QTest::addColumn<bool>("base");
    QTest::addColumn<bool>("removed");
    QTest::newRow("base hidden") << true << false;
    QTest::newRow("base removed") << true << true;
    QTest::newRow("newest hidden") << false << false;
    QTest::newRow("newest removed") << false << true;
}

void TestChartCompare::fallsBackWhenARunGoes() {
    QFETCH(bool, base);
    QFETCH(bool, removed);
    Compared chart(1.25);
    chart.panel.zoomIn();
    QSignalSpy changed(&chart.state, &ChartState::comparisonChanged);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    const int id = base ? chart.baseId : chart.overId;
    if (removed)
        chart.store.remove(id);
    else
        chart.store.setVisible(id, false);
    QVERIFY(!chart.state.quantity().comparesRuns());
    QVERIFY(chart.state.curves().comparisonBases().empty());
    QVERIFY(changed.size() >= 1);
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("Back to throughput")));
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (TFLOPs/s)"));
    QVERIFY(chart.plot->mapping().view().yMax >= 250); // and the zoom that suited the ratio is gone
}

void TestChartCompare::theBaseCanBeChosen() {
    ChartFixture chart;
    const int reference = chart.addRun(scaledRun(4), RunKind::Reference, QStringLiteral("reference"));
    const int oldest = chart.addRun(scaledRun(1), RunKind::Opened, QStringLiteral("oldest"));
    const int older = chart.addRun(scaledRun(2), RunKind::Opened, QStringLiteral("older"));
    chart.addRun(scaledRun(3), RunKind::Live, QStringLiteral("newest"));
    const auto bases = chart.state.curves().comparisonBases();
    QCOMPARE(bases.size(), std::size_t{3});
    QCOMPARE(bases[0], older);
    QCOMPARE(bases[1], oldest);
    QCOMPARE(bases[2], reference);
    chart.state.setQuantity(quotientOfRuns());
    QCOMPARE(chart.state.curves().compared().baseId, older);
    chart.state.compareWith(reference, quotientOfRuns());
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput, newest over reference"));
    chart.store.setVisible(reference, false); // another one steps in
    QVERIFY(chart.state.quantity().comparesRuns());
    QCOMPARE(chart.state.curves().compared().baseId, older);
    chart.store.setName(older, QStringLiteral("a name that goes on and on, far beyond an axis title"));
    QCOMPARE(chart.plot->texts().yAxis, // whole, on as many lines as it takes
             QStringLiteral("Throughput, newest over a name that goes on and on, far beyond an axis title"));
}

void TestChartCompare::unifiedHoverReadsRatios() {
    Compared chart(1.25);
    chart.panel.setUnifiedHover(true);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo({600, 300});
    const QString text = readout.last().first().toString();
    QVERIFY2(text.contains(QStringLiteral("h/a = 64: 1.250")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral("1.250")), 7);
}

void TestChartCompare::isExportedAsSeen() {
    Compared chart(1.005);
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
        QVERIFY(!bases.actions()[0]->toolTip().isEmpty());
    }
    QVERIFY(bases.actions()[0]->isChecked());
    compare.trigger();
    QVERIFY(!chart.state.quantity().comparesRuns());
    bases.actions()[1]->trigger(); // choosing a run compares with it
    QVERIFY(chart.state.quantity().comparesRuns());
    QVERIFY(compare.isChecked());
    QCOMPARE(chart.state.curves().compared().baseId, reference);
    chart.store.remove(older);
    chart.store.remove(reference);
    QVERIFY(!compare.isEnabled());
    QVERIFY(!compare.isChecked());
}

void TestChartCompare::excludesTheShareOfTheRoof() {
    Compared chart(1.25);
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
