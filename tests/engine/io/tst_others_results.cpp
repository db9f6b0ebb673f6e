// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/files/limits.h"
#include "engine/io/csv.h"
#include "engine/io/others_results.h"
#include "engine/io/run_file.h"
#include "engine/sweep/planned_curve.h"

#include <QTemporaryDir>

#include <algorithm>

namespace headroom::testing::tst_others_results {

namespace {

// As EleutherAI's cookbook (benchmarks/sizing/transformer_flops.py) prints them; figures are made up.
constexpr const char* kNew =
    "num_attention_heads: 16, hidden_size: 4096, train_micro_batch_size_per_gpu: 4, seq_length: 2048, "
    "vocab_size: 51200, train_batch_size: 256, tensor_mp_size: 1, pipeline_mp_size: 1, dp_size: 1\n"
    "\n\nEstimate\n--------\n"
    "Elapsed time for qkv_transform (4x4096x12288, b=2048): 0.0034\n"
    "Throughput (in TFLOP/s) for qkv_transform (4x4096x12288, b=2048): 240.000\n"
    "Throughput (in TFLOP/s) for attention_score (64x2048x256x2048): 130.500\n"
    "Throughput (in TFLOP/s) for attention_over_value (64x2048x2048x256): 219.000\n"
    "Elapsed time for attention_softmax (4x16x2048x2048): 0.0076\n"
    "Throughput (in TFLOP/s) for attention_linear_projection (4x4096x4096, b=2048): 235.000\n"
    "Throughput (in TFLOP/s) for mlp_h_to_4h (4x4096x16384, b=2048): 241.000\n"
    "Throughput (in TFLOP/s) for mlp_4h_to_h (4x16384x4096, b=2048): 253.000\n"
    "Throughput (in TFLOP/s) for logit_block (4x51200x4096, b=2048): 255.000\n"
    "Attention throughput (in TFLOP/s): 48.167\n";

// As the programs of the paper's time printed them: other labels, and a shorter line of the model's.
constexpr const char* kOldOutput =
    "num_attention_heads: 12, hidden_size: 4128, train_micro_batch_size_per_gpu: 4, tensor_mp_size: 1, "
    "pipeline_mp_size: 1, dp_size: 1\n"
    "Elapsed time for attention_key_query_prob (48x2048x344x2048): 0.0011\n"
    "Throughput (in TFLOP/s) for attention_key_query_prob (48x2048x344x2048): 125.000\n"
    "Throughput (in TFLOP/s) for attention_prob_times_values (48x2048x2048x344): 150.000\n"
    "num_attention_heads: 12, hidden_size: 4092, train_micro_batch_size_per_gpu: 4, tensor_mp_size: 1, "
    "pipeline_mp_size: 1, dp_size: 1\n"
    "Throughput (in TFLOP/s) for attention_key_query_prob (48x2048x341x2048): 60.000\n"
    "Throughput (in TFLOP/s) for attention_key_value_query_transform (4x4092x12276, b=2048): 100.000\n";

const Run* runOf(const OthersResults& results, Operation operation) {
    const auto found = std::ranges::find_if(results.runs, [operation](const Run& run) {
        return run.measurements.front().point.operation == operation;
    });
    return found == results.runs.end() ? nullptr : &*found;
}

} // namespace

/// What other programs measured, read as references.
class TestOthersResults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsOfToday();
    void labelsOfThePapersTime();
    void whatIsOfNoLayerIsAList();
    void nothingIsMadeUp();
    void runsAreSound();
    void tablesOfThroughput();
    void ownRowsAreNamedAsOwn();
    void labelsAreCutBetweenCharacters();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void filesAreReadByTheirEnding();
};

