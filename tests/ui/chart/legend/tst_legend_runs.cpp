// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chart/legend/legend_rows.h"
#include "tests/ui/scripted_engine.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/paint_curves.h"

#include <QContextMenuEvent>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>

#include <numeric>
#include <set>

namespace headroom::testing::tst_legend_runs {

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

class TestLegendRuns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void groupsSeveralRuns();
    void aRowHidesItsCurveInAllRuns();
    void showsARunAlone();
    void movesARun();
    void asksToRemoveARun();
    void curvesWithoutPointsAreLeftOut();
    void severalRunsStandInOneOrder();
    void detailsStandBesideNamesOrBelow();
    void namesKeepWhatTellsThemApart();
    void runsOnOneDeviceHaveOneRoof();
    void groupTellsItsCircumstances();
    void groupHidesItsRun();
    void keysAreDrawnAsTheirCurves();
    void patternsOfTenRunsDiffer();
    void dashedLinesHaveFewMarkers();
    void renamesARun();
    void paperNamesWhatIsDrawn();
    void keysMeanTheRowBelowThePointer();
};

void TestLegendRuns::groupsSeveralRuns() {
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

void TestLegendRuns::aRowHidesItsCurveInAllRuns() {
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

void TestLegendRuns::showsARunAlone() {
    ChartFixture chart;
    const int first = chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("first"));
    chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("second"));
    doubleClick(chart, rowOf(chart, QStringLiteral("first")));
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx.x"));
    QVERIFY(chart.store.find(first)->visible);
    doubleClick(chart, rowOf(chart, QStringLiteral("first")));
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxxxx"));
}

