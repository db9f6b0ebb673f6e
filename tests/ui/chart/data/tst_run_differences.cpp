// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/run_comparison.h"

#include <QSignalSpy>

#include <limits>

namespace headroom::testing::tst_run_differences {

using namespace headroom::ui;

/// Compared runs that did not measure the same.
class TestRunDifferences final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void operationsDoNotPair();
    void saysWhatIsNotTheSame();
    void pairsOtherHeadCountsByNearestHidden();
    void nearestPairsFollowTheBase();
};

void TestRunDifferences::initTestCase() {
    setUpApplication();
}

void TestRunDifferences::operationsDoNotPair() {
    Run over = sampleRun();
    const Run base = over;
    const auto other = static_cast<Operation>(1);
    over.spec.operation = other;
    for (Measurement& row : over.measurements)
        row.point.operation = other;
    const PairedRows pairs(over, base);
    for (const Measurement& row : over.measurements)
        QCOMPARE(pairs.baseOf(row.point), -1);
    const RunDifferences found = differences(over, base);
    QVERIFY(found.operations.endsWith(QStringLiteral(" over Attention Key Query Score")));
    const QString hint = quotientOfRuns().hint(found);
    QVERIFY2(hint.contains(found.operations) && hint.contains(QStringLiteral("nothing to divide")),
             qPrintable(hint));
    QVERIFY(found.sentences().constFirst().startsWith(QStringLiteral("Different operations: ")));
}

void TestRunDifferences::saysWhatIsNotTheSame() {
    ChartFixture chart;
    SweepSpec other = sampleSpec();
    other.seq = 1024;
    other.batch = 2;
    other.type = DataType::Bf16;
    other.layout = Layout::NT;
    other.regime = Regime::Sustained;
    chart.addRun(scaledRun(1), RunKind::Opened, QStringLiteral("base"));
    chart.addRun(scaledRun(1), RunKind::Opened, QStringLiteral("same"));
    chart.state.setQuantity(quotientOfRuns());
    chart.settle();
    QVERIFY(chart.state.curves().differences().sentences().isEmpty());
    const QImage same = chart.picture();
    const QImage sameFigure = figureOf(chart);

    const Run over = scaledRun(1, other);
    chart.addRun(over, RunKind::Live, QStringLiteral("other"));
    chart.settle();
    const QStringList said = chart.state.curves().differences().sentences();
    QCOMPARE(said, QStringList({QStringLiteral("Not the same GEMM: s = 1024 over s = 2048, b = 2 over b = 4, "
                                               "bf16 over f16, layout nt over nn"),
                                QStringLiteral("Not the same regime: sustained over burst")}));
    // On the chart and in the figure: text that was not there.
    const ChartTheme& theme = chart.plot->view().theme;
    const auto ink = [&theme](const QImage& image) { return count(image, theme.text, 40); };
    QVERIFY(ink(chart.picture()) > ink(same) + 300);
    QVERIFY(ink(figureOf(chart)) > ink(sameFigure) + 300);
    // And in what is said of a point.
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    const auto hidden = static_cast<double>(over.measurements[3].point.layer.hidden);
    chart.panel.selectPoint(chart.state.curves().compared().runId, 3);
    QVERIFY(hidden > 0);
    QVERIFY2(readout.last().first().toString().contains(
                 QStringLiteral("not the same GEMM: s = 1024 over s = 2048")),
             qPrintable(readout.last().first().toString()));
    chart.state.setQuantity(throughput());
    QVERIFY(chart.state.curves().differences().sentences().isEmpty());
}