void TestOthersResults::labelsOfToday() {
    const Result<OthersResults> results = resultsOfCookbook(kNew, "transformer.out");
    QVERIFY2(results, results ? "" : results.error().reason.c_str());
    QCOMPARE(results->runs.size(), std::size_t{7});
    QVERIFY(results->note.empty());
    const auto figure = [&](Operation operation) { return runOf(*results, operation)->measurements.front(); };
    const Measurement score = figure(Operation::KeyQueryScore);
    QVERIFY((GemmExtents(score.point.gemm) == GemmExtents{64, 2048, 2048, 256}));
    QCOMPARE(score.throughputTflops(), 130.5);
    QCOMPARE(score.point.layer.hidden, std::int64_t{4096});
    QCOMPARE(score.point.layer.heads, std::int64_t{16});
    QCOMPARE(score.point.layer.seq, std::int64_t{2048});
    QCOMPARE(score.point.ratio, std::int64_t{64}); // h/a = 256
    QVERIFY(score.point.layout == Layout::NN && score.point.gemm.type == DataType::F16);
    const PlannedPoint down = figure(Operation::MlpDown).point;
    QVERIFY((GemmExtents(down.gemm) == GemmExtents{1, 8192, 4096, 16384}) && down.layout == Layout::NT);
    QVERIFY((GemmExtents(figure(Operation::Qkv).point.gemm) == GemmExtents{1, 8192, 12288, 4096}));
    // (1; b·s, h, v): the gradient of what the logits come from.
    const PlannedPoint logits = figure(Operation::Logits).point;
    QVERIFY(logits.pass == Pass::Dgrad && logits.layer.vocab == 51200);
    QVERIFY((GemmExtents(logits.gemm) == GemmExtents{1, 8192, 4096, 51200}));
}

void TestOthersResults::labelsOfThePapersTime() {
    const Result<OthersResults> results = resultsOfCookbook(kOldOutput, "a12.out");
    QVERIFY2(results, results ? "" : results.error().reason.c_str());
    const Run* score = runOf(*results, Operation::KeyQueryScore);
    QCOMPARE(score->measurements.size(), std::size_t{2});
    QCOMPARE(score->measurements[0].point.ratio, std::int64_t{8}); // 344 = 8·43
    QCOMPARE(score->measurements[1].point.ratio, std::int64_t{1}); // 341
    QCOMPARE(score->spec.heads, std::int64_t{12});
    QCOMPARE(score->measurements[1].throughputTflops(), 60.0);
    QVERIFY(runOf(*results, Operation::AttentionOverValue) && runOf(*results, Operation::Qkv));
}

void TestOthersResults::whatIsOfNoLayerIsAList() {
    const Result<OthersResults> results =
        resultsOfCookbook("Throughput (in TFLOP/s) for bmm (128x1024x2048x512): 227.295\n"
                          "Throughput (in TFLOP/s) for 4096x8192x1024: 200.000\n"
                          "Throughput (in TFLOP/s) for  (4x1024x512, b=8): 20.5\n"
                          // Not the score of the layer that is named: 63 is not b·a.
                          "num_attention_heads: 16, hidden_size: 4096, train_micro_batch_size_per_gpu: 4\n"
                          "Throughput (in TFLOP/s) for attention_score (63x2048x256x2048): 130\n",
                          "bmm.out");
    QVERIFY2(results, results ? "" : results.error().reason.c_str());
    QCOMPARE(results->runs.size(), std::size_t{1});
    const std::vector<ListedGemm> expected{
        {{128, 1024, 512, 2048}, DataType::F16, Layout::NN, "bmm"},
        {{1, 4096, 1024, 8192}, DataType::F16, Layout::NN, ""},
        {{1, 32, 512, 1024}, DataType::F16, Layout::NT, ""},
        {{63, 2048, 2048, 256}, DataType::F16, Layout::NN, "attention_score"}};
    QVERIFY(results->runs.front().spec.budget->list == expected);
    QCOMPARE(results->note, std::string("4 figures of bmm.out are of no layer that the file names, and no "
                                        "point of a curve: a list of GEMMs has them."));
}

