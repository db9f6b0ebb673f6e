// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/table/table_fixture.h"
#include "ui/runs/run_store.h"
#include "ui/table/measurement_model.h"
#include "ui/widgets/number_text.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QSignalSpy>

namespace headroom::testing::tst_table {

using namespace headroom::ui;

using Model = MeasurementModel;

class TestTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void runsAreToldApartWhereNamesAreLong();
    void followsTheStore();
    void aNewRowIsOneRow();
    void aSecondVisitChangesItsRow();
    void showsEveryColumn();
    void showsFailuresWithTheirReason();
    void sortsByNumber();
    void copiesTabSeparatedText();
    void selectsAMeasurement();
    void tellsWhatTheUserChose();
    void writesNumbersShort_data();
    void writesNumbersShort();
};

void TestTable::followsTheStore() {
    RunStore store;
    Model model(&store);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Run run = sampleRun(sampleSpec(4));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), Run{run.context, run.spec, {}});
    for (const Measurement& measurement : run.measurements)
        store.append(id, measurement);
    QCOMPARE(model.rowCount(), static_cast<int>(run.measurements.size()));
    const int other = store.add(RunKind::Opened, QStringLiteral("two"), run);
    QCOMPARE(model.rowCount(), 2 * static_cast<int>(run.measurements.size()));
    QCOMPARE(model.runCount(true), 2);
    store.append(other, furtherRow(run));
    store.remove(id);
    QCOMPARE(model.rowCount(), static_cast<int>(run.measurements.size()) + 1);
    store.remove(other);
    QCOMPARE(model.rowCount(), 0);
}

void TestTable::aNewRowIsOneRow() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(8));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    Model model(&store);
    QSignalSpy inserted(&model, &Model::rowsInserted);
    QSignalSpy reset(&model, &Model::modelReset);
    store.append(id, furtherRow(run));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.front().at(1).toInt(), inserted.front().at(2).toInt());
}

void TestTable::aSecondVisitChangesItsRow() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(8));
    store.add(RunKind::Live, QStringLiteral("other"), run);
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    Model model(&store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &Model::dataChanged);
    const int rows = model.rowCount();
    Measurement again = sampleMeasurement(run.measurements[3].point, 77);
    again.visits = 2;
    store.append(id, again);
    QCOMPARE(model.rowCount(), rows);
    QCOMPARE(changed.count(), 1);
    const QModelIndex first = changed.front().at(0).toModelIndex();
    QCOMPARE(first.row(), model.rowOf(id, 3));
    QVERIFY(model.index(first.row(), Model::Throughput).data().toString().startsWith(QStringLiteral("77")));
}

void TestTable::showsEveryColumn() {
    RunStore store;
    const SweepSpec spec = sampleSpec(2);
    const Run run = sampleRun(spec);
    store.add(RunKind::Live, QStringLiteral("one"), run);
    Model model(&store);
    const Measurement& measurement = run.measurements.front();
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(text(Model::Hidden), QString::number(measurement.point.layer.hidden));
    QCOMPARE(text(Model::Heads), QStringLiteral("12"));
    QCOMPARE(text(Model::HeadDim), QString::number(measurement.point.layer.headDim));
    QCOMPARE(text(Model::Ratio), QString::number(measurement.point.ratio));
    QCOMPARE(text(Model::Throughput), shortNumber(measurement.throughputTflops(), 4));
    QCOMPARE(text(Model::CallSeconds), timeText(measurement.time.medianS));
    QCOMPARE(text(Model::Kernel), QString::fromStdString(measurement.kernel));
    QCOMPARE(text(Model::StatusWord), QStringLiteral("ok"));
    const double roof = *roofTflops(run.context, measurement.point.gemm);
    QCOMPARE(text(Model::RoofShare), QString::number(100 * measurement.throughputTflops() / roof, 'f', 1));
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        const auto alignment = model.index(0, column).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const bool number = column >= Model::Hidden && column <= Model::RoofShare;
        QCOMPARE(alignment.testFlag(Qt::AlignRight), number);
    }
}

void TestTable::showsFailuresWithTheirReason() {
    RunStore store;
    Run run = sampleRun(sampleSpec(2));
    run.measurements = {failedMeasurement(run.measurements.front().point, Status::OutOfMemory, "No room.")};
    run.measurements.front().flags = Flag::CapHit | Flags(Flag::ClockLow);
    store.add(RunKind::Live, QStringLiteral("one"), run);
    Model model(&store);
    QCOMPARE(model.index(0, Model::StatusWord).data().toString(), QStringLiteral("No room."));
    QCOMPARE(model.index(0, Model::FlagWords).data().toString(),
             QStringLiteral("clock well below the best of its kind of kernel; stopped at the time limit"));
    for (const int column : {Model::Throughput, Model::IntervalWidth, Model::CallSeconds, Model::RoofShare})
        QCOMPARE(model.index(0, column).data().toString(), QString());
}

