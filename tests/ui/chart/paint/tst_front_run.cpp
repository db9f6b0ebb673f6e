// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_cover.h"
#include "ui/chart/paint/curve_geometry.h"

namespace headroom::testing::tst_front_run {

using namespace headroom::ui;

namespace {

/// As it is drawn when nothing is kept.
QImage drawnAnew(ChartFixture& chart) {
    chart.plot->raise({chart.state.curves().curves().front().key});
    chart.settle();
    chart.plot->raise({});
    chart.settle();
    return chart.picture();
}

} // namespace

/// What lies behind the front run is kept while points come to that one: no picture may tell.
class TestFrontRun final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void picturesAreThoseDrawnAnew();
    void depthsCoverWhatAllDo();
};

void TestFrontRun::picturesAreThoseDrawnAnew() {
    ChartFixture chart;
    const int behind = chart.addRun(scaledRun(0.7), RunKind::Opened, QStringLiteral("opened"));
    const Run run = sampleRun();
    const int front = chart.addRun(run);
    QImage last = chart.picture();
    const auto look = [&](const char* step) {
        chart.settle();
        const QImage picture = chart.picture();
        const bool changed = picture != last;
        last = picture;
        const bool same = picture == drawnAnew(chart);
        QVERIFY2(changed && same, step);
    };
    const PlannedPoint& point = run.measurements.front().point;
    chart.store.append(front, sampleMeasurement(point, 180));
    look("a point came to the front run");
    chart.store.append(front, sampleMeasurement(point, 190));
    look("another one");
    chart.store.append(behind, sampleMeasurement(point, 220));
    look("a point came to the run behind");
    chart.state.setRoofShown(false);
    look("roofs are hidden");
    chart.state.setHidden({chart.state.curves().curves().back().key}, true);
    look("a curve behind is hidden");
    chart.plot->setLogX(true);
    look("another axis");
    chart.panel.setPalette(palette(QColor(0x20, 0x20, 0x20), Qt::white));
    look("dark colours");
    chart.panel.setPresentation(true);
    look("a presentation");
    chart.store.append(front, sampleMeasurement(point, 150));
    look("a point came there");
    chart.store.remove(behind);
    look("the run behind is gone");
}

void TestFrontRun::depthsCoverWhatAllDo() {
    ChartFixture chart;
    chart.addRun(scaledRun(0.7));
    chart.addRun();
    const CurveSet& curves = chart.state.curves();
    const PlotMapping& mapping = chart.plot->mapping();
    const CurveCover front(curves, mapping, Depth::Front);
    const CurveCover behind(curves, mapping, Depth::Behind);
    const QRectF& plot = mapping.plot();
    QVERIFY(front.under(plot) > 0);
    QVERIFY(behind.underWithRoofs(plot) >
            CurveCover(curves.curves(), mapping).under(plot) - front.under(plot));
    QCOMPARE(CurveCover(curves, mapping).under(plot), front.under(plot) + behind.under(plot));
}

HEADROOM_TEST(TestFrontRun, Windows)

} // namespace headroom::testing::tst_front_run

#include "tst_front_run.moc"
