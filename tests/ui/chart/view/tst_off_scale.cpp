// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/chart/view/slow_run.h"
#include "ui/chart/paint/curve_cover.h"
#include "ui/chart/paint/off_scale_notes.h"
#include "ui/chart/view/off_scale.h"

#include <QSignalSpy>

#include <algorithm>

namespace headroom::testing::tst_off_scale {

using namespace headroom::ui;

namespace {

std::vector<QRectF> boxesIn(const ChartFixture& chart, const PlotView& view) {
    const CurveCover cover(chart.state.curves(), view.mapping);
    return offScaleBoxes(chart.state.curves(), view, [&cover]() -> const CurveCover& { return cover; });
}

} // namespace

/// An axis that fits one run, and what lies off it.
class TestOffScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void xFollowsTheFrontRunWhereOthersLieOffTheScale();
    void aReferenceFlattensNoProcessor();
    void anOpenedRunFlattensNoProcessor();
    void aGpuKeepsItsReference();
    void saysWhatIsOffTheScale();
    void countsCurvesOffTheScale();
    void theFrontRunIsToldAlike();
    void saysWhichRunLiesFlat();
    void theLegendsMenuScalesToARun();
    void anEmptyAxisEndsWhereTheRoofDoes();
    void roofsNearTheAxisAreSeen();
    void whatIsOffTheScaleIsSaidBesideTheData();
    void whatIsOffTheScaleIsSaidBesideRoofs();
    void scalesToTheFrontRun();
    void scalesToASmallRun();
};

void TestOffScale::xFollowsTheFrontRunWhereOthersLieOffTheScale() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("GPU"));
    QCOMPARE(chart.plot->mapping().view().xMax, 32768.0);
    SweepSpec narrow = sampleSpec();
    narrow.hiddenMax = 4096;
    Run slow = scaledRun(1 / kProcessor, narrow);
    slow.context.roofs.clear();
    chart.addRun(slow, RunKind::Opened, QStringLiteral("CPU"));
    QCOMPARE(chart.plot->mapping().view().xMax, 4096.0);
    chart.panel.setLogY(true); // shows all
    QVERIFY(chart.plot->mapping().view().xMax > 32000);
}

void TestOffScale::aReferenceFlattensNoProcessor() {
    ChartFixture chart;
    const int id = chart.addRun(slowRun(kProcessor));
    const double alone = topOf(chart);
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    QCOMPARE(topOf(chart), alone);
    chart.store.remove(id); // the reference alone is what there is to see
    chart.settle();
    QCOMPARE(topOf(chart), 250.0);
}

void TestOffScale::anOpenedRunFlattensNoProcessor() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("gpu"));
    Run slow = scaledRun(1 / kProcessor);
    slow.context.roofs.clear();
    chart.addRun(slow);
    QVERIFY(topOf(chart) < 1);
    chart.store.move(chart.store.runs().front().id, 1); // in front, it decides
    chart.settle();
    QVERIFY(topOf(chart) > 100);
}

void TestOffScale::aGpuKeepsItsReference() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    Run run = sampleRun();
    for (Measurement& row : run.measurements) // a slow start of a fast device
        row = sampleMeasurement(row.point, 2);
    chart.addRun(run);
    QCOMPARE(topOf(chart), 250.0);
}

void TestOffScale::saysWhatIsOffTheScale() {
    ChartFixture chart;
    chart.addRun(slowRun(kProcessor));
    const QImage alone = chart.picture();
    const QImage figure = figureOf(chart);
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    const std::vector<OffScale> notes = offScale(chart.state.curves(), chart.plot->mapping().view());
    QCOMPARE(notes.size(), std::size_t{1});
    QCOMPARE(notes.front().text, QStringLiteral("A100 (paper) off the scale"));
    QVERIFY(notes.front().above);
    QCOMPARE(notes.front().curves.size(), std::size_t{7});
    // At the upper edge, an arrow in each curve's colour.
    const QRect plot = chart.plot->mapping().plot().toRect();
    const QRect edge(plot.left() + 4, plot.top() + 2, 120, 18);
    for (const QColor& color : paperColors()) {
        QVERIFY(count(chart.picture().copy(edge), color, 70) > count(alone.copy(edge), color, 70));
    }
    QVERIFY(figureOf(chart) != figure);
}

