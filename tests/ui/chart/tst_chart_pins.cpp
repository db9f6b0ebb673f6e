// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/scripted_engine.h"

#include <QContextMenuEvent>
#include <QFontInfo>
#include <QMenu>
#include <QSignalSpy>

namespace headroom::testing::tst_chart_pins {

using namespace headroom::ui;

namespace {

void click(ChartFixture& chart, const QPointF& at, Qt::KeyboardModifiers modifiers = {}) {
    chart.moveTo(at);
    QTest::mouseClick(chart.plot, Qt::LeftButton, modifiers, at.toPoint());
}

/// Fastens, or takes off, the call-out of what lies there.
void pin(ChartFixture& chart, const QPointF& at) {
    click(chart, at, Qt::ControlModifier);
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
    void init() { failOnWarnings(); }
    void clicksDoNotPin();
    void pinsByKeyAndMenu();
    void pinsMoveAndStayInside();
    void pinsFollowTheirPoint();
    void figureHasThePins();
    void severalPinsAreExported();
    void pinsAndCursorsWhileAllCurvesAreRead();
    void cursorsCompareTwoPoints();
    void noLetterStandsAlone();
    void differencesAreOfWhatIsShown_data();
    void differencesAreOfWhatIsShown();
    void pinsKeepClearOfCurvesAndEachOther();
    void lettersKeepClearOfCurves();
    void pinsStandInTheFigureWhereTheyStand();
    void keyboardClears();
    void presentationNamesTheCurves();
};

void TestChartPins::initTestCase() {
    setUpApplication();
}

void TestChartPins::clicksDoNotPin() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    const QPointF at = chart.pixelOf(run.measurements[3]);
    click(chart, at);
    QTest::mouseDClick(chart.plot, Qt::LeftButton, {}, at.toPoint());
    QCOMPARE(chart.plot->pins().count(), 0);
    pin(chart, at);
    QCOMPARE(chart.plot->pins().count(), 1);
    QVERIFY(chart.plot->mapping().plot().contains(*boxOf(chart, 0)));
    click(chart, boxOf(chart, 0)->center()); // nor take one off
    QCOMPARE(chart.plot->pins().count(), 1);
    pin(chart, boxOf(chart, 0)->center());
    QCOMPARE(chart.plot->pins().count(), 0);
}

void TestChartPins::pinsByKeyAndMenu() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    const QPointF at = chart.pixelOf(run.measurements[3]);
    chart.moveTo(at);
    QTest::keyClick(chart.plot, Qt::Key_P);
    QCOMPARE(chart.plot->pins().count(), 1);
    QTest::keyClick(chart.plot, Qt::Key_P);
    QCOMPARE(chart.plot->pins().count(), 0);
    const auto choose = [&](int action) {
        chart.moveTo(at);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at.toPoint(),
                                chart.plot->mapToGlobal(at.toPoint()));
        // The offscreen platform cannot give a menu the keyboard, and says so.
        QTest::ignoreMessage(QtWarningMsg, "This plugin does not support grabbing the keyboard");
        QCoreApplication::sendEvent(chart.plot, &event);
        auto* menu = chart.plot->findChild<QMenu*>(QStringLiteral("chartMenu"));
        QVERIFY(menu);
        menu->actions().at(action)->trigger();
        menu->close();
        QTRY_VERIFY(!chart.plot->findChild<QMenu*>(QStringLiteral("chartMenu")));
    };
    choose(0);
    QCOMPARE(chart.plot->pins().count(), 1);
    choose(1);
    QVERIFY(chart.plot->pins().hasCursors());
    choose(4);
    QVERIFY(chart.plot->pins().empty());
}

