// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/io/reproducer.h"

namespace headroom::testing::tst_reproducer {

namespace {

PlannedPoint pointOf(const GemmExtents& extents, DataType type, Layout layout) {
    PlannedPoint point;
    point.operation = Operation::Gemm;
    point.layout = layout;
    point.gemm = infoOf(Operation::Gemm).lay(extents, type, layout);
    return point;
}

std::string textOf(Reproducer in, const PlannedPoint& point) {
    const Result<std::string> program = reproduce(in, point);
    return program ? *program : program.error().reason;
}

bool says(const std::string& text, const char* line) {
    return text.find(line) != std::string::npos;
}

} // namespace

/// Programs that run a GEMM without Headroom.
class TestReproducer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void programsAreTheGoldenOnes_data();
    void programsAreTheGoldenOnes();
    void layoutsAreStrides();
    void rowsSayHowTheyWereMeasured();
    void textsOfFilesStayComments();
    void whatNothingRunsIsRefused();
};

void TestReproducer::programsAreTheGoldenOnes_data() {
    QTest::addColumn<PlannedPoint>("point");
    const auto row = [](const char* file, const GemmExtents& extents, DataType type, Layout layout) {
        QTest::newRow(file) << pointOf(extents, type, layout);
    };
    row("nn-batched-f16.py", {48, 2048, 2048, 128}, DataType::F16, Layout::NN);
    row("nt-bf16.py", {1, 8192, 28672, 4096}, DataType::Bf16, Layout::NT);
    row("tn-tf32.py", {1, 4096, 14336, 8192}, DataType::Tf32, Layout::TN);
    row("nt-batched-e4m3.py", {2, 8192, 14336, 4096}, DataType::E4m3, Layout::NT);
    row("nt-e4m3-quantised.py", {1, 8192, 14336, 4096}, DataType::E4m3Quantised, Layout::NT);
    row("nn-batched-f16.cu", {48, 2048, 2048, 128}, DataType::F16, Layout::NN);
    row("nt-batched-e4m3.cu", {2, 8192, 14336, 4096}, DataType::E4m3, Layout::NT);
}

void TestReproducer::programsAreTheGoldenOnes() {
    QFETCH(PlannedPoint, point);
    const QString name = QLatin1String(QTest::currentDataTag()); // a source file would be one of ours
    QFile golden(QStringLiteral(HEADROOM_REPRODUCERS "/") + name + QStringLiteral(".golden"));
    QVERIFY(golden.open(QIODevice::ReadOnly));
    const bool isScript = name.endsWith(QLatin1String(".py"));
    const std::string text = textOf(isScript ? Reproducer::PyTorch : Reproducer::CublasLt, point);
    const QList<QByteArray> expected = golden.readAll().split('\n');
    const QList<QByteArray> lines = QByteArray::fromStdString(text).split('\n');
    for (qsizetype i = 0; i < std::min(lines.size(), expected.size()); ++i)
        QCOMPARE(lines[i], expected[i]);
    QCOMPARE(lines.size(), expected.size());
}

void TestReproducer::layoutsAreStrides() {
    const std::string nt = textOf(Reproducer::CublasLt, pointOf({3, 5, 7, 11}, DataType::Bf16, Layout::NT));
    QVERIFY(says(nt, "constexpr std::int64_t kBatch = 3, kM = 5, kN = 7, kK = 11;"));
    QVERIFY(says(nt, "constexpr Operand kA{kM, kK, 11, 55, false};"));
    QVERIFY(says(nt, "constexpr Operand kB{kK, kN, 11, 77, true};"));
    QVERIFY(says(nt, "using In = __nv_bfloat16;"));
    const std::string tn = textOf(Reproducer::CublasLt, pointOf({3, 5, 7, 11}, DataType::F32, Layout::TN));
    QVERIFY(says(tn, "constexpr Operand kA{kM, kK, 5, 55, true};"));
    QVERIFY(says(tn, "constexpr Operand kB{kK, kN, 7, 77, false};"));
    // Heads that lie interleaved, as Megatron has them.
    PlannedPoint heads;
    heads.layout = Layout::Strided;
    heads.layer = layerOf(24, 3, 5, 1);
    heads.gemm = infoOf(heads.operation).gemm(heads.layer, DataType::F16, Layout::Strided);
    const std::string strided = textOf(Reproducer::PyTorch, heads);
    QVERIFY(says(strided, "strides_a = (8, 24, 1)"));
    QVERIFY(says(strided, "strides_b = (8, 1, 24)"));
    QVERIFY(says(strided, "# Attention Key Query Score of a layer with h = 24, a = 3, b = 1, s = 5\n"));
}

