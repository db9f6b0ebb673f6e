// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/figure_layout.h"
#include "ui/chart/legend/legend_entry.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/intervals.h"
#include "ui/chart/paint/paint_curves.h"
#include "ui/export/chosen_figure.h"
#include "ui/export/figure_caption.h"

#include <QBuffer>
#include <QSvgGenerator>

namespace headroom::testing::tst_chart_intervals {

using namespace headroom::ui;

/// What a reader sees of how sure a point is: intervals, hollow markers, thin lines.
class TestChartIntervals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void everyQuantityHasIntervals();
    void whiskersStandWhereIntervalsAreTall();
    void narrowIntervalsAreNotDrawn();
    void crowdedPointsHaveABand();
    void whiskersAreCutAtThePlot();
    void disturbedPointsHaveWhiskersThatMakeNoAxis();
    void oneSwitchForScreenAndPaper();
    void flaggedMarkersAreThinnedLikeOthers();
    void linesBetweenFlaggedPointsAreThin();
    void thinLinesKeepTheirPattern();
    void aCurveIsTwoPathsAtMost();
    void hollowIsExplained();
    void hollowIsExplainedWhereItIsSeen();
    void hollowIsExplainedInPrintWhereItIsSeen();
    void aDisturbedRunHasOneSentence();
};

namespace {

/// One curve of points whose intervals reach that share of the value to either side.
Run runWith(double share, int points = 6, Flags flags = {}) {
    SweepSpec spec = sampleSpec(points);
    spec.ratios = {8};
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements) {
        row.time.lowS = row.time.medianS / (1 + share);
        row.time.highS = row.time.medianS / (1 - share);
        row.flags = flags;
    }
    return run;
}

QPainterPath whiskersOf(const ChartFixture& chart) {
    return whiskers(chart.state.curves().curves().front(), chart.plot->view());
}

} // namespace

void TestChartIntervals::everyQuantityHasIntervals() {
    ChartFixture chart;
    chart.addRun(runWith(0.1));
    for (const Quantity* quantity : {&throughput(), &shareOfRoof()}) {
        chart.state.setQuantity(*quantity);
        for (const CurvePoint& point : chart.state.curves().curves().front().points) {
            QVERIFY(std::abs(point.low / point.value - 0.9) < 1e-9);
            QVERIFY(std::abs(point.high / point.value - 1.1) < 1e-9);
        }
    }
}

void TestChartIntervals::whiskersStandWhereIntervalsAreTall() {
    ChartFixture chart;
    chart.addRun(runWith(0.1));
    const CurvePoint point = chart.state.curves().curves().front().points.back();
    const PlotMapping& mapping = chart.plot->mapping();
    const QRectF drawn = whiskersOf(chart).boundingRect();
    QVERIFY(std::abs(drawn.top() - mapping.pixelY(point.high)) < 0.01);
    const QImage with = chart.picture();
    chart.state.setIntervalsShown(false);
    chart.settle();
    const QImage without = chart.picture();
    // Between the marker and the upper end.
    const QPoint on = mapping.toPixel(point.hidden, (point.value + 2 * point.high) / 3).toPoint();
    const QColor color = curveColor(8, chart.plot->view().theme);
    QVERIFY(near(with.pixelColor(on), mixed(Qt::white, color, 0.55), 60));
    QVERIFY(without.pixelColor(on) != with.pixelColor(on));
}

void TestChartIntervals::narrowIntervalsAreNotDrawn() {
    ChartFixture chart;
    chart.addRun(runWith(0.0005));
    QVERIFY(whiskersOf(chart).isEmpty());
    const QImage with = chart.picture();
    chart.state.setIntervalsShown(false);
    chart.settle();
    QCOMPARE(chart.picture(), with);
}

void TestChartIntervals::crowdedPointsHaveABand() {
    ChartFixture chart;
    chart.addRun(runWith(0.1, 300));
    const std::vector<CurvePoint>& points = chart.state.curves().curves().front().points;
    QVERIFY(isCrowded(points, chart.plot->view()));
    const CurvePoint& point = points[points.size() / 2];
    const QPoint on =
        chart.plot->mapping().toPixel(point.hidden, (point.value + 2 * point.high) / 3).toPoint();
    const QColor band = mixed(Qt::white, curveColor(8, chart.plot->view().theme), 0.18);
    // All about, but for a grid line: a whisker would be narrower.
    const QImage around = chart.picture().copy(QRect(on - QPoint(3, 3), QSize(7, 7)));
    QVERIFY(count(around, band, 12) >= 7 * 7 - 2 * 7);
}

