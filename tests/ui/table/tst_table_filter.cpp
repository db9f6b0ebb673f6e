// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/table/table_fixture.h"
#include "ui/table/measurement_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSignalSpy>

namespace headroom::testing::tst_table_filter {

using namespace headroom::ui;

using Model = MeasurementModel;

/// Which of the measurements the table shows.
class TestTableFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void leavesOutHiddenRuns();
    void leavesOutHiddenCurves();
    void findsWordsInAnyColumn();
    void keysOfTheFilter();
    void findsAmongManyRows();
    void filtersWhatArrives();
    void filtersWhatChanges();
    void copiesWhatIsShown();
    void aFilteredPointIsNotSelected();
};

void TestTableFilter::leavesOutHiddenRuns() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(2));
    const int all = static_cast<int>(run.measurements.size());
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    store.add(RunKind::Reference, QStringLiteral("paper"), run);
    const TableFixture panel(&store);
    QCOMPARE(panel.rows(), all);
    QCOMPARE(panel.count(), QStringLiteral("%1 measurements").arg(all));
    store.setVisible(id, false);
    QCOMPARE(panel.rows(), 0);
    QCOMPARE(panel.count(), QStringLiteral("0 of %1").arg(all));
    store.append(id, furtherRow(run));
    QCOMPARE(panel.rows(), 0);
    QTest::mouseClick(panel.onlyVisible, Qt::LeftButton, {}, {8, panel.onlyVisible->height() / 2});
    QCOMPARE(panel.rows(), all + 1);
    QTest::mouseClick(panel.onlyVisible, Qt::LeftButton, {}, {8, panel.onlyVisible->height() / 2});
    QCOMPARE(panel.rows(), 0);
    store.setVisible(id, true);
    QCOMPARE(panel.rows(), all + 1);
}

void TestTableFilter::leavesOutHiddenCurves() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(4));
    store.add(RunKind::Live, QStringLiteral("one"), run);
    TableFixture panel(&store);
    std::int64_t hidden = 0;
    panel.panel.setIsShown(
        [&](int, int row) { return run.measurements[static_cast<std::size_t>(row)].point.ratio != hidden; });
    const int all = panel.rows();
    hidden = 8;
    panel.panel.curvesChanged();
    QCOMPARE(panel.rows(), all - 4);
    QCOMPARE(panel.count(), QStringLiteral("%1 of %2").arg(all - 4).arg(all));
    for (int row = 0; row < panel.rows(); ++row)
        QVERIFY(panel.cell(row, Model::Ratio) != QStringLiteral("8"));
    panel.panel.setOnlyVisibleCurves(false);
    QCOMPARE(panel.rows(), all);
    panel.panel.setOnlyVisibleCurves(true);
    hidden = 0;
    panel.panel.curvesChanged();
    QCOMPARE(panel.rows(), all);
}

void TestTableFilter::findsWordsInAnyColumn() {
    RunStore store;
    Run run = sampleRun(sampleSpec(4));
    run.measurements[3].kernel = "cutlass_80_tensorop_s1688gemm";
    run.measurements[5].kernel = "Cutlass_80_simt_sgemm";
    run.measurements[5].flags = Flag::CapHit | Flags(Flag::ClockLow);
    run.measurements[6] =
        failedMeasurement(run.measurements[6].point, Status::OutOfMemory, "No room for the operands.");
    store.add(RunKind::Live, QStringLiteral("one"), run);
    const TableFixture panel(&store);
    const int all = panel.rows();
    panel.type(QStringLiteral("CUTLASS"));
    QCOMPARE(panel.rows(), 2);
    QCOMPARE(panel.count(), QStringLiteral("2 of %1").arg(all));
    panel.type(QStringLiteral("cap-hit"));
    QCOMPARE(panel.rows(), 1);
    QCOMPARE(panel.cell(0, Model::FlagWords),
             QStringLiteral("clock well below the best of its kind of kernel; stopped at the time limit"));
    panel.type(QStringLiteral("cap-hit  simt")); // of two columns
    QCOMPARE(panel.rows(), 1);
    panel.type(QStringLiteral("cap-hit tensorop"));
    QCOMPARE(panel.rows(), 0);
    panel.type(QStringLiteral("no room"));
    QCOMPARE(panel.rows(), 1);
    const QString hidden = QString::number(run.measurements[1].point.layer.hidden);
    panel.type(hidden);
    QVERIFY(panel.rows() >= 1 && panel.rows() < all);
    panel.type(QStringLiteral("  "));
    QCOMPARE(panel.rows(), all);
}

