// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/budget/budget_window.h"
#include "tests/ui/chart/legend/legend_rows.h"
#include "ui/chart/chart_panel.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>

namespace headroom::testing::tst_window_budget {

using namespace headroom::ui;

/// The window while it shows the GEMMs of layers.
class TestWindowBudget final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void opensARunOfALayer();
    void oneTopicIsShownAtATime();
    void hidingTheLastShowsTheOther();
    void theTableHasRowsSumsAndNotes();
    void saysWhyThereIsNoRoof();
    void choosesTheWholeModel();
    void failedRowsAreNamed();
    void hoveringReadsASegment();
    void keysWalkAlongTheBar();
    void barAndTableFollowEachOther();
    void theTableIsCopiedAsNumbers();
    void showsItToAnAudience();
    void aReplayGrowsBeforeAnAudience();
    void whatIsOfCurvesCannotBeUsed();
    void runsAreHiddenAndMoved();
};

void TestWindowBudget::opensARunOfALayer() {
    BudgetWindow setup;
    setup.openLayer();
    QVERIFY(setup.panel()->isVisible() && setup.table()->isVisible());
    QVERIFY(!setup.find<ChartPanel>("chart")->isVisible() && !setup.find<QTableView>("table")->isVisible());
    QCOMPARE(setup.panel()->barsLayout().bars.size(), std::size_t{1});
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("llama-3.1-8b-t1")));
    setup.openLayer("llama-2-7b");
    QCOMPARE(setup.panel()->barsLayout().bars.size(), std::size_t{2});
    QCOMPARE(setup.cell(0, BudgetTableModel::RunName), QStringLiteral("llama-2-7b-t1"));
}

void TestWindowBudget::oneTopicIsShownAtATime() {
    BudgetWindow setup;
    setup.openCurves();
    setup.openLayer();
    QVERIFY(setup.panel()->isVisible());
    QCOMPARE(setup.tableRows(), int(sampleRun(sampleSpec(2)).measurements.size())); // none of a layer
    QCOMPARE(setup.runsMenu().size(), 2);
    QVERIFY(setup.runsMenu().at(0).startsWith(QStringLiteral("Layer: llama-3.1-8b-t1")));
    QCOMPARE(setup.runsMenu().at(1), QStringLiteral("Curves: curves"));
    QAction* const curves = setup.find<QMenu>("runsMenu")->actions().at(1);
    QVERIFY(!curves->isChecked()); // it is not seen now
    curves->trigger();
    QVERIFY(setup.find<ChartPanel>("chart")->isVisible() && !setup.panel()->isVisible());
    QVERIFY(setup.runsMenu().at(0).startsWith(QStringLiteral("Layer: llama-3.1-8b-t1")));
    QVERIFY(!setup.find<QMenu>("runsMenu")->actions().at(0)->isChecked());
    QVERIFY(setup.find<QMenu>("runsMenu")->actions().at(1)->isChecked());
}

void TestWindowBudget::hidingTheLastShowsTheOther() {
    BudgetWindow setup;
    setup.openCurves();
    setup.openLayer();
    static_cast<void>(setup.runsMenu());
    setup.find<QMenu>("runsMenu")->actions().at(0)->trigger();
    QVERIFY(setup.find<ChartPanel>("chart")->isVisible());
}

void TestWindowBudget::theTableHasRowsSumsAndNotes() {
    BudgetWindow setup;
    setup.openLayer();
    const Run run = budgetRun("llama-3.1-8b");
    QVERIFY(setup.table()->isColumnHidden(BudgetTableModel::RunName));
    QCOMPARE(setup.cell(0, BudgetTableModel::Gemm), QStringLiteral("QKV Transform"));
    QCOMPARE(setup.cell(2, BudgetTableModel::Gemm), QStringLiteral("QKV Transform, wgrad"));
    QCOMPARE(setup.cell(0, BudgetTableModel::Shape), QStringLiteral("1024×6144×4096"));
    QCOMPARE(setup.cell(0, BudgetTableModel::Times), QStringLiteral("1"));
    QCOMPARE(setup.cell(0, BudgetTableModel::Interval), QStringLiteral("1.0"));
    const BudgetLines lines = budgetLines(run, BudgetScope::Layer).front();
    QVERIFY(qAbs(setup.cell(0, BudgetTableModel::Milliseconds).toDouble() / 1e3 / lines.lines[0].seconds -
                 1) < 1e-3);
    QCOMPARE(setup.cell(0, BudgetTableModel::Share), QString::number(100 * *lines.lines[0].share, 'f', 1));
    QCOMPARE(setup.cell(0, BudgetTableModel::RoofShare),
             QString::number(100 * *lines.lines[0].roofShare, 'f', 1));
    QVERIFY(setup.cell(0, BudgetTableModel::Kernel).startsWith(QStringLiteral("sample_kernel")));
    // Logits are the model's, and no share of a layer.
    QCOMPARE(setup.cell(18, BudgetTableModel::Gemm), QStringLiteral("Logits"));
    QCOMPARE(setup.cell(18, BudgetTableModel::Share), QStringLiteral("the model's"));
    QCOMPARE(setup.cell(21, BudgetTableModel::Gemm), QStringLiteral("One layer"));
    QCOMPARE(setup.cell(22, BudgetTableModel::Gemm), QStringLiteral("The model, 32 layers"));
    QVERIFY(setup.cell(23, BudgetTableModel::Gemm).contains(QStringLiteral("softmax")));
    QCOMPARE(setup.table()->columnSpan(23, BudgetTableModel::Gemm), BudgetTableModel::ColumnCount - 1);
}

