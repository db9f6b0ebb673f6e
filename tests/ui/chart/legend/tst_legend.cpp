// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chart/legend/legend_rows.h"
#include "tests/ui/scripted_engine.h"
#include "ui/chart/legend/legend_model.h"

#include <QAbstractItemModelTester>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>

#include <set>

namespace headroom::testing::tst_legend {

using namespace headroom::ui;

class TestLegend final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void modelKeepsItsPromises();
    void clickHidesAndShows();
    void coloursStay();
    void doubleClickIsolatesAndRestores();
    void keyboard();
    void tellsWhichCurvesAreShown();
    void tellsPointsAndLastValue();
    void hiddenCurvesStayHiddenWhenTheRunBegins();
    void contextMenuHidesAndIsolates();
    void roofRow();
    void thePointerRaisesCurves();
    void numbersStandInColumns();
    void bothAlgorithmsHaveTheirCurves();
    void bestAlgorithmIsTheSameColourLighter();
    void bestAlgorithmIsFainterOnADarkSheet();
    void furtherRatiosAreDistinct();
};

void TestLegend::initTestCase() {
    setUpApplication();
}

void TestLegend::modelKeepsItsPromises() {
    ChartFixture chart;
    QAbstractItemModelTester tester(chart.legend->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int id = chart.addRun();
    chart.addRun(sampleRun(), RunKind::Reference, QStringLiteral("reference"));
    chart.store.append(id, sampleRun().measurements.front());
    chart.settle();
    click(chart, 1);
    chart.store.remove(id);
    chart.settle();
}

void TestLegend::clickHidesAndShows() {
    ChartFixture chart;
    chart.addRun(withoutRoof());
    QVERIFY(count(chart.picture(), paperColors()[3], 3) > 50);
    click(chart, 3);
    QCOMPARE(shownRows(chart), QStringLiteral("xxx.xxx"));
    QCOMPARE(count(chart.picture(), paperColors()[3], 3), 0);
    QCOMPARE(chart.legend->model()->rowCount(), 7); // its row stays
    click(chart, 3);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx"));
    QVERIFY(count(chart.picture(), paperColors()[3], 3) > 50);
}

void TestLegend::coloursStay() {
    ChartFixture chart;
    chart.addRun(withoutRoof());
    click(chart, 0);
    click(chart, 4);
    for (const std::size_t i : {1, 2, 3, 5, 6})
        QVERIFY(count(chart.picture(), paperColors()[i], 3) > 50);
    for (const std::size_t i : {0, 4})
        QCOMPARE(count(chart.picture(), paperColors()[i], 3), 0);
}

void TestLegend::doubleClickIsolatesAndRestores() {
    ChartFixture chart;
    chart.addRun(withoutRoof());
    doubleClick(chart, 2);
    QCOMPARE(shownRows(chart), QStringLiteral("..x...."));
    doubleClick(chart, 5);
    QCOMPARE(shownRows(chart), QStringLiteral(".....x."));
    doubleClick(chart, 5);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx"));
}

void TestLegend::keyboard() {
    ChartFixture chart;
    chart.addRun(withoutRoof());
    chart.legend->setFocus();
    chart.legend->setCurrentIndex(chart.legend->model()->index(0, 0));
    QTest::keyClick(chart.legend, Qt::Key_Down);
    QTest::keyClick(chart.legend, Qt::Key_Space);
    QCOMPARE(shownRows(chart), QStringLiteral("x.xxxxx"));
    QTest::keyClick(chart.legend, Qt::Key_Down);
    QTest::keyClick(chart.legend, Qt::Key_Return);
    QCOMPARE(shownRows(chart), QStringLiteral("..x...."));
    QTest::keyClick(chart.legend, Qt::Key_Return);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx"));
}

void TestLegend::tellsWhichCurvesAreShown() {
    ChartFixture chart;
    const int id = chart.addRun(withoutRoof());
    const auto shown = [&] {
        std::set<std::int64_t> ratios;
        const std::vector<Measurement>& rows = chart.store.find(id)->run.measurements;
        for (int row = 0; row < static_cast<int>(rows.size()); ++row)
            if (chart.state.curves().shows({id, row}))
                ratios.insert(rows[static_cast<std::size_t>(row)].point.ratio);
        return ratios;
    };
    QSignalSpy changed(&chart.state, &ChartState::shownCurvesChanged);
    click(chart, 3);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(shown(), (std::set<std::int64_t>{1, 2, 4, 16, 32, 64}));
    doubleClick(chart, 1);
    QCOMPARE(shown(), std::set<std::int64_t>{2});
    chart.store.setVisible(id, false);
    QVERIFY(shown().empty());
    QVERIFY(!chart.state.curves().shows({id, 100000}));
    QVERIFY(!chart.state.curves().shows({id + 1, 0}));
}

void TestLegend::tellsPointsAndLastValue() {
    ChartFixture chart;
    Run run = withoutRoof();
    Measurement* last = nullptr;
    for (Measurement& row : run.measurements)
        if (row.point.ratio == 8 && (!last || row.point.layer.hidden > last->point.layer.hidden))
            last = &row;
    *last = sampleMeasurement(last->point, 123.4);
    chart.addRun(run);
    const QModelIndex row = chart.legend->model()->index(3, 0);
    const QString tip = row.data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("8 as its largest power-of-two divisor")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("8 points measured")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("123 TFLOP/s at the largest hidden size measured, h = %1")
                              .arg(last->point.layer.hidden)),
             qPrintable(tip));
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("h/a = 8, 8 points, last 123"));
}

