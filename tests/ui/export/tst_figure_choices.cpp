// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/export/figure_export.h"

#include <cmath>
#include <numeric>
#include <set>

namespace headroom::testing::tst_figure_choices {

using namespace headroom::ui;

namespace {

/// CIE L*, the lightness that is left in grey: 0 to 100.
double lightnessOf(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    return luminance > 0.008856 ? 116 * std::cbrt(luminance) - 16 : 903.3 * luminance;
}

} // namespace

class TestFigureChoices final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void ordinalPaletteKeepsItsOrderInGrey();
    void paperPaletteIsTheDefault();
    void dashesTellCurvesApart();
    void dashesStayWithSeveralRuns();
    void bestIsDashedInAFigureOfOneRun();
    void manyCurvesHaveFewMarkers();
    void runsBehindHaveTheirMarkers();
    void leavesOutWhatIsNotWanted();
    void referencesAloneStay();
    void textsAreTheUsers();
    void darkFigureIsDark();
};

void TestFigureChoices::ordinalPaletteKeepsItsOrderInGrey() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions options = presetOptions("column");
    options.style.palette = CurvePalette::Ordinal;
    for (const bool dark : {false, true}) {
        options.style.dark = dark;
        const ChartTheme theme = layoutOf(ChosenFigure(chart.panel.figure(), options)).view.theme;
        const double sheet = lightnessOf(theme.sheet);
        double before = -100;
        for (const std::int64_t ratio : sampleSpec().ratios) {
            const double lightness = lightnessOf(curveColor(ratio, theme));
            QVERIFY2(lightness - before > 6, qPrintable(QString::number(lightness - before)));
            QVERIFY2(std::abs(lightness - sheet) > 20, qPrintable(QString::number(lightness)));
            before = lightness;
        }
    }
    // Of few curves the ends are as far apart.
    SweepSpec two = sampleSpec();
    two.ratios = {32, 64};
    ChartFixture few;
    few.addRun(sampleRun(two));
    options.style.dark = false;
    const ChartTheme theme = layoutOf(ChosenFigure(few.panel.figure(), options)).view.theme;
    QVERIFY(lightnessOf(curveColor(64, theme)) - lightnessOf(curveColor(32, theme)) > 40);
}

void TestFigureChoices::paperPaletteIsTheDefault() {
    ChartFixture chart;
    chart.addRun();
    const ChartTheme theme = layoutOf(ChosenFigure(chart.panel.figure(), {})).view.theme;
    const std::vector<std::int64_t> ratios = sampleSpec().ratios;
    for (std::size_t i = 0; i < ratios.size(); ++i)
        QCOMPARE(curveColor(ratios[i], theme), paperColors()[i]);
}

void TestFigureChoices::dashesTellCurvesApart() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions options = presetOptions("column");
    options.style.dashes = true;
    const ChosenFigure chosen(chart.panel.figure(), options);
    const FigureLayout layout = layoutOf(chosen);
    std::set<QList<qreal>> patterns;
    for (const Curve& curve : chosen.figure().curves.curves()) {
        const QPen pen = curvePen(curve, layout.view.theme);
        patterns.insert(pen.style() == Qt::SolidLine ? QList<qreal>() : pen.dashPattern());
    }
    QCOMPARE(patterns.size(), sampleSpec().ratios.size());
    // The keys show them, each twice.
    for (const PrintedRow& row : layout.legend.rows)
        if (row.entry.kind == LegendEntry::Kind::Curve) {
            const QPen pen = curvePen(row.entry, layout.view.theme);
            const QList<qreal> pattern = pen.style() == Qt::SolidLine ? QList<qreal>() : pen.dashPattern();
            QVERIFY(patterns.contains(pattern));
            QVERIFY(2 * std::accumulate(pattern.begin(), pattern.end(), 0.0) * pen.widthF() <=
                    layout.legend.keyWidth);
        }
}

void TestFigureChoices::dashesStayWithSeveralRuns() {
    ChartFixture chart;
    addRuns(chart, 2);
    FigureOptions options;
    options.style.dashes = true;
    const ChosenFigure chosen(chart.panel.figure(), options);
    QVERIFY(!canHaveDashes(chosen.figure().curves));
    const ChartTheme theme = layoutOf(chosen).view.theme;
    for (const Curve& curve : chosen.figure().curves.curves())
        QCOMPARE(curvePen(curve, theme).dashPattern(), runPen(curve.role, curve.place, theme).dashPattern());
}

void TestFigureChoices::bestIsDashedInAFigureOfOneRun() {
    SweepSpec spec = sampleSpec();
    spec.algorithm = Algorithm::Both;
    for (const int runs : {1, 2}) {
        ChartFixture chart;
        for (int i = 0; i < runs; ++i)
            chart.addRun(sampleRun(spec), RunKind::Opened, QStringLiteral("run %1").arg(i));
        const ChosenFigure chosen(chart.panel.figure(), presetOptions("column"));
        const ChartTheme theme = layoutOf(chosen).view.theme;
        for (const Curve& curve : chosen.figure().curves.curves())
            if (curve.place == 0)
                QCOMPARE(curvePen(curve, theme).style() != Qt::SolidLine, runs == 1 && curve.best);
    }
}