void TestTable::runsAreToldApartWhereNamesAreLong() {
    RunStore store;
    for (const char* name : {"h200-key-query-score-a12-sustained", "h200-key-query-score-a16-sustained"})
        store.add(RunKind::Opened, QString::fromLatin1(name), sampleRun(sampleSpec(1)));
    store.add(RunKind::Reference, QStringLiteral("paper"), sampleRun());
    const TableFixture panel(&store);
    panel.view->setAlternatingRowColors(false);
    const auto cellOf = [&panel](int row) { // as it is painted
        const QModelIndex index = panel.view->model()->index(row, Model::RunName);
        panel.view->scrollTo(index);
        return panel.view->viewport()->grab(panel.view->visualRect(index)).toImage();
    };
    QVERIFY(panel.cell(0, Model::RunName) != panel.cell(panel.rows() - 1, Model::RunName));
    QVERIFY(cellOf(0) != cellOf(panel.rows() - 1));
}

void TestTable::sortsByNumber() {
    RunStore store;
    store.add(RunKind::Live, QStringLiteral("one"), sampleRun(sampleSpec(8)));
    const TableFixture panel(&store);
    for (const int column : {Model::Hidden, Model::Throughput, Model::RoofShare, Model::CallSeconds}) {
        panel.view->sortByColumn(column, Qt::AscendingOrder);
        double last = -1;
        for (int row = 0; row < panel.rows(); ++row) {
            const double value = panel.view->model()->index(row, column).data(Model::SortRole).toDouble();
            QVERIFY(value >= last);
            last = value;
        }
    }
}

void TestTable::copiesTabSeparatedText() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(2));
    store.add(RunKind::Live, QStringLiteral("one"), run);
    const TableFixture panel(&store);
    panel.view->sortByColumn(Model::Hidden, Qt::AscendingOrder);
    panel.view->selectRow(0);
    panel.view->setFocus();
    QTest::keyClick(panel.view, Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    QCOMPARE(text.count(QLatin1Char('\n')), 2); // names, row
    QVERIFY(text.endsWith(QLatin1Char('\n')));
    const NamedRows copied(text, QLatin1Char('\t'));
    QCOMPARE(copied.names().front(), QStringLiteral("h")); // one run: its name is not repeated
    QCOMPARE(text.count(QLatin1Char('\t')), 2 * (copied.names().size() - 1));
    QCOMPARE(copied.at(0, "h"), QStringLiteral("12"));
    panel.view->clearSelection();
    QCOMPARE(panel.panel.selectionAsText().count(QLatin1Char('\n')),
             static_cast<int>(run.measurements.size()) + 1);
}

void TestTable::selectsAMeasurement() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(8));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    TableFixture panel(&store);
    panel.view->sortByColumn(Model::Throughput, Qt::DescendingOrder);
    panel.panel.selectMeasurement(id, 5);
    const auto rows = panel.view->selectionModel()->selectedRows(Model::Hidden);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.front().data().toString(), QString::number(run.measurements[5].point.layer.hidden));
    panel.panel.selectMeasurement(id + 1, 0); // not there: nothing happens
    QCOMPARE(panel.view->selectionModel()->selectedRows().size(), 1);
}

void TestTable::tellsWhatTheUserChose() {
    RunStore store;
    const int id = store.add(RunKind::Live, QStringLiteral("one"), sampleRun(sampleSpec(4)));
    TableFixture panel(&store);
    panel.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel.panel));
    QSignalSpy chosen(&panel.panel, &TablePanel::measurementChosen);
    panel.panel.selectMeasurement(id, 2); // the program's own doing
    panel.view->setFocus();
    chosen.clear();
    QTest::keyClick(panel.view, Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().at(0).toInt(), id);
    QCOMPARE(chosen.front().at(1).toInt(), 3);
}

void TestTable::writesNumbersShort_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("hundreds") << shortNumber(231.42, 4) << "231.4";
    QTest::newRow("ten thousands") << shortNumber(12345.6, 4) << "12346";
    QTest::newRow("fraction") << shortNumber(0.42135, 4) << "0.4214";
    QTest::newRow("small") << shortNumber(0.00123456, 4) << "0.001235";
    QTest::newRow("tiny") << shortNumber(1.5e-6, 4) << "0.000001500";
    QTest::newRow("zero") << shortNumber(0, 4) << "0";
    QTest::newRow("microseconds") << timeText(12.34e-6) << QStringLiteral("12.3 µs");
    QTest::newRow("milliseconds") << timeText(4.5678e-3) << "4.57 ms";
    QTest::newRow("seconds") << timeText(1.2) << "1.20 s";
}

void TestTable::writesNumbersShort() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected);
}

HEADROOM_TEST(TestTable, Windows)

} // namespace headroom::testing::tst_table

#include "tst_table.moc"