void TestWindowBudget::saysWhyThereIsNoRoof() {
    BudgetWindow setup;
    Run run = budgetRun("llama-3.1-8b");
    run.context.roofs.clear();
    run.context.notes = {"There is no roof: the memory could not be measured."};
    setup.window->openRuns({setup.write("roofless.headroom.json", run)});
    const QModelIndex cell = setup.table()->model()->index(0, BudgetTableModel::RoofShare);
    QVERIFY(cell.data().toString().isEmpty());
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(QStringLiteral("memory could not be measured")));
    // A sum has no roof of its own, with one or without.
    QVERIFY(cell.siblingAtRow(21).data(Qt::ToolTipRole).toString().isEmpty());
}

void TestWindowBudget::choosesTheWholeModel() {
    BudgetWindow setup;
    setup.openLayer();
    const QString layer = setup.cell(0, BudgetTableModel::Milliseconds);
    setup.action("wholeModel")->trigger();
    QCOMPARE(setup.find<QComboBox>("budgetScope")->currentText(), QStringLiteral("Whole model"));
    QCOMPARE(setup.cell(0, BudgetTableModel::Times), QStringLiteral("32"));
    QVERIFY(qAbs(setup.cell(0, BudgetTableModel::Milliseconds).toDouble() / layer.toDouble() - 32) < 0.2);
    auto* scope = setup.find<QComboBox>("budgetScope");
    scope->setCurrentIndex(0);
    Q_EMIT scope->activated(0);
    QVERIFY(!setup.action("wholeModel")->isChecked());
    QCOMPARE(setup.cell(0, BudgetTableModel::Milliseconds), layer);
}

void TestWindowBudget::failedRowsAreNamed() {
    BudgetWindow setup;
    Run run = budgetRun("llama-3.1-8b");
    fail(run, Operation::MlpDown, Pass::Wgrad, "It needs 3 GiB.");
    setup.window->openRuns({setup.write("failed.headroom.json", run)});
    const auto* model = qobject_cast<const BudgetTableModel*>(setup.table()->model());
    const int row = model->rowOf(model->rowAt(0).runId, rowOf(run, Operation::MlpDown, Pass::Wgrad));
    QCOMPARE(setup.cell(row, BudgetTableModel::Milliseconds), QStringLiteral("–"));
    QCOMPARE(setup.cell(row, BudgetTableModel::Remarks), QStringLiteral("It needs 3 GiB."));
    QCOMPARE(setup.cell(21, BudgetTableModel::Remarks),
             QStringLiteral("without 1 row that could not be measured"));
    QVERIFY(!setup.panel()->barsLayout().bars.front().remarks.isEmpty());
}

void TestWindowBudget::hoveringReadsASegment() {
    BudgetWindow setup;
    setup.openLayer();
    const auto* readout = setup.find<QLabel>("readout");
    setup.moveTo(setup.panel()->barsLayout().boxOf({0, 12}).center());
    QVERIFY2(readout->text().startsWith(QStringLiteral("MLP Gate and Up: ")), qPrintable(readout->text()));
    const QImage marked = setup.panel()->grab().toImage();
    setup.moveTo({5, 5});
    QCOMPARE(readout->text(), QString());
    QVERIFY(setup.panel()->grab().toImage() != marked);
}

void TestWindowBudget::keysWalkAlongTheBar() {
    BudgetWindow setup;
    setup.openLayer("llama-3.1-8b", 2);
    setup.openLayer("llama-3.1-8b", 1);
    const auto* readout = setup.find<QLabel>("readout");
    const auto press = [&](Qt::Key key) { QTest::keyClick(setup.panel(), key); };
    press(Qt::Key_Right);
    QVERIFY(readout->text().startsWith(QStringLiteral("QKV Transform")));
    QVERIFY(readout->text().contains(QStringLiteral("its output")));
    press(Qt::Key_Right);
    QVERIFY(readout->text().contains(QStringLiteral("dgrad")));
    QVERIFY(readout->text().endsWith(QStringLiteral("t = 1")));
    press(Qt::Key_Down); // the same GEMM of the other run
    QVERIFY(readout->text().contains(QStringLiteral("dgrad")));
    QVERIFY(readout->text().endsWith(QStringLiteral("t = 2")));
    press(Qt::Key_Down);
    press(Qt::Key_End);
    press(Qt::Key_Right);
    QVERIFY(readout->text().startsWith(QStringLiteral("MLP Down")));
    press(Qt::Key_Escape);
    QCOMPARE(readout->text(), QString());
}