void TestLegendRuns::movesARun() {
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

void TestLegendRuns::asksToRemoveARun() {
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

void TestLegendRuns::curvesWithoutPointsAreLeftOut() {
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

void TestLegendRuns::severalRunsStandInOneOrder() {
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

void TestLegendRuns::detailsStandBesideNamesOrBelow() {
    ChartFixture chart;
    Run other = withoutRoof();
    other.context.device = "Other";
    chart.addRun(withoutRoof(), RunKind::Opened, QStringLiteral("short"));
    chart.addRun(other, RunKind::Opened, QStringLiteral("brief"));
    const auto heightOf = [&chart](const QString& name) {
        return chart.legend->visualRect(chart.legend->model()->index(rowOf(chart, name), 0)).height();
    };
    QCOMPARE(heightOf(QStringLiteral("short")), heightOf(QStringLiteral("h/a = 2")));
    const int width = chart.legend->width();
    const int id = chart.store.runs().front().id;
    chart.store.setName(id, QStringLiteral("a name that fills the legend"));
    chart.settle();
    QVERIFY(heightOf(QStringLiteral("a name that fills the legend")) >
            heightOf(QStringLiteral("h/a = 2")) + 8);
    QVERIFY(chart.legend->width() >= width);
    chart.panel.resize(500, 400); // narrow: names make room
    chart.settle();
    QVERIFY(heightOf(QStringLiteral("brief")) > heightOf(QStringLiteral("h/a = 2")) + 8);
}

void TestLegendRuns::namesKeepWhatTellsThemApart() {
    ChartFixture chart;
    QStringList names;
    for (const char* which : {"a12", "a16"}) {
        names << QStringLiteral("h200-key-query-score-of-last-week-%1-sustained")
                     .arg(QString::fromLatin1(which));
        chart.addRun(withoutRoof(), RunKind::Opened, names.back());
    }
    for (const QSize& size : {QSize(1100, 700), QSize(500, 400)}) {
        chart.panel.resize(size);
        chart.settle();
        std::vector<QImage> texts;
        for (const QString& name : names) {
            const QModelIndex index = chart.legend->model()->index(rowOf(chart, name), 0);
            chart.legend->scrollTo(index);
            // Without the key, and the gap above the first of them.
            QRect text = chart.legend->visualRect(index).adjusted(qRound(swatchWidth()) + 12, 0, 0, 0);
            text.setTop(text.bottom() - chart.legend->fontMetrics().height() - 4);
            texts.push_back(chart.legend->viewport()->grab(text).toImage());
        }
        QVERIFY(texts[0] != texts[1]);
        QVERIFY(count(texts[0], Qt::black, 90) > 20);
    }
}

void TestLegendRuns::runsOnOneDeviceHaveOneRoof() {
    ChartFixture chart;
    chart.addRun();
    const auto linesDrawn = [&chart] {
        std::size_t count = 0;
        QImage image(100, 100, QImage::Format_RGB32);
        QPainter painter(&image);
        paintCurves(painter, chart.state.curves(), chart.plot->view(),
                    [&count](QPainter&, const std::vector<CurveLine>& lines, const PlotView&) {
                        count = lines.size();
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

void TestLegendRuns::groupTellsItsCircumstances() {
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

void TestLegendRuns::groupHidesItsRun() {
    ChartFixture chart;
    const int id = chart.addRun(withoutRoof(), RunKind::Live, QStringLiteral("live"));
    chart.addRun(withoutRoof(3), RunKind::Reference, QStringLiteral("A100 (paper)"));
    click(chart, rowOf(chart, QStringLiteral("live")));
    QVERIFY(!chart.store.find(id)->visible);
    QCOMPARE(shownRows(chart), QStringLiteral("xxxxxxx.x"));
    click(chart, rowOf(chart, QStringLiteral("live")));
    QVERIFY(chart.store.find(id)->visible);
}

void TestLegendRuns::keysAreDrawnAsTheirCurves() {
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

void TestLegendRuns::patternsOfTenRunsDiffer() {
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

void TestLegendRuns::dashedLinesHaveFewMarkers() {
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

void TestLegendRuns::renamesARun() {
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

void TestLegendRuns::paperNamesWhatIsDrawn() {
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

void TestLegendRuns::keysMeanTheRowBelowThePointer() {
    ChartFixture chart;
    const int first = chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("first"));
    const int second = chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("second"));
    chart.host.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&chart.host));
    chart.plot->setFocus(); // as in the window
    const auto rowOf = [&chart](const QString& name) {
        for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
            if (chart.legend->model()->index(row, 0).data().toString() == name)
                return chart.legend->model()->index(row, 0);
        return QModelIndex();
    };
    const auto pointAt = [&chart](const QModelIndex& row) {
        QWidget* viewport = chart.legend->viewport();
        const QPointF at = chart.legend->visualRect(row).center();
        QMouseEvent move(QEvent::MouseMove, at, viewport->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(viewport, &move);
    };
    QSignalSpy renamed(chart.legend, &LegendView::renameRequested);
    QSignalSpy removed(chart.legend, &LegendView::removeRequested);
    pointAt(rowOf(QStringLiteral("first")));
    QTest::keyClick(chart.plot, Qt::Key_F2);
    QCOMPARE(renamed.takeLast().front().toInt(), first);
    chart.panel.findChild<QInputDialog*>(QStringLiteral("renameRun"))->reject();
    pointAt(rowOf(QStringLiteral("second")));
    QTest::keyClick(chart.plot, Qt::Key_Delete);
    QCOMPARE(removed.takeLast().front().toInt(), second);
    QVERIFY(chart.store.find(first)->visible && chart.store.find(second)->visible);
    // Whoever chooses by the keyboard means that row, wherever the pointer rests.
    chart.legend->setFocus();
    chart.legend->setCurrentIndex(rowOf(QStringLiteral("second")));
    const int from = chart.legend->currentIndex().row();
    QTest::keyClick(chart.legend, Qt::Key_Down);
    QCOMPARE(chart.legend->currentIndex().row(), from + 1);
    QTest::keyClick(chart.legend, Qt::Key_Delete);
    QCOMPARE(removed.takeLast().front().toInt(), first);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(chart.legend->viewport(), &leave);
    chart.plot->setFocus();
    QTest::keyClick(chart.plot, Qt::Key_Delete);
    QVERIFY(removed.isEmpty());
}

HEADROOM_TEST(TestLegendRuns, Windows)

} // namespace headroom::testing::tst_legend_runs

#include "tst_legend_runs.moc"
