// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/table/table_fixture.h"
#include "ui/table/measurement_model.h"
#include "ui/table/table_text.h"

#include "engine/sweep/sweep_plan.h"

#include <QHeaderView>

#include <algorithm>

namespace headroom::testing::tst_telling_columns {

using namespace headroom::ui;
using Model = MeasurementModel;

namespace {

SweepSpec few() {
    SweepSpec spec;
    spec.ratios = {8, 64};
    spec.pointsPerCurve = 3;
    return spec;
}

/// The columns that are shown of those that need not be.
QString shown(const TableFixture& table) {
    QStringList titles;
    for (int column = 0; column < Model::ColumnCount; ++column)
        if (measurementColumns()[static_cast<std::size_t>(column)].value &&
            !table.view->isColumnHidden(column))
            titles << table.view->model()->headerData(column, Qt::Horizontal).toString();
    return titles.join(QLatin1Char(' '));
}

QString shownOf(const SweepSpec& spec) {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("run"), levelRun(spec));
    const TableFixture table(&store);
    return shown(table);
}

SweepSpec overFfn() {
    SweepSpec spec = few();
    spec.operation = Operation::MlpDown;
    spec.layout = Layout::NT;
    spec.heads = 32;
    spec.hiddenMin = spec.hiddenMax = 4096;
    spec.axis = AxisRange{Axis::Ffn, 8192, 16384};
    return spec;
}

} // namespace

/// Columns that are there where rows differ in them.
class TestTellingColumns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void ofOneSweep();
    void ofSeveralRuns();
    void ofFreeHeadDimensions();
    void comeAsRowsArrive();
    void keepTheirWidthWhileAway();
    void areSortedAndCopied();
    void wordsOfOthersAreNotFound();
};

void TestTellingColumns::ofOneSweep() {
    QCOMPARE(shownOf(few()), QString()); // g = a, f = 4h and s_kv = s follow
    SweepSpec types = few();
    chooseTypes(types, {DataType::F16, DataType::Bf16});
    QCOMPARE(shownOf(types), QStringLiteral("type"));
    SweepSpec several = few();
    several.operation = Operation::MlpUp;
    several.further.operations = {Operation::MlpDown};
    several.further.passes = {Pass::Wgrad};
    several.hiddenMax = 8192;
    QCOMPARE(shownOf(several), QStringLiteral("operation pass"));
    QCOMPARE(shownOf(overFfn()), QStringLiteral("f"));
    SweepSpec decode = few();
    decode.hiddenMin = decode.hiddenMax = 4096;
    decode.heads = 32;
    decode.axis = AxisRange{Axis::KvSeq, 1024, 65536};
    decode.seq = 1;
    QCOMPARE(shownOf(decode), QStringLiteral("s_kv"));
    SweepSpec devices = overFfn();
    devices.axis = AxisRange{Axis::TensorParallel, 1, 8};
    QCOMPARE(shownOf(devices), QStringLiteral("t"));
    SweepSpec tokens = overFfn();
    tokens.axis = AxisRange{Axis::Tokens, 1024, 4096};
    QCOMPARE(shownOf(tokens), QStringLiteral("s"));
}

void TestTellingColumns::ofSeveralRuns() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("one"), levelRun(few()));
    SweepSpec other = few();
    other.seq = 1024;
    other.batch = 8;
    other.type = DataType::Bf16;
    other.fixed.vocab = 32000; // on which the score does not depend
    const int second = store.add(RunKind::Opened, QStringLiteral("two"), levelRun(other));
    const TableFixture table(&store);
    QCOMPARE(shown(table), QStringLiteral("type s b"));
    // Beside what is hidden, nothing needs to be told.
    table.onlyVisible->setChecked(true);
    store.setVisible(second, false);
    QCOMPARE(shown(table), QString());
    table.onlyVisible->setChecked(false);
    QCOMPARE(shown(table), QStringLiteral("type s b"));
}