void TestChartPins::pinsMoveAndStayInside() {
    ChartFixture chart;
    const Run run = sampleRun();
    chart.addRun(run);
    pin(chart, chart.pixelOf(run.measurements[3]));
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

void TestChartPins::pinsFollowTheirPoint() {
    ChartFixture chart;
    const Run run = sampleRun();
    const int id = chart.addRun(run);
    const Measurement& row = run.measurements[3];
    pin(chart, chart.pixelOf(row));
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
    pin(chart, chart.pixelOf(run.measurements[3]));
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
    const QString text = readout.last().first().toString().replace(QChar::Nbsp, u' ');
    const auto& first = run.measurements[0].point.layer;
    for (const QString& part : {QStringLiteral("A  h = %1, a = 12, h/a = ").arg(first.hidden),
                                QStringLiteral(": 100 TFLOP/s (99.0 – 101)"),
                                QStringLiteral("B  h = %1").arg(run.measurements[1].point.layer.hidden),
                                QStringLiteral("A to B: +50.0 TFLOP/s, × 1.500 (1.479 – 1.521)")})
        QVERIFY2(text.contains(part), qPrintable(part + text));
    QTest::keyClick(chart.plot, Qt::Key_B);
    QVERIFY(chart.plot->pins().comparison(chart.plot->mapping()).isEmpty());
}

void TestChartPins::differencesAreOfWhatIsShown_data() {
    QTest::addColumn<double>("b");
    QTest::addColumn<QString>("said");
    QTest::newRow("rounded apart") << 699.6 << QStringLiteral(": +564 TFLOP/s, × 5."); // not +563
    QTest::newRow("alike as shown") << 135.9 << QStringLiteral(": −0.400 TFLOP/s");
}

void TestChartPins::differencesAreOfWhatIsShown() {
    QFETCH(double, b);
    QFETCH(QString, said);
    ChartFixture chart;
    Run run = runOfTwoPoints();
    run.measurements[0] = sampleMeasurement(run.measurements[0].point, 136.3);
    run.measurements[1] = sampleMeasurement(run.measurements[1].point, b);
    chart.addRun(run);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.plot->setFocus();
    chart.moveTo(chart.pixelOf(run.measurements[0]));
    QTest::keyClick(chart.plot, Qt::Key_A);
    chart.moveTo(chart.pixelOf(run.measurements[1]));
    QTest::keyClick(chart.plot, Qt::Key_B);
    const QString text = readout.last().first().toString();
    QVERIFY2(text.contains(QStringLiteral("136 TFLOP/s (")), qPrintable(text));
    QVERIFY2(text.contains(said), qPrintable(text));
    // No line ends within the brackets of an interval.
    for (qsizetype at = text.indexOf(u'('); at >= 0; at = text.indexOf(u'(', at + 1))
        QVERIFY2(!text.mid(at, text.indexOf(u')', at) - at).contains(u' '), qPrintable(text));
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
        chart.moveTo(chart.pixelOf(row));
        QTest::keyClick(chart.plot, Qt::Key_P);
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
    pin(chart, chart.pixelOf(run.measurements[0]));
    QCOMPARE(chart.plot->pins().count(), 1);
    pin(chart, {chart.plot->mapping().plot().left() + 5, chart.plot->mapping().plot().top() + 5});
    QCOMPARE(chart.plot->pins().count(), 1); // no point is near
    chart.moveTo(chart.pixelOf(run.measurements[0]));
    QTest::keyClick(chart.plot, Qt::Key_A);
    chart.moveTo(chart.pixelOf(run.measurements[1]));
    QTest::keyClick(chart.plot, Qt::Key_B);
    QVERIFY(chart.plot->pins().comparison(chart.plot->mapping()).last().contains(QStringLiteral("+50.0")));
}

void TestChartPins::noLetterStandsAlone() {
    ChartFixture chart;
    const Run run = runOfTwoPoints();
    Run other = run;
    other.context.runId = "other";
    for (Measurement& row : other.measurements)
        row = sampleMeasurement(row.point, 0.5 * row.throughputTflops());
    const int id = chart.addRun(other, RunKind::Opened, QStringLiteral("other"));
    chart.addRun(run);
    const auto seen = [&chart](Pins::Cursor cursor) {
        return chart.plot->pins().boxOf(cursor, chart.plot->view()).has_value();
    };
    chart.moveTo(chart.pixelOf(other.measurements[0]));
    QTest::keyClick(chart.plot, Qt::Key_A);
    QVERIFY(seen(Pins::Cursor::A)); // until B is set
    chart.moveTo(chart.pixelOf(run.measurements[1]));
    QTest::keyClick(chart.plot, Qt::Key_B);
    QVERIFY(seen(Pins::Cursor::A) && seen(Pins::Cursor::B));
    chart.store.setVisible(id, false);
    chart.settle();
    QVERIFY(!seen(Pins::Cursor::A) && !seen(Pins::Cursor::B));
    chart.store.setVisible(id, true);
    chart.settle();
    QVERIFY(seen(Pins::Cursor::A) && seen(Pins::Cursor::B));
}

void TestChartPins::pinsKeepClearOfCurvesAndEachOther() {
    ChartFixture chart;
    const Run run = sampleRun(sampleSpec(30));
    const int id = chart.addRun(run);
    std::vector<int> rows;
    for (int row = 0; row < static_cast<int>(run.measurements.size()); ++row) {
        const Measurement& m = run.measurements[static_cast<std::size_t>(row)];
        if (m.point.ratio == 1 && m.point.layer.hidden > 4000 && m.point.layer.hidden % 7 == 1)
            rows.push_back(row);
    }
    QVERIFY(rows.size() >= 3);
    rows.resize(3);
    for (const int row : rows) {
        chart.panel.selectPoint(id, row);
        QTest::keyClick(chart.plot, Qt::Key_P);
    }
    QCOMPARE(chart.plot->pins().count(), 3);
    const CurveCover cover(chart.state.curves().curves(), chart.plot->mapping());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(cover.under(*boxOf(chart, i)), 0);
        for (int j = 0; j < i; ++j)
            QVERIFY(!boxOf(chart, i)->intersects(*boxOf(chart, j)));
    }
    // A leader in the curve's colour goes from each box to its point.
    chart.moveTo({2, 2});
    const QPointF point = chart.pixelOf(run.measurements[static_cast<std::size_t>(rows[0])]);
    const QPointF middle = leaderLine(*boxOf(chart, 0), point, 4).pointAt(0.5);
    const QImage around = chart.picture().copy(QRectF(middle - QPointF(3, 3), QSizeF(7, 7)).toRect());
    QVERIFY(count(around, paperColors()[0], 60) > 2);
}

