// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/legend/legend_rows.h"
#include "tests/ui/scripted_engine.h"
#include "ui/chart/legend/legend_model.h"

#include <QContextMenuEvent>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>

namespace headroom::testing::tst_legend_runs {

using namespace headroom::ui;

class TestLegendRuns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void groupsSeveralRuns();
    void aRowHidesItsCurveInAllRuns();
    void showsARunAlone();
    void movesARun();
    void theFirstAndTheLastCannotBeMovedOn();
    void asksToRemoveARun();
    void curvesWithoutPointsAreLeftOut();
    void severalRunsStandInOneOrder();
    void detailsStandBesideNamesOrBelow();
    void namesKeepWhatTellsThemApart();
    void groupTellsItsCircumstances();
    void groupHidesItsRun();
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

void TestLegendRuns::theFirstAndTheLastCannotBeMovedOn() {
    ChartFixture chart;
    for (const char* name : {"first", "second", "third"})
        chart.addRun(withoutRoof(), RunKind::Opened, QString::fromLatin1(name));
    chart.addRun(withoutRoof(3), RunKind::Reference, QStringLiteral("paper"));
    const auto offered = [&chart](const char* name) {
        const QPoint row = centreOf(chart, rowOf(chart, QString::fromLatin1(name)));
        QContextMenuEvent event(QContextMenuEvent::Mouse, row, chart.legend->viewport()->mapToGlobal(row));
        expectPopup();
        QCoreApplication::sendEvent(chart.legend->viewport(), &event);
        auto* menu = chart.legend->findChild<QMenu*>(QStringLiteral("legendMenu"));
        QStringList moves;
        for (const QAction* action : menu->actions())
            if (action->isEnabled() && action->text().startsWith(QStringLiteral("Move ")))
                moves << action->text().remove(u'&');
        menu->close();
        delete menu;
        return moves;
    };
    const auto up = QStringLiteral("Move up");
    const auto down = QStringLiteral("Move down");
    QCOMPARE(offered("third"), QStringList{down}); // the newest is the first
    QCOMPARE(offered("second"), (QStringList{up, down}));
    QCOMPARE(offered("first"), QStringList{up});
    QCOMPARE(offered("paper"), QStringList());
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
    chart.store.setName(id, {});
    QTest::keyClick(chart.legend, Qt::Key_F2);
    rename(chart.store.find(id)->name()); // which nobody gave it
    QCOMPARE(chart.store.find(id)->given, QString());
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
    menu->actions().constLast()->trigger();
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
    QCOMPARE(renamed.takeLast().constFirst().toInt(), first);
    chart.panel.findChild<QInputDialog*>(QStringLiteral("renameRun"))->reject();
    pointAt(rowOf(QStringLiteral("second")));
    QTest::keyClick(chart.plot, Qt::Key_Delete);
    QCOMPARE(removed.takeLast().constFirst().toInt(), second);
    QVERIFY(chart.store.find(first)->visible && chart.store.find(second)->visible);
    // Whoever chooses by the keyboard means that row, wherever the pointer rests.
    chart.legend->setFocus();
    chart.legend->setCurrentIndex(rowOf(QStringLiteral("second")));
    const int from = chart.legend->currentIndex().row();
    QTest::keyClick(chart.legend, Qt::Key_Down);
    QCOMPARE(chart.legend->currentIndex().row(), from + 1);
    QTest::keyClick(chart.legend, Qt::Key_Delete);
    QCOMPARE(removed.takeLast().constFirst().toInt(), first);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(chart.legend->viewport(), &leave);
    chart.plot->setFocus();
    QTest::keyClick(chart.plot, Qt::Key_Delete);
    QVERIFY(removed.isEmpty());
}

HEADROOM_TEST(TestLegendRuns, Windows)

} // namespace headroom::testing::tst_legend_runs

#include "tst_legend_runs.moc"
