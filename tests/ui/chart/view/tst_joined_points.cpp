// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "ui/chart/paint/curve_cover.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/interval_band.h"
#include "ui/chart/reading/hover_locator.h"
#include "ui/chart/view/joined_points.h"

#include <QTest>

#include <cmath>

namespace headroom::testing::tst_joined_points {

using namespace headroom::ui;

namespace {

using Line = std::vector<CurvePoint>;

constexpr double kFirst = 64;
constexpr double kLast = 32768;

/// What a device could reach: it grows by the same with each h.
double roofAt(double hidden) {
    return 20 + 180 * hidden / kLast;
}

/// With so many points, as roofs are sampled.
Line sampled(int count, double factor) {
    Line line;
    for (int i = 0; i <= count; ++i) {
        const double hidden = kFirst * std::pow(kLast / kFirst, static_cast<double>(i) / count);
        const double value = factor * roofAt(hidden);
        line.push_back({hidden, value, i, false, 0.95 * value, 1.05 * value});
    }
    return line;
}

PlotMapping mappingOf(AxisScales scales, const ViewRange& view = {kFirst, kLast, 1, 250}) {
    return {QRectF(60, 20, 1000, 500), view, scales};
}

std::optional<double> heightAt(const QList<QLineF>& path, double x) {
    for (const QLineF& line : path)
        if (line.x1() <= x && x <= line.x2() && line.x2() > line.x1())
            return std::lerp(line.y1(), line.y2(), (x - line.x1()) / line.dx());
    return std::nullopt;
}

/// As Qt Charts draws it.
QList<QLineF> seriesOf(const Line& points, const PlotMapping& mapping) {
    const QRectF& plot = mapping.plot();
    const ViewRange& view = mapping.view();
    const auto share = [](double at, double from, double to) { return (at - from) / (to - from); };
    QList<QPointF> pixels;
    for (const QPointF& point : polyline(points, mapping))
        pixels << QPointF(plot.left() + plot.width() * share(point.x(), mapping.scaled(view.xMin),
                                                             mapping.scaled(view.xMax)),
                          plot.bottom() - plot.height() * share(point.y(), mapping.scaledValue(view.yMin),
                                                                mapping.scaledValue(view.yMax)));
    QList<QLineF> lines;
    for (qsizetype i = 1; i < pixels.size(); ++i)
        lines.append({pixels[i - 1], pixels[i]});
    return lines;
}

} // namespace

/// How points are joined on every axis.
class TestJoinedPoints final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesStayBelowTheRoof_data();
    void linesStayBelowTheRoof();
    void bandsAreBentToo();
    void coversAndHitsFollowTheLine();
    void farNeighboursCostNothing();
    void flaggedPartsStayFlagged();
    void pointsAreKeptWhereTheySuffice();
};

void TestJoinedPoints::linesStayBelowTheRoof_data() {
    QTest::addColumn<bool>("logX");
    QTest::addColumn<bool>("logY");
    QTest::newRow("linear") << false << false;
    QTest::newRow("logarithmic x") << true << false;
    QTest::newRow("logarithmic y") << false << true;
    QTest::newRow("both logarithmic") << true << true;
}

void TestJoinedPoints::linesStayBelowTheRoof() {
    constexpr double kTouches = 0.25; // pixels
    QFETCH(bool, logX);
    QFETCH(bool, logY);
    for (const ViewRange& view : {ViewRange{kFirst, kLast, 1, 250}, ViewRange{100, 20000, 10, 120}}) {
        const PlotMapping mapping = mappingOf({logX, logY}, view);
        const QList<QLineF> roof = clippedLines(sampled(256, 1), mapping, LinePart::Whole);
        for (const int steps : {1, 2, 5})
            for (const double factor : {1.0, 0.99}) {
                const Line line = sampled(steps, factor);
                for (const QList<QLineF>& path :
                     {clippedLines(line, mapping, LinePart::Whole), seriesOf(line, mapping)}) {
                    int compared = 0;
                    for (double x = 60; x <= 1060; x += 0.5) {
                        const auto limit = heightAt(roof, x);
                        const auto drawn = heightAt(path, x);
                        if (!limit || !drawn)
                            continue;
                        ++compared;
                        QVERIFY2(*drawn >= *limit - (factor < 1 ? 0 : kTouches),
                                 qPrintable(QStringLiteral("%1: %2 %3").arg(x).arg(*drawn).arg(*limit)));
                    }
                    QVERIFY(compared > 400);
                }
            }
    }
}