void TestChartPins::lettersKeepClearOfCurves() {
    ChartFixture chart;
    const Run run = sampleRun();
    const int id = chart.addRun(run);
    chart.panel.setPresentation(true);
    chart.settle();
    const PlotView& view = chart.plot->view();
    const CurveCover cover(chart.state.curves().curves(), view.mapping);
    for (int row = 0; row + 1 < static_cast<int>(run.measurements.size()); row += 2) {
        chart.panel.selectPoint(id, row);
        QTest::keyClick(chart.plot, Qt::Key_A);
        chart.panel.selectPoint(id, row + 1);
        QTest::keyClick(chart.plot, Qt::Key_B);
        const auto a = chart.plot->pins().boxOf(Pins::Cursor::A, view);
        const auto b = chart.plot->pins().boxOf(Pins::Cursor::B, view);
        QVERIFY(a && b && !a->intersects(*b));
        QCOMPARE(cover.under(*a), 0);
        QCOMPARE(cover.under(*b), 0);
        QVERIFY(!a->contains(chart.pixelOf(run.measurements[static_cast<std::size_t>(row)])));
    }
}

void TestChartPins::pinsStandInTheFigureWhereTheyStand() {
    ChartFixture chart;
    const Run run = sampleRun();
    const int id = chart.addRun(run);
    chart.panel.selectPoint(id, 3);
    QTest::keyClick(chart.plot, Qt::Key_P);
    const PlotView& window = chart.plot->view();
    PlotView paper = window; // another plot, with type of another size
    paper.mapping = PlotMapping(QRectF(40, 30, 520, 340), window.mapping.view(), {});
    paper.font.setPixelSize(9);
    Pins pins = chart.panel.figure().pins;
    pins.arrange(paper, {paper.mapping.plot(), CurveCover(chart.state.curves().curves(), paper.mapping), {}},
                 Pins::kOnPaper);
    const auto place = [&](const Pins& all, const PlotView& view) {
        const QPointF point =
            view.mapping.toPixel(static_cast<double>(run.measurements[3].point.layer.hidden),
                                 run.measurements[3].throughputTflops());
        const QLineF line = leaderLine(*all.boxOf(0, view), point, 0);
        return QPointF(line.dx() / view.mapping.plot().width(), line.dy() / view.mapping.plot().height());
    };
    const QPointF difference = place(pins, paper) - place(chart.plot->pins(), window);
    QVERIFY2(difference.manhattanLength() < 0.01, qPrintable(QString::number(difference.manhattanLength())));
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
    QVERIFY(chart.plot->font().pixelSize() > 1.4 * QFontInfo(QApplication::font()).pixelSize());
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
