// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/scripted_engine.h"
#include "ui/chart/legend/legend_model.h"

#include <QAbstractItemModelTester>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>

#include <set>

namespace headroom::testing::tst_legend {

using namespace headroom::ui;

namespace {

QPoint centreOf(const ChartFixture& chart, int row) {
    return chart.legend->visualRect(chart.legend->model()->index(row, 0)).center();
}

void click(ChartFixture& chart, int row) {
    QTest::mouseClick(chart.legend->viewport(), Qt::LeftButton, {}, centreOf(chart, row));
    chart.settle();
}

/// As a user does it: press, release, press again as a double click, release.
void doubleClick(ChartFixture& chart, int row) {
    QTest::mouseClick(chart.legend->viewport(), Qt::LeftButton, {}, centreOf(chart, row));
    QTest::mouseDClick(chart.legend->viewport(), Qt::LeftButton, {}, centreOf(chart, row));
    chart.settle();
}

QString shownRows(const ChartFixture& chart) {
    QString text;
    for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
        text += chart.legend->model()->index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked
                    ? QLatin1Char('x')
                    : QLatin1Char('.');
    return text;
}

/// The offscreen platform cannot give a menu the keyboard, and says so.
void expectPopup() {
    QTest::ignoreMessage(QtWarningMsg, "This plugin does not support grabbing the keyboard");
}

Run withoutRoof(int points = 8) {
    Run run = sampleRun(sampleSpec(points));
    run.context.roofs.clear();
    return run;
}

int rowOf(const ChartFixture& chart, const QString& label) {
    const QAbstractItemModel* model = chart.legend->model();
    const auto found = model->match(model->index(0, 0), Qt::DisplayRole, label, 1, Qt::MatchExactly);
    return found.isEmpty() ? -1 : found.first().row();
}

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
    void groupsSeveralRuns();
    void groupTellsItsCircumstances();
    void groupHidesItsRun();
    void keysAreDrawnAsTheirCurves();
    void aRowHidesItsCurveInAllRuns();
    void showsARunAlone();
    void movesARun();
    void asksToRemoveARun();
    void curvesWithoutPointsAreLeftOut();
    void severalRunsStandInOneOrder();
    void renamesARun();
    void contextMenuHidesAndIsolates();
    void roofRow();
    void numbersStandInColumns();
    void bothAlgorithmsHaveTheirCurves();
    void bestAlgorithmIsTheSameColourLighter();
    void furtherRatiosAreDistinct();
    void paperNamesWhatIsDrawn();
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
    QVERIFY(tip.contains(QStringLiteral("123")));
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("h/a = 8, 8 points, last 123"));
}

void TestLegend::hiddenCurvesStayHiddenWhenTheRunBegins() {
    ChartFixture chart;
    click(chart, 0);
    QCOMPARE(shownRows(chart), QStringLiteral(".xxxxxx"));
    chart.addRun(withoutRoof());
    QCOMPARE(shownRows(chart), QStringLiteral(".xxxxxx"));
}

void TestLegend::groupsSeveralRuns() {
    ChartFixture chart;
    chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    chart.addRun(withoutRoof(3), RunKind::Reference, QStringLiteral("A100 (paper)"));
    // Colours and markers once, then a line for each run, the newest first.
    QCOMPARE(chart.legend->model()->rowCount(), 7 + 3);
    QCOMPARE(rowOf(chart, QStringLiteral("h/a = 64")), 6);
    QCOMPARE(rowOf(chart, QStringLiteral("second")), 7);
    QCOMPARE(rowOf(chart, QStringLiteral("first")), 8);
    QCOMPARE(rowOf(chart, QStringLiteral("A100 (paper)")), 9);
    chart.store.setName(chart.store.runs().front().id, QStringLiteral("renamed"));
    QCOMPARE(rowOf(chart, QStringLiteral("renamed")), 8);
}