void TestLegend::hiddenCurvesStayHiddenWhenTheRunBegins() {
    ChartFixture chart;
    click(chart, 0);
    QCOMPARE(shownRows(chart), QStringLiteral(".xxxxxx"));
    chart.addRun(withoutRoof());
    QCOMPARE(shownRows(chart), QStringLiteral(".xxxxxx"));
}

void TestLegend::roofRow() {
    ChartFixture chart;
    chart.addRun();
    const int row = rowOf(chart, QStringLiteral("roof"));
    QCOMPARE(row, 7);
    const QImage before = chart.picture();
    click(chart, row);
    QVERIFY(chart.picture() != before);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx."));
    click(chart, row);
    QCOMPARE(chart.picture(), before);
}

void TestLegend::thePointerRaisesCurves() {
    ChartFixture chart;
    const int behind = chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("behind"));
    chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("front"));
    const auto drawn = [&chart](std::size_t i) { return count(chart.picture(), paperColors()[i], 3); };
    const auto point = [&chart](const QPoint& at) {
        QMouseEvent event(QEvent::MouseMove, at, chart.legend->viewport()->mapToGlobal(at), Qt::NoButton,
                          Qt::NoButton, {});
        QCoreApplication::sendEvent(chart.legend->viewport(), &event);
    };
    const auto leave = [&chart] {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(chart.legend->viewport(), &event);
    };
    const QImage before = chart.picture();
    const int whole = drawn(3);
    point(centreOf(chart, 3));
    QCOMPARE(drawn(3), whole);
    QCOMPARE(drawn(1), 0);
    QVERIFY(drawn(1) < drawn(3));
    QCOMPARE(chart.plot->view().raised.size(), std::size_t{2}); // in both runs
    point(centreOf(chart, rowOf(chart, QStringLiteral("behind"))));
    for (const CurveKey& key : chart.plot->view().raised)
        QCOMPARE(key.runId, behind);
    QCOMPARE(chart.plot->view().raised.size(), std::size_t{7});
    leave();
    QCOMPARE(chart.picture(), before);
    // A row that is hidden, while the pointer is over it, takes nothing from the others.
    point(centreOf(chart, 3));
    click(chart, 3);
    QVERIFY(chart.plot->view().raised.empty());
    QVERIFY(drawn(1) > 50);
    click(chart, 3);
    QCOMPARE(chart.plot->view().raised.size(), std::size_t{2});
    leave();
    QCOMPARE(chart.picture(), before);
}

