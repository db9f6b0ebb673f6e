// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/column_reading.h"
#include "ui/chart/data/readout.h"
#include "ui/chart/data/run_comparison.h"
#include "ui/chart/legend/legend_entry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/view/off_scale.h"

#include "engine/sweep/sweep_plan.h"

#include <QPen>

#include <algorithm>
#include <set>

namespace headroom::testing::tst_other_axes {

using namespace headroom::ui;

namespace {

SweepSpec overFfn(std::int64_t hidden = 4096) {
    SweepSpec spec;
    spec.operation = Operation::MlpDown;
    spec.layout = Layout::NT;
    spec.heads = 32;
    spec.hiddenMin = spec.hiddenMax = hidden;
    spec.axis = AxisRange{Axis::Ffn, 8192, 16384};
    return spec;
}

SweepSpec overHeads() {
    SweepSpec spec;
    spec.ratios = {64};
    spec.heads = 12;
    spec.further.heads = {24, 96};
    return spec;
}

/// One class, so that the types have looks of their own; e4m3 has twice the peak of the others.
Run inTypes(const std::vector<std::int64_t>& ratios = {64}) {
    SweepSpec spec;
    spec.ratios = ratios;
    chooseTypes(spec, {DataType::F16, DataType::Bf16, DataType::E4m3});
    Run run = levelRun(spec);
    run.context.roofs = {{DataType::F16, 900, 4e12, "specified", 0},
                         {DataType::Bf16, 900, 4e12, "specified", 0},
                         {DataType::E4m3, 1800, 4e12, "specified", 0}};
    return run;
}

const Curve& curveCalled(const ChartFixture& chart, const char* label) {
    const auto& curves = chart.state.curves().curves();
    const auto found = std::ranges::find(curves, QString::fromUtf8(label), &Curve::label);
    if (found == curves.end())
        qFatal("there is no curve %s", label);
    return *found;
}

} // namespace

/// Sweeps over other lengths than h, and curves of something else than classes.
class TestOtherAxes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void theAxisIsTheLengthSwept();
    void pointsAreReadAlongTheirAxis();
    void headsHaveColoursOfTheirOwn();
    void headsDoNotLookAsClassesBesideThem();
    void operationsHavePatternsOfTheirOwn();
    void typesAreCurves();
    void typesOfSeveralClassesHavePatterns();
    void typesPairWithTheirOwn();
    void runsAlongOtherAxesAreNotDrawn();
    void otherShapesAreNotDividedSilently();
    void theUsualChartIsAsBefore();
};

void TestOtherAxes::theAxisIsTheLengthSwept() {
    ChartFixture chart;
    SweepSpec spec = overFfn();
    spec.fixed.ffn = 11008; // a model's, which grows here
    spec.fixed.kvHeads = 8;
    const Run run = levelRun(spec);
    chart.addRun(run, RunKind::Opened, QStringLiteral("ffn"));
    const CurveSet& curves = chart.state.curves();
    QCOMPARE(classesOf(curves), QStringLiteral("f"));
    QVERIFY(subtitleOf(curves).contains(QStringLiteral("h = 4096, g = 8 ")));
    QCOMPARE(xAxisTitleOf(curves), QStringLiteral("Feed-Forward Size f"));
    QCOMPARE(titleOf(curves), QStringLiteral("MLP Down, h=4096"));
    QVERIFY(subtitleOf(curves).contains(QStringLiteral("h = 4096")));
    const Curve& curve = curveCalled(chart, "f = 8");
    QCOMPARE(curve.points.size(), std::size_t{16});
    for (const CurvePoint& point : curve.points) {
        const Measurement& row = run.measurements[static_cast<std::size_t>(point.row)];
        QCOMPARE(point.hidden, static_cast<double>(row.point.layer.ffn));
    }
    QCOMPARE(chart.plot->mapping().view().xMin, 8192.0);
    QCOMPARE(chart.plot->mapping().view().xMax, 16384.0);
    QVERIFY(!curves.roofs().empty());
    for (const CurvePoint& point : curves.roofs().front().points)
        QVERIFY(point.hidden >= 8192 && point.hidden <= 16384);
}