void TestTellingColumns::ofFreeHeadDimensions() {
    RunStore store;
    SweepSpec spec = few();
    const int id = store.add(RunKind::Opened, QStringLiteral("one"), levelRun(spec));
    const TableFixture table(&store);
    const auto title = [&table] {
        return table.view->model()->headerData(Model::HeadDim, Qt::Horizontal).toString();
    };
    QCOMPARE(title(), QStringLiteral("h/a"));
    spec.operation = Operation::Qkv;
    spec.layout = Layout::NT;
    spec.fixed.headDim = 128;
    store.add(RunKind::Opened, QStringLiteral("two"), levelRun(spec));
    QCOMPARE(title(), QStringLiteral("d"));
    store.remove(id);
    QCOMPARE(title(), QStringLiteral("d"));
}

void TestTellingColumns::comeAsRowsArrive() {
    SweepSpec spec = few();
    chooseTypes(spec, {DataType::F16, DataType::Bf16});
    const Run run = levelRun(spec);
    RunStore store;
    const int id = store.add(RunKind::Live, QStringLiteral("run"), Run{run.context, run.spec, {}});
    const TableFixture table(&store);
    for (const Measurement& row : run.measurements) {
        store.append(id, row);
        QCOMPARE(shown(table), row.point.gemm.type == DataType::F16 ? QString() : QStringLiteral("type"));
    }
}

void TestTellingColumns::keepTheirWidthWhileAway() {
    RunStore store;
    SweepSpec spec = few();
    chooseTypes(spec, {DataType::F16, DataType::Bf16});
    const int id = store.add(RunKind::Opened, QStringLiteral("run"), levelRun(spec));
    TableFixture table(&store);
    table.view->horizontalHeader()->resizeSection(Model::TypeWord, 123);
    store.remove(id);
    QVERIFY(table.view->isColumnHidden(Model::TypeWord));
    const QString columns = table.panel.columns();
    TableFixture later(&store);
    later.panel.setColumns(columns);
    for (TableFixture* shown : {&table, &later})
        QCOMPARE(shown->panel.columns(), columns);
    store.add(RunKind::Opened, QStringLiteral("run"), levelRun(spec));
    for (TableFixture* shown : {&table, &later})
        QCOMPARE(shown->view->columnWidth(Model::TypeWord), 123);
}

void TestTellingColumns::areSortedAndCopied() {
    RunStore store;
    const Run run = levelRun(overFfn());
    store.add(RunKind::Opened, QStringLiteral("run"), run);
    const TableFixture table(&store);
    table.view->sortByColumn(Model::Ffn, Qt::AscendingOrder);
    std::vector<qint64> sorted;
    for (int row = 0; row < table.rows(); ++row)
        sorted.push_back(table.cell(row, Model::Ffn).toLongLong());
    QVERIFY(std::ranges::is_sorted(sorted) && sorted.front() >= 8192 && sorted.back() <= 16384);
    for (const QString& text :
         {table.panel.selectionAsText(), measurementText(store, [](int, int) { return true; })}) {
        const NamedRows copied(text, QLatin1Char('\t'));
        QVERIFY(copied.names().contains(QStringLiteral("f")) &&
                !copied.names().contains(QStringLiteral("type")));
        QCOMPARE(copied.count(), qsizetype(run.measurements.size()));
        QVERIFY(copied.at(0, "f").toLongLong() >= 8192);
    }
}

void TestTellingColumns::wordsOfOthersAreNotFound() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("run"), levelRun(few()));
    TableFixture table(&store);
    const int all = table.rows();
    table.words->setText(QStringLiteral("2048")); // the s of all
    QVERIFY(table.rows() < all);
    table.words->setText(QStringLiteral("forward"));
    QCOMPARE(table.rows(), 0);
}

HEADROOM_TEST(TestTellingColumns, Windows)

} // namespace headroom::testing::tst_telling_columns

#include "tst_telling_columns.moc"