void TestOffScale::countsCurvesOffTheScale() {
    ChartFixture chart;
    chart.addRun();
    Run reference = sampleRun();
    for (Measurement& row : reference.measurements)
        row = sampleMeasurement(row.point, row.point.ratio >= 32 ? 900 : 100);
    chart.addRun(reference, RunKind::Reference, QStringLiteral("elsewhere"));
    ViewRange view = chart.plot->mapping().view();
    view.yMax = 250;
    const auto texts = [&] {
        QStringList list;
        for (const OffScale& note : offScale(chart.state.curves(), view))
            list << (note.above ? QStringLiteral("up ") : QStringLiteral("down ")) + note.text;
        return list;
    };
    QCOMPARE(texts(), QStringList{QStringLiteral("up elsewhere, 2 curves off the scale")});
    view.yMin = 120;
    const QString front = chart.state.curves().nameOf(chart.state.curves().groups().front().runId);
    QCOMPARE(texts(), (QStringList{QStringLiteral("down %1, 2 curves off the scale").arg(front),
                                   QStringLiteral("up elsewhere, 2 curves off the scale"),
                                   QStringLiteral("down elsewhere, 5 curves off the scale")}));
    view = {0, 32768, 0, 1000};
    QVERIFY(texts().isEmpty());
    chart.state.setHidden({chart.state.curves().curves().back().key}, true);
    view.yMax = 250;
    QCOMPARE(texts(), QStringList{QStringLiteral("up elsewhere, h/a = 32 off the scale")});
}

void TestOffScale::theFrontRunIsToldAlike() {
    ChartFixture chart;
    Run run = sampleRun();
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, row.point.ratio >= 32 ? 900 : 100);
    chart.addRun(run, RunKind::Opened, QStringLiteral("older"));
    const ViewRange zoomed{0, 32768, 120, 800};
    const auto notes = [&] { return offScale(chart.state.curves(), zoomed); };
    QVERIFY(notes().empty()); // alone: what was zoomed into is of it
    chart.addRun(run, RunKind::Opened, QStringLiteral("newer"));
    QStringList said;
    for (const OffScale& note : notes())
        said << (note.above ? QStringLiteral("up ") : QStringLiteral("down ")) + note.text;
    for (const char* name : {"newer", "older"}) {
        const QString called = QLatin1String(name);
        QVERIFY2(said.contains(QStringLiteral("up %1, 2 curves off the scale").arg(called)),
                 qPrintable(said.join(QLatin1Char('\n'))));
        QVERIFY(said.contains(QStringLiteral("down %1, 5 curves off the scale").arg(called)));
    }
}

void TestOffScale::saysWhichRunLiesFlat() {
    ChartFixture chart;
    chart.addRun(slowRun(kProcessor), RunKind::Opened, QStringLiteral("CPU"));
    const auto notes = [&chart] { return offScale(chart.state.curves(), chart.plot->mapping().view()); };
    QVERIFY(notes().empty()); // alone it has the axis
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("GPU"));
    QVERIFY(topOf(chart) > 100);
    QCOMPARE(notes().size(), std::size_t{1});
    const OffScale note = notes().front();
    QVERIFY(note.flat && !note.above);
    QCOMPARE(note.text, QStringLiteral("CPU lies below 2 % of the axis"));
    QVERIFY(note.advice.contains(QStringLiteral("“Scale to this run”")));
    // It stands above the curves that it speaks of, and gives advice in a window alone.
    const std::vector<QRectF> boxes = boxesIn(chart, chart.plot->view());
    QCOMPARE(boxes.size(), std::size_t{2}); // the other one is the roof's
    const PlotMapping& mapping = chart.plot->mapping();
    QVERIFY(boxes.front().bottom() < mapping.toPixel(0, kFlatShare * topOf(chart)).y());
    PlotView paper = chart.plot->view();
    paper.advises = false;
    QVERIFY(boxesIn(chart, paper).front().width() < boxes.front().width() / 1.5);
    paper.mapping = PlotMapping(QRectF(0, 0, 300, 200), mapping.view(), {});
    PlotView narrow = paper; // where advice has no room
    narrow.advises = true;
    QCOMPARE(boxesIn(chart, narrow), boxesIn(chart, paper));
    chart.panel.setPresentation(true);
    chart.settle();
    QVERIFY(!chart.plot->view().advises);
    chart.panel.setPresentation(false);
    chart.panel.setLogY(true);
    QVERIFY(notes().empty());
}

