// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/compared_chart.h"
#include "ui/chart/legend/legend_model.h"

#include <QSignalSpy>

namespace headroom::testing::tst_compared_runs {

using namespace headroom::ui;

/// Which runs, and which of their points, are compared.
class TestComparedRuns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void pairsByShape();
    void pairsBySameAlgorithm();
    void saysWhenNothingPairs();
    void growsWhileASweepRuns();
    void failuresAreTheNewestRuns();
    void fallsBackWhenARunGoes_data();
    void fallsBackWhenARunGoes();
    void referencesCompareWithEachOther();
    void theBaseCanBeChosen();
};

void TestComparedRuns::pairsByShape() {
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

void TestComparedRuns::pairsBySameAlgorithm() {
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

void TestComparedRuns::saysWhenNothingPairs() {
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

void TestComparedRuns::growsWhileASweepRuns() {
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

void TestComparedRuns::failuresAreTheNewestRuns() {
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

void TestComparedRuns::fallsBackWhenARunGoes_data() {
    QTest::addColumn<bool>("base");
    QTest::addColumn<bool>("removed");
    QTest::newRow("base hidden") << true << false;
    QTest::newRow("base removed") << true << true;
    QTest::newRow("newest hidden") << false << false;
    QTest::newRow("newest removed") << false << true;
}

void TestComparedRuns::fallsBackWhenARunGoes() {
    QFETCH(bool, base);
    QFETCH(bool, removed);
    ComparedChart chart(1.25);
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

void TestComparedRuns::referencesCompareWithEachOther() {
    ChartFixture chart;
    const int one = chart.addRun(scaledRun(1), RunKind::Reference, QStringLiteral("one"));
    QVERIFY(chart.state.curves().comparisonBases().empty());
    const int other = chart.addRun(scaledRun(2), RunKind::Reference, QStringLiteral("other"));
    chart.state.setQuantity(quotientOfRuns());
    QVERIFY(chart.state.quantity().comparesRuns());
    const RunPair compared = chart.state.curves().compared();
    QVERIFY((compared == RunPair{one, other}) || (compared == RunPair{other, one}));
    QVERIFY(chart.state.curves().hasPoints());
    chart.settle();
    QVERIFY(chart.plot->hint().isEmpty());
}

void TestComparedRuns::theBaseCanBeChosen() {
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

HEADROOM_TEST(TestComparedRuns, Windows)

} // namespace headroom::testing::tst_compared_runs

#include "tst_compared_runs.moc"
