// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/paint/end_labels.h"

#include <QSignalSpy>

namespace headroom::testing::tst_chart_pins {

using namespace headroom::ui;

namespace {

void click(ChartFixture& chart, const QPointF& at) {
    chart.moveTo(at);
    QTest::mouseClick(chart.plot, Qt::LeftButton, {}, at.toPoint());
}

/// The second is half as fast again as the first.
Run runOfTwoPoints() {
    Run run = sampleRun();
    run.measurements.resize(2);
    run.measurements[0] = sampleMeasurement(run.measurements[0].point, 100);
    run.measurements[1] = sampleMeasurement(run.measurements[1].point, 150);
    return run;
}

std::optional<QRectF> boxOf(const ChartFixture& chart, int index) {
    return chart.plot->pins().boxOf(index, chart.plot->view());
}

} // namespace

class TestChartPins final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void clickPinsAndUnpins();
    void pinsMoveAndStayInside();
    void clickOnAPinRemovesIt();
    void doubleClickLeavesNoPin();
    void pinsFollowTheirPoint();
    void figureHasThePins();
    void severalPinsAreExported();
    void pinsAndCursorsWhileAllCurvesAreRead();
    void cursorsCompareTwoPoints();
    void keyboardClears();
    void labelsSpreadApart();
    void presentationNamesTheCurves();
};

void TestChartPins::initTestCase() {
    setUpApplication();
}

void TestChartPins::clickPinsAndUnpins() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    click(chart, chart.pixelOf(run.measurements[3]));
    QCOMPARE(chart.plot->pins().count(), 1);
    QVERIFY(boxOf(chart, 0));
    QVERIFY(chart.plot->mapping().plot().contains(*boxOf(chart, 0)));
    click(chart, chart.pixelOf(run.measurements[3]));
    QCOMPARE(chart.plot->pins().count(), 0);
    chart.plot->setFocus();
    QTest::keyClick(chart.plot, Qt::Key_Right);
    QTest::keyClick(chart.plot, Qt::Key_P);
    QCOMPARE(chart.plot->pins().count(), 1);
}

void TestChartPins::pinsMoveAndStayInside() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    click(chart, chart.pixelOf(run.measurements[3]));
    const QPointF grip = boxOf(chart, 0)->center();
    const ViewRange view = chart.plot->mapping().view();
    for (const QPointF to : {grip + QPointF(60, 40), QPointF(-500, -500), QPointF(5000, 5000)}) {
        QTest::mousePress(chart.plot, Qt::LeftButton, {}, boxOf(chart, 0)->center().toPoint());
        QMouseEvent move(QEvent::MouseMove, to, chart.plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                         {});
        QCoreApplication::sendEvent(chart.plot, &move);
        QTest::mouseRelease(chart.plot, Qt::LeftButton, {}, to.toPoint());
        QCOMPARE(chart.plot->pins().count(), 1);
        QVERIFY(chart.plot->mapping().plot().contains(*boxOf(chart, 0)));
    }
    QVERIFY(boxOf(chart, 0)->center() != grip);
    QCOMPARE(chart.plot->mapping().view(), view); // the chart itself did not move
}

void TestChartPins::clickOnAPinRemovesIt() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    click(chart, chart.pixelOf(run.measurements[3]));
    click(chart, boxOf(chart, 0)->center());
    QCOMPARE(chart.plot->pins().count(), 0);
}

void TestChartPins::doubleClickLeavesNoPin() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    const QPoint at = chart.pixelOf(run.measurements[3]).toPoint();
    click(chart, at);
    QTest::mouseDClick(chart.plot, Qt::LeftButton, {}, at);
    QCOMPARE(chart.plot->pins().count(), 0);
}

void TestChartPins::pinsFollowTheirPoint() {
    ChartFixture chart;
    const Run run = sampleRun();
    const int id = chart.addRun(run);
    const Measurement& row = run.measurements[3];
    click(chart, chart.pixelOf(row));
    const QRectF before = *boxOf(chart, 0);
    chart.panel.zoomIn();
    const bool inView = chart.plot->mapping().plot().contains(chart.pixelOf(row));
    QCOMPARE(boxOf(chart, 0).has_value(), inView);
    chart.panel.goHome();
    QCOMPARE(*boxOf(chart, 0), before);
    chart.store.setVisible(id, false);
    QVERIFY(!boxOf(chart, 0));
    chart.store.remove(id);
    QVERIFY(!boxOf(chart, 0));
    QVERIFY(!chart.picture().isNull());
}

void TestChartPins::figureHasThePins() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    const QImage without = figureOf(chart);
    click(chart, chart.pixelOf(run.measurements[3]));
    QVERIFY(figureOf(chart) != without);
}

void TestChartPins::cursorsCompareTwoPoints() {
    ChartFixture chart;
    const Run run = runOfTwoPoints();
    chart.addRun(run);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.plot->setFocus();
    chart.moveTo(chart.pixelOf(run.measurements[0]));
    QTest::keyClick(chart.plot, Qt::Key_A);
    chart.moveTo(chart.pixelOf(run.measurements[1]));
    QTest::keyClick(chart.plot, Qt::Key_B);
    const QString text = readout.last().first().toString();
    QVERIFY2(text.contains(QStringLiteral("+50.0")) && text.contains(QStringLiteral("1.500")),
             qPrintable(text));
    QTest::keyClick(chart.plot, Qt::Key_B);
    QVERIFY(chart.plot->pins().comparison(chart.plot->mapping()).isEmpty());
}