void TestOthersResults::nothingIsMadeUp() {
    const Run run = resultsOfCookbook(kNew, "transformer.out")->runs.front();
    QVERIFY(run.context.notes.front().starts_with(
        "Source: transformer.out, printed by the benchmarks of EleutherAI's cookbook"));
    QVERIFY(run.context.device.find("not measured here") != std::string::npos);
    QVERIFY(run.context.headroomVersion.empty() && run.context.roofs.empty());
    for (const Measurement& row : run.measurements)
        QVERIFY(row.time.lowS == 0 && row.time.highS == 0 && row.time.minS == 0 && row.time.calls == 0);
}

/// They can be kept in pictures and read from them.
void TestOthersResults::runsAreSound() {
    for (const char* text : {kNew, kOldOutput}) {
        const Result<OthersResults> results = resultsOfCookbook(text, "x.out");
        for (const Run& run : results->runs) {
            const Result<Run> read = runFromJson(toJson(run));
            QVERIFY2(read, read ? "" : read.error().reason.c_str());
            QVERIFY(read->measurements == run.measurements);
        }
    }
}

void TestOthersResults::tablesOfThroughput() {
    const auto rowsOf = [](const char* text) {
        const Result<CsvTable> table = readCsvTable(text, 100);
        return hasThroughputs(*table) ? resultsOfTable(*table, "others.csv")
                                      : Result<OthersResults>(Error{Status::Error, "none"});
    };
    const Result<OthersResults> rates = rowsOf("batch,m,n,k,dtype,tflops\n2,64,64,32,bf16,1.5\n1,8,8,8,,\n");
    QVERIFY2(rates, rates ? "" : rates.error().reason.c_str());
    const Run& run = rates->runs.front();
    QCOMPARE(run.measurements.size(), std::size_t{1});
    QVERIFY(std::abs(run.measurements.front().throughputTflops() - 1.5) < 1e-12);
    QVERIFY(run.measurements.front().point.gemm.type == DataType::Bf16);
    QCOMPARE(rates->note, std::string("1 row of others.csv without a figure is left out."));
    // A spreadsheet's decimal comma, and times.
    QVERIFY(std::abs(rowsOf("m;n;k;tflops\n8;8;8;0,25\n")->runs.front().measurements[0].throughputTflops() -
                     0.25) < 1e-12);
    QCOMPARE(rowsOf("m,n,k,time_ms\n8,8,8,2\n")->runs.front().measurements[0].time.medianS, 2e-3);
    QVERIFY(!rowsOf("m,n,k\n8,8,8\n"));
}

void TestOthersResults::ownRowsAreNamedAsOwn() {
    Run measured = testing::sampleRun(testing::sampleSpec(3));
    measured.context.headroomVersion = "0.2.0";
    const auto read = [](const std::string& text) {
        const Result<CsvTable> table = readCsvTable(text, 1000);
        return resultsOfTable(*table, "mine.csv");
    };
    const Result<OthersResults> results = read(toCsv(measured));
    QVERIFY2(results, results ? "" : results.error().reason.c_str());
    const RunContext& context = results->runs.front().context;
    QCOMPARE(context.device, measured.context.device);
    QCOMPARE(context.backend, measured.context.backend);
    QCOMPARE(context.libraryVersion, measured.context.libraryVersion);
    QCOMPARE(context.headroomVersion, std::string("0.2.0"));
    QCOMPARE(context.notes.size(), std::size_t{1});
    QVERIFY2(context.notes.front().starts_with("Source: mine.csv, rows that Headroom 0.2.0 measured"),
             context.notes.front().c_str());
    // Rows of two devices are of neither.
    Run other = measured;
    other.context.device = "Another device";
    const Result<OthersResults> both = read(csvHeader() + '\n' + csvRows(measured) + csvRows(other));
    QVERIFY2(both, both ? "" : both.error().reason.c_str());
    QCOMPARE(both->runs.front().context.device, std::string("Several devices"));
    QCOMPARE(both->runs.front().context.backend, measured.context.backend);
    // A table of somebody else's stays somebody else's.
    const Result<OthersResults> theirs = read("m,n,k,tflops\n64,64,64,1\n");
    QVERIFY2(theirs, theirs ? "" : theirs.error().reason.c_str());
    QVERIFY(theirs->runs.front().context.headroomVersion.empty());
}

