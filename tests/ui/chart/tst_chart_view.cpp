// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"

#include <QSignalSpy>

namespace headroom::testing::tst_chart_view {

using namespace headroom::ui;

namespace {

void wheel(ChartFixture& chart, const QPointF& at, int notches, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(at, chart.plot->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(chart.plot, &event);
    chart.settle();
}

void drag(ChartFixture& chart, Qt::MouseButton button, const QPoint& from, const QPoint& to) {
    QTest::mousePress(chart.plot, button, {}, from);
    for (int step = 1; step <= 4; ++step) {
        const QPointF at = from + QPointF(to - from) * step / 4;
        QMouseEvent move(QEvent::MouseMove, at, chart.plot->mapToGlobal(at), Qt::NoButton, button, {});
        QCoreApplication::sendEvent(chart.plot, &move);
    }
    QTest::mouseRelease(chart.plot, button, {}, to);
    chart.settle();
}

} // namespace

class TestChartView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wheelZoomsAboutTheCursor();
    void oneTurnOfTheWheelIsOneStep();
    void rectangleZoom();
    void thinRectangleZoomsOneAxis();
    void dragPans();
    void homeBackForward();
    void doubleClickFits();
    void followsDataUntilZoomed();
    void logAxis();
    void hoverReadsTheNearestPoint();
    void readOutsBeginWithWhatTheAxisShows();
    void staysAtItsHiddenSizes();
    void hoverEndsAndFollowsNewData();
    void arrowKeysWalk();
    void clickActivatesThePoint();
    void pointChosenElsewhereIsMarked();
    void readoutIsAccessible();
};

void TestChartView::initTestCase() {
    setUpApplication();
}

void TestChartView::wheelZoomsAboutTheCursor() {
    ChartFixture chart;
    chart.addRun();
    const QPointF cursor(400, 300);
    const PlotMapping before = chart.plot->mapping();
    wheel(chart, cursor, 2);
    const PlotMapping after = chart.plot->mapping();
    QVERIFY(after.view().xMax - after.view().xMin < 0.8 * (before.view().xMax - before.view().xMin));
    QVERIFY(after.view().yMax - after.view().yMin < 0.8 * (before.view().yMax - before.view().yMin));
    // Labels may have moved the plot's edge by a few pixels; the data under the cursor stay within that.
    QVERIFY(std::abs(after.pixelX(before.hiddenAt(cursor.x())) - cursor.x()) < 20);
    QVERIFY(std::abs(after.pixelY(before.valueAt(cursor.y())) - cursor.y()) < 20);

    chart.panel.goHome();
    wheel(chart, cursor, 2, Qt::ShiftModifier);
    QCOMPARE(chart.plot->mapping().view().yMax, before.view().yMax);
    QVERIFY(chart.plot->mapping().view().xMax < before.view().xMax);
    chart.panel.goHome();
    wheel(chart, cursor, 2, Qt::ControlModifier);
    QCOMPARE(chart.plot->mapping().view().xMax, before.view().xMax);
    QVERIFY(chart.plot->mapping().view().yMax < before.view().yMax);
}

void TestChartView::oneTurnOfTheWheelIsOneStep() {
    ChartFixture chart;
    chart.addRun();
    const ViewRange home = chart.plot->mapping().view();
    for (int i = 0; i < 5; ++i)
        wheel(chart, {400, 300}, 1);
    chart.panel.goBack();
    QCOMPARE(chart.plot->mapping().view(), home);
}

void TestChartView::rectangleZoom() {
    ChartFixture chart;
    chart.addRun();
    const PlotMapping before = chart.plot->mapping();
    drag(chart, Qt::LeftButton, {300, 150}, {600, 350});
    const ViewRange view = chart.plot->mapping().view();
    QVERIFY(std::abs(view.xMin - before.hiddenAt(300)) < 100);
    QVERIFY(std::abs(view.xMax - before.hiddenAt(600)) < 100);
    QVERIFY(std::abs(view.yMin - before.valueAt(350)) < 2);
    QVERIFY(std::abs(view.yMax - before.valueAt(150)) < 2);
}

void TestChartView::thinRectangleZoomsOneAxis() {
    ChartFixture chart;
    chart.addRun();
    const ViewRange before = chart.plot->mapping().view();
    drag(chart, Qt::LeftButton, {300, 200}, {600, 206});
    const ViewRange view = chart.plot->mapping().view();
    QVERIFY(view.xMin > before.xMin && view.xMax < before.xMax);
    QVERIFY(std::abs(view.yMax - before.yMax) < 2);
    QVERIFY(std::abs(view.yMin - before.yMin) < 2);
}

void TestChartView::dragPans() {
    ChartFixture chart;
    chart.addRun();
    const ViewRange before = chart.plot->mapping().view();
    drag(chart, Qt::MiddleButton, {500, 300}, {400, 300});
    QVERIFY(chart.plot->mapping().view().xMin > before.xMin);
    chart.panel.goBack();
    QCOMPARE(chart.plot->mapping().view(), before); // the whole drag was one step
    chart.plot->setFocus();
    QTest::keyPress(chart.plot, Qt::Key_Space);
    drag(chart, Qt::LeftButton, {500, 200}, {500, 300});
    QTest::keyRelease(chart.plot, Qt::Key_Space);
    QCOMPARE(chart.plot->mapping().view().xMin, before.xMin);
    QVERIFY(chart.plot->mapping().view().yMin > before.yMin);
}

void TestChartView::homeBackForward() {
    ChartFixture chart;
    chart.addRun();
    QSignalSpy history(&chart.panel, &ChartPanel::historyChanged);
    const ViewRange home = chart.plot->mapping().view();
    chart.panel.zoomIn();
    const ViewRange first = chart.plot->mapping().view();
    QCOMPARE(history.last(), (QVariantList{true, false}));
    drag(chart, Qt::LeftButton, {300, 150}, {600, 350});
    const ViewRange second = chart.plot->mapping().view();
    chart.panel.goBack();
    QCOMPARE(chart.plot->mapping().view(), first);
    QCOMPARE(history.last(), (QVariantList{true, true}));
    chart.panel.goBack();
    QCOMPARE(chart.plot->mapping().view(), home);
    QCOMPARE(history.last(), (QVariantList{false, true}));
    chart.panel.goForward();
    chart.panel.goForward();
    QCOMPARE(chart.plot->mapping().view(), second);
    chart.panel.goHome();
    QCOMPARE(chart.plot->mapping().view(), home);
    chart.panel.zoomOut();
    QVERIFY(chart.plot->mapping().view().xMax > home.xMax);
    chart.plot->setFocus();
    QTest::keyClick(chart.plot, Qt::Key_Home);
    QCOMPARE(chart.plot->mapping().view(), home);
}

void TestChartView::doubleClickFits() {
    ChartFixture chart;
    chart.addRun();
    const ViewRange home = chart.plot->mapping().view();
    chart.panel.zoomIn();
    QTest::mouseDClick(chart.plot, Qt::LeftButton, {}, {500, 300});
    QCOMPARE(chart.plot->mapping().view(), home);
}

void TestChartView::followsDataUntilZoomed() {
    ChartFixture chart;
    Run run = sampleRun();
    const Measurement high = sampleMeasurement(run.measurements.back().point, 900);
    const int id = chart.addRun(run);
    chart.panel.zoomIn();
    const ViewRange zoomedIn = chart.plot->mapping().view();
    chart.store.append(id, high);
    chart.settle();
    QCOMPARE(chart.plot->mapping().view(), zoomedIn);
    chart.panel.goHome();
    QVERIFY(chart.plot->mapping().view().yMax >= 900);
}

void TestChartView::logAxis() {
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(30));
    chart.addRun(run);
    chart.panel.setLogX(true);
    chart.settle();
    QVERIFY(chart.plot->mapping().scales().logX);
    QVERIFY(chart.plot->mapping().view().xMin >= 1);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    for (const Measurement& row : run.measurements)
        if (row.point.ratio == 64)
            QVERIFY(chart.plot->mapping().plot().contains(chart.pixelOf(row)));
    chart.moveTo(chart.pixelOf(run.measurements.front()));
    QCOMPARE(readout.size(), 1);
    chart.panel.setLogX(false);
    QCOMPARE(chart.plot->mapping().view().xMin, 0.0);
}