void TestOtherAxes::pointsAreReadAlongTheirAxis() {
    ChartFixture chart;
    const Run run = levelRun(overFfn());
    chart.addRun(run, RunKind::Opened, QStringLiteral("ffn"));
    ColumnReading reading = emptyReading(chart.state.curves());
    QCOMPARE(reading.classSymbol, QStringLiteral("f"));
    readColumn(reading, chart.state.curves(), 12288, false);
    QCOMPARE(reading.headline(), QStringLiteral("f = 12288"));
    QVERIFY(reading.hasValues());
    const QString shape = shapeText(run.spec, run.measurements.front());
    QVERIFY2(shape.contains(QStringLiteral("MLP Down: b·s = 8192, h = 4096, f/t = ")), qPrintable(shape));
}

void TestOtherAxes::headsHaveColoursOfTheirOwn() {
    ChartFixture chart;
    chart.addRun(levelRun(overHeads()), RunKind::Opened, QStringLiteral("heads"));
    const CurveSet& curves = chart.state.curves();
    QCOMPARE(titleOf(curves), QStringLiteral("Attention Key Query Score, h/a=64"));
    QCOMPARE(curves.curves().size(), std::size_t{3});
    std::set<QRgb> colours;
    std::set<std::int64_t> looks;
    for (const Curve& curve : curves.curves()) {
        colours.insert(curveColor(curve.key.look(), chart.plot->view().theme).rgb());
        looks.insert(curve.key.look());
        QVERIFY(!curve.points.empty());
    }
    QCOMPARE(colours.size(), std::size_t{3});
    QCOMPARE(looks.size(), std::size_t{3});
    QCOMPARE(curveCalled(chart, "a = 96").key.heads, 96);
    const std::vector<LegendEntry> entries = legendEntries(curves, LegendRows::Drawn);
    QCOMPARE(std::ranges::count_if(
                 entries, [](const LegendEntry& entry) { return entry.kind == LegendEntry::Kind::Curve; }),
             3);
}

void TestOtherAxes::headsDoNotLookAsClassesBesideThem() {
    ChartFixture chart;
    const int heads = chart.addRun(levelRun(overHeads()), RunKind::Opened, QStringLiteral("heads"));
    const CurveSet& curves = chart.state.curves();
    const std::int64_t alone = curveCalled(chart, "a = 24").key.look();
    const int usual = chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("classes"));
    std::set<std::int64_t> ofHeads;
    std::set<std::int64_t> ofClasses;
    for (const Curve& curve : curves.curves())
        (curve.key.runId == heads ? ofHeads : ofClasses).insert(curve.key.look());
    QCOMPARE(ofHeads.size(), std::size_t{3});
    for (const std::int64_t look : ofHeads)
        QVERIFY(!ofClasses.contains(look));
    // Another run of the same heads looks the same, and alone they look as before.
    SweepSpec fewer = overHeads();
    fewer.heads = 24;
    fewer.further.heads = {96};
    const int again = chart.addRun(levelRun(fewer), RunKind::Opened, QStringLiteral("again"));
    std::set<std::int64_t> of24;
    for (const Curve& curve : curves.curves())
        if (curve.key.heads == 24)
            of24.insert(curve.key.look());
    QCOMPARE(of24.size(), std::size_t{1});
    chart.store.setVisible(again, false);
    chart.store.setVisible(usual, false);
    chart.settle();
    QCOMPARE(curveCalled(chart, "a = 24").key.look(), alone);
}