void TestTableFilter::keysOfTheFilter() {
    RunStore store;
    store.add(RunKind::Live, QStringLiteral("one"), sampleRun(sampleSpec(4)));
    TableFixture panel(&store);
    panel.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel.panel));
    const int all = panel.rows();
    panel.panel.focusFilter();
    QVERIFY(panel.words->hasFocus());
    QTest::keyClicks(panel.words, QStringLiteral("nothing has this"));
    QCOMPARE(panel.rows(), 0);
    QTest::keyClick(panel.words, Qt::Key_Escape);
    QVERIFY(panel.words->text().isEmpty());
    QVERIFY(panel.words->hasFocus());
    QCOMPARE(panel.rows(), all);
    QTest::keyClick(panel.words, Qt::Key_Escape); // nothing to clear: back to the rows
    QVERIFY(panel.view->hasFocus());
    panel.panel.focusFilter();
    QTest::keyClicks(panel.words, QStringLiteral("ok"));
    QTest::keyClick(panel.words, Qt::Key_Return);
    QVERIFY(panel.view->hasFocus());
    QCOMPARE(panel.view->selectionModel()->selectedRows().size(), 1);
    QTest::keyClick(panel.view, Qt::Key_Escape); // also from the rows
    QVERIFY(panel.words->text().isEmpty());
}

void TestTableFilter::findsAmongManyRows() {
    RunStore store;
    Run run = sampleRun(sampleSpec(8));
    const std::vector<Measurement> some = run.measurements;
    run.measurements.clear();
    constexpr int kMany = 20000;
    for (int row = 0; row < kMany; ++row) {
        run.measurements.push_back(some[static_cast<std::size_t>(row) % some.size()]);
        run.measurements.back().kernel = row % 2 == 0 ? "even" : "odd";
    }
    store.add(RunKind::Live, QStringLiteral("one"), run);
    TableFixture panel(&store);
    const auto wholeRows = [&panel] {
        const QHeaderView* header = panel.view->verticalHeader();
        return header->count() == panel.rows() && header->length() == panel.rows() * header->sectionSize(0);
    };
    panel.view->selectRow(kMany - 1);
    panel.words->setText(QStringLiteral("odd"));
    QCOMPARE(panel.rows(), kMany / 2); // nowhere two rows together: as many gaps as can be
    QVERIFY(wholeRows());
    QCOMPARE(panel.view->currentIndex().row(), kMany / 2 - 1);
    panel.words->setText(QStringLiteral("o"));
    panel.words->clear();
    QCOMPARE(panel.rows(), kMany);
    QVERIFY(wholeRows());
    QCOMPARE(panel.view->currentIndex().row(), kMany - 1);
    panel.view->sortByColumn(Model::Kernel, Qt::DescendingOrder);
    panel.words->setText(QStringLiteral("odd"));
    QCOMPARE(panel.rows(), kMany / 2);
    QCOMPARE(panel.view->selectionModel()->selectedRows().size(), 1);
    panel.words->clear();
    QCOMPARE(panel.rows(), kMany);
}

