// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/chart/data/chart_texts.h"
#include "ui/chart/paint/curve_cover.h"
#include "ui/chart/view/empty_view.h"
#include "ui/chart/view/home_view.h"
#include "ui/export/figure_caption.h"

namespace headroom::testing::tst_compared_figure {

using namespace headroom::ui;

namespace {

Run shippedRun(const char* name) {
    const auto run = readRunFile(std::string(HEADROOM_REFERENCES "/") + name + ".headroom.json");
    return run ? *run : Run();
}

const char* const kBest = "h200-key-query-score-a12-best";
const char* const kSustained = "h200-key-query-score-a12-sustained";
const char* const kPaper = "a100-key-query-score-a12";

/// The first over the second, opened as files are.
struct Compared : ChartFixture {
    Compared(const Run& over, const Run& base) {
        addRun(base, RunKind::Opened, QStringLiteral("base"));
        addRun(over, RunKind::Opened, QStringLiteral("over"));
        state.setQuantity(quotientOfRuns());
        settle();
    }
    int points() const {
        int found = 0;
        for (const Curve& curve : state.curves().curves())
            found += static_cast<int>(curve.points.size());
        return found;
    }
};

} // namespace

/// What a figure of two runs says of what it compares, and of one in which there is nothing.
class TestComparedFigure final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void namesTheAlgorithmThatBothHave();
    void pairsWhatWasReadOffAPicture();
    void namesDevicesAndGreyPoints();
    void aPublicationOpenedAsAFileKeepsItsSource();
    void theNoteCoversNothing();
    void theNoteGoesBelowWhereThereIsNoRoom();
    void endsWherePairsEnd();
    void saysWhyNothingIsSeen();
};

void TestComparedFigure::namesTheAlgorithmThatBothHave() {
    const Compared chart(shippedRun(kBest), shippedRun(kSustained));
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput, over over base, algorithm default"));
    const Compared turned(shippedRun(kSustained), shippedRun(kBest));
    QCOMPARE(turned.plot->texts().yAxis, QStringLiteral("Throughput, over over base, algorithm default"));
    const Compared both(shippedRun(kBest), shippedRun(kBest));
    QCOMPARE(both.plot->texts().yAxis, QStringLiteral("Throughput, over over base"));
}

void TestComparedFigure::pairsWhatWasReadOffAPicture() {
    const Compared chart(shippedRun(kBest), shippedRun(kPaper));
    const CurveSet& curves = chart.state.curves();
    QVERIFY(chart.points() > 0);
    QCOMPARE(curves.differences().sentences(),
             QStringList(QStringLiteral("Paired by nearest h (h is no multiple of a in one of them)")));
    for (const Curve& curve : curves.curves())
        for (const CurvePoint& point : curve.points) {
            const auto row = curves.rowAt({curve.key.runId, point.row});
            QVERIFY(row && row->base);
            const auto apart = row->base->point.layer.hidden - row->measurement.point.layer.hidden;
            QVERIFY(static_cast<double>(std::abs(apart)) <= kPairedWithin * point.hidden);
        }
    const Run measured = shippedRun("h200-key-query-score-a12-all");
    const Run paper = shippedRun(kPaper);
    const auto hasNear = [&measured](const Measurement& row) {
        return std::ranges::any_of(measured.measurements, [&row](const Measurement& base) {
            const auto apart =
                static_cast<double>(std::abs(base.point.layer.hidden - row.point.layer.hidden));
            return base.point.ratio == row.point.ratio &&
                   apart <= kPairedWithin * static_cast<double>(row.point.layer.hidden);
        });
    };
    const auto near = std::ranges::count_if(paper.measurements, hasNear);
    QVERIFY(near >= 20); // of 21
    QCOMPARE(Compared(paper, measured).points(), static_cast<int>(near));
}

void TestComparedFigure::namesDevicesAndGreyPoints() {
    const Compared chart(shippedRun(kBest), shippedRun(kPaper));
    const QString caption = figureCaption(chart.state.curves());
    QVERIFY2(caption.contains(QStringLiteral("over: NVIDIA H200")), qPrintable(caption));
    QVERIFY2(caption.contains(QStringLiteral("base: NVIDIA A100")), qPrintable(caption));
    QVERIFY(!caption.contains(QStringLiteral("Grey points"))); // the paper names no interval
    const Compared sustained(shippedRun(kBest), shippedRun(kSustained));
    QVERIFY(figureCaption(sustained.state.curves())
                .endsWith(QStringLiteral("Grey points show no difference: their interval holds × 1.")));
}

