// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/legend/legend_rows.h"
#include "tests/ui/scripted_engine.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/paint_curves.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace headroom::testing::tst_run_lines {

using namespace headroom::ui;

namespace {

/// Lengths of the drawn and the empty parts of a level line across the picture, in turns, without what the
/// picture's edges cut off. Empty for a line without gaps.
QList<int> dashesOf(const QImage& picture) {
    QList<int> lengths;
    bool before = false;
    int length = -1; // of a part whose beginning was not seen
    for (int x = 0; x < picture.width(); ++x) {
        int darkest = 255;
        for (int y = 0; y < picture.height(); ++y)
            darkest = std::min(darkest,
                               picture.pixelColor(x, y).value() - picture.pixelColor(x, y).saturation() / 2);
        const bool drawn = darkest < 160;
        if (x > 0 && drawn != before) {
            if (length > 0)
                lengths << (before ? length : -length);
            length = 0;
        }
        if (length >= 0)
            ++length;
        before = drawn;
    }
    return lengths;
}

/// Whether the one row of lengths stands somewhere in the other, but for a pixel that antialiasing moves.
bool isPartOf(const QList<int>& part, const QList<int>& whole) {
    if (part.isEmpty())
        return whole.isEmpty();
    for (qsizetype at = 0; at + part.size() <= whole.size(); ++at) {
        const auto begin = whole.begin() + at;
        if (std::equal(part.begin(), part.end(), begin,
                       [](int a, int b) { return (a > 0) == (b > 0) && std::abs(a - b) <= 1; }))
            return true;
    }
    return false;
}

} // namespace

/// How the lines of several runs are told apart, in the plot and by their keys.
class TestRunLines final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void runsOnOneDeviceHaveOneRoof();
    void keysAreDrawnAsTheirCurves();
    void patternsOfTenRunsDiffer();
    void dashedLinesHaveFewMarkers();
};

void TestRunLines::runsOnOneDeviceHaveOneRoof() {
    ChartFixture chart;
    chart.addRun();
    const auto linesDrawn = [&chart] {
        std::size_t count = 0;
        QImage image(100, 100, QImage::Format_RGB32);
        QPainter painter(&image);
        paintCurves(painter, chart.state.curves(), chart.plot->view(),
                    [&count](QPainter&, const std::vector<CurveLine>& lines, const PlotView&) {
                        count += lines.size();
                    });
        return count;
    };
    QCOMPARE(linesDrawn(), std::size_t{7 + 1});
    chart.addRun();
    QCOMPARE(linesDrawn(), std::size_t{14 + 1});
    // One that shares a part of it adds what is its own.
    SweepSpec wider = sampleSpec();
    wider.heads = 24;
    const auto ownRoof = [&chart](int id) {
        std::size_t points = 0;
        QImage image(100, 100, QImage::Format_RGB32);
        QPainter painter(&image);
        paintCurves(painter, chart.state.curves(), chart.plot->view(),
                    [&points](QPainter&, const std::vector<CurveLine>& lines, const PlotView&) {
                        if (points == 0) // the roofs are the hindmost
                            points = lines[1].points->size();
                    });
        for (const RoofCurve& roof : chart.state.curves().roofs())
            if (roof.runId == id)
                return std::pair(points, roof.points.size());
        return std::pair(points, std::size_t{0});
    };
    const int wide = chart.addRun(sampleRun(sampleSpec()));
    const int narrow = chart.addRun(sampleRun(wider));
    QCOMPARE(linesDrawn(), std::size_t{28 + 2});
    const auto [own, all] = ownRoof(wide);
    QVERIFY(own > 2 && own < all); // but for the level part
    chart.store.remove(wide);
    chart.store.remove(narrow);
    Run faster = sampleRun();
    for (Roof& roof : faster.context.roofs)
        roof.peakTflops *= 2;
    chart.addRun(faster);
    QCOMPARE(linesDrawn(), std::size_t{21 + 2});
}