void TestChartIntervals::whiskersAreCutAtThePlot() {
    ChartFixture chart;
    chart.addRun(runWith(0.3));
    chart.panel.zoomIn();
    chart.panel.zoomIn();
    const QRectF plot = chart.plot->mapping().plot();
    const QPainterPath path = whiskersOf(chart);
    QVERIFY(!path.isEmpty());
    QVERIFY(plot.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(path.boundingRect()));
}

void TestChartIntervals::disturbedPointsHaveWhiskersThatMakeNoAxis() {
    ChartFixture chart;
    Run run = runWith(0.1);
    const int calm = chart.addRun(run);
    const double top = chart.plot->mapping().view().yMax;
    chart.store.remove(calm);
    Measurement& row = *std::ranges::min_element(run.measurements, {}, &Measurement::throughputTflops);
    row.flags = Flag::ProcessorLost;
    row.time.lowS = row.time.medianS / 1e4;
    row.time.highS = row.time.medianS * 20;
    chart.addRun(run);
    QCOMPARE(chart.plot->mapping().view().yMax, top);
    const QRectF plot = chart.plot->mapping().plot();
    const double x = chart.pixelOf(row).x();
    // From edge to edge, and no cap where it is cut.
    const QPainterPath drawn = whiskersOf(chart);
    QVERIFY(std::abs(drawn.boundingRect().top() - plot.top()) < 0.01);
    bool reaches = false;
    for (int i = 0; i < drawn.elementCount(); ++i)
        reaches = reaches || (std::abs(drawn.elementAt(i).x - x) < 0.01 &&
                              std::abs(drawn.elementAt(i).y - plot.top()) < 0.01);
    QVERIFY(reaches);
}

void TestChartIntervals::oneSwitchForScreenAndPaper() {
    ChartFixture chart;
    chart.addRun(runWith(0.1));
    const QImage with = figureOf(chart);
    chart.state.setIntervalsShown(false);
    QVERIFY(figureOf(chart) != with);
    chart.state.setIntervalsShown(true);
    QCOMPARE(figureOf(chart), with);
}

void TestChartIntervals::flaggedMarkersAreThinnedLikeOthers() {
    for (const int points : {6, 60, 390}) {
        ChartFixture chart;
        const auto marked = [&chart] {
            return markedPoints(chart.state.curves().curves().front(), chart.plot->view()).size();
        };
        const int id = chart.addRun(runWith(0.01, points));
        const std::size_t sound = marked();
        chart.store.remove(id);
        chart.addRun(runWith(0.01, points, Flag::ClockLow));
        QCOMPARE(marked(), sound);
        QVERIFY(sound <= std::size_t{100});
    }
}

void TestChartIntervals::linesBetweenFlaggedPointsAreThin() {
    ChartFixture chart;
    Run run = runWith(0.0005);
    std::ranges::sort(run.measurements, {}, [](const Measurement& m) { return m.point.layer.hidden; });
    const int soundId = chart.addRun(run);
    const QImage sound = chart.picture();
    chart.store.remove(soundId);
    for (const std::size_t row : {0U, 1U, 4U})
        run.measurements[row].flags = Flag::ClockLow;
    chart.addRun(run);
    const QImage picture = chart.picture();
    const std::vector<CurvePoint>& points = chart.state.curves().curves().front().points;
    QVERIFY(hasFlaggedPart(points));
    const PlotMapping& mapping = chart.plot->mapping();
    // How much of the line's colour lies about the middle between a point and the next.
    const auto inkAfter = [&](const QImage& image, std::size_t point) {
        const QPointF middle = (mapping.toPixel(points[point].hidden, points[point].value) +
                                mapping.toPixel(points[point + 1].hidden, points[point + 1].value)) /
                               2;
        double ink = 0;
        for (int y = -5; y <= 5; ++y)
            ink += image.pixelColor(middle.toPoint() + QPoint(0, y)).saturation();
        return ink;
    };
    QVERIFY(inkAfter(picture, 0) > 0 && inkAfter(picture, 0) < 0.7 * inkAfter(sound, 0));
    for (const std::size_t point : {1U, 2U, 3U, 4U})
        QVERIFY(inkAfter(picture, point) > 0.8 * inkAfter(sound, point));
    // Together the parts are the whole line.
    const auto lengthOf = [&](LinePart part) { return clippedPath(points, mapping, part).length(); };
    QVERIFY(std::abs(lengthOf(LinePart::Sound) + lengthOf(LinePart::Flagged) - lengthOf(LinePart::Whole)) <
            0.01);
}