void TestLegend::bothAlgorithmsHaveTheirCurves() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec(4);
    spec.algorithm = Algorithm::Both;
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        if (row.point.algorithm == Algorithm::Best)
            row = sampleMeasurement(row.point, sampleTflops(row.point) * 1.25);
    chart.addRun(run);
    QCOMPARE(rowOf(chart, QStringLiteral("h/a = 1, best")), 7);
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    const auto row = std::ranges::find_if(run.measurements, [](const Measurement& m) {
        return m.point.ratio == 1 && m.point.algorithm == Algorithm::Default && m.point.layer.hidden > 16000;
    });
    chart.moveTo(chart.pixelOf(*row));
    QVERIFY2(readout.last().first().toString().contains(
                 QStringLiteral("+25 % with algorithm best: the same kernel")),
             qPrintable(readout.last().first().toString()));
    // Another kernel is named, also when it arrives while the point is read.
    const auto best = std::ranges::find_if(run.measurements, [&](const Measurement& m) {
        return m.point.algorithm == Algorithm::Best && m.point.layer == row->point.layer;
    });
    Measurement again = *best;
    again.kernel = "nvjet_hsh_128x256_64x4_1x2_h_bz_coopA_NNT grid 1x132x1 block 384x1x1";
    chart.store.append(chart.store.runs().front().id, again);
    chart.settle();
    QVERIFY2(readout.last().first().toString().contains(
                 QStringLiteral("+25 % with algorithm best: nvjet 128x256x64")),
             qPrintable(readout.last().first().toString()));
    QVERIFY(!readout.last().first().toString().contains(QStringLiteral("grid")));
}

void TestLegend::bestAlgorithmIsTheSameColourLighter() {
    const ChartTheme light = paperTheme();
    for (const CurveRole role : {CurveRole::Main, CurveRole::Other, CurveRole::Reference}) {
        Curve own;
        own.key = {.runId = 1, .ratio = 8};
        own.role = role;
        Curve best = own;
        best.key.algorithm = Algorithm::Best;
        best.best = true;
        const int turn = std::abs(curveColor(best, light).hue() - curveColor(own, light).hue());
        QVERIFY(std::min(turn, 360 - turn) <= 6);
        QVERIFY(curveColor(best, light).lightness() > curveColor(own, light).lightness() + 30);
        QCOMPARE(curvePen(best, light).style(), curvePen(own, light).style());
        QCOMPARE(curvePen(best, light).dashPattern(), curvePen(own, light).dashPattern());
    }
    ChartFixture chart;
    SweepSpec spec = sampleSpec(4);
    spec.algorithm = Algorithm::Both;
    Run run = sampleRun(spec);
    run.context.roofs.clear();
    for (Measurement& row : run.measurements)
        if (row.point.algorithm == Algorithm::Best)
            row = sampleMeasurement(row.point, sampleTflops(row.point) * 1.25);
    chart.addRun(run);
    doubleClick(chart, 7); // h/a = 1, best, alone
    Curve best;
    best.key = {.runId = 1, .ratio = 1, .algorithm = Algorithm::Best};
    best.best = true;
    QVERIFY(count(chart.picture(), curveColor(best, light), 3) > 50);
    QCOMPARE(count(chart.picture(), paperColors()[0], 3), 0);
}