void TestOffScale::theLegendsMenuScalesToARun() {
    ChartFixture chart;
    const int slow = chart.addRun(slowRun(kProcessor), RunKind::Opened, QStringLiteral("CPU"));
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("GPU"));
    QSignalSpy wanted(&chart.panel, &ChartPanel::scaleToRunRequested);
    connect(&chart.panel, &ChartPanel::scaleToRunRequested, &chart.state,
            [&chart] { chart.state.setScaledToFront(true); });
    Q_EMIT chart.legend->scaleRequested(slow);
    chart.settle();
    QCOMPARE(wanted.count(), 1);
    QVERIFY(topOf(chart) < 1000); // in its own unit
    const std::vector<OffScale> notes = offScale(chart.state.curves(), chart.plot->mapping().view());
    QVERIFY(std::ranges::none_of(notes, &OffScale::flat));
}

/// A run that has only begun, in a presentation.
void TestOffScale::anEmptyAxisEndsWhereTheRoofDoes() {
    const auto topUnder = [](double peak) {
        ChartFixture chart;
        Run begun = sampleRun();
        begun.measurements.clear();
        begun.context.roofs = {{DataType::F16, peak, 1e13, "made up"}};
        chart.addRun(begun);
        return std::pair(topOf(chart), chart.plot->texts().yAxis);
    };
    const auto [slow, gigaflops] = topUnder(0.4);
    QVERIFY2(slow >= 400 && slow < 600, qPrintable(QString::number(slow)));
    QCOMPARE(gigaflops, QStringLiteral("Throughput (GFLOPs/s)"));
    const auto [some, teraflops] = topUnder(3);
    QVERIFY2(some >= 3 && some < 5, qPrintable(QString::number(some)));
    QCOMPARE(teraflops, QStringLiteral("Throughput (TFLOPs/s)"));
    QCOMPARE(topUnder(200).first, 250.0);
    QCOMPARE(topUnder(989).first, 250.0); // grows with the data
}

void TestOffScale::roofsNearTheAxisAreSeen() {
    ChartFixture chart;
    const auto addRun = [&chart](double peak) {
        Run run = sampleRun();
        run.context.roofs = {{DataType::F16, peak, 1e13, "made up"}};
        return chart.addRun(run);
    };
    const auto told = [&chart] { return roofAbove(chart.state.curves(), chart.plot->mapping().view()); };
    const int near = addRun(299); // where the axis would end at 250
    QVERIFY(topOf(chart) > 299);
    QCOMPARE(told(), QString());
    chart.store.remove(near);
    addRun(312);
    QCOMPARE(topOf(chart), 250.0);
    QCOMPARE(told(), QStringLiteral("roof of 312 TFLOP/s off the scale"));
    const QImage picture = chart.picture();
    chart.state.setRoofShown(false);
    QCOMPARE(told(), QString());
    QVERIFY(chart.picture() != picture);
}