void TestChartIntervals::thinLinesKeepTheirPattern() {
    QPen pen(Qt::red, 2);
    QCOMPARE(flaggedPen(pen, 0.5).style(), Qt::SolidLine);
    pen.setDashPattern({4, 3});
    const QPen thin = flaggedPen(pen, 0.5);
    QVERIFY(thin.widthF() < pen.widthF());
    QCOMPARE(thin.color(), pen.color());
    for (qsizetype i = 0; i < pen.dashPattern().size(); ++i)
        QVERIFY(std::abs(thin.dashPattern().at(i) * thin.widthF() - pen.dashPattern().at(i) * pen.widthF()) <
                1e-9);
}

void TestChartIntervals::aCurveIsTwoPathsAtMost() {
    ChartFixture chart;
    Run run = runWith(0.1, 200);
    for (std::size_t row = 0; row < run.measurements.size(); ++row)
        run.measurements[row].flags = row % 3 == 0 ? Flags() : Flags(Flag::ClockLow);
    chart.addRun(run);
    QBuffer buffer;
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize({1200, 750});
    QPainter painter(&svg);
    paintFigure(painter, QSizeF(1200, 750), chart.panel.figure());
    painter.end();
    const QString text = QString::fromUtf8(buffer.data());
    int longPaths = 0;
    for (const QString& element : text.split(QStringLiteral("<path")))
        longPaths += element.section(QLatin1Char('>'), 0, 0).count(QLatin1Char('L')) > 30 ? 1 : 0;
    QVERIFY2(longPaths >= 2 && longPaths <= 4, qPrintable(QString::number(longPaths))); // and band and roof
}

void TestChartIntervals::hollowIsExplained() {
    ChartFixture chart;
    const int id = chart.addRun(runWith(0.01));
    QVERIFY(!anyFlaggedShown(chart.state.curves()));
    chart.store.remove(id);
    Run run = runWith(0.01);
    run.measurements.front().flags = Flag::CapHit;
    chart.addRun(run);
    QVERIFY(anyFlaggedShown(chart.state.curves()));
    const auto tip = [&chart] { return chart.legend->model()->index(0, 0).data(Qt::ToolTipRole).toString(); };
    QVERIFY2(tip().contains(QStringLiteral("1 of them is hollow")), qPrintable(tip()));
    // In the legend, on screen and paper, and below a figure.
    const auto rows = [&chart](LegendRows which) {
        return std::ranges::count(legendEntries(chart.state.curves(), which), LegendEntry::Kind::Hollow,
                                  &LegendEntry::kind);
    };
    QCOMPARE(rows(LegendRows::All), 1);
    QCOMPARE(rows(LegendRows::Drawn), 1);
    QVERIFY(
        figureCaption(chart.state.curves())
            .endsWith(QStringLiteral("Hollow points are flagged: stopped at the time limit, at 1 point.")));
    chart.state.setHidden({chart.state.curves().curves().front().key}, true);
    QVERIFY(!anyFlaggedShown(chart.state.curves()));
    QCOMPARE(rows(LegendRows::All), 0);
    QVERIFY(hollowSentence().endsWith(QLatin1Char('.')) && !hollowLabel().isEmpty());
    // Which flags, where these are few.
    const auto captionWith = [](std::initializer_list<Flag> flags) {
        ChartFixture flagged;
        Run other = runWith(0.01);
        auto row = other.measurements.begin();
        for (const Flag flag : flags)
            (row++)->flags = flag;
        flagged.addRun(other);
        return figureCaption(flagged.state.curves()).section(QLatin1Char('\n'), -1);
    };
    QCOMPARE(
        captionWith({Flag::ClockLow, Flag::CapHit, Flag::ClockLow}),
        QStringLiteral("Hollow points are flagged: clock well below the best of its kind of kernel, at 2 "
                       "points; stopped at the time limit, at 1 point."));
    QCOMPARE(captionWith({Flag::ClockLow, Flag::CapHit, Flag::LaunchBound, Flag::LaunchBound}),
             QStringLiteral("Hollow points are flagged: bound by the launch of the call, at 2 points; clock "
                            "well below the best of its kind of kernel, at 1 point; and other flags."));
}