void TestJoinedPoints::bandsAreBentToo() {
    const PlotMapping mapping = mappingOf({.logX = true});
    const Line points = sampled(1, 1);
    const QPolygonF outline = bandOutlines(points, mapping).front();
    for (const double hidden : {500.0, 2000.0, 8000.0}) {
        for (const double factor : {0.951, 1.0, 1.049})
            QVERIFY(outline.containsPoint(mapping.toPixel(hidden, factor * roofAt(hidden)), Qt::OddEvenFill));
        for (const double factor : {0.9, 1.1})
            QVERIFY(
                !outline.containsPoint(mapping.toPixel(hidden, factor * roofAt(hidden)), Qt::OddEvenFill));
    }
}

void TestJoinedPoints::coversAndHitsFollowTheLine() {
    const PlotMapping mapping = mappingOf({.logX = true});
    Curve curve;
    curve.points = sampled(1, 1);
    const QPointF on = mapping.toPixel(2000, roofAt(2000));
    const QPointF chord(on.x(), (mapping.pixelY(roofAt(kFirst)) + mapping.pixelY(roofAt(kLast))) / 2);
    QVERIFY(chord.y() < on.y() - 60);
    const CurveCover cover({curve}, mapping);
    const auto around = [](const QPointF& at) { return QRectF(at - QPointF(20, 20), QSizeF(40, 40)); };
    QVERIFY(cover.under(around(on)) > 0);
    QCOMPARE(cover.under(around(chord)), 0);
    QVERIFY(locate({curve}, mapping, on));
    QVERIFY(!locate({curve}, mapping, chord));
}

void TestJoinedPoints::farNeighboursCostNothing() {
    const PlotMapping mapping = mappingOf({.logX = true, .logY = true}, {4000, 4001, 40, 43});
    const Line points = sampled(1, 1);
    const JoinedPoints joined(points, mapping);
    QVERIFY(joined.points().size() < 600);
    const auto path = clippedLines(points, mapping, LinePart::Whole);
    const auto middle = heightAt(path, mapping.pixelX(4000.5));
    QVERIFY(middle);
    QVERIFY(std::abs(*middle - mapping.pixelY(roofAt(4000.5))) < 0.25);
    const auto end = lastSeen(points, mapping);
    QVERIFY(end && end->leaves);
    QVERIFY(std::abs(end->at.x() - mapping.plot().right()) < 0.01);
}

void TestJoinedPoints::flaggedPartsStayFlagged() {
    const PlotMapping mapping = mappingOf({.logX = true});
    Line points = sampled(3, 1);
    points[1].flagged = points[2].flagged = true;
    for (const QLineF& line : clippedLines(points, mapping, LinePart::Flagged)) {
        QVERIFY(line.x1() >= mapping.pixelX(points[1].hidden) - 0.01);
        QVERIFY(line.x2() <= mapping.pixelX(points[2].hidden) + 0.01);
    }
    const auto length = [&](LinePart part) { return clippedPath(points, mapping, part).length(); };
    QVERIFY(length(LinePart::Flagged) > 300);
    QVERIFY(std::abs(length(LinePart::Sound) + length(LinePart::Flagged) - length(LinePart::Whole)) < 0.01);
}

void TestJoinedPoints::pointsAreKeptWhereTheySuffice() {
    const Line few = sampled(4, 1);
    const JoinedPoints linear(few, mappingOf({}));
    QCOMPARE(linear.points().data(), few.data()); // not even copied
    const Line many = sampled(700, 1);
    const JoinedPoints dense(many, mappingOf({.logX = true, .logY = true}));
    QVERIFY(std::ranges::equal(dense.points(), many));
    QVERIFY(JoinedPoints({}, mappingOf({.logX = true})).points().empty());
}

HEADROOM_TEST(TestJoinedPoints, Windows)

} // namespace headroom::testing::tst_joined_points

#include "tst_joined_points.moc"