void TestTableFilter::filtersWhatArrives() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(4));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), Run{run.context, run.spec, {}});
    const TableFixture panel(&store);
    panel.type(QStringLiteral("special"));
    QSignalSpy inserted(panel.view->model(), &QAbstractItemModel::rowsInserted);
    for (const Measurement& measurement : run.measurements)
        store.append(id, measurement);
    QCOMPARE(panel.rows(), 0);
    QCOMPARE(inserted.count(), 0);
    Measurement special = furtherRow(run);
    special.kernel = "special";
    store.append(id, special);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(panel.count(), QStringLiteral("1 of %1").arg(run.measurements.size() + 1));
}

void TestTableFilter::filtersWhatChanges() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(8));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    const TableFixture panel(&store);
    panel.type(QStringLiteral("visits-differ"));
    QCOMPARE(panel.rows(), 0);
    Measurement again = run.measurements[3];
    again.visits = 2;
    again.flags = Flag::VisitsDiffer;
    store.append(id, again);
    QCOMPARE(panel.rows(), 1);
    QVERIFY2(panel.count().startsWith(QLatin1Char('1')), qPrintable(panel.count()));
    again.visits = 3;
    again.flags = {};
    store.append(id, again);
    QCOMPARE(panel.rows(), 0);
}

void TestTableFilter::copiesWhatIsShown() {
    RunStore store;
    Run run = sampleRun(sampleSpec(4));
    for (std::size_t row = 0; row < run.measurements.size(); row += 3)
        run.measurements[row].kernel = "wanted";
    store.add(RunKind::Live, QStringLiteral("one"), run);
    const TableFixture panel(&store);
    panel.type(QStringLiteral("wanted"));
    panel.view->sortByColumn(Model::Hidden, Qt::DescendingOrder);
    panel.panel.copySelection(); // nothing selected: all rows shown
    const auto copied = [] { return NamedRows(QGuiApplication::clipboard()->text(), QLatin1Char('\t')); };
    const NamedRows all = copied();
    QCOMPARE(all.count(), panel.rows());
    QCOMPARE(all.names().mid(0, 2).join(QLatin1Char(' ')), QStringLiteral("h a"));
    for (int row = 0; row < panel.rows(); ++row)
        QCOMPARE(all.at(row, "h"), panel.cell(row, Model::Hidden));
    for (int row = 1; row < panel.rows(); ++row)
        QVERIFY(panel.cell(row, Model::Hidden).toInt() <= panel.cell(row - 1, Model::Hidden).toInt());
    panel.view->selectRow(1);
    const QString chosen = panel.cell(1, Model::Hidden);
    panel.panel.copySelection();
    QCOMPARE(copied().count(), 1);
    QCOMPARE(copied().at(0, "h"), chosen);
}

void TestTableFilter::aFilteredPointIsNotSelected() {
    RunStore store;
    Run run = sampleRun(sampleSpec(4));
    run.measurements[2].kernel = run.measurements[4].kernel = "wanted";
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    TableFixture panel(&store);
    panel.type(QStringLiteral("wanted"));
    panel.panel.selectMeasurement(id, 4);
    const QString chosen = panel.cell(1, Model::Hidden);
    QCOMPARE(panel.view->selectionModel()->selectedRows(Model::Hidden).front().data().toString(), chosen);
    panel.panel.selectMeasurement(id, 5);
    QCOMPARE(panel.view->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(panel.view->selectionModel()->selectedRows(Model::Hidden).front().data().toString(), chosen);
    panel.words->clear(); // the selection stays on its measurement
    QCOMPARE(panel.view->selectionModel()->selectedRows(Model::Hidden).front().data().toString(), chosen);
    panel.panel.selectMeasurement(id, 5);
    QCOMPARE(panel.view->selectionModel()->selectedRows(Model::Hidden).front().data().toString(),
             QString::number(run.measurements[5].point.layer.hidden));
}

HEADROOM_TEST(TestTableFilter, Windows)

} // namespace headroom::testing::tst_table_filter

#include "tst_table_filter.moc"