namespace {

/// Whether the legend in the window says what hollow points mean.
bool legendSaysHollow(const ChartFixture& chart) {
    for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
        if (chart.legend->model()->index(row, 0).data().toString() == hollowLabel())
            return true;
    return false;
}

bool figureSaysHollow(const ChartFixture& chart) {
    const Figure figure = chart.panel.figure();
    const FigureLayout layout = layOutFigure({1200, 750}, figure);
    return std::ranges::any_of(layout.legend.rows, [](const PrintedRow& row) {
        return row.entry.kind == LegendEntry::Kind::Hollow;
    });
}

bool captionSaysHollow(const ChartFixture& chart) {
    return ChosenFigure(chart.panel.figure(), {}).automatic().caption.contains(QStringLiteral("Hollow"));
}

} // namespace

void TestChartIntervals::hollowIsExplainedWhereItIsSeen() {
    ChartFixture chart;
    Run run = runWith(0.01, 40);
    for (Measurement& row : run.measurements) // at the small end alone
        row.flags = row.point.layer.hidden < 3000 ? Flags(Flag::CapHit) : Flags();
    chart.addRun(run);
    QVERIFY(legendSaysHollow(chart));
    const int width = chart.legend->sizeHint().width();
    for (int i = 0; i < 4; ++i)
        chart.panel.zoomIn(); // about the middle
    QVERIFY(chart.plot->mapping().view().xMin > 3000);
    QVERIFY(!legendSaysHollow(chart));
    QCOMPARE(chart.legend->sizeHint().width(), width); // or the plot would move
    chart.panel.goHome();
    QVERIFY(legendSaysHollow(chart));
}

void TestChartIntervals::hollowIsExplainedInPrintWhereItIsSeen() {
    ChartFixture chart;
    Run run = runWith(0.01, 400);
    chart.addRun(run);
    QVERIFY(!figureSaysHollow(chart));
    const auto flagRow = [&](std::size_t order) { // of the first curve, by hidden size
        Run flagged = run;
        std::vector<Measurement*> rows;
        for (Measurement& row : flagged.measurements)
            if (row.point.ratio == run.measurements.front().point.ratio)
                rows.push_back(&row);
        std::ranges::sort(rows, {}, [](const Measurement* row) { return row->point.layer.hidden; });
        rows[order]->flags = Flag::CapHit;
        return flagged;
    };
    chart.store.remove(chart.store.runs().front().id);
    for (const std::size_t order : {0U, 1U, 2U, 101U}) { // whichever of its neighbours had the marker
        const int id = chart.addRun(flagRow(order));
        QVERIFY(anyFlaggedShown(chart.state.curves()));
        QVERIFY(figureSaysHollow(chart));
        QVERIFY(captionSaysHollow(chart));
        QVERIFY(legendSaysHollow(chart));
        chart.store.remove(id);
    }
}

void TestChartIntervals::aDisturbedRunHasOneSentence() {
    Run run = runWith(0.01, 30);
    QVERIFY(disturbedSentence(run).isEmpty());
    for (std::size_t row = 0; row < 3; ++row)
        run.measurements[row].flags = Flag::ProcessorLost;
    QVERIFY(disturbedSentence(run).isEmpty()); // a tenth
    run.measurements[3].flags = Flags(Flag::ProcessorLost) | Flag::ClockLow;
    const QString sentence = disturbedSentence(run);
    QVERIFY2(sentence.startsWith(QStringLiteral("4 of 30 points were disturbed")), qPrintable(sentence));
    QVERIFY(sentence.contains(QStringLiteral("threads lost the processor")));
    ChartFixture chart;
    chart.addRun(sampleRun()); // so that the legend names runs
    const int id = chart.addRun(run);
    QCOMPARE(disturbedNote(chart.state.curves(), id),
             QStringLiteral("Disturbed: threads lost the processor")); // on a stage
    int told = 0;
    for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
        told += chart.legend->model()->index(row, 0).data(Qt::ToolTipRole).toString().contains(sentence);
    QCOMPARE(told, 1); // by the row of the run
    for (Measurement& row : run.measurements)
        row.flags = Flag::CapHit; // says nothing of other work
    QVERIFY(disturbedSentence(run).isEmpty());
}

HEADROOM_TEST(TestChartIntervals, Windows)

} // namespace headroom::testing::tst_chart_intervals

#include "tst_chart_intervals.moc"