void TestOffScale::whatIsOffTheScaleIsSaidBesideTheData() {
    ChartFixture chart({1280, 800});
    Run run = sampleRun(sampleSpec(32)); // highest where the note stands otherwise
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, row.point.layer.hidden < 20000 ? 0.99 : 0.1);
    run.context.roofs.clear();
    chart.addRun(run);
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    for (const bool presented : {false, true}) {
        chart.panel.setPresentation(presented);
        chart.settle();
        const PlotView& view = chart.plot->view();
        const CurveCover cover(chart.state.curves(), view.mapping);
        const std::vector<QRectF> boxes =
            offScaleBoxes(chart.state.curves(), view, [&cover]() -> const CurveCover& { return cover; });
        QCOMPARE(boxes.size(), std::size_t{1});
        QVERIFY(view.mapping.plot().contains(boxes.front()));
        QCOMPARE(cover.underWithRoofs(boxes.front()), 0);
    }
}

/// One roof is level within the row at the upper edge, one lies above it.
void TestOffScale::whatIsOffTheScaleIsSaidBesideRoofs() {
    ChartFixture chart({1280, 800});
    Run front = slowRun(2);
    front.context.roofs = {{DataType::F16, 244, 1e13, "made up"}};
    Run above = front;
    above.context.roofs.front().peakTflops = 400;
    Run reference = sampleRun();
    for (Measurement& row : reference.measurements)
        row = sampleMeasurement(row.point, 9000);
    chart.addRun(above, RunKind::Opened, QStringLiteral("high roof"));
    chart.addRun(front);
    chart.addRun(reference, RunKind::Reference, QStringLiteral("elsewhere"));
    const PlotView& view = chart.plot->view();
    QCOMPARE(topOf(chart), 250.0);
    const double level = view.mapping.pixelY(244);
    const CurveCover cover(chart.state.curves(), view.mapping);
    QVERIFY(cover.underWithRoofs(QRectF(view.mapping.plot().center().x(), level - 2, 200, 4)) > 0);
    const std::vector<QRectF> boxes =
        offScaleBoxes(chart.state.curves(), view, [&cover]() -> const CurveCover& { return cover; });
    QCOMPARE(boxes.size(), std::size_t{2});
    for (const QRectF& box : boxes) {
        QVERIFY(view.mapping.plot().contains(box));
        QCOMPARE(cover.underWithRoofs(box), 0);
    }
    QVERIFY(!boxes.front().intersects(boxes.back()));
}

void TestOffScale::scalesToTheFrontRun() {
    ChartFixture chart;
    Run fast = sampleRun();
    for (Measurement& row : fast.measurements)
        row = sampleMeasurement(row.point, 200);
    chart.addRun(fast, RunKind::Opened, QStringLiteral("fast"));
    chart.addRun(slowRun(3), RunKind::Live, QStringLiteral("slower"));
    QCOMPARE(topOf(chart), 250.0);
    chart.state.setScaledToFront(true);
    chart.settle();
    double greatest = 0;
    for (const Curve& curve : chart.state.curves().curves())
        if (curve.role == CurveRole::Main)
            for (const CurvePoint& point : curve.points)
                greatest = std::max(greatest, point.top());
    QVERIFY(topOf(chart) >= greatest && topOf(chart) < 1.3 * greatest);
    const std::vector<OffScale> notes = offScale(chart.state.curves(), chart.plot->mapping().view());
    QVERIFY(!notes.empty());
    QCOMPARE(notes.front().text, QStringLiteral("fast off the scale"));
    chart.state.setScaledToFront(false);
    QCOMPARE(topOf(chart), 250.0);
}

void TestOffScale::scalesToASmallRun() {
    ChartFixture chart;
    SweepSpec small = sampleSpec();
    small.hiddenMax = 4096;
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("A100 (paper)"));
    chart.addRun(sampleRun(small));
    QVERIFY(chart.plot->mapping().view().xMax > 30000);
    chart.state.setScaledToFront(true);
    chart.settle();
    QCOMPARE(chart.plot->mapping().view().xMax, 4096.0);
}

HEADROOM_TEST(TestOffScale, Windows)

} // namespace headroom::testing::tst_off_scale

#include "tst_off_scale.moc"