void TestComparedFigure::aPublicationOpenedAsAFileKeepsItsSource() {
    ChartFixture chart;
    chart.addRun(shippedRun(kPaper), RunKind::Opened, QStringLiteral("paper"));
    const QString caption = figureCaption(chart.state.curves());
    QVERIFY2(caption.contains(QStringLiteral("Source: Anthony et al. 2024")), qPrintable(caption));
    QVERIFY2(caption.contains(QStringLiteral("Read off a picture at hidden sizes 4096, 8192 and 32768: "
                                             "approximate.")),
             qPrintable(caption));
    QVERIFY2(!caption.contains(QStringLiteral("Headroom")), qPrintable(caption));
    chart.addRun(shippedRun(kBest), RunKind::Opened, QStringLiteral("measured"));
    const QString both = figureCaption(chart.state.curves());
    QVERIFY2(both.contains(QStringLiteral("paper: Source: Anthony")), qPrintable(both));
    QCOMPARE(both.count(QStringLiteral("Headroom")), 1);
    ChartFixture asReference;
    asReference.addRun(shippedRun(kPaper), RunKind::Reference, QStringLiteral("paper"));
    QVERIFY(figureCaption(asReference.state.curves()).contains(QStringLiteral("approximate")));
}

void TestComparedFigure::theNoteCoversNothing() {
    Run faster = scaledRun(1.2);
    faster.spec.seq = 4096;
    for (const Run& base : {shippedRun(kPaper), faster}) {
        Compared chart(base.spec.seq == 4096 ? sampleRun() : shippedRun("h200-key-query-score-a12-all"),
                       base);
        const CurveSet& curves = chart.state.curves();
        for (const char* preset : {"column", "two-columns", "slide", "screen"}) {
            const ChosenFigure chosen(chart.panel.figure(), presetOptions(preset));
            const PlotView view = layoutOf(chosen).view;
            const PaperPins paper = pinsOnPaper(chosen.figure(), view);
            const QRectF box = paper.note;
            QVERIFY(!box.isEmpty() && paper.noteIsClear);
            QCOMPARE(CurveCover(chosen.figure().curves, view.mapping).under(box), 0);
            const double same = view.mapping.pixelY(1);
            QVERIFY(box.bottom() < same || box.top() > same);
        }
        for (const bool reads : {false, true}) {
            chart.panel.setUnifiedHover(reads);
            chart.settle();
            QCOMPARE(CurveCover(curves, chart.plot->mapping()).under(chart.plot->note()), 0);
        }
    }
}

void TestComparedFigure::theNoteGoesBelowWhereThereIsNoRoom() {
    SweepSpec spec = sampleSpec(40);
    Run over = sampleRun(spec);
    for (std::size_t i = 0; i < over.measurements.size(); ++i) {
        Measurement& row = over.measurements[i];
        row = sampleMeasurement(row.point, (row.point.index % 2 == 0 ? 0.5 : 1.5) * sampleTflops(row.point));
    }
    Run base = sampleRun(spec);
    base.spec.type = DataType::Bf16;
    Compared chart(over, base);
    const QString said = QStringLiteral("Not the same GEMM: f16 over bf16.");
    FigureOptions options = presetOptions("column");
    const ChosenFigure chosen(chart.panel.figure(), options);
    QVERIFY2(chosen.automatic().caption.startsWith(said), qPrintable(chosen.automatic().caption));
    QCOMPARE(chosen.figure().caption, chosen.automatic().caption);
    QVERIFY(pinsOnPaper(chosen.figure(), layoutOf(chosen).view).note.isEmpty());
    options.caption = QString(); // then nothing but the plot can say it
    const ChosenFigure bare(chart.panel.figure(), options);
    QVERIFY(!pinsOnPaper(bare.figure(), layoutOf(bare).view).note.isEmpty());
}

void TestComparedFigure::endsWherePairsEnd() {
    SweepSpec narrow = sampleSpec();
    narrow.hiddenMax = 8192;
    const Compared chart(sampleRun(), sampleRun(narrow));
    QCOMPARE(homeView(chart.state.curves(), {}).xMax, 8192.0);
}

void TestComparedFigure::saysWhyNothingIsSeen() {
    ChartFixture chart;
    ViewRange view = homeView(chart.state.curves(), {});
    QVERIFY(whyEmpty(chart.state.curves(), view).isEmpty()); // nothing is measured yet
    Run run = sampleRun();
    run.context.roofs.clear();
    chart.addRun(run, RunKind::Opened);
    const CurveSet& curves = chart.state.curves();
    view = homeView(curves, {});
    QVERIFY(whyEmpty(curves, view).isEmpty());
    QVERIFY(chart.plot->hint().isEmpty());
    view.xMin = 50000;
    view.xMax = 60000;
    QVERIFY(whyEmpty(curves, view)
                .startsWith(QStringLiteral("Nothing that is shown was measured from h = 50000 to 60000")));
    chart.state.setQuantity(shareOfRoof());
    chart.settle();
    QVERIFY2(chart.plot->hint().startsWith(QStringLiteral("No limit is known")),
             qPrintable(chart.plot->hint()));
    chart.state.setQuantity(throughput());
    std::vector<CurveKey> all;
    for (const Curve& curve : curves.curves())
        all.push_back(curve.key);
    chart.state.setHidden(all, true);
    chart.settle();
    QVERIFY(chart.plot->hint().contains(QStringLiteral("hidden")));
}

HEADROOM_TEST(TestComparedFigure, Windows)

} // namespace headroom::testing::tst_compared_figure

#include "tst_compared_figure.moc"