void TestRunLines::keysAreDrawnAsTheirCurves() {
    // Ten runs, each with one level curve of two points: between these nothing but the line's pattern.
    ChartFixture chart;
    constexpr int kRuns = 10;
    SweepSpec spec = sampleSpec(2);
    spec.ratios = {8};
    std::vector<double> levels;
    for (int i = 0; i < kRuns; ++i) {
        Run run = sampleRun(spec);
        run.context.roofs.clear();
        levels.push_back(20.0 + 20 * i);
        for (Measurement& row : run.measurements)
            row = sampleMeasurement(row.point, levels.back());
        chart.addRun(run, i == 0 ? RunKind::Reference : RunKind::Opened, QStringLiteral("run %1").arg(i));
    }
    chart.plot->grab(); // lays out
    const QImage picture = chart.picture();
    const PlotMapping& mapping = chart.plot->mapping();
    std::set<QList<int>> patterns;
    for (const LegendEntry& entry : legendEntries(chart.state.curves(), LegendRows::All)) {
        if (entry.kind != LegendEntry::Kind::Run)
            continue;
        const int i = entry.label.mid(4).toInt();
        const Curve* curve = chart.state.curves().find({.runId = entry.key.runId, .ratio = 8});
        const int y = qRound(mapping.pixelY(levels[static_cast<std::size_t>(i)]));
        const int left = qRound(mapping.pixelX(curve->points.front().hidden)) + 10;
        const int right = qRound(mapping.pixelX(curve->points.back().hidden)) - 10;
        const QList<int> drawn = dashesOf(picture.copy(left, y - 2, right - left, 5));
        constexpr int kBefore = 4; // the first dash begins within the picture; the last may be cut off
        QImage key(kBefore + qRound(swatchWidth()), 20, QImage::Format_RGB32);
        key.fill(Qt::white);
        QPainter painter(&key);
        painter.setRenderHint(QPainter::Antialiasing);
        paintSwatch(painter, entry, QRectF(key.rect()).adjusted(kBefore, 0, 0, 0), 4, paperTheme());
        painter.end();
        const QList<int> shown = dashesOf(key);
        QVERIFY2(isPartOf(shown, drawn), qPrintable(entry.label));
        QVERIFY2(shown.size() >= 2 || drawn.isEmpty(), qPrintable(entry.label)); // a whole period
        patterns.insert(drawn.first(std::min<qsizetype>(8, drawn.size())));
        QCOMPARE(runPen(entry.role, entry.place, paperTheme()).dashPattern(),
                 curvePen(*curve, paperTheme()).dashPattern());
        QCOMPARE(runPen(entry.role, entry.place, paperTheme()).widthF(),
                 curvePen(*curve, paperTheme()).widthF());
    }
    QCOMPARE(patterns.size(), std::size_t{kRuns});
}

void TestRunLines::patternsOfTenRunsDiffer() {
    const auto patternOf = [](int place) {
        const QPen pen = runPen(CurveRole::Other, place, paperTheme());
        return pen.style() == Qt::SolidLine ? QList<qreal>() : pen.dashPattern();
    };
    const auto differ = [](const QList<qreal>& a, const QList<qreal>& b) {
        constexpr double kSeen = 1.5; // that many times as long
        return a.size() != b.size() || !std::ranges::equal(a, b, [](double x, double y) {
                   return std::max(x, y) < kSeen * std::min(x, y);
               });
    };
    for (int i = 0; i < 10; ++i)
        for (int j = 0; j < i; ++j)
            QVERIFY2(differ(patternOf(i), patternOf(j)), qPrintable(QStringLiteral("%1, %2").arg(i).arg(j)));
}

void TestRunLines::dashedLinesHaveFewMarkers() {
    ChartFixture chart;
    const int behind = chart.addRun(withoutRoof(40), RunKind::Opened, QStringLiteral("behind"));
    const auto marked = [&] {
        const Curve* curve = chart.state.curves().find({.runId = behind, .ratio = 8});
        return markedPoints(*curve, chart.plot->view());
    };
    const std::size_t alone = marked().size();
    chart.addRun(withoutRoof(40), RunKind::Opened, QStringLiteral("front"));
    const std::vector<const CurvePoint*> apart = marked();
    QVERIFY(apart.size() > 5 && apart.size() < alone);
    const PlotView& view = chart.plot->view();
    const QPen pen = curvePen(*chart.state.curves().find({.runId = behind, .ratio = 8}), view.theme);
    const QList<qreal> pattern = pen.dashPattern();
    const double period = std::accumulate(pattern.begin(), pattern.end(), 0.0) * pen.widthF();
    for (std::size_t i = 1; i < apart.size(); ++i) // a whole period is seen between two of them
        QVERIFY(view.mapping.pixelX(apart[i]->hidden) - view.mapping.pixelX(apart[i - 1]->hidden) >
                period + markerDiameter(view));
}

HEADROOM_TEST(TestRunLines, Windows)

} // namespace headroom::testing::tst_run_lines

#include "tst_run_lines.moc"
