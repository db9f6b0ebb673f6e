// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/table/table_fixture.h"
#include "ui/table/column_widths.h"
#include "ui/table/measurement_model.h"

#include <QHeaderView>
#include <QIdentityProxyModel>
#include <QSignalSpy>

#include <set>

namespace headroom::testing::tst_table_columns {

using namespace headroom::ui;

using Model = MeasurementModel;

namespace {

/// Pixels that a cell's text lacks; at most 0 where it stands whole.
int lacking(const TableFixture& table, int row, int column) {
    const QModelIndex index = table.view->model()->index(row, column);
    constexpr int kAround = 12; // of the delegate, and a little of the style's
    return table.view->fontMetrics().horizontalAdvance(index.data().toString()) + kAround -
           table.view->columnWidth(column);
}

QString title(const TableFixture& table, int column) {
    return table.view->model()->headerData(column, Qt::Horizontal).toString();
}

Run flaggedRun(int points = 8) {
    Run run = sampleRun(sampleSpec(points));
    run.measurements[5].flags = Flags(Flag::ClockLow) | Flag::CapHit;
    return run;
}

/// Which rows are looked at.
class CountedCells : public QIdentityProxyModel {
public:
    QVariant data(const QModelIndex& index, int role) const override {
        rows.insert(index.row());
        return QIdentityProxyModel::data(index, role);
    }
    mutable std::set<int> rows;
};

} // namespace

/// How wide the table's columns are.
class TestTableColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void nothingIsCutWhereRoomIs();
    void textsAreCutWhereItIsNot();
    void whatArrivesIsSeen();
    void theUsersWidthsStay();
    void longTablesAreQuick();
    void theWidestAreCutFirst();
};

void TestTableColumns::nothingIsCutWhereRoomIs() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("one"), flaggedRun());
    store.add(RunKind::Opened, QStringLiteral("two"), flaggedRun());
    TableFixture table(&store);
    table.panel.resize(1700, 400);
    for (int column = 0; column < Model::ColumnCount; ++column) {
        if (table.view->isColumnHidden(column)) // it tells nothing
            continue;
        const int wide = table.view->fontMetrics().horizontalAdvance(title(table, column));
        QVERIFY2(table.view->columnWidth(column) >= wide + 8, qPrintable(title(table, column)));
        for (int row = 0; row < table.rows(); ++row)
            QVERIFY2(lacking(table, row, column) <= 0, qPrintable(table.cell(row, column)));
    }
    QVERIFY(table.view->columnWidth(Model::Heads) < 60); // nor is any wider than it need be
}

void TestTableColumns::textsAreCutWhereItIsNot() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("one"), flaggedRun());
    TableFixture table(&store);
    table.panel.resize(860, 400);
    for (int column = 0; column < Model::ColumnCount; ++column) {
        const bool isText = column == Model::Kernel || column == Model::FlagWords;
        for (int row = 0; !isText && !table.view->isColumnHidden(column) && row < table.rows(); ++row)
            QVERIFY2(lacking(table, row, column) <= 0, qPrintable(table.cell(row, column)));
    }
    QVERIFY(lacking(table, 5, Model::FlagWords) > 0);
    const QModelIndex cut = table.view->model()->index(5, Model::FlagWords);
    QVERIFY(cut.data(Qt::ToolTipRole).toString().contains(QStringLiteral("stopped at the time limit")));
    table.panel.resize(1700, 400);
    QVERIFY(lacking(table, 5, Model::FlagWords) <= 0);
}

void TestTableColumns::whatArrivesIsSeen() {
    RunStore store;
    const Run run = sampleRun();
    const int id = store.add(RunKind::Live, QStringLiteral("one"), Run{run.context, run.spec, {}});
    TableFixture table(&store);
    table.panel.resize(1700, 400);
    store.append(id, run.measurements.front());
    const int before = table.view->columnWidth(Model::FlagWords);
    Measurement flagged = run.measurements[1];
    flagged.flags = Flags(Flag::ClockLow) | Flag::CapHit;
    store.append(id, flagged);
    QVERIFY(table.view->columnWidth(Model::FlagWords) > before);
    QVERIFY(lacking(table, 1, Model::FlagWords) <= 0);
}

void TestTableColumns::theUsersWidthsStay() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("one"), flaggedRun());
    TableFixture table(&store);
    table.view->horizontalHeader()->resizeSection(Model::FlagWords, 77);
    table.panel.resize(1700, 400);
    store.add(RunKind::Opened, QStringLiteral("two"), flaggedRun());
    QCOMPARE(table.view->columnWidth(Model::FlagWords), 77);
    const int fitting = table.view->columnWidth(Model::Hidden);
    const QString told = table.panel.columns();
    TableFixture other(&store);
    other.panel.resize(1700, 400);
    other.panel.setColumns(told);
    QCOMPARE(other.view->columnWidth(Model::FlagWords), 77);
    QCOMPARE(other.view->columnWidth(Model::Hidden), fitting);
    QCOMPARE(other.panel.columns(), told);
}

void TestTableColumns::longTablesAreQuick() {
    RunStore store;
    Run run = flaggedRun();
    while (run.measurements.size() < 3000)
        run.measurements.push_back(run.measurements[run.measurements.size() % 8]);
    store.add(RunKind::Opened, QStringLiteral("long"), run);
    Model model(&store);
    QVERIFY(model.rowCount() >= 3000);
    CountedCells counted;
    counted.setSourceModel(&model);
    ColumnWidths widths;
    widths.measure(counted, QFontMetrics(QFont()));
    // Of some rows only, all over the table: laying out the texts of all takes longer than a window may stand
    // still.
    QVERIFY(counted.rows.size() > 100);
    QVERIFY2(counted.rows.size() < 1500, qPrintable(QString::number(counted.rows.size())));
    QVERIFY(*counted.rows.begin() == 0 && *counted.rows.rbegin() > 2900);
}

void TestTableColumns::theWidestAreCutFirst() {
    const std::vector<FittedColumn> columns{{20, 50}, {30, 300, true}, {40, 100, true}};
    QCOMPARE(fitted(columns, 1000), (std::vector{50, 300, 100}));
    QCOMPARE(fitted(columns, 300), (std::vector{50, 150, 100}));
    QCOMPARE(fitted(columns, 130), (std::vector{50, 40, 40}));
    QCOMPARE(fitted(columns, 10), (std::vector{50, 30, 40}));
    QCOMPARE(fitted({{60, 0}}, 100), std::vector{60});
}

HEADROOM_TEST(TestTableColumns, Windows)

} // namespace headroom::testing::tst_table_columns

#include "tst_table_columns.moc"