void TestChartView::hoverReadsTheNearestPoint() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    int tried = 0;
    for (const Measurement& row : run.measurements) {
        if (row.point.ratio > 4 || row.point.layer.hidden < 8000)
            continue; // where curves lie apart, so that the answer is one point
        chart.moveTo({2, 2});
        chart.moveTo(chart.pixelOf(row) + QPointF(2, 3));
        const QString text = readout.last().first().toString();
        QVERIFY2(text.contains(QStringLiteral("h = %1, a = 12").arg(row.point.layer.hidden)),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("= %1 × ").arg(row.point.ratio)));
        QVERIFY(text.contains(QStringLiteral("TFLOP/s")));
        ++tried;
    }
    QVERIFY(tried >= 12);
}

void TestChartView::readOutsBeginWithWhatTheAxisShows() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    for (const auto& [quantity, begin] : std::initializer_list<std::pair<const Quantity*, const char*>>{
             {&shareOfRoof(), "% of the roof"}, {&timePerCall(), "ms"}, {&throughput(), "TFLOP/s"}}) {
        chart.state.setQuantity(*quantity);
        chart.settle();
        const Curve& curve = chart.state.curves().curves().front();
        chart.moveTo({2, 2});
        chart.moveTo(chart.plot->mapping().toPixel(curve.points.back().hidden, curve.points.back().value));
        const QString text = readout.last().first().toString();
        QVERIFY2(text.section(QStringLiteral("  ·  "), 0, 0).contains(QLatin1String(begin)),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("TFLOP/s"))); // which is told too
    }
}

