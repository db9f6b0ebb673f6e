// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/chart/paint/coinciding.h"
#include "ui/export/figure_export.h"

#include <cmath>

namespace headroom::testing::tst_coinciding {

using namespace headroom::ui;

/// What a figure says of curves that lie upon each other.
class TestCoinciding final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void coincidingCurvesAreNamed();
    void coincidingIsJudgedByData();
    void drawnOverIsNotCoinciding();
    void nothingIsSaidOfWhatIsNotSeen();
    void muchIsSaidInShort();
    void aPointBesideTheLineIsNoCoincidence();
    void saysOfHowManyRuns();
    void ratiosCoincideToo();
};

void TestCoinciding::coincidingCurvesAreNamed() {
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(16));
    for (Measurement& row : run.measurements)
        if (row.point.ratio == 4) { // as h/a = 2 does
            PlannedPoint as = row.point;
            as.ratio = 2;
            row = sampleMeasurement(row.point, sampleTflops(as));
        }
    chart.addRun(run);
    const QString texts = textsOf(figureSvg(chart.panel.figure(), presetOptions("column")));
    QVERIFY2(texts.contains(QStringLiteral("h/a = 2 and 4 coincide")), qPrintable(texts));
    QCOMPARE(texts.count(QStringLiteral("coincide")), 1);
    // Of several runs whose they are.
    SweepSpec slower = sampleSpec(16);
    slower.seq = 512;
    Run other = sampleRun(slower);
    for (Measurement& row : other.measurements)
        row = sampleMeasurement(row.point, 0.7 * row.throughputTflops());
    chart.addRun(other);
    const FigureLayout layout = layoutOf(ChosenFigure(chart.panel.figure(), presetOptions("column")));
    const auto note = std::ranges::find_if(
        layout.legend.rows, [](const PrintedRow& row) { return row.entry.kind == LegendEntry::Kind::Note; });
    QVERIFY(note != layout.legend.rows.end());
    QVERIFY2(note->entry.label.endsWith(QStringLiteral(": h/a = 2 and 4 coincide")),
             qPrintable(note->entry.label));
    // And the same run twice.
    ChartFixture twice;
    twice.addRun(sampleRun(), RunKind::Opened, QStringLiteral("one"));
    twice.addRun(sampleRun(), RunKind::Opened, QStringLiteral("two"));
    const FigureLayout both = layoutOf(ChosenFigure(twice.panel.figure(), {}));
    QCOMPARE(coincidingCurves(twice.state.curves(), both.view),
             QStringList{QStringLiteral("h/a = 1, 2, 4, 8, 16, 32 and 64: two and one coincide")});
}

void TestCoinciding::coincidingIsJudgedByData() {
    Curve a;
    Curve b;
    for (int i = 1; i <= 80; ++i) {
        const CurvePoint point{400.0 * i, 100, i, false, 99, 101};
        a.points.push_back(point);
        b.points.push_back({point.hidden - 50, 101.9, i, false, 100.9, 102.9});
    }
    QVERIFY(coincide(a, b)); // the intervals meet
    b.points[40] = {b.points[40].hidden, 103.4, 40, false, 102.4, 104.4};
    QVERIFY(coincide(a, b)); // as few as chance lets
    Curve dips = b;
    dips.points[20] = {dips.points[20].hidden, 80, 20, false, 79, 81};
    QVERIFY(!coincide(a, dips)); // which is no chance
    for (CurvePoint& point : b.points) {
        point.value += 0.3;
        point.low += 0.3;
        point.high += 0.3;
    }
    QVERIFY(!coincide(a, b));
    Curve away = a;
    for (CurvePoint& point : away.points)
        point.hidden += 40'000;
    QVERIFY(!coincide(a, away)); // nowhere beside each other
    // Without intervals nobody knows, unless they are the same.
    Curve bare = a;
    for (CurvePoint& point : bare.points)
        point.low = point.high = 0;
    Curve same = bare;
    QVERIFY(coincide(bare, same));
    for (CurvePoint& point : same.points)
        point.value += 0.01;
    QVERIFY(!coincide(bare, same));
}

void TestCoinciding::drawnOverIsNotCoinciding() {
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(40));
    for (Measurement& row : run.measurements)
        if (row.point.ratio == 4) { // a little more than h/a = 2, and surely so
            PlannedPoint as = row.point;
            as.ratio = 2;
            row = sampleMeasurement(row.point, 0.6 + sampleTflops(as));
        }
    for (Measurement& row : run.measurements) {
        row.time.lowS = row.time.medianS * 0.9999;
        row.time.highS = row.time.medianS * 1.0001;
    }
    chart.addRun(run);
    PlotView view = layoutOf(ChosenFigure(chart.panel.figure(), {})).view;
    QCOMPARE(coincidingCurves(chart.state.curves(), view),
             QStringList{QStringLiteral("h/a = 2 and 4 are drawn over each other")});
    // Seen closely they are not.
    view.mapping = PlotMapping(view.mapping.plot(), {8000, 20000, 100, 125}, {});
    QVERIFY(coincidingCurves(chart.state.curves(), view).isEmpty());
}