void TestLegend::aRowHidesItsCurveInAllRuns() {
    ChartFixture chart;
    const int first = chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    const int second = chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    const auto isShown = [&chart](int runId, std::int64_t ratio) {
        return chart.state.curves().find({.runId = runId, .ratio = ratio})->shown;
    };
    click(chart, 3);
    QVERIFY(!isShown(first, 8) && !isShown(second, 8) && isShown(first, 4));
    const int third = chart.addRun(withoutRoof()); // one that comes later as well
    QVERIFY(!isShown(third, 8) && isShown(third, 4));
    click(chart, 3);
    QVERIFY(isShown(first, 8) && isShown(second, 8) && isShown(third, 8));
    doubleClick(chart, 0);
    QCOMPARE(shownRows(chart).left(7), QStringLiteral("x......"));
    QVERIFY(isShown(first, 1) && isShown(second, 1) && !isShown(first, 2));
    // One curve of one run can be hidden and shown apart from the others'.
    doubleClick(chart, 0);
    chart.state.setHidden({{.runId = first, .ratio = 2}}, true);
    QVERIFY(!isShown(first, 2) && isShown(second, 2));
    chart.state.setHidden({{.ratio = 2}}, true);
    chart.state.setHidden({{.runId = second, .ratio = 2}}, false);
    QVERIFY(!isShown(first, 2) && isShown(second, 2) && !isShown(third, 2));
}

void TestLegend::showsARunAlone() {
    ChartFixture chart;
    const int first = chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    doubleClick(chart, rowOf(chart, QStringLiteral("first")));
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx.x"));
    QVERIFY(chart.store.find(first)->visible);
    doubleClick(chart, rowOf(chart, QStringLiteral("first")));
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxxxx"));
}

void TestLegend::movesARun() {
    ChartFixture chart;
    chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    chart.legend->setFocus();
    chart.legend->setCurrentIndex(chart.legend->model()->index(rowOf(chart, QStringLiteral("first")), 0));
    QTest::keyClick(chart.legend, Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(rowOf(chart, QStringLiteral("first")), 7);
    QCOMPARE(rowOf(chart, QStringLiteral("second")), 8);
    QCOMPARE(chart.legend->currentIndex().row(), 7); // the same run, to be moved on
    QTest::keyClick(chart.legend, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(rowOf(chart, QStringLiteral("first")), 8);
}

void TestLegend::asksToRemoveARun() {
    ChartFixture chart;
    const int first = chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    QSignalSpy asked(&chart.panel, &ChartPanel::removeRunRequested);
    chart.legend->setFocus();
    chart.legend->setCurrentIndex(chart.legend->model()->index(rowOf(chart, QStringLiteral("first")), 0));
    QTest::keyClick(chart.legend, Qt::Key_Delete);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toInt(), first);
}

void TestLegend::curvesWithoutPointsAreLeftOut() {
    ChartFixture chart;
    Run run = withoutRoof();
    std::erase_if(run.measurements, [](const Measurement& row) { return row.point.ratio == 4; });
    const int first = chart.addRun(run, RunKind::Opened, QStringLiteral("first"));
    QVERIFY(rowOf(chart, QStringLiteral("h/a = 4")) >= 0); // of the front run: it may still be measured
    const auto drawn = [&chart] { return legendEntries(chart.state.curves(), LegendRows::Drawn).size(); };
    QCOMPARE(drawn(), std::size_t{6});
    SweepSpec spec = sampleSpec();
    spec.ratios = {1, 2};
    chart.addRun(sampleRun(spec), RunKind::Live, QStringLiteral("second"));
    QCOMPARE(rowOf(chart, QStringLiteral("h/a = 4")), -1);
    chart.store.remove(first);
    QCOMPARE(rowOf(chart, QStringLiteral("h/a = 8")), -1);
}

void TestLegend::severalRunsStandInOneOrder() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec(4);
    spec.ratios = {2, 8, 64};
    spec.algorithm = Algorithm::Best; // called as the default's: its row stands for both
    Run best = sampleRun(spec);
    best.context.roofs.clear();
    chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("all"));
    chart.addRun(best, RunKind::Opened, QStringLiteral("best"));
    QStringList labels;
    for (const LegendEntry& entry : legendEntries(chart.state.curves(), LegendRows::All))
        labels << entry.label;
    QCOMPARE(labels.size(), qsizetype{9});
    QCOMPARE(labels.at(1), QStringLiteral("h/a = 2"));
    QCOMPARE(labels.at(6), QStringLiteral("h/a = 64"));
    click(chart, 3);
    for (const Curve& curve : chart.state.curves().curves())
        QCOMPARE(curve.shown, curve.key.ratio != 8);
}

