// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/widgets/flag_text.h"

#include <QSignalSpy>

namespace headroom::testing::tst_callout {

using namespace headroom::ui;

/// A call-out says everything, however little room it has, and which algorithm it reads.
class TestCallout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void longLinesAreBroken();
    void wordsWithoutSpacesAreBroken();
    void wholeWhereverItStands();
    void widerWhereThatIsNearer();
    void nothingIsDroppedInASmallPlot();
    void bestSaysSo();
    void bestAloneSaysSo();
    void anAudienceReadsLess();
    void anAudienceReadsNoKernelOfTheOtherAlgorithm();
    void endLabelsNameTheBest();
};

namespace {

/// Of each point the default and the best algorithm, which is a quarter faster.
Run runOfBoth() {
    SweepSpec spec = sampleSpec(4);
    spec.ratios = {8};
    spec.algorithm = Algorithm::Both;
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        if (row.point.algorithm == Algorithm::Best) {
            row = sampleMeasurement(row.point, 1.25 * sampleTflops(row.point));
            row.kernel = "best_kernel";
        }
    return run;
}

QString calloutTextOf(const ChartFixture& chart, int runId, Algorithm algorithm) {
    for (const Curve& curve : chart.state.curves().curves())
        if (curve.key.algorithm == algorithm && !curve.points.empty()) {
            const CurvePoint& point = curve.points.back();
            const Hit hit{curve.key, {runId, point.row}, point.hidden, point.value, false, {}};
            return oneLine(pointCallout(chart.state.curves(), hit));
        }
    return {};
}

Callout longCallout() {
    Callout callout;
    callout.lines.push_back({QStringLiteral("71.25 TFLOP/s  (70.54 – 71.97)"), 8, true});
    callout.lines.push_back({flagsText(Flags(Flag::ClockLow) | Flag::Throttled | Flag::IntervalWide |
                                       Flag::CapHit | Flag::ProcessorSlow),
                             std::nullopt, false});
    return callout;
}

} // namespace

void TestCallout::longLinesAreBroken() {
    const QFont font(QStringLiteral("DejaVu Sans"), 10);
    const Callout callout = longCallout();
    const double line = QFontMetricsF(font).height();
    const QSizeF usual = callout.size(font);
    QVERIFY(usual.width() < 60 * QFontMetricsF(font).averageCharWidth());
    QVERIFY(usual.height() > 4 * line);
    const QSizeF narrow = callout.size(font, 200);
    QVERIFY(narrow.width() <= 200);
    QVERIFY(narrow.height() > usual.height());
    Callout brief;
    brief.lines.push_back({QStringLiteral("12"), std::nullopt, false});
    QVERIFY(brief.size(font).height() < 2.5 * line);
}

void TestCallout::wordsWithoutSpacesAreBroken() {
    const QFont font(QStringLiteral("DejaVu Sans"), 10);
    Callout callout;
    callout.lines.push_back({QString(200, QLatin1Char('k')), std::nullopt, false});
    QVERIFY(callout.size(font, 150).width() <= 150);
}

void TestCallout::wholeWhereverItStands() {
    const CurveCover nothing;
    const QFont font(QStringLiteral("DejaVu Sans"), 10);
    for (const QRectF& bounds : {QRectF(60, 20, 900, 500), QRectF(60, 20, 300, 160), QRectF(5, 5, 180, 120)})
        for (double x = bounds.left(); x <= bounds.right(); x += 37)
            for (double y = bounds.top(); y <= bounds.bottom(); y += 31) {
                const PlacedCallout placed =
                    placeWhole(longCallout(), font, {x, y}, 16, {bounds, nothing, {}});
                QVERIFY(bounds.contains(placed.box));
                const QSizeF needed = longCallout().size(placed.font, placed.box.width());
                QVERIFY(needed.height() <= placed.box.height() + 0.5);
            }
}

/// Between two level curves that leave room for few lines.
void TestCallout::widerWhereThatIsNearer() {
    const QFont font(QStringLiteral("DejaVu Sans"), 10);
    const PlotMapping mapping(QRectF(60, 20, 1000, 500), {0, 1000, 0, 500}, {});
    std::vector<Curve> curves;
    const auto level = [&curves](double value) {
        Curve& curve = curves.emplace_back();
        curve.key = {.runId = 1, .ratio = 1};
        for (int i = 0; i <= 100; ++i)
            curve.points.push_back({10.0 * i, value, i, false});
    };
    const QSizeF usual = longCallout().size(font);
    const double band = usual.height() - 4;
    for (double value = 250; value > band / 2; value -= band)
        level(value);
    for (double value = 250 + band; value < 500; value += band)
        level(value);
    const CurveCover cover(curves, mapping);
    const Surroundings around{mapping.plot(), cover, {}};
    const QPointF anchor = mapping.toPixel(500, 250);
    QVERIFY(cover.under(placeBox(usual, anchor, 16, around)) > 0 ||
            leaderLine(placeBox(usual, anchor, 16, around), anchor, 0).length() > 200);
    const PlacedCallout placed = placeWhole(longCallout(), font, anchor, 16, around);
    QCOMPARE(placed.font, font);
    QCOMPARE(cover.under(placed.box), 0);
    QVERIFY(placed.box.width() > usual.width());
    QVERIFY(leaderLine(placed.box, anchor, 0).length() < 60);
    // Where the usual shape stands well, it is the one.
    const CurveCover none;
    const PlacedCallout free = placeWhole(longCallout(), font, anchor, 16, {mapping.plot(), none, {}});
    QCOMPARE(free.box.size(), usual);
}