void TestLegend::bestAlgorithmIsFainterOnADarkSheet() {
    const ChartTheme dark = paperTheme(true);
    const auto apart = [](const QColor& a, const QColor& b) {
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
    };
    std::vector<QColor> paler;
    for (const std::int64_t ratio : {1, 2, 4, 8, 16, 32, 64}) {
        Curve own;
        own.key = {.runId = 1, .ratio = ratio};
        Curve best = own;
        best.key.algorithm = Algorithm::Best;
        best.best = true;
        const QColor colour = curveColor(best, dark);
        QVERIFY(apart(colour, dark.sheet) < 0.7 * apart(curveColor(own, dark), dark.sheet));
        QVERIFY(apart(colour, dark.sheet) > 120); // it is seen
        const int turn = std::abs(colour.hue() - curveColor(own, dark).hue());
        QVERIFY(std::min(turn, 360 - turn) <= 15);
        for (const QColor& other : paler)
            QVERIFY2(apart(colour, other) > 30, qPrintable(colour.name() + QLatin1Char(' ') + other.name()));
        paler.push_back(colour);
    }
}

void TestLegend::contextMenuHidesAndIsolates() {
    ChartFixture chart;
    chart.addRun(withoutRoof());
    const auto choose = [&chart](int row, int action) {
        chart.legend->setCurrentIndex(chart.legend->model()->index(row, 0));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        expectPopup();
        QCoreApplication::sendEvent(chart.legend->viewport(), &event);
        auto* menu = chart.legend->findChild<QMenu*>(QStringLiteral("legendMenu"));
        QVERIFY(menu);
        menu->actions().at(action)->trigger();
        menu->close();
        QTRY_VERIFY(!chart.legend->findChild<QMenu*>(QStringLiteral("legendMenu")));
        chart.settle();
    };
    choose(2, 0);
    QCOMPARE(shownRows(chart), QStringLiteral("xx.xxxx"));
    choose(2, 0);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx"));
    choose(4, 1);
    QCOMPARE(shownRows(chart), QStringLiteral("....x.."));
}

void TestLegend::numbersStandInColumns() {
    ChartFixture chart;
    chart.addRun(withoutRoof());
    const auto* model = static_cast<const LegendModel*>(chart.legend->model());
    QCOMPARE(model->widestValue().size(), qsizetype{4}); // "97.0" beside "219"
    const auto inked = [&chart](int row) {               // columns of the row's right half that hold anything
        const QRect rect = chart.legend->visualRect(chart.legend->model()->index(row, 0));
        const QImage picture = chart.legend->viewport()->grab(rect).toImage();
        int last = -1;
        int first = picture.width();
        for (int x = picture.width() * 3 / 5; x < picture.width(); ++x)
            for (int y = 0; y < picture.height(); ++y)
                if (picture.pixelColor(x, y).lightness() < 200) {
                    first = std::min(first, x);
                    last = x;
                }
        return std::pair(first, last);
    };
    const auto [first, last] = inked(0);
    QVERIFY(first < last);
    for (int row = 1; row < 7; ++row) {
        QVERIFY(std::abs(inked(row).first - first) <= 2);
        QVERIFY(std::abs(inked(row).second - last) <= 2);
    }
    const int width = chart.legend->width();
    chart.panel.resize(500, 400); // narrow: the numbers make room
    chart.settle();
    QVERIFY(chart.legend->width() < width - 40);
}

void TestLegend::furtherRatiosAreDistinct() {
    const ChartTheme theme = paperTheme();
    std::set<QRgb> colors;
    for (int exponent = 0; exponent < 16; ++exponent)
        colors.insert(curveColor(std::int64_t{1} << exponent, theme).rgb());
    QCOMPARE(colors.size(), std::size_t{16});
    for (std::size_t i = 0; i < paperColors().size(); ++i)
        QCOMPARE(curveColor(std::int64_t{1} << i, theme), paperColors()[i]);
    std::set<int> markers;
    for (int exponent = 0; exponent < 10; ++exponent)
        markers.insert(static_cast<int>(curveMarker(std::int64_t{1} << exponent)));
    QCOMPARE(markers.size(), std::size_t{10});
}

HEADROOM_TEST(TestLegend, Windows)

} // namespace headroom::testing::tst_legend

#include "tst_legend.moc"