void TestLegend::groupTellsItsCircumstances() {
    ChartFixture chart;
    Run run = withoutRoof();
    run.context.environment = {"CUDA_VISIBLE_DEVICES=1"};
    run.context.notes = {"It was a full moon."};
    chart.addRun(run);
    chart.addRun(withoutRoof(4));
    chart.settle();
    QString toolTips;
    for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
        toolTips += chart.legend->model()->index(row, 0).data(Qt::ToolTipRole).toString();
    QCOMPARE(toolTips.count(QStringLiteral("\nIt was a full moon.\n")), 1);
    QCOMPARE(toolTips.count(QStringLiteral("\nCUDA_VISIBLE_DEVICES=1\n")), 1);
}

void TestLegend::groupHidesItsRun() {
    ChartFixture chart;
    const int id = chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("live"));
    chart.addRun(withoutRoof(3), RunKind::Reference, QStringLiteral("A100 (paper)"));
    click(chart, rowOf(chart, QStringLiteral("live")));
    QVERIFY(!chart.store.find(id)->visible);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx.x"));
    click(chart, rowOf(chart, QStringLiteral("live")));
    QVERIFY(chart.store.find(id)->visible);
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

void TestLegend::keysAreDrawnAsTheirCurves() {
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

void TestLegend::renamesARun() {
    ChartFixture chart;
    const int id = chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    const auto rename = [&chart](const QString& name) {
        auto* dialog = chart.panel.findChild<QInputDialog*>(QStringLiteral("renameRun"));
        QVERIFY(dialog);
        dialog->setTextValue(name);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!chart.panel.findChild<QInputDialog*>(QStringLiteral("renameRun")));
        chart.settle();
    };
    chart.legend->setFocus();
    chart.legend->setCurrentIndex(chart.legend->model()->index(rowOf(chart, QStringLiteral("first")), 0));
    QTest::keyClick(chart.legend, Qt::Key_F2);
    rename(QStringLiteral("  before the fix "));
    QCOMPARE(chart.store.find(id)->name(), QStringLiteral("before the fix"));
    QVERIFY(rowOf(chart, QStringLiteral("before the fix")) >= 0);
    // By the context menu.
    const QPoint row = centreOf(chart, rowOf(chart, QStringLiteral("before the fix")));
    QContextMenuEvent event(QContextMenuEvent::Mouse, row, chart.legend->viewport()->mapToGlobal(row));
    expectPopup();
    QCoreApplication::sendEvent(chart.legend->viewport(), &event);
    auto* menu = chart.legend->findChild<QMenu*>(QStringLiteral("legendMenu"));
    QVERIFY(menu);
    menu->actions().last()->trigger();
    menu->close();
    rename(QStringLiteral("again"));
    QCOMPARE(chart.store.find(id)->name(), QStringLiteral("again"));
    QTest::keyClick(chart.legend, Qt::Key_F2);
    rename(QStringLiteral("   ")); // no name is no change
    QVERIFY(!chart.store.find(id)->name().trimmed().isEmpty());
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

void TestLegend::paperNamesWhatIsDrawn() {
    ChartFixture chart;
    const int first = chart.addRun(sampleRun(sampleSpec()), RunKind::Opened, QStringLiteral("first"));
    const int second = chart.addRun(sampleRun(sampleSpec()), RunKind::Live, QStringLiteral("second"));
    chart.addRun(withoutRoof(3), RunKind::Reference, QStringLiteral("A100 (paper)"));
    const auto labels = [&chart](LegendRows rows) {
        QStringList texts;
        for (const LegendEntry& entry : legendEntries(chart.state.curves(), rows))
            texts << entry.label;
        return texts;
    };
    QCOMPARE(labels(LegendRows::Drawn), labels(LegendRows::All)); // nothing is hidden
    const QStringList all = labels(LegendRows::All);
    QCOMPARE(all.mid(7), (QStringList{QStringLiteral("roof"), QStringLiteral("second"),
                                      QStringLiteral("first"), QStringLiteral("A100 (paper)")}));
    chart.state.setHidden({{.runId = second, .ratio = 8}}, true);
    QCOMPARE(labels(LegendRows::Drawn), all); // others have it still
    chart.state.setHidden({{.ratio = 8}}, true);
    chart.state.setRoofShown(false);
    chart.store.setVisible(first, false);
    QCOMPARE(labels(LegendRows::All), all);
    const QStringList drawn = labels(LegendRows::Drawn);
    QCOMPARE(drawn.size(), all.size() - 3);
    for (const char* gone : {"roof", "first", "h/a = 8"})
        QVERIFY(!drawn.contains(QLatin1String(gone)));
}

HEADROOM_TEST(TestLegend, Windows)

} // namespace headroom::testing::tst_legend

#include "tst_legend.moc"