void TestOtherAxes::typesAreCurves() {
    ChartFixture chart;
    const Run run = inTypes();
    const int id = chart.addRun(run, RunKind::Opened, QStringLiteral("types"));
    const CurveSet& curves = chart.state.curves();
    QCOMPARE(titleOf(curves), QStringLiteral("Attention Key Query Score, a=12, h/a=64"));
    const QString subtitle = subtitleOf(curves);
    QVERIFY2(!subtitle.contains(QStringLiteral("f16")), qPrintable(subtitle));
    QVERIFY2(subtitle.contains(QStringLiteral("layout nt")), qPrintable(subtitle));
    std::set<std::int64_t> looks;
    for (const char* label : {"f16", "bf16", "e4m3"}) {
        const Curve& curve = curveCalled(chart, label);
        looks.insert(curve.key.look());
        QCOMPARE(curve.points.size(), std::size_t{16});
        for (const CurvePoint& point : curve.points) {
            const Measurement& row = run.measurements[static_cast<std::size_t>(point.row)];
            QCOMPARE(QString::fromUtf8(toString(row.point.gemm.type)), curve.label);
            QVERIFY(chart.state.curves().shows({id, point.row}));
        }
    }
    QCOMPARE(looks.size(), std::size_t{3});
    // A roof for each, as its curve looks; that of e4m3 is the highest.
    QCOMPARE(curves.roofs().size(), std::size_t{3});
    std::set<std::int64_t> roofs;
    for (const RoofCurve& roof : curves.roofs())
        roofs.insert(roof.ratio.value_or(0));
    QCOMPARE(roofs, looks);
    QVERIFY(curves.roofs()[2].points.back().value > curves.roofs()[0].points.back().value);
    const Measurement& ofE4m3 = run.measurements.back();
    QVERIFY2(readPoint(run, ofE4m3).lines.front().endsWith(QStringLiteral(", e4m3")),
             qPrintable(readPoint(run, ofE4m3).lines.front()));
    ColumnReading reading = emptyReading(curves);
    QCOMPARE(reading.rows.size(), std::size_t{3});
    readColumn(reading, curves, 24576, false);
    QVERIFY(reading.hasValues());
    QCOMPARE(reading.rows[2].label, QStringLiteral("e4m3"));
}

void TestOtherAxes::typesOfSeveralClassesHavePatterns() {
    ChartFixture chart;
    chart.addRun(inTypes({16, 64}), RunKind::Opened, QStringLiteral("types"));
    const PlotView& view = chart.plot->view();
    const auto penOf = [&](const char* label) {
        return curvePen(curveCalled(chart, label), view.theme, view.scale);
    };
    const QPen f16 = penOf("f16, h/a = 64");
    const QPen e4m3 = penOf("e4m3, h/a = 64");
    QCOMPARE(f16.color(), e4m3.color());
    QVERIFY(f16.style() != e4m3.style() || f16.dashPattern() != e4m3.dashPattern());
    QCOMPARE(curveCalled(chart, "e4m3, h/a = 16").key.look(), 16);
}

void TestOtherAxes::typesPairWithTheirOwn() {
    const Run types = inTypes();
    SweepSpec single;
    single.ratios = {64};
    single.layout = Layout::NT;
    single.type = DataType::Bf16;
    const Run bf16 = levelRun(single);
    const PairedRows pairs(types, bf16);
    for (const Measurement& row : types.measurements) {
        const int base = pairs.baseOf(row.point);
        QCOMPARE(base >= 0, row.point.gemm.type == DataType::Bf16);
        if (base >= 0)
            QCOMPARE(bf16.measurements[static_cast<std::size_t>(base)].point.gemm.type, DataType::Bf16);
    }
    QVERIFY(differences(types, bf16).sentences().isEmpty());
    single.type = DataType::F32;
    QCOMPARE(differences(types, levelRun(single)).sentences(),
             QStringList{QStringLiteral("No type in common: f16, bf16, e4m3 over f32")});
    // Runs of one type each are divided as ever, which is said.
    single.type = DataType::F16;
    QVERIFY(differences(bf16, levelRun(single)).gemm.contains(QStringLiteral("bf16 over f16")));
}

