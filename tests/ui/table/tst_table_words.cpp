// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "ui/runs/run_store.h"
#include "ui/table/measurement_model.h"
#include "ui/table/table_text.h"

#include <QSignalSpy>
#include <QTest>

namespace headroom::testing::tst_table_words {

using namespace headroom::ui;
using Model = MeasurementModel;

/// What the table says beyond plain numbers.
class TestTableWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysFlagsAlgorithmAndUnit();
    void saysWhyNoShareOfTheRoofIsTold();
    void aPublishedFigureHasNoInterval();
};

void TestTableWords::saysFlagsAlgorithmAndUnit() {
    RunStore store;
    SweepSpec spec = sampleSpec(2);
    spec.algorithm = Algorithm::Both;
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        row = sampleMeasurement(row.point, 0.25);
    run.measurements.front().flags = Flag::ProcessorLost;
    const int id = store.add(RunKind::Live, QStringLiteral("slow"), run);
    Model model(&store);
    const auto title = [&](int column, int role) {
        return model.headerData(column, Qt::Horizontal, role).toString();
    };
    QCOMPARE(model.index(0, Model::FlagWords).data().toString(),
             QStringLiteral("threads lost the processor"));
    QCOMPARE(title(Model::AlgorithmWord, Qt::DisplayRole), QStringLiteral("algorithm"));
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(
            model.index(row, Model::AlgorithmWord).data().toString(),
            QString::fromLatin1(toString(run.measurements[static_cast<std::size_t>(row)].point.algorithm)));
    QCOMPARE(title(Model::Throughput, Qt::DisplayRole), QStringLiteral("GFLOP/s"));
    QVERIFY(title(Model::IntervalWidth, Qt::ToolTipRole).contains(QStringLiteral("GFLOP/s")));
    QCOMPARE(model.index(0, Model::Throughput).data().toString(), QStringLiteral("250.0"));
    QCOMPARE(model.index(0, Model::IntervalWidth).data().toString(), QStringLiteral("247.5 – 252.5"));
    const QVariant sorted = model.index(0, Model::Throughput).data(Model::SortRole);
    // One fast point, and all are told in TFLOP/s.
    QSignalSpy headers(&model, &QAbstractItemModel::headerDataChanged);
    QSignalSpy cells(&model, &QAbstractItemModel::dataChanged);
    PlannedPoint another = run.measurements.front().point;
    another.index = run.measurements.size() + 1;
    store.append(id, sampleMeasurement(another, 3));
    QCOMPARE(headers.size(), 1);
    QVERIFY(!cells.isEmpty());
    QCOMPARE(title(Model::Throughput, Qt::DisplayRole), QStringLiteral("TFLOP/s"));
    QCOMPARE(model.index(1, Model::Throughput).data().toString(), QStringLiteral("0.2500"));
    QCOMPARE(model.index(0, Model::Throughput).data(Model::SortRole), sorted);
}

void TestTableWords::saysWhyNoShareOfTheRoofIsTold() {
    const auto told = [](const std::vector<std::string>& notes, bool hasRoof) {
        RunStore store;
        Run run = sampleRun(sampleSpec(2));
        run.context.notes = notes;
        if (!hasRoof)
            run.context.roofs.clear();
        store.add(RunKind::Opened, QStringLiteral("run"), run);
        const Model model(&store);
        const QModelIndex cell = model.index(0, Model::RoofShare);
        if (cell.data().toString().isEmpty() == hasRoof)
            return QStringLiteral("another cell");
        return cell.data(Qt::ToolTipRole).toString();
    };
    QVERIFY(told({}, false).contains(QStringLiteral("No limit of this device in f16 is known")));
    const std::string noted = "There is no roof: the driver names no clock.";
    QVERIFY(told({"Something else.", noted}, false).contains(QString::fromStdString(noted)));
    QVERIFY(told({"There is no roof for f16: it is slow."}, false).contains(QStringLiteral("it is slow")));
    QVERIFY(told({"There is no roof for bf16: it is slow."}, false).contains(QStringLiteral("No limit")));
    QVERIFY(!told({noted}, true).contains(QStringLiteral("no roof")));
}

void TestTableWords::aPublishedFigureHasNoInterval() {
    RunStore store;
    Run run = sampleRun(sampleSpec(1));
    run.measurements.front().time.lowS = 0;
    run.measurements.front().time.highS = 0;
    store.add(RunKind::Opened, QStringLiteral("paper"), run);
    const Model model(&store);
    QVERIFY(!model.index(0, Model::Throughput).data().toString().isEmpty());
    QCOMPARE(model.index(0, Model::IntervalWidth).data().toString(), QString());
    QVERIFY(!model.index(1, Model::IntervalWidth).data().toString().isEmpty());
    const NamedRows copied(measurementText(store, [](int, int) { return true; }), QLatin1Char('\t'));
    for (const char* name : {"low (TFLOP/s)", "high (TFLOP/s)"}) {
        QCOMPARE(copied.at(0, name), QString());
        QVERIFY2(!copied.at(1, name).isEmpty(), name);
    }
}

HEADROOM_TEST(TestTableWords, EventLoop)

} // namespace headroom::testing::tst_table_words

#include "tst_table_words.moc"
