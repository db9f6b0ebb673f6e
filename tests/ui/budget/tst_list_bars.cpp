// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/budget/budget_window.h"
#include "ui/budget/budget_state.h"
#include "ui/budget/budget_texts.h"
#include "ui/runs/run_store.h"

#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QWheelEvent>

namespace headroom::testing::tst_list_bars {

using namespace headroom::ui;

namespace {

SweepSpec listSpec(std::vector<ListedGemm> gemms, const char* name = "gemms.csv") {
    SweepSpec spec;
    spec.budget = BudgetSpec{};
    spec.budget->model.name = name;
    spec.budget->list = std::move(gemms);
    return spec;
}

std::vector<ListedGemm> threeGemms() {
    return {{{1, 4096, 4096, 4096}, DataType::Bf16, Layout::NT, "up"},
            {{16, 512, 512, 64}, {}, {}, ""},
            {{1, 4096, 1001, 4096}, {}, {}, "odd"}};
}

struct ListWindow : BudgetWindow {
    void open(const char* name, const Run& run) const { window->openRuns({write(name, run)}); }
    void drop(const char* name, const QByteArray& content) const {
        QFile file(at(name));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size()); }();
        file.close();
        window->openRuns({file.fileName()});
    }
    QPointF middleOf(std::size_t bar) const { return panel()->barsLayout().bars.at(bar).box.center(); }
};

} // namespace

/// Lists of GEMMs: bars of throughput, a table, and the form that measures them.
class TestListBars final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void aBarIsAsLongAsItsThroughput();
    void failedRowsSayWhy();
    void listsStandBesideEachOther();
    void rowsReadInSentences();
    void chartAndTableTellOneInterval();
    void smallTimesAreNotCut();
    void theWindowShowsARunOfAList();
    void longListsAreScrolled();
    void aDroppedListCanBeMeasured();
    void aBrokenListIsNamedByItsLine();
    void copiesAProgramOfARow();
};

void TestListBars::aBarIsAsLongAsItsThroughput() {
    RunStore store;
    const Run run = sampleRun(listSpec(threeGemms()));
    store.add(RunKind::Opened, QStringLiteral("mine"), run);
    store.showTopic(RunTopic::Lists);
    const BudgetBars bars(store, BudgetScope::Layer);
    QVERIFY(bars.isList());
    QCOMPARE(bars.bars().size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        const Measurement& row = run.measurements[bars.bars()[i].segments.front().row];
        QCOMPARE(row.point.index, i); // in the list's order
        QCOMPARE(bars.bars()[i].end, row.throughputTflops());
        QCOMPARE(bars.bars()[i].low, row.throughputLowTflops());
        QVERIFY(bars.longest() >= bars.bars()[i].high);
    }
    QCOMPARE(bars.bars()[0].name, QStringLiteral("up · 4096×4096×4096"));
    QCOMPARE(bars.bars()[1].name, QStringLiteral("16 · 512×512×64"));
    QCOMPARE(titleOf(bars), QStringLiteral("GEMMs of gemms.csv"));
    QVERIFY(subtitleOf(bars).contains(QStringLiteral("bf16, f16")));
    QVERIFY(!subtitleOf(bars).contains(QStringLiteral("s = ")));
}

void TestListBars::failedRowsSayWhy() {
    RunStore store;
    Run run = sampleRun(listSpec(threeGemms()));
    run.measurements[1] = failedMeasurement(run.measurements[1].point, Status::OutOfMemory, "too large");
    store.add(RunKind::Opened, QStringLiteral("mine"), run);
    store.showTopic(RunTopic::Lists);
    const BudgetBars bars(store, BudgetScope::Layer);
    const BudgetBar& failed = bars.bars().at(run.measurements[1].point.index);
    QVERIFY(failed.segments.empty());
    QCOMPARE(failed.remarks, QStringList{QStringLiteral("too large.")});
}