void TestFigureChoices::manyCurvesHaveFewMarkers() {
    for (const int runs : {1, 10}) {
        ChartFixture chart;
        addRuns(chart, runs);
        const ChosenFigure chosen(chart.panel.figure(), presetOptions("slide"));
        const PlotView view = layoutOf(chosen).view;
        const std::vector<CurvePoint>& points = chosen.figure().curves.curves().front().points;
        QCOMPARE(isCrowded(points, view), runs == 10);
    }
}

/// All that the screen marks of a usual sweep, in every run.
void TestFigureChoices::runsBehindHaveTheirMarkers() {
    ChartFixture chart;
    for (const char* name : {"behind", "front"})
        chart.addRun(sampleRun(sampleSpec(16)), RunKind::Opened, QLatin1String(name));
    FigureOptions usual;
    for (const FigureOptions& options : {usual, presetOptions("slide"), presetOptions("two-columns")}) {
        const ChosenFigure chosen(chart.panel.figure(), options);
        const PlotView view = layoutOf(chosen).view;
        for (const Curve& curve : chosen.figure().curves.curves()) {
            const std::size_t onPaper = markedPoints(curve, view).size();
            QVERIFY2(onPaper >= 14, qPrintable(QStringLiteral("%1 of run %2, h/a %3")
                                                   .arg(onPaper)
                                                   .arg(curve.key.runId)
                                                   .arg(curve.key.ratio)));
        }
    }
}

void TestFigureChoices::leavesOutWhatIsNotWanted() {
    ChartFixture chart;
    Run run = sampleRun();
    for (Measurement& row : run.measurements)
        row.flags = Flag::ClockLow;
    Run reference = sampleRun();
    reference.context.notes = {"Read off a picture."};
    chart.addRun(reference, RunKind::Reference, QStringLiteral("A100 (paper)"));
    chart.addRun(run);
    const auto textsWith = [&chart](const FigureOptions& options) {
        return textsOf(figureSvg(chart.panel.figure(), options));
    };
    FigureOptions options;
    QVERIFY(textsWith(options).contains(QStringLiteral("hollow")));
    QVERIFY(textsWith(options).contains(QStringLiteral("A100 (paper)")));
    options.flags = false;
    QVERIFY(!textsWith(options).contains(QStringLiteral("ollow")));
    options.references = false;
    QVERIFY(!textsWith(options).contains(QStringLiteral("A100 (paper)")));
    QVERIFY(!textsWith(options).contains(QStringLiteral("Read off a picture")));
    options.intervals = false;
    const ChosenFigure chosen(chart.panel.figure(), options);
    QVERIFY(!chosen.figure().curves.choices().intervalsShown);
    for (const Curve& curve : chosen.figure().curves.curves()) {
        QCOMPARE(curve.shown, curve.role != CurveRole::Reference);
        QVERIFY(std::ranges::none_of(curve.points, &CurvePoint::flagged));
    }
    QVERIFY(chart.state.curves().choices().intervalsShown); // the window keeps all
    QVERIFY(std::ranges::any_of(chart.state.curves().curves().front().points, &CurvePoint::flagged));
}

void TestFigureChoices::referencesAloneStay() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    FigureOptions options;
    options.references = false;
    const ChosenFigure chosen(chart.panel.figure(), options);
    QVERIFY(std::ranges::any_of(chosen.figure().curves.curves(), [](const Curve& curve) {
        return curve.role == CurveRole::Reference && curve.shown;
    }));
}

void TestFigureChoices::textsAreTheUsers() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions options;
    options.title = QStringLiteral("<b>Keys & queries</b>");
    options.subtitle = QString();
    options.caption = QStringLiteral("Fig. 3");
    const QString texts = textsOf(figureSvg(chart.panel.figure(), options));
    QVERIFY2(texts.contains(QStringLiteral("<b>Keys & queries</b>")), qPrintable(texts));
    QVERIFY(texts.contains(QStringLiteral("Fig. 3")));
    QVERIFY(!texts.contains(QStringLiteral("Attention Key Query Score")));
    QVERIFY(!texts.contains(QStringLiteral("s = 2048")));
    const ChosenFigure chosen(chart.panel.figure(), options);
    QCOMPARE(chosen.told().title, *options.title);
    QVERIFY(chosen.told().subtitle.contains(QStringLiteral("s = 2048"))); // in the file, not in the picture
    // Without a title the subtitle stands, and the plot takes what is free.
    options.title = QString();
    options.subtitle.reset();
    const FrameLayout without = layoutOf(ChosenFigure(chart.panel.figure(), options)).frame;
    QVERIFY(without.title.isEmpty() && !without.subtitle.isEmpty());
    options.subtitle = QString();
    QVERIFY(layoutOf(ChosenFigure(chart.panel.figure(), options)).frame.plot.top() < without.plot.top());
}

void TestFigureChoices::darkFigureIsDark() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions options;
    options.style.dark = true;
    const auto image = figureImage(chart.panel.figure(), options);
    QVERIFY(image);
    QVERIFY(image->pixelColor(2, 2).lightness() < 60);
    const ChartTheme theme = paperTheme(true);
    QVERIFY(count(*image, curveColor(1, theme), 3) > 400);
}

HEADROOM_TEST(TestFigureChoices, Windows)

} // namespace headroom::testing::tst_figure_choices

#include "tst_figure_choices.moc"