void TestRunDifferences::pairsOtherHeadCountsByNearestHidden() {
    ChartFixture chart;
    SweepSpec other = sampleSpec(40);
    other.heads = 16;
    const Run base = scaledRun(1, sampleSpec(40));
    chart.addRun(base, RunKind::Opened, QStringLiteral("twelve"));
    const Run over = scaledRun(1, other);
    const int overId = chart.addRun(over, RunKind::Live, QStringLiteral("sixteen"));
    chart.state.setQuantity(quotientOfRuns());
    chart.settle();
    QCOMPARE(chart.state.curves().differences().sentences(),
             QStringList(QStringLiteral("Paired by nearest h (a = 16 over a = 12)")));
    // Points that have none are counted on the chart.
    const QStringList notes = chart.state.curves().notes();
    // Exactly those points that have a base within 5 % on their own curve, over the nearest one.
    int paired = 0;
    for (int i = 0; i < static_cast<int>(over.measurements.size()); ++i) {
        const PlannedPoint& point = over.measurements[static_cast<std::size_t>(i)].point;
        std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
        for (const Measurement& row : base.measurements)
            if (row.point.ratio == point.ratio)
                nearest = std::min(nearest, std::abs(row.point.layer.hidden - point.layer.hidden));
        const bool expected =
            static_cast<double>(nearest) <= kPairedWithin * static_cast<double>(point.layer.hidden);
        const auto row = chart.state.curves().rowAt({overId, i});
        QVERIFY(row);
        QCOMPARE(row->base != nullptr, expected);
        if (!expected)
            continue;
        ++paired;
        QCOMPARE(row->base->point.ratio, point.ratio);
        QCOMPARE(std::abs(row->base->point.layer.hidden - point.layer.hidden), nearest);
    }
    QVERIFY(paired > 100);
    const auto all = static_cast<int>(over.measurements.size());
    QVERIFY(paired < all);
    QCOMPARE(
        notes.back(),
        QStringLiteral("%1 of %2 points have no counterpart in the other run").arg(all - paired).arg(all));
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    const auto inMiddle = std::ranges::find_if(over.measurements, [](const Measurement& row) {
        return row.point.ratio == 1 && row.point.layer.hidden > 16000;
    });
    const int middle = static_cast<int>(inMiddle - over.measurements.begin());
    chart.panel.selectPoint(overId, middle);
    const auto row = chart.state.curves().rowAt({overId, middle});
    const QString expected = QStringLiteral("h = %1 over h = %2, a = 16 over a = 12")
                                 .arg(row->measurement.point.layer.hidden)
                                 .arg(row->base->point.layer.hidden);
    QVERIFY2(readout.last().first().toString().contains(expected),
             qPrintable(readout.last().first().toString()));
}

void TestRunDifferences::nearestPairsFollowTheBase() {
    // What streams into the base takes over the points that it is nearest to: as if all were paired anew.
    RunStore store;
    ChartState state(&store);
    SweepSpec other = sampleSpec(40);
    other.heads = 16;
    const Run whole = scaledRun(1, sampleSpec(40));
    Run growing = whole;
    growing.measurements.clear();
    const int baseId = store.add(RunKind::Opened, QStringLiteral("base"), growing);
    store.add(RunKind::Opened, QStringLiteral("over"), scaledRun(2, other));
    state.setQuantity(quotientOfRuns());
    const auto curves = [&state] {
        std::vector<std::vector<double>> values;
        for (const Curve& curve : state.curves().curves()) {
            values.emplace_back();
            for (const CurvePoint& point : curve.points) {
                values.back().push_back(point.hidden);
                values.back().push_back(point.value);
            }
        }
        return values;
    };
    for (std::size_t i = 0; i < whole.measurements.size(); ++i) {
        Measurement row = whole.measurements[i];
        store.append(baseId, row);
        if (i % 9 == 4) { // a later visit fails: others take its place
            Measurement failed = failedMeasurement(row.point, Status::Error, "made up");
            failed.visits = 2;
            store.append(baseId, failed);
        }
        if (i % 40 != 39)
            continue;
        const auto streamed = curves();
        state.compareWith(baseId, quotientOfRuns()); // arranges all anew
        QCOMPARE(streamed, curves());
    }
}

HEADROOM_TEST(TestRunDifferences, Windows)

} // namespace headroom::testing::tst_run_differences

#include "tst_run_differences.moc"