void TestChartView::staysAtItsHiddenSizes() {
    ChartFixture chart;
    chart.addRun();
    chart.panel.zoomIn();
    const ViewRange near = chart.plot->mapping().view();
    const auto sameHidden = [&] {
        const ViewRange view = chart.plot->mapping().view();
        return std::abs(view.xMin - near.xMin) < 1 && std::abs(view.xMax - near.xMax) < 1;
    };
    chart.state.setQuantity(shareOfRoof());
    chart.settle();
    QVERIFY(sameHidden());
    QCOMPARE(chart.plot->mapping().view().yMin, 0.0); // and at its own values
    chart.panel.setLogY(true);
    QVERIFY(sameHidden());
    chart.panel.setLogX(true);
    QVERIFY(sameHidden());
    chart.panel.goHome();
    chart.state.setQuantity(throughput());
    chart.settle();
    QVERIFY(chart.plot->views().followsData());
}

void TestChartView::hoverEndsAndFollowsNewData() {
    ChartFixture chart;
    Run run = sampleRun();
    const int id = chart.addRun(run);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo(chart.pixelOf(run.measurements.front()));
    QVERIFY(!readout.last().first().toString().isEmpty());
    const QImage marked = chart.picture();
    chart.moveTo({2, 2});
    QVERIFY(readout.last().first().toString().isEmpty());
    QVERIFY(chart.picture() != marked); // ring and call-out are gone
    chart.moveTo(chart.pixelOf(run.measurements.front()));
    chart.store.remove(id); // under the cursor
    chart.settle();
    QVERIFY(readout.last().first().toString().isEmpty());
}

void TestChartView::arrowKeysWalk() {
    ChartFixture chart;
    Run run = sampleRun();
    chart.addRun(run);
    chart.plot->setFocus();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    QTest::keyClick(chart.plot, Qt::Key_Right); // begins in the middle, on the highest curve
    QCOMPARE(readout.size(), 1);
    const QString first = readout.last().first().toString();
    QTest::keyClick(chart.plot, Qt::Key_Right);
    const QString second = readout.last().first().toString();
    QVERIFY(second != first);
    QTest::keyClick(chart.plot, Qt::Key_Left);
    QCOMPARE(readout.last().first().toString(), first);
    QTest::keyClick(chart.plot, Qt::Key_Down);
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("= 32 × ")));
    QTest::keyClick(chart.plot, Qt::Key_Up);
    QCOMPARE(readout.last().first().toString(), first);
    QTest::keyClick(chart.plot, Qt::Key_Escape);
    QVERIFY(readout.last().first().toString().isEmpty());
}

void TestChartView::clickActivatesThePoint() {
    ChartFixture chart;
    Run run = sampleRun();
    const int id = chart.addRun(run);
    QSignalSpy activated(&chart.panel, &ChartPanel::pointActivated);
    chart.moveTo(chart.pixelOf(run.measurements[5]));
    QTest::mouseClick(chart.plot, Qt::LeftButton, {}, chart.pixelOf(run.measurements[5]).toPoint());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first(), (QVariantList{id, 5}));
}

void TestChartView::pointChosenElsewhereIsMarked() {
    ChartFixture chart;
    Run run = sampleRun();
    const int id = chart.addRun(run);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.panel.selectPoint(id, 7);
    QVERIFY(readout.last().first().toString().contains(
        QStringLiteral("h = %1,").arg(run.measurements[7].point.layer.hidden)));
    chart.panel.selectPoint(id, 70000);
    QVERIFY(readout.last().first().toString().isEmpty());
}

void TestChartView::readoutIsAccessible() {
    ChartFixture chart;
    Run run = sampleRun();
    chart.addRun(run);
    chart.moveTo(chart.pixelOf(run.measurements[5]));
    QVERIFY(chart.plot->accessibleDescription().contains(QStringLiteral("TFLOP/s")));
    QVERIFY(!chart.plot->accessibleName().isEmpty());
    QVERIFY(!chart.legend->accessibleName().isEmpty());
}

HEADROOM_TEST(TestChartView, Windows)

} // namespace headroom::testing::tst_chart_view

#include "tst_chart_view.moc"