void TestCoinciding::nothingIsSaidOfWhatIsNotSeen() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("one"));
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("two"));
    PlotView view = layoutOf(ChosenFigure(chart.panel.figure(), {})).view;
    QCOMPARE(coincidingCurves(chart.state.curves(), view).size(), 1);
    view.mapping = PlotMapping(view.mapping.plot(), {0, 32768, 0, 0.5}, {}); // all lie off this scale
    QVERIFY(coincidingCurves(chart.state.curves(), view).isEmpty());
}

void TestCoinciding::muchIsSaidInShort() {
    ChartFixture chart;
    for (int i = 0; i < 6; ++i) { // three pairs of runs that say the same
        Run run = sampleRun();
        for (Measurement& row : run.measurements)
            row = sampleMeasurement(row.point, row.throughputTflops() * (1 + 0.1 * (i / 2)));
        chart.addRun(run, RunKind::Opened, QStringLiteral("run %1").arg(i));
    }
    const PlotView view = layoutOf(ChosenFigure(chart.panel.figure(), {})).view;
    QCOMPARE(coincidingCurves(chart.state.curves(), view),
             QStringList{QStringLiteral("several runs, each at one h/a or more, coincide")});
}

void TestCoinciding::aPointBesideTheLineIsNoCoincidence() {
    // Between its sparse points the time of h/a = 2 could be such that it meets the point of h/a = 4, but the
    // line that is drawn passes far below.
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(3));
    std::erase_if(run.measurements, [](const Measurement& row) { return row.point.ratio > 4; });
    const auto timeAt = [](double hidden) { return 1 + hidden / 400; };
    const double rate = 200;
    for (Measurement& row : run.measurements) {
        const auto hidden = static_cast<double>(row.point.layer.hidden);
        row = sampleMeasurement(row.point, row.point.ratio == 1 ? 20 : rate * hidden / 400 / timeAt(hidden));
    }
    Measurement between = *std::ranges::find(run.measurements, std::int64_t{4},
                                             [](const Measurement& row) { return row.point.ratio; });
    between.point.layer.hidden = 1200;
    between.point.index = 1000;
    run.measurements.push_back(sampleMeasurement(between.point, rate * 3 / timeAt(1200)));
    chart.addRun(run);
    const CurveSet& curves = chart.state.curves();
    QVERIFY(coincide(*curves.find({1, run.spec.operation, 2, Algorithm::Default}),
                     *curves.find({1, run.spec.operation, 4, Algorithm::Default})));
    const PlotView view = layoutOf(ChosenFigure(chart.panel.figure(), {})).view;
    QVERIFY2(coincidingCurves(curves, view).isEmpty(), qPrintable(coincidingCurves(curves, view).join(u' ')));
}

void TestCoinciding::saysOfHowManyRuns() {
    ChartFixture chart;
    for (int i = 0; i < 4; ++i)
        chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("run %1").arg(i));
    const PlotView view = layoutOf(ChosenFigure(chart.panel.figure(), {})).view;
    QCOMPARE(coincidingCurves(chart.state.curves(), view),
             QStringList{QStringLiteral("h/a = 1, 2, 4, 8, 16, 32 and 64: all 4 runs coincide")});
}

void TestCoinciding::ratiosCoincideToo() {
    ChartFixture chart;
    Run base = sampleRun();
    for (Measurement& row : base.measurements) // each h/a so much faster, but 8 and 16
        row = sampleMeasurement(row.point,
                                row.throughputTflops() *
                                    (1 + 0.2 * std::log2(row.point.ratio == 16 ? 8 : row.point.ratio)));
    chart.addRun(base, RunKind::Opened, QStringLiteral("older"));
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("newer"));
    chart.state.setQuantity(quotientOfRuns());
    chart.settle();
    const PlotView view = layoutOf(ChosenFigure(chart.panel.figure(), {})).view;
    QCOMPARE(coincidingCurves(chart.state.curves(), view),
             QStringList{QStringLiteral("h/a = 8 and 16 coincide")});
}

HEADROOM_TEST(TestCoinciding, Windows)

} // namespace headroom::testing::tst_coinciding

#include "tst_coinciding.moc"