void TestOthersResults::labelsAreCutBetweenCharacters() {
    std::string label(kLongestLabel - 1, 'x');
    const Result<OthersResults> results =
        resultsOfCookbook("Throughput (in TFLOP/s) for " + label + "\u00fc (2x3x4x5): 1\n", "x.out");
    QVERIFY2(results, results ? "" : results.error().reason.c_str());
    QCOMPARE(results->runs.front().spec.budget->list.front().label, label);
}

void TestOthersResults::brokenFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* name, const char* text, const char* sentence) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(sentence);
    };
    row("empty", "", "no line of it begins with \"Throughput (in TFLOP/s) for\"");
    row("something else", "hello\nworld\n", "no line of it begins with");
    row("no figure", "\nThroughput (in TFLOP/s) for bmm (1x2x3x4)\n", "line 2: there is no throughput");
    row("not a number", "Throughput (in TFLOP/s) for bmm (1x2x3x4): nan\n", "line 1: there is no throughput");
    row("zero", "Throughput (in TFLOP/s) for bmm (1x2x3x4): 0.000\n", "line 1: there is no throughput");
    row("too few lengths", "Throughput (in TFLOP/s) for bmm (1x2): 5\n",
        "line 1: \"1x2\" are no lengths of a GEMM");
    row("no length", "Throughput (in TFLOP/s) for bmm (axbxc): 5\n", "line 1: \"axbxc\" are no lengths");
    row("cut off", "Throughput (in TFLOP/s) for bmm (1x2x3x4: 5\n", "line 1: ");
    row("overflow", "Throughput (in TFLOP/s) for bmm (9999999999x9999999999x9999999999): 5\n",
        "line 1: \"9999999999x9999999999x9999999999\" are no lengths");
    row("more than fits", "Throughput (in TFLOP/s) for bmm (1000000000x1000000000x1000000000): 5\n",
        "line 1: A, B and C have more than 10^16 elements");
    // Neither could be kept: no run has calls of such a length.
    row("faster than any", "Throughput (in TFLOP/s) for bmm (1x1x1x1): 1e17\n",
        "line 1: a call of that GEMM");
    row("slower than any", "Throughput (in TFLOP/s) for bmm (1x2x3x4): 1e-300\n", "line 1: a call of that");
}

void TestOthersResults::brokenFilesAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    const Result<OthersResults> results = resultsOfCookbook(text.constData(), "x.out");
    QVERIFY(!results);
    QVERIFY2(results.error().reason.starts_with(sentence.toStdString()), results.error().reason.c_str());
}

void TestOthersResults::filesAreReadByTheirEnding() {
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const char* text) {
        QFile file(folder.filePath(QLatin1String(name)));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0); }();
        return file.fileName().toStdString();
    };
    QCOMPARE(readOthersResults(write("a.out", kOldOutput))->runs.size(), std::size_t{3});
    const std::string table = write("b.csv", "m,n,k,tflops\n8,8,8,-1\n");
    QCOMPARE(readOthersResults(table).error().reason,
             "Cannot read " + table +
                 " as results of others: line 2: tflops is \"-1\", which is no number above 0.");
    for (const char* figure : {"m,n,k,tflops\n8,8,8,1e-320\n", "m,n,k,time_s\n8,8,8,1e-30\n"})
        QVERIFY(
            readOthersResults(write("c.csv", figure)).error().reason.ends_with("the speed of no machine."));
    QVERIFY(readOthersResults("/nowhere.out").error().reason.ends_with("there is no such file."));
}

HEADROOM_TEST(TestOthersResults, Nothing)

} // namespace headroom::testing::tst_others_results

#include "tst_others_results.moc"
