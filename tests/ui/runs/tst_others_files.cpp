// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/budget/budget_bars.h"
#include "ui/budget/budget_texts.h"
#include "ui/chart/data/chart_state.h"
#include "ui/export/csv_export.h"
#include "ui/runs/run_library.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace headroom::testing::tst_others_files {

using namespace headroom::ui;

namespace {

// As EleutherAI's cookbook prints them; figures are made up.
constexpr const char* kOutput =
    "num_attention_heads: 12, hidden_size: 4128, train_micro_batch_size_per_gpu: 4, tensor_mp_size: 1\n"
    "Throughput (in TFLOP/s) for attention_score (48x2048x344x2048): 125.000\n"
    "Throughput (in TFLOP/s) for qkv_transform (4x4128x12384, b=2048): 200.000\n"
    "Throughput (in TFLOP/s) for bmm (8x64x64x64): 3.000\n";

struct OthersSetup {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library{&store, std::make_shared<JournalFolder>(std::filesystem::path(
                                   folder.filePath(QStringLiteral("journal")).toStdString()))};

    QString write(const char* name, const char* content) const {
        QFile file(folder.filePath(QLatin1String(name)));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) > 0); }();
        return file.fileName();
    }
    std::vector<const StoredRun*> references() const {
        std::vector<const StoredRun*> runs;
        for (const StoredRun& run : store.references())
            runs.push_back(&run);
        return runs;
    }
};

} // namespace

/// Others' results beside measured runs.
class TestOthersFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void becomeReferences();
    void curvesOfOtherOperationsAreHidden();
    void theyAreNoMeasurements();
    void listsStandBesideMeasuredRows();
    void theSameFileStandsThereOnce();
    void brokenOnesLeaveNothing();
};

void TestOthersFiles::becomeReferences() {
    OthersSetup setup;
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    const Result<int> opened = setup.library.open(setup.write("ours.out", kOutput));
    QVERIFY2(opened, opened ? "" : opened.error().reason.c_str());
    QCOMPARE(setup.references().size(), std::size_t{3});
    QCOMPARE(setup.store.find(*opened)->run.spec.operation, Operation::KeyQueryScore);
    for (const StoredRun* run : setup.references()) {
        QCOMPARE(run->given, QStringLiteral("ours.out"));
        QVERIFY(!run->isSavable() && !setup.library.isUnsaved(run->id));
    }
    QCOMPARE(noted.count(), 1);
    QVERIFY(noted[0][0].toString().startsWith(QStringLiteral("1 figure of ours.out is of no layer")));
    ChartState chart(&setup.store);
    bool isDashed = false;
    for (const Curve& curve : chart.curves().curves())
        isDashed = isDashed || (curve.role == CurveRole::Reference && !curve.points.empty());
    QVERIFY(isDashed);
}

/// They would be read as faster or slower ones.
void TestOthersFiles::curvesOfOtherOperationsAreHidden() {
    OthersSetup setup;
    setup.store.add(RunKind::Live, {}, sampleRun(sampleSpec(3)));
    QVERIFY(setup.library.open(setup.write("ours.out", kOutput)));
    for (const StoredRun* run : setup.references())
        QCOMPARE(run->visible, run->run.spec.isList() || run->run.spec.operation == Operation::KeyQueryScore);
    QCOMPARE(setup.store.topic(), RunTopic::Curves);
}

void TestOthersFiles::theyAreNoMeasurements() {
    OthersSetup setup;
    setup.store.add(RunKind::Live, {}, sampleRun(sampleSpec(3)));
    const std::string before = csvOfEverything(setup.store, CsvStyle::Standard);
    QVERIFY(setup.library.open(setup.write("ours.out", kOutput)));
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    QVERIFY(setup.library.open(setup.write("ours.csv", "m,n,k,tflops\n8,8,8,1\n")));
    QCOMPARE(noted.count(), 1); // it is seen nowhere yet
    QVERIFY(noted[0][0].toString().startsWith(QStringLiteral("ours.csv was read as a list of GEMMs")));
    QCOMPARE(csvOfEverything(setup.store, CsvStyle::Standard), before);
    QCOMPARE(std::ranges::distance(setup.store.measured()), 1);
    QVERIFY(setup.library.unsavedRuns().size() <= 1);
}

void TestOthersFiles::listsStandBesideMeasuredRows() {
    OthersSetup setup;
    SweepSpec spec;
    spec.budget = BudgetSpec{};
    spec.budget->model.name = "mine.csv";
    spec.budget->list = {{{1, 64, 64, 64}, {}, {}, "a"}, {{1, 8, 8, 8}, {}, {}, "b"}};
    setup.store.add(RunKind::Live, {}, sampleRun(spec));
    setup.store.showTopic(RunTopic::Lists);
    QVERIFY(setup.library.open(setup.write("theirs.csv", "m,n,k,tflops\n8,8,8,150\n16,16,16,160\n")));
    const BudgetBars bars(setup.store, BudgetScope::Layer);
    QCOMPARE(bars.bars().size(), std::size_t{4});
    std::vector<bool> isReference;
    for (const BudgetBar& bar : bars.bars())
        isReference.push_back(bar.isReference);
    QCOMPARE(isReference, (std::vector<bool>{false, false, true, true})); // b beside theirs
    QCOMPARE(bars.bars()[2].end, 150.0);
    QCOMPARE(bars.bars()[2].high, 0.0);
    QCOMPARE(titleOf(bars), QStringLiteral("GEMMs of mine.csv"));
    QVERIFY(notesOn(bars).constFirst().startsWith(QStringLiteral("Source: theirs.csv, a table of others'")));
    const Callout callout = segmentCallout(bars, {2, 0});
    QStringList lines;
    for (const CalloutLine& line : callout.lines)
        lines << line.text;
    QVERIFY(!lines.filter(QStringLiteral("reference: theirs.csv")).isEmpty());
    QVERIFY(lines.contains(QStringLiteral("Its interval is not known.")));
}

void TestOthersFiles::theSameFileStandsThereOnce() {
    OthersSetup setup;
    const QString path = setup.write("theirs.csv", "m,n,k,tflops\n8,8,8,150\n16,16,16,160\n");
    const Result<int> first = setup.library.open(path);
    QVERIFY(first);
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    setup.store.setVisible(*first, false);
    const Result<int> again = setup.library.open(path);
    QVERIFY(again);
    QCOMPARE(*again, *first);
    QVERIFY(setup.store.find(*first)->visible);
    QCOMPARE(setup.references().size(), std::size_t{1});
    QCOMPARE(noted.last()[0].toString(), QStringLiteral("theirs.csv is open already."));
    // Other figures are another run, whatever the name.
    QVERIFY(setup.library.open(setup.write("theirs.csv", "m,n,k,tflops\n8,8,8,151\n")));
    QCOMPARE(setup.references().size(), std::size_t{2});
}

void TestOthersFiles::brokenOnesLeaveNothing() {
    OthersSetup setup;
    const Result<int> opened =
        setup.library.open(setup.write("ours.out", "\nThroughput (in TFLOP/s) for bmm (1x2): 5\n"));
    QVERIFY(!opened && opened.error().reason.find("line 2: ") != std::string::npos);
    QCOMPARE(setup.store.count(), 0);
}

HEADROOM_TEST(TestOthersFiles, Windows)

} // namespace headroom::testing::tst_others_files

#include "tst_others_files.moc"