/// Each row beside the same of the other, then what only one has.
void TestListBars::listsStandBesideEachOther() {
    RunStore store;
    std::vector<ListedGemm> other = threeGemms();
    other.erase(other.begin());
    other.push_back({{1, 8, 8, 8}, {}, {}, ""});
    store.add(RunKind::Opened, QStringLiteral("behind"), sampleRun(listSpec(other)));
    store.add(RunKind::Opened, QStringLiteral("front"), sampleRun(listSpec(threeGemms())));
    store.showTopic(RunTopic::Lists);
    const BudgetBars bars(store, BudgetScope::Layer);
    QStringList told;
    for (const BudgetBar& bar : bars.bars())
        told << bars.runOf(bar).given + QLatin1Char(' ') + bar.name.section(QLatin1Char(' '), 0, 0);
    const QStringList expected{QStringLiteral("front up"),   QStringLiteral("front 16"),
                               QStringLiteral("behind 16"),  QStringLiteral("front odd"),
                               QStringLiteral("behind odd"), QStringLiteral("behind 8×8×8")};
    QCOMPARE(told, expected);
    QVERIFY(bars.bars()[1].segments.front().operation != bars.bars()[2].segments.front().operation);
}

void TestListBars::rowsReadInSentences() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("mine"), sampleRun(listSpec(threeGemms())));
    store.showTopic(RunTopic::Lists);
    const BudgetBars bars(store, BudgetScope::Layer);
    QStringList lines;
    for (const CalloutLine& line : segmentCallout(bars, {2, 0}).lines)
        lines << line.text;
    QVERIFY(lines[0].startsWith(QStringLiteral("odd: ")) && lines[0].endsWith(QStringLiteral(" ms")));
    QVERIFY(lines.contains(QStringLiteral("Its shape, m×n×k, is 4096×1001×4096.")));
    QVERIFY(lines.contains(QStringLiteral("It is computed in f16, layout nn, algorithm default.")));
    QVERIFY(lines.contains(QStringLiteral("n = 1001 is odd: on curve 1.")));
}

/// Half of the time's interval, however far its ends lie apart.
void TestListBars::chartAndTableTellOneInterval() {
    RunStore store;
    Run run = sampleRun(listSpec({{{1, 4096, 4096, 4096}, {}, {}, "skewed"}}));
    CallTime& time = run.measurements[0].time;
    time.lowS = 0.99 * time.medianS;
    time.highS = 1.2 * time.medianS;
    store.add(RunKind::Opened, QStringLiteral("mine"), run);
    store.showTopic(RunTopic::Lists);
    const BudgetState state(&store);
    const BudgetTableModel table(&state);
    QCOMPARE(table.index(0, BudgetTableModel::Interval).data().toString(), QStringLiteral("10.5"));
    const QString text = rowText(state.bars(), state.bars().bars()[0], RowDetail::Interval, true);
    QVERIFY2(text.endsWith(QStringLiteral(" ±10.5 %")), qPrintable(text));
}

void TestListBars::smallTimesAreNotCut() {
    Run run = sampleRun(listSpec({{{1, 64, 64, 64}, {}, {}, ""}}));
    Measurement& row = run.measurements[0];
    row = sampleMeasurement(row.point, flop(row.point.gemm) / 5.123e-6 / 1e12);
    ListWindow setup;
    setup.open("small.headroom.json", run);
    const QString cell = setup.cell(0, BudgetTableModel::Milliseconds);
    QCOMPARE(cell, QStringLiteral("0.005123"));
    constexpr int kPadding = 10; // of the delegate
    QVERIFY(setup.table()->columnWidth(BudgetTableModel::Milliseconds) >
            setup.table()->fontMetrics().horizontalAdvance(cell) + kPadding);
}

void TestListBars::theWindowShowsARunOfAList() {
    ListWindow setup;
    setup.openLayer();
    setup.open("mine.headroom.json", sampleRun(listSpec(threeGemms())));
    QVERIFY(setup.panel()->isVisible());
    QCOMPARE(setup.panel()->barsLayout().bars.size(), std::size_t{3}); // none of the layer
    QCOMPARE(setup.runsMenu(),
             (QStringList{QStringLiteral("List: mine"), QStringLiteral("Layer: llama-3.1-8b-t1")}));
    QCOMPARE(setup.cell(0, BudgetTableModel::Gemm), QStringLiteral("up"));
    QCOMPARE(setup.cell(0, BudgetTableModel::Shape), QStringLiteral("4096×4096×4096 bf16 nt"));
    for (const int column : {int(BudgetTableModel::Times), int(BudgetTableModel::Share)})
        QVERIFY(setup.table()->isColumnHidden(column));
    QVERIFY(!setup.find<QComboBox>("budgetScope")->isVisible());
    setup.moveTo(setup.middleOf(0));
    QVERIFY(setup.find<QLabel>("readout")->text().startsWith(QStringLiteral("up: ")));
    setup.find<QMenu>("runsMenu")->actions().at(1)->trigger();
    QVERIFY(!setup.table()->isColumnHidden(BudgetTableModel::Times));
    QVERIFY(setup.find<QComboBox>("budgetScope")->isVisible());
}

