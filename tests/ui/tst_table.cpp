// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_run.h"
#include "ui/sweep/run_store.h"
#include "ui/table/measurement_model.h"
#include "ui/table/number_text.h"
#include "ui/table/table_panel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace headroom;
using namespace headroom::testing;
using namespace headroom::ui;

using Model = MeasurementModel;

class TestTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheStore();
    void aNewRowIsOneRow();
    void showsEveryColumn();
    void showsFailuresWithTheirReason();
    void leavesOutWhatIsHidden();
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
    QCOMPARE(model.runsShown(), 2);
    store.append(other, run.measurements.front());
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
    store.append(id, run.measurements.front());
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.front().at(1).toInt(), inserted.front().at(2).toInt());
}

void TestTable::showsEveryColumn() {
    RunStore store;
    const SweepSpec spec = sampleSpec(2);
    const Run run = sampleRun(spec);
    store.add(RunKind::Live, QStringLiteral("one"), run);
    Model model(&store);
    const Measurement& measurement = run.measurements.front();
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(text(Model::Hidden), QString::number(measurement.point.attention.hidden));
    QCOMPARE(text(Model::Heads), QStringLiteral("12"));
    QCOMPARE(text(Model::HeadDim), QString::number(measurement.point.attention.headDim()));
    QCOMPARE(text(Model::Ratio), QString::number(measurement.point.ratio));
    QCOMPARE(text(Model::Throughput), numberText(measurement.throughputTflops(), 4));
    QCOMPARE(text(Model::CallSeconds), durationText(measurement.time.medianS));
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
    QCOMPARE(model.index(0, Model::FlagWords).data().toString(), QStringLiteral("clock-low, cap-hit"));
    for (const int column : {Model::Throughput, Model::IntervalWidth, Model::CallSeconds, Model::RoofShare})
        QCOMPARE(model.index(0, column).data().toString(), QString());
}

void TestTable::leavesOutWhatIsHidden() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(2));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    store.add(RunKind::Reference, QStringLiteral("paper"), run);
    Model model(&store);
    QCOMPARE(model.rowCount(), static_cast<int>(run.measurements.size()));
    store.setVisible(id, false);
    QCOMPARE(model.rowCount(), 0);
    store.append(id, run.measurements.front());
    QCOMPARE(model.rowCount(), 0);
    store.setVisible(id, true);
    QCOMPARE(model.rowCount(), static_cast<int>(run.measurements.size()) + 1);
}

void TestTable::sortsByNumber() {
    RunStore store;
    store.add(RunKind::Live, QStringLiteral("one"), sampleRun(sampleSpec(8)));
    TablePanel panel(&store);
    for (const int column : {Model::Hidden, Model::Throughput, Model::RoofShare, Model::CallSeconds}) {
        panel.sortByColumn(column, Qt::AscendingOrder);
        double last = -1;
        for (int row = 0; row < panel.model()->rowCount(); ++row) {
            const double value = panel.model()->index(row, column).data(Model::SortRole).toDouble();
            QVERIFY(value >= last);
            last = value;
        }
    }
}

void TestTable::copiesTabSeparatedText() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(2));
    store.add(RunKind::Live, QStringLiteral("one"), run);
    TablePanel panel(&store);
    panel.show();
    panel.sortByColumn(Model::Hidden, Qt::AscendingOrder);
    panel.selectRow(0);
    panel.setFocus();
    QTest::keyClick(&panel, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3); // header, row, end
    const QStringList header = lines[0].split(QLatin1Char('\t'));
    const QStringList cells = lines[1].split(QLatin1Char('\t'));
    QCOMPARE(header.front(), QStringLiteral("h")); // one run: its name is not repeated
    QCOMPARE(cells.size(), header.size());
    QCOMPARE(cells.front(), QStringLiteral("12"));
    panel.clearSelection();
    QCOMPARE(panel.selectionAsText().count(QLatin1Char('\n')), static_cast<int>(run.measurements.size()) + 1);
}

void TestTable::selectsAMeasurement() {
    RunStore store;
    const Run run = sampleRun(sampleSpec(8));
    const int id = store.add(RunKind::Live, QStringLiteral("one"), run);
    TablePanel panel(&store);
    panel.sortByColumn(Model::Throughput, Qt::DescendingOrder);
    panel.selectMeasurement(id, 5);
    const auto rows = panel.selectionModel()->selectedRows(Model::Hidden);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.front().data().toString(), QString::number(run.measurements[5].point.attention.hidden));
    panel.selectMeasurement(id + 1, 0); // not there: nothing happens
    QCOMPARE(panel.selectionModel()->selectedRows().size(), 1);
}

void TestTable::tellsWhatTheUserChose() {
    RunStore store;
    const int id = store.add(RunKind::Live, QStringLiteral("one"), sampleRun(sampleSpec(4)));
    TablePanel panel(&store);
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    QSignalSpy chosen(&panel, &TablePanel::measurementChosen);
    panel.selectMeasurement(id, 2); // the program's own doing
    panel.setFocus();
    chosen.clear();
    QTest::keyClick(&panel, Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().at(0).toInt(), id);
    QCOMPARE(chosen.front().at(1).toInt(), 3);
}

void TestTable::writesNumbersShort_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("hundreds") << numberText(231.42, 4) << "231.4";
    QTest::newRow("ten thousands") << numberText(12345.6, 4) << "12346";
    QTest::newRow("fraction") << numberText(0.42135, 4) << "0.4214";
    QTest::newRow("small") << numberText(0.00123456, 4) << "0.001235";
    QTest::newRow("tiny") << numberText(1.5e-6, 4) << "1.5e-06";
    QTest::newRow("zero") << numberText(0, 4) << "0";
    QTest::newRow("microseconds") << durationText(12.34e-6) << QStringLiteral("12.3 µs");
    QTest::newRow("milliseconds") << durationText(4.5678e-3) << "4.57 ms";
    QTest::newRow("seconds") << durationText(1.2) << "1.20 s";
}

void TestTable::writesNumbersShort() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected);
}

QTEST_MAIN(TestTable)
#include "tst_table.moc"