void TestWindowBudget::barAndTableFollowEachOther() {
    BudgetWindow setup;
    setup.openLayer();
    const QPoint at = setup.panel()->barsLayout().boxOf({0, 12}).center().toPoint();
    QTest::mouseClick(setup.panel(), Qt::LeftButton, Qt::NoModifier, at);
    QCOMPARE(setup.table()->currentIndex().row(), 12);
    setup.table()->setFocus();
    setup.table()->setCurrentIndex(setup.table()->model()->index(3, BudgetTableModel::Gemm));
    QVERIFY(setup.find<QLabel>("readout")->text().startsWith(QStringLiteral("Attention Key Query Score")));
}

void TestWindowBudget::theTableIsCopiedAsNumbers() {
    BudgetWindow setup;
    setup.openLayer();
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    setup.action("copyTable")->trigger();
    QLocale::setDefault(before);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QVERIFY(lines[0].startsWith(QStringLiteral("GEMM\tm×n×k\ttimes\tms\t± %")));
    QVERIFY2(lines[1].contains(QStringLiteral("\t1,0\t")), qPrintable(lines[1]));
}

void TestWindowBudget::showsItToAnAudience() {
    BudgetWindow setup;
    setup.openLayer();
    setup.openLayer("llama-2-7b");
    const double usual = QFontMetricsF(setup.panel()->barsLayout().notesType).height();
    setup.action("presentation")->trigger();
    QTRY_COMPARE(setup.panel()->size(), setup.window->size());
    QVERIFY(!setup.table()->isVisible());
    QVERIFY(QFontMetricsF(setup.panel()->barsLayout().notesType).height() > usual);
    QVERIFY(setup.panel()->barsLayout().fits);
    QTest::keyClick(setup.window.get(), Qt::Key_Escape);
    QTRY_VERIFY(setup.table()->isVisible());
    QCOMPARE(QFontMetricsF(setup.panel()->barsLayout().notesType).height(), usual);
}

void TestWindowBudget::aReplayGrowsBeforeAnAudience() {
    BudgetWindow setup;
    const Run run = budgetRun("llama-3.1-8b");
    setup.window->present();
    setup.window->replay(QStringLiteral("again"), run);
    setup.window->pauseReplay();
    QVERIFY(setup.panel()->isVisible());
    auto* line = setup.find<QWidget>("progressLine");
    QVERIFY(line->isVisible());
    const QObjectList& stacked = setup.panel()->parentWidget()->children();
    QVERIFY(stacked.indexOf(line) > stacked.indexOf(setup.panel()));
}

void TestWindowBudget::whatIsOfCurvesCannotBeUsed() {
    BudgetWindow setup;
    QVERIFY(!setup.action("wholeModel")->isEnabled());
    setup.openCurves();
    setup.openLayer();
    for (const char* name : {"logX", "goToHidden", "unifiedHover", "home", "scaleToRun"})
        QVERIFY2(!setup.action(name)->isEnabled(), name);
    QVERIFY(setup.action("wholeModel")->isEnabled());
    static_cast<void>(setup.runsMenu());
    setup.find<QMenu>("runsMenu")->actions().at(1)->trigger();
    for (const char* name : {"logX", "goToHidden", "unifiedHover", "home", "scaleToRun"})
        QVERIFY2(setup.action(name)->isEnabled(), name);
    QVERIFY(!setup.action("wholeModel")->isEnabled());
}

void TestWindowBudget::runsAreHiddenAndMoved() {
    BudgetWindow setup;
    setup.openLayer("llama-3.1-8b", 2);
    setup.openLayer("llama-3.1-8b", 1);
    const auto choose = [&](std::size_t bar, const QString& text) {
        const QPoint at = setup.panel()->barsLayout().bars.at(bar).box.center().toPoint();
        QContextMenuEvent asks(QContextMenuEvent::Mouse, at, setup.panel()->mapToGlobal(at));
        expectPopup();
        QCoreApplication::sendEvent(setup.panel(), &asks);
        auto* menu = setup.find<QMenu>("budgetMenu");
        for (QAction* action : menu->actions())
            if (action->text().remove(u'&') == text)
                action->trigger();
        menu->close();
        delete menu;
    };
    choose(1, QStringLiteral("Move up"));
    QCOMPARE(setup.cell(0, BudgetTableModel::RunName), QStringLiteral("llama-3.1-8b-t2"));
    choose(0, QStringLiteral("Hide"));
    QCOMPARE(setup.panel()->barsLayout().bars.size(), std::size_t{1});
    choose(0, QStringLiteral("Remove"));
    QTRY_COMPARE(setup.runsMenu().size(), 1);
}

HEADROOM_TEST(TestWindowBudget, Windows)

} // namespace headroom::testing::tst_window_budget

#include "tst_window_budget.moc"