void TestOtherAxes::operationsHavePatternsOfTheirOwn() {
    SweepSpec spec;
    spec.operation = Operation::MlpUp;
    spec.further.operations = {Operation::MlpDown};
    spec.ratios = {8, 64};
    spec.hiddenMin = 1024;
    spec.hiddenMax = 8192;
    ChartFixture chart;
    chart.addRun(levelRun(spec), RunKind::Opened, QStringLiteral("both"));
    const PlotView& view = chart.plot->view();
    const auto penOf = [&](const char* label) {
        return curvePen(curveCalled(chart, label), view.theme, view.scale);
    };
    QCOMPARE(classesOf(chart.state.curves()), QString()); // they differ by more
    QVERIFY(subtitleOf(chart.state.curves()).contains(QStringLiteral("layouts as issued")));
    const QPen up = penOf("MLP Up, h = 8");
    const QPen down = penOf("MLP Down, h = 8");
    QCOMPARE(up.color(), down.color());
    QVERIFY(up.dashPattern() != down.dashPattern() || up.style() != down.style());
    for (const LegendEntry& entry : legendEntries(chart.state.curves(), LegendRows::Drawn))
        if (entry.kind == LegendEntry::Kind::Curve)
            QCOMPARE(curvePen(entry, view.theme, view.scale).dashPattern(),
                     penOf(entry.label.toUtf8().constData()).dashPattern());
}

void TestOtherAxes::runsAlongOtherAxesAreNotDrawn() {
    ChartFixture chart;
    const int usual = chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("over h"));
    const int ffn = chart.addRun(levelRun(overFfn()), RunKind::Opened, QStringLiteral("over f"));
    const CurveSet& curves = chart.state.curves();
    for (const Curve& curve : curves.curves())
        QCOMPARE(curve.shown, curve.key.runId == ffn);
    QCOMPARE(curves.onOtherAxes(), std::vector<int>{usual});
    const std::vector<OffScale> notes = offScale(curves, chart.plot->mapping().view());
    QCOMPARE(notes.size(), std::size_t{1});
    QVERIFY2(notes.front().text.startsWith(QStringLiteral("over h lies along h and not along f")),
             qPrintable(notes.front().text));
    chart.store.setVisible(ffn, false);
    chart.settle();
    QVERIFY(std::ranges::any_of(chart.state.curves().curves(), [usual](const Curve& curve) {
        return curve.key.runId == usual && curve.shown;
    }));
    QCOMPARE(xAxisTitleOf(chart.state.curves()), QStringLiteral("Hidden Size"));
}

void TestOtherAxes::otherShapesAreNotDividedSilently() {
    const RunDifferences axes = differences(levelRun(overFfn()), sampleRun());
    QVERIFY(!axes.sentences().isEmpty());
    const PairedRows none(levelRun(overFfn()), sampleRun());
    QCOMPARE(none.baseOf(makePlan(overFfn()).points.front()), -1);
    const RunDifferences hidden = differences(levelRun(overFfn(4096)), levelRun(overFfn(8192)));
    QVERIFY2(hidden.sentences().join(QLatin1Char(' ')).contains(QStringLiteral("h = 4096 over h = 8192")),
             qPrintable(hidden.sentences().join(QLatin1Char(' '))));
    SweepSpec backward = overFfn();
    backward.pass = Pass::Dgrad;
    backward.layout = Layout::NN;
    QVERIFY(!differences(levelRun(backward), levelRun(overFfn())).operations.isEmpty());
    QVERIFY(differences(levelRun(overFfn()), levelRun(overFfn())).sentences().isEmpty());
}

void TestOtherAxes::theUsualChartIsAsBefore() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("usual"));
    const CurveSet& curves = chart.state.curves();
    QCOMPARE(titleOf(curves), QStringLiteral("Attention Key Query Score, a=12"));
    QCOMPARE(xAxisTitleOf(curves), QStringLiteral("Hidden Size"));
    QCOMPARE(classesOf(curves), QStringLiteral("h/a"));
    for (const Curve& curve : curves.curves()) {
        QCOMPARE(curve.label, QStringLiteral("h/a = %1").arg(curve.key.ratio));
        QCOMPARE(curve.key.look(), curve.key.ratio);
        QCOMPARE(curve.place, 0);
    }
}

HEADROOM_TEST(TestOtherAxes, Windows)

} // namespace headroom::testing::tst_other_axes

#include "tst_other_axes.moc"
