// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/reading/box_placement.h"

namespace headroom::testing::tst_pin_leaders {

using namespace headroom::ui;

namespace {

int crossings(const std::vector<QLineF>& leaders, const std::vector<QRectF>& boxes) {
    int found = 0;
    for (const QLineF& leader : leaders)
        for (const QRectF& box : boxes)
            found += runsBelow(leader, box) ? 1 : 0;
    return found;
}

/// Rows of one curve that follow each other, from that hidden size on.
std::vector<int> neighbours(const Run& run, std::int64_t ratio, double from, std::size_t most) {
    std::vector<int> rows;
    for (std::size_t row = 0; row < run.measurements.size(); ++row)
        if (run.measurements[row].point.ratio == ratio)
            rows.push_back(static_cast<int>(row));
    const auto hidden = [&run](int row) {
        return run.measurements[static_cast<std::size_t>(row)].point.layer.hidden;
    };
    std::ranges::sort(rows, {}, hidden);
    std::erase_if(rows, [&](int row) { return static_cast<double>(hidden(row)) < from; });
    rows.resize(std::min(rows.size(), most));
    return rows;
}

} // namespace

/// The lines from call-outs to what they speak of.
class TestPinLeaders final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void linesBelowBoxesAreSeen();
    void boxesLeaveLeadersFree();
    void pinsNearEachOther_data();
    void pinsNearEachOther();
};

void TestPinLeaders::linesBelowBoxesAreSeen() {
    const QRectF box(100, 100, 200, 50);
    QVERIFY(runsBelow({0, 0, 400, 250}, box));
    QVERIFY(runsBelow({150, 120, 160, 130}, box));
    QVERIFY(!runsBelow({0, 0, 90, 90}, box));
    QVERIFY(!runsBelow({0, 160, 400, 160}, box));
    QVERIFY(!runsBelow({300, 125, 350, 125}, box)); // its own leader begins at the edge
    QVERIFY(!runsBelow({}, QRectF(-5, -5, 10, 10)));
}

void TestPinLeaders::boxesLeaveLeadersFree() {
    const CurveCover none;
    const QRectF plot(0, 0, 1000, 500);
    const QPointF anchor(500, 250);
    Surroundings around{plot, none, {}};
    around.boxes = {QRectF(520, 150, 200, 60)}; // to the right of the anchor, and above
    around.leaders = {QLineF(300, 200, 500, 200), QLineF(470, 250, 470, 400)};
    const QRectF box = placeBox({230, 50}, anchor, 16, around);
    QCOMPARE(crossings(around.leaders, {box}), 0);
    QCOMPARE(crossings({leaderLine(box, anchor, 0)}, around.boxes), 0);
    QVERIFY(leaderLine(box, anchor, 0).length() < 100);
}

void TestPinLeaders::pinsNearEachOther_data() {
    QTest::addColumn<int>("points");
    QTest::addColumn<QSize>("size");
    for (const int points : {12, 40, 400})
        for (const QSize size : {QSize(1100, 700), QSize(800, 500)})
            QTest::addRow("%d points, %d pixels", points, size.width()) << points << size;
}

void TestPinLeaders::pinsNearEachOther() {
    QFETCH(int, points);
    QFETCH(QSize, size);
    for (const std::int64_t ratio : {1, 8, 64})
        for (const double from : {3000.0, 12000.0, 28000.0}) {
            ChartFixture chart(size);
            const Run run = sampleRun(sampleSpec(points));
            const int id = chart.addRun(run);
            for (const int row : neighbours(run, ratio, from, 4)) {
                chart.panel.selectPoint(id, row);
                QTest::keyClick(chart.plot, Qt::Key_P);
                const PlotView& view = chart.plot->view();
                QCOMPARE(crossings(chart.plot->pins().leaders(view), chart.plot->pins().boxes(view)), 0);
            }
            const Figure figure = chart.panel.figure();
            const PaperPins paper = pinsOnPaper(figure, chart.plot->view());
            QCOMPARE(crossings(paper.pins.leaders(paper.view), paper.pins.boxes(paper.view)), 0);
        }
}

HEADROOM_TEST(TestPinLeaders, Windows)

} // namespace headroom::testing::tst_pin_leaders

#include "tst_pin_leaders.moc"