void TestChartPins::severalPinsAreExported() {
    ChartFixture chart;
    Run run = sampleRun();
    run.context.roofs.clear();
    chart.addRun(run);
    QImage before = figureOf(chart);
    int pinned = 0;
    for (const Measurement& row : run.measurements) {
        if (row.point.ratio != 1 || row.point.layer.hidden < 8000 || pinned == 3)
            continue;
        click(chart, chart.pixelOf(row) + QPointF(0, 4)); // clear of the call-outs, which lie above
        ++pinned;
        QCOMPARE(chart.plot->pins().count(), pinned);
        const QImage figure = figureOf(chart);
        QVERIFY(figure != before);
        before = figure;
    }
    QCOMPARE(pinned, 3);
}

void TestChartPins::pinsAndCursorsWhileAllCurvesAreRead() {
    ChartFixture chart;
    const Run run = runOfTwoPoints();
    chart.addRun(run);
    chart.panel.setUnifiedHover(true);
    chart.plot->setFocus();
    click(chart, chart.pixelOf(run.measurements[0]));
    QCOMPARE(chart.plot->pins().count(), 1);
    click(chart, {chart.plot->mapping().plot().left() + 5, chart.plot->mapping().plot().top() + 5});
    QCOMPARE(chart.plot->pins().count(), 1); // no point is near
    chart.moveTo(chart.pixelOf(run.measurements[0]));
    QTest::keyClick(chart.plot, Qt::Key_A);
    chart.moveTo(chart.pixelOf(run.measurements[1]));
    QTest::keyClick(chart.plot, Qt::Key_B);
    QVERIFY(chart.plot->pins().comparison(chart.plot->mapping()).contains(QStringLiteral("+50.0")));
}

void TestChartPins::keyboardClears() {
    ChartFixture chart;
    const Run run = runOfTwoPoints();
    chart.addRun(run);
    chart.plot->setFocus();
    const QImage plain = figureOf(chart);
    const auto setCursors = [&] {
        chart.moveTo(chart.pixelOf(run.measurements[0]));
        QTest::keyClick(chart.plot, Qt::Key_A);
        chart.moveTo(chart.pixelOf(run.measurements[1]));
        QTest::keyClick(chart.plot, Qt::Key_B);
        QVERIFY(!chart.plot->pins().comparison(chart.plot->mapping()).isEmpty());
    };
    setCursors();
    QVERIFY(figureOf(chart) != plain);           // exported too
    QTest::keyClick(chart.plot, Qt::Key_Escape); // first the mark of the point that is read
    QVERIFY(chart.plot->pins().hasCursors());
    QTest::keyClick(chart.plot, Qt::Key_Escape);
    QVERIFY(!chart.plot->pins().hasCursors());
    QCOMPARE(figureOf(chart), plain);
    setCursors();
    QTest::keyClick(chart.plot, Qt::Key_P);
    QTest::keyClick(chart.plot, Qt::Key_Delete);
    QVERIFY(!chart.plot->pins().hasCursors());
    QCOMPARE(chart.plot->pins().count(), 0);
    QCOMPARE(figureOf(chart), plain);
}

void TestChartPins::labelsSpreadApart() {
    QCOMPARE(spread({10, 50, 90}, 20, 0, 100), (std::vector<double>{10, 50, 90}));
    const std::vector<double> crowded = spread({50, 51, 49, 50}, 10, 0, 100);
    for (std::size_t i = 0; i < crowded.size(); ++i)
        for (std::size_t j = i + 1; j < crowded.size(); ++j)
            QVERIFY(std::abs(crowded[i] - crowded[j]) >= 9.999);
    QVERIFY(crowded[2] < crowded[0] && crowded[0] < crowded[1]);
    for (const double place : spread({99, 99, 99}, 10, 0, 100))
        QVERIFY(place <= 100 && place >= 70);
    QVERIFY(spread({}, 10, 0, 100).empty());
}

void TestChartPins::presentationNamesTheCurves() {
    ChartFixture chart;
    Run run = sampleRun();
    run.context.roofs.clear();
    chart.addRun(run);
    const int thin = count(chart.picture(), paperColors()[0], 3);
    QVERIFY(chart.legend->isVisible());
    chart.panel.setPresentation(true);
    chart.settle();
    QVERIFY(!chart.legend->isVisible());
    QVERIFY(chart.plot->font().pointSizeF() > 1.4 * QApplication::font().pointSizeF());
    QVERIFY(count(chart.picture(), paperColors()[0], 3) > 1.5 * thin);
    const QRectF plot = chart.plot->mapping().plot();
    const QImage right = chart.picture().copy(QRectF(plot.right() + 4, 0, 200, 700).toRect());
    for (const QColor& color : paperColors())
        QVERIFY(count(right, color, 40) > 20); // its name
    chart.panel.setPresentation(false);
    chart.settle();
    QVERIFY(chart.legend->isVisible());
    QCOMPARE(count(chart.picture(), paperColors()[0], 3), thin);
}

HEADROOM_TEST(TestChartPins, Windows)

} // namespace headroom::testing::tst_chart_pins

#include "tst_chart_pins.moc"
