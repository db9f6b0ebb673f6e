// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "ui/chart/reading/box_placement.h"

#include <QTest>

#include <cmath>
#include <set>
#include <utility>

namespace headroom::testing::tst_box_placement {

using namespace headroom::ui;

namespace {

const PlotMapping kMapping(QRectF(60, 20, 1000, 500), {0, 32768, 0, 250}, {});

Curve waving(double middle, double height, int points) {
    Curve curve;
    curve.key = {.runId = 1, .ratio = 1};
    for (int i = 0; i < points; ++i) {
        const double hidden = 32768.0 * i / (points - 1);
        curve.points.push_back({hidden, middle + height * std::sin(hidden / 3000), i, false});
    }
    return curve;
}

/// Cells of 4 by 4 pixels below the box, found one pixel column after the other.
int slowCover(const Curve& curve, const PlotMapping& mapping, const QRectF& box) {
    std::set<std::pair<int, int>> cells;
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
        const QPointF from = mapping.toPixel(curve.points[i - 1].hidden, curve.points[i - 1].value);
        const QPointF to = mapping.toPixel(curve.points[i].hidden, curve.points[i].value);
        for (int step = 0; step <= 400; ++step) {
            const QPointF at = from + (to - from) * step / 400.0;
            if (mapping.plot().contains(at))
                cells.insert({static_cast<int>((at.x() - mapping.plot().left()) / 4),
                              static_cast<int>((at.y() - mapping.plot().top()) / 4)});
        }
    }
    int under = 0;
    for (const auto& [column, row] : cells) {
        const QRectF cell(mapping.plot().left() + 4.0 * column, mapping.plot().top() + 4.0 * row, 4, 4);
        under += box.intersects(cell) ? 1 : 0;
    }
    return under;
}

} // namespace

class TestBoxPlacement final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coverAgreesWithASlowCount();
    void hiddenAndEmptyCurvesCoverNothing();
    void boxesStayInsideAndClear();
    void boxesKeepOffCurves();
    void boxesKeepOffOtherBoxes();
    void cornersAreChosenByWhatLiesThere();
    void leadersEndBeforeThePoint();
};

void TestBoxPlacement::coverAgreesWithASlowCount() {
    const Curve curve = waving(120, 90, 60);
    const CurveCover cover({curve}, kMapping);
    for (const QRectF& box : {QRectF(60, 20, 1000, 500), QRectF(100, 60, 240, 100), QRectF(461, 200, 120, 61),
                              QRectF(-50, -50, 300, 300), QRectF(900, 400, 400, 400)}) {
        const int slow = slowCover(curve, kMapping, box);
        QVERIFY2(std::abs(cover.under(box) - slow) <= 3 + slow / 10,
                 qPrintable(QStringLiteral("%1 %2").arg(cover.under(box)).arg(slow)));
    }
    // However many points share a column.
    const CurveCover dense({waving(120, 90, 20000)}, kMapping);
    QVERIFY(std::abs(dense.under(kMapping.plot()) - cover.under(kMapping.plot())) <
            cover.under(kMapping.plot()) / 10);
}

void TestBoxPlacement::hiddenAndEmptyCurvesCoverNothing() {
    Curve hidden = waving(120, 90, 60);
    hidden.shown = false;
    QCOMPARE(CurveCover({hidden, Curve()}, kMapping).under(kMapping.plot()), 0);
    QCOMPARE(CurveCover().under(QRectF(0, 0, 100, 100)), 0);
    QCOMPARE(CurveCover({waving(120, 90, 60)}, PlotMapping(QRectF(), {}, {})).under(QRectF(0, 0, 9, 9)), 0);
    Curve above = waving(900, 10, 60); // out of view
    QCOMPARE(CurveCover({above}, kMapping).under(kMapping.plot()), 0);
}