void TestCallout::nothingIsDroppedInASmallPlot() {
    ChartFixture chart({300, 200});
    Run run = sampleRun();
    for (Measurement& row : run.measurements)
        row.flags = Flags(Flag::ClockLow) | Flag::Throttled | Flag::IntervalWide | Flag::CapHit;
    chart.addRun(run);
    const QImage before = chart.picture();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.pixelOf(run.measurements.front()));
    QVERIFY(!readout.isEmpty());
    // The box is there, with ink in its lowest quarter.
    const QColor border = chart.plot->view().theme.calloutBorder;
    const QImage after = chart.picture();
    QRect box;
    for (int y = 0; y < after.height(); ++y)
        for (int x = 0; x < after.width(); ++x)
            if (after.pixelColor(x, y) != before.pixelColor(x, y) && near(after.pixelColor(x, y), border, 30))
                box |= QRect(x, y, 1, 1);
    QVERIFY(box.height() > 40);
    const QRect foot = box.adjusted(8, box.height() * 3 / 4, -8, -4);
    QVERIFY(count(after.copy(foot), chart.plot->view().theme.label, 120) > 10);
}

void TestCallout::bestSaysSo() {
    ChartFixture chart;
    const int id = chart.addRun(runOfBoth());
    const QString usual = calloutTextOf(chart, id, Algorithm::Default);
    QVERIFY2(usual.contains(QStringLiteral("+25 % with algorithm best: best_kernel")), qPrintable(usual));
    QVERIFY(!usual.contains(QStringLiteral("over the default")));
    const QString best = calloutTextOf(chart, id, Algorithm::Best);
    QVERIFY2(best.contains(QStringLiteral("algorithm best")), qPrintable(best));
    QVERIFY2(best.contains(QStringLiteral("+25 % over the default algorithm: sample_kernel_align8")),
             qPrintable(best));
}

void TestCallout::bestAloneSaysSo() {
    ChartFixture chart;
    Run run = runOfBoth();
    run.spec.algorithm = Algorithm::Best;
    std::erase_if(run.measurements,
                  [](const Measurement& m) { return m.point.algorithm != Algorithm::Best; });
    const int id = chart.addRun(run);
    const QString text = calloutTextOf(chart, id, Algorithm::Best);
    QVERIFY2(text.contains(QStringLiteral("algorithm best")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1Char('+')));
}

void TestCallout::anAudienceReadsLess() {
    ChartFixture chart;
    Run run = runOfBoth();
    run.measurements.front().kernel = "usual_kernel";
    run.measurements.front().flags = Flag::ClockLow;
    const int id = chart.addRun(run);
    const PlannedPoint& point = run.measurements.front().point;
    const CurveKey key{id, point.operation, point.ratio, point.algorithm};
    const Callout whole = pointCallout(chart.state.curves(),
                                       {key, {id, 0}, static_cast<double>(point.layer.hidden), 1, false, {}});
    const Callout brief = whole.brief();
    QVERIFY(oneLine(whole).contains(QStringLiteral("usual_kernel")));
    QVERIFY(oneLine(whole).contains(QStringLiteral("; the interval holds for these visits alone")));
    QVERIFY(oneLine(whole).contains(QStringLiteral("per call")));
    QVERIFY(brief.lines.size() + 2 <= whole.lines.size());
    for (const char* detail : {"usual_kernel", "per call", "of the roof"})
        QVERIFY2(!oneLine(brief).contains(QLatin1String(detail)), detail);
    for (const char* told : {"h = ", "with algorithm best", "Note: "}) // what a point is worth stays
        QVERIFY2(oneLine(brief).contains(QLatin1String(told)), told);
}

void TestCallout::anAudienceReadsNoKernelOfTheOtherAlgorithm() {
    ChartFixture chart;
    Run run = runOfBoth();
    for (Measurement& row : run.measurements)
        row.kernel = row.point.algorithm == Algorithm::Best ? "best_kernel" : "usual_kernel";
    chart.addRun(run);
    for (const Curve& curve : chart.state.curves().curves()) {
        const CurvePoint& point = curve.points.front();
        const Callout whole = pointCallout(
            chart.state.curves(), {curve.key, {curve.key.runId, point.row}, point.hidden, 1, false, {}});
        QVERIFY(oneLine(whole).contains(QStringLiteral("_kernel")));
        QVERIFY2(!oneLine(whole.brief()).contains(QStringLiteral("_kernel")),
                 qPrintable(oneLine(whole.brief())));
    }
}

void TestCallout::endLabelsNameTheBest() {
    ChartFixture chart;
    chart.addRun(runOfBoth());
    chart.panel.setPresentation(true);
    chart.settle();
    const auto labels = [&chart] {
        QStringList texts;
        for (const EndLabel& label : chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view()))
            if (label.kind == EndLabel::Kind::Curve && label.key.ratio == 8)
                texts << label.text;
        texts.sort();
        return texts;
    };
    QCOMPARE(labels(), QStringList({QStringLiteral("h/a = 8"), QStringLiteral("h/a = 8, best")}));
    const CurveKey best{.runId = 1, .ratio = 8, .algorithm = Algorithm::Best};
    QVERIFY(chart.state.curves().find(best));
    chart.state.setHidden({best}, true);
    chart.settle();
    QCOMPARE(labels(), QStringList(QStringLiteral("h/a = 8")));
}

HEADROOM_TEST(TestCallout, Windows)

} // namespace headroom::testing::tst_callout

#include "tst_callout.moc"