void TestListBars::longListsAreScrolled() {
    std::vector<ListedGemm> gemms;
    for (int i = 1; i <= 200; ++i)
        gemms.push_back({{1, 64, 64, i}, {}, {}, ""});
    ListWindow setup;
    setup.open("long.headroom.json", sampleRun(listSpec(gemms)));
    const std::size_t shown = setup.panel()->barsLayout().shownBars;
    QVERIFY(shown >= 4 && shown < 200);
    const auto isSeen = [&](std::size_t bar) { return !setup.panel()->barsLayout().bars[bar].box.isNull(); };
    QVERIFY(isSeen(0) && !isSeen(shown));
    const QPointF at(setup.panel()->rect().center());
    QWheelEvent down(at, setup.panel()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(setup.panel(), &down);
    QVERIFY(!isSeen(2) && isSeen(3) && isSeen(shown + 2));
    setup.table()->setFocus();
    setup.table()->selectRow(199);
    QVERIFY(isSeen(199) && !isSeen(0));
    QTest::keyClick(setup.panel(), Qt::Key_Up);
    QVERIFY(isSeen(198));
    QTest::keyClick(setup.panel(), Qt::Key_Up);
    QVERIFY(setup.find<QLabel>("readout")->text().startsWith(QStringLiteral("64×64×198: ")));
}

void TestListBars::aDroppedListCanBeMeasured() {
    ListWindow setup;
    setup.drop("mine.csv", "m,n,k,label,remark\n64,32,16,first,x\n8,8,8,,y\n");
    QTRY_VERIFY(setup.ready()); // it may have been dropped before devices were found
    auto* topic = setup.find<QComboBox>("topic");
    QCOMPARE(topic->currentText(), QStringLiteral("mine.csv, 2 GEMMs"));
    QVERIFY(!setup.find<QWidget>("seq")->isVisible() && !setup.find<QWidget>("model")->isVisible());
    QVERIFY(setup.find<QWidget>("dtype")->isVisible());
    const QString estimate = setup.find<QLabel>("estimate")->text();
    QVERIFY2(estimate.startsWith(QStringLiteral("2 GEMMs; ")), qPrintable(estimate));
    QVERIFY(setup.panel()->isVisible());
    topic->setCurrentIndex(0); // and back
    QVERIFY(setup.find<QWidget>("seq")->isVisible());
    topic->setCurrentIndex(2);
    QCOMPARE(topic->currentText(), QStringLiteral("mine.csv, 2 GEMMs"));
    QVERIFY(!setup.find<QWidget>("seq")->isVisible());
}

void TestListBars::aBrokenListIsNamedByItsLine() {
    ListWindow setup;
    setup.drop("broken.csv", "m,n,k\n1,2,3\n1,two,3\n");
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box && box->informativeText().contains(QStringLiteral("line 3: n is \"two\"")));
    QVERIFY(!setup.find<QComboBox>("topic")->currentText().contains(QStringLiteral("broken")));
}

void TestListBars::copiesAProgramOfARow() {
    ListWindow setup;
    setup.open("mine.headroom.json", sampleRun(listSpec(threeGemms())));
    const QPoint at = setup.middleOf(1).toPoint();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, setup.panel()->mapToGlobal(at));
    QCoreApplication::sendEvent(setup.panel(), &event);
    auto* menu = setup.find<QMenu>("copyAsMenu");
    QVERIFY(menu);
    setup.find<QAction>("copyAs-pytorch")->trigger();
    QVERIFY(
        QGuiApplication::clipboard()->text().contains(QStringLiteral("batch, m, n, k = 16, 512, 512, 64")));
    setup.find<QAction>("copyAs-cublaslt")->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("kBatch = 16, kM = 512")));
    setup.find<QMenu>("budgetMenu")->close();
    // The table's rows offer the same.
    const QPoint row =
        setup.table()->visualRect(setup.table()->model()->index(0, BudgetTableModel::Gemm)).center();
    Q_EMIT setup.table()->customContextMenuRequested(row);
    QVERIFY(setup.table()->findChild<QMenu*>(QStringLiteral("rowMenu")));
    setup.table()->findChild<QAction*>(QStringLiteral("copyAs-pytorch"))->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("# up\n")));
}

HEADROOM_TEST(TestListBars, Windows)

} // namespace headroom::testing::tst_list_bars

#include "tst_list_bars.moc"
