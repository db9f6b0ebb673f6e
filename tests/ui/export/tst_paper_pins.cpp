// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/reading/pin_texts.h"
#include "ui/export/figure_export.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace headroom::testing::tst_paper_pins {

using namespace headroom::ui;

namespace {

/// A row of that h/a and algorithm, the n-th in hidden size.
int rowOf(const Run& run, std::int64_t ratio, int nth, Algorithm algorithm = Algorithm::Default) {
    std::vector<std::pair<std::int64_t, int>> found;
    for (int i = 0; i < static_cast<int>(run.measurements.size()); ++i) {
        const PlannedPoint& point = run.measurements[static_cast<std::size_t>(i)].point;
        if (point.ratio == ratio && point.algorithm == algorithm)
            found.emplace_back(point.layer.hidden, i);
    }
    std::ranges::sort(found);
    return found.at(static_cast<std::size_t>(nth)).second;
}

/// Two runs, the front one with both algorithms.
struct Pinned : ChartFixture {
    Pinned() {
        SweepSpec other = sampleSpec(10);
        other.heads = 16;
        back = sampleRun(other);
        backId = addRun(back, RunKind::Opened, QStringLiteral("cpu-a16"));
        SweepSpec both = sampleSpec(10);
        both.algorithm = Algorithm::Both;
        front = sampleRun(both);
        frontId = addRun(front, RunKind::Opened, QStringLiteral("cpu-a12"));
    }
    void press(int run, int row, Qt::Key key) {
        panel.selectPoint(run, row);
        QTest::keyClick(plot, key);
    }
    QString textsIn(const char* preset) const {
        return textsOf(figureSvg(panel.figure(), presetOptions(preset)));
    }

    Run back;
    Run front;
    int backId = 0;
    int frontId = 0;
};

const std::array kPresets = {"column", "two-columns", "slide", "screen"};

} // namespace

/// What is fastened to the chart, on paper.
class TestPaperPins final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void nothingCoversAnother();
    void theBestAlgorithmIsNamedEverywhere();
    void comparedPointsSayHowTheyDiffer();
};

void TestPaperPins::nothingCoversAnother() {
    Pinned chart;
    chart.press(chart.backId, rowOf(chart.back, 32, 8), Qt::Key_P);
    chart.press(chart.frontId, rowOf(chart.front, 2, 1), Qt::Key_P);
    chart.press(chart.frontId, rowOf(chart.front, 8, 0), Qt::Key_P);
    chart.press(chart.frontId, rowOf(chart.front, 8, 2), Qt::Key_A);
    chart.press(chart.frontId, rowOf(chart.front, 2, 6), Qt::Key_B);
    const std::array marked = {chart.back.measurements[static_cast<std::size_t>(rowOf(chart.back, 32, 8))],
                               chart.front.measurements[static_cast<std::size_t>(rowOf(chart.front, 2, 1))],
                               chart.front.measurements[static_cast<std::size_t>(rowOf(chart.front, 8, 0))],
                               chart.front.measurements[static_cast<std::size_t>(rowOf(chart.front, 8, 2))],
                               chart.front.measurements[static_cast<std::size_t>(rowOf(chart.front, 2, 6))]};
    for (const char* preset : kPresets) {
        const ChosenFigure chosen(chart.panel.figure(), presetOptions(preset));
        const PaperPins paper = pinsOnPaper(chosen.figure(), layoutOf(chosen).view);
        const std::vector<QRectF> boxes = paper.pins.boxes(paper.view);
        QCOMPARE(boxes.size(), std::size_t{6});
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!boxes[i].intersects(boxes[j]), preset);
            for (const Measurement& row : marked)
                QVERIFY2(!boxes[i].contains(paper.view.mapping.toPixel(
                             static_cast<double>(row.point.layer.hidden), row.throughputTflops())),
                         preset);
        }
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(figureImage(chart.panel.figure(), presetOptions(preset))
                        ->save(QStringLiteral("%1/pins-%2.png").arg(folder, QLatin1String(preset))));
    }
}

void TestPaperPins::theBestAlgorithmIsNamedEverywhere() {
    Pinned chart;
    const int row = rowOf(chart.front, 8, 5, Algorithm::Best);
    chart.press(chart.frontId, row, Qt::Key_P);
    for (const char* preset : kPresets) {
        const QString texts = chart.textsIn(preset);
        QVERIFY2(texts.contains(QStringLiteral("algorithm best")), qPrintable(texts));
    }
    // Its marker is the curve's, not the default algorithm's.
    const CurveSet& curves = chart.state.curves();
    const auto hit = locatePoint(curves.curves(), chart.plot->mapping(), {chart.frontId, row});
    QVERIFY(hit);
    for (const PinWords words : {PinWords::Whole, PinWords::Few})
        QVERIFY(pinnedCallout(curves, *hit, words).lines.front().best);
}

void TestPaperPins::comparedPointsSayHowTheyDiffer() {
    Pinned chart;
    const CurveSet& curves = chart.state.curves();
    const auto hit = [&](int run, int row) {
        return *locatePoint(curves.curves(), chart.plot->mapping(), {run, row});
    };
    const auto said = [&](const Hit& a, const Hit& b) {
        return comparedPoints(curves, a, b, PinWords::Few).mid(0, 2).join(QLatin1Char('\n'));
    };
    const Hit a = hit(chart.frontId, rowOf(chart.front, 8, 5));
    const QString ratios = said(a, hit(chart.frontId, rowOf(chart.front, 2, 5)));
    QVERIFY2(ratios.contains(QStringLiteral("A  h/a = 8, h = ")), qPrintable(ratios));
    QVERIFY2(ratios.contains(QStringLiteral("B  h/a = 2, h = ")), qPrintable(ratios));
    const QString algorithms = said(a, hit(chart.frontId, rowOf(chart.front, 8, 5, Algorithm::Best)));
    QVERIFY2(algorithms.contains(QStringLiteral("A  default, h = ")), qPrintable(algorithms));
    QVERIFY2(algorithms.contains(QStringLiteral("B  best, h = ")), qPrintable(algorithms));
    const QString runs = said(a, hit(chart.backId, rowOf(chart.back, 8, 5)));
    QVERIFY2(runs.contains(QStringLiteral("A  a12, h = ")) && runs.contains(QStringLiteral(", a = 12: ")),
             qPrintable(runs));
    QVERIFY2(runs.contains(QStringLiteral("B  a16, h = ")) && runs.contains(QStringLiteral(", a = 16: ")),
             qPrintable(runs));
    const QString sizes = said(a, hit(chart.frontId, rowOf(chart.front, 8, 6)));
    QVERIFY2(sizes.startsWith(QStringLiteral("A  h = ")), qPrintable(sizes));
}

HEADROOM_TEST(TestPaperPins, Windows)

} // namespace headroom::testing::tst_paper_pins

#include "tst_paper_pins.moc"