void TestBoxPlacement::boxesStayInsideAndClear() {
    const QRectF bounds(60, 20, 500, 300);
    const CurveCover none;
    for (const QSizeF size : {QSizeF(240, 100), QSizeF(180, 40), QSizeF(460, 60)})
        for (double x = bounds.left(); x <= bounds.right(); x += 7)
            for (double y = bounds.top(); y <= bounds.bottom(); y += 7) {
                const QRectF box = placeBox(size, {x, y}, 16, {bounds, none, {}});
                QCOMPARE(box.size(), size);
                QVERIFY(bounds.contains(box));
                QVERIFY(!box.adjusted(-3, -3, 3, 3).contains(x, y));
            }
    // One that is too large begins inside.
    QCOMPARE(placeBox({600, 50}, {100, 100}, 16, {bounds, none, {}}).left(), bounds.left());
}

void TestBoxPlacement::boxesKeepOffCurves() {
    std::vector<Curve> curves = {waving(60, 8, 400), waving(120, 8, 400), waving(190, 8, 400)};
    const CurveCover cover(curves, kMapping);
    for (const Curve& curve : curves)
        for (std::size_t i = 10; i < curve.points.size(); i += 40) {
            const QPointF anchor = kMapping.toPixel(curve.points[i].hidden, curve.points[i].value);
            const QRectF box = placeBox({230, 50}, anchor, 16, {kMapping.plot(), cover, {}});
            QCOMPARE(cover.under(box), 0);
        }
}

void TestBoxPlacement::boxesKeepOffOtherBoxes() {
    const CurveCover none;
    Surroundings around{kMapping.plot(), none, {}};
    const QPointF anchor = kMapping.plot().center();
    for (int i = 0; i < 12; ++i) { // all speak of one point
        const QRectF box = placeBox({230, 50}, anchor, 16, around);
        for (const QRectF& other : around.boxes)
            QVERIFY(!box.intersects(other));
        around.boxes.push_back(box);
    }
}

void TestBoxPlacement::cornersAreChosenByWhatLiesThere() {
    Curve rising;
    rising.points = {{0, 0, 0, false}, {32768, 250, 1, false}};
    const CurveCover cover({rising}, kMapping);
    const Surroundings around{kMapping.plot(), cover, {}};
    const QRectF& plot = kMapping.plot();
    QCOMPARE(clearestPlace({200, 60}, 2, around).box, boxInCorner({200, 60}, Corner::TopLeft, plot));
    Curve falling;
    falling.points = {{0, 250, 0, false}, {32768, 0, 1, false}};
    const CurveCover falls({falling}, kMapping);
    QCOMPARE(clearestPlace({200, 60}, 2, {plot, falls, {}}).box,
             boxInCorner({200, 60}, Corner::TopRight, plot));
    // Where no corner is free it stands elsewhere, and says so where nothing is.
    const CurveCover both({rising, falling}, kMapping);
    const ClearPlace between = clearestPlace({200, 60}, 2, {plot, both, {}});
    QCOMPARE(between.covered, 0.0);
    QCOMPARE(both.under(between.box), 0);
    QVERIFY(clearestPlace(plot.size(), 2, {plot, both, {}}).covered > 0);
    for (const Corner corner : {Corner::TopLeft, Corner::TopRight, Corner::BottomRight, Corner::BottomLeft})
        QVERIFY(kMapping.plot().contains(boxInCorner({200, 60}, corner, kMapping.plot())));
}

void TestBoxPlacement::leadersEndBeforeThePoint() {
    const QRectF box(100, 100, 200, 50);
    const QLineF line = leaderLine(box, {400, 125}, 7.5);
    QCOMPARE(line.p1(), QPointF(300, 125));
    QVERIFY(std::abs(line.length() - 92.5) < 1e-9);
    QCOMPARE(leaderLine(box, {150, 120}, 7.5).length(), 0.0); // the point lies below the box
}

HEADROOM_TEST(TestBoxPlacement, EventLoop)

} // namespace headroom::testing::tst_box_placement

#include "tst_box_placement.moc"