void TestReproducer::rowsSayHowTheyWereMeasured() {
    Run run;
    run.context.device = "NVIDIA H200";
    run.context.backend = "cuBLAS";
    run.context.libraryVersion = "13.1.0";
    Measurement row;
    row.point = pointOf({1, 4096, 4096, 4096}, DataType::F16, Layout::NN);
    row.point.algorithm = Algorithm::Best;
    row.point.label = "square";
    row.status = Status::Ok;
    row.time.medianS = 0.2e-3;
    row.kernel = "nvjet_hsh";
    const std::string script = *reproduce(Reproducer::PyTorch, run, row);
    QVERIFY(says(script, "\n# square\n# batch 1, m 4096, n 4096, k 4096, f16, layout nn\n"
                         "# NVIDIA H200, cuBLAS 13.1.0: 0.2 ms, 687.2 TFLOP/s, algorithm best\n"
                         "# Kernel: nvjet_hsh\n# Headroom took the fastest of cuBLAS's and cuBLASLt's"));
    const std::string program = *reproduce(Reproducer::CublasLt, run, row);
    QVERIFY(says(program, "constexpr int kProposals = 16;"));
    row.point.algorithm = Algorithm::Default;
    QVERIFY(says(*reproduce(Reproducer::CublasLt, run, row), "constexpr int kProposals = 1;"));
    row.status = Status::OutOfMemory;
    row.reason = "It needs more.";
    QVERIFY(says(*reproduce(Reproducer::PyTorch, run, row), "cuBLAS 13.1.0: not measured. It needs more.\n"));
}

/// A line that went on, or another one, would be code.
void TestReproducer::textsOfFilesStayComments() {
    Run run;
    run.context.device = "a GPU \\";
    Measurement row;
    row.point = pointOf({1, 2, 3, 4}, DataType::F32, Layout::NN);
    row.point.label = "@M@\nimport os\\";
    row.status = Status::Ok;
    row.time.medianS = 1e-6;
    row.kernel = "kernel\r\n#include <x>";
    for (const Reproducer in : {Reproducer::PyTorch, Reproducer::CublasLt}) {
        const std::string text = *reproduce(in, run, row);
        QVERIFY(!says(text, "\nimport os") && !says(text, "\\\n//") && !says(text, "\n#include <x>"));
        QVERIFY(says(text, " @M@ import os"));
    }
}

void TestReproducer::whatNothingRunsIsRefused() {
    const Result<std::string> future =
        reproduce(Reproducer::PyTorch, pointOf({1, 2, 3, 4}, DataType::Nvfp4, Layout::NT));
    QVERIFY(!future && future.error().reason == "There is no program for nvfp4 yet.");
    const Result<std::string> across =
        reproduce(Reproducer::CublasLt, pointOf({1, 16, 16, 16}, DataType::E4m3, Layout::NN));
    QVERIFY(!across && across.error().reason.starts_with("fp8 is computed where both operands lie along k"));
}

HEADROOM_TEST(TestReproducer, Nothing)

} // namespace headroom::testing::tst_reproducer

#include "tst_reproducer.moc"
