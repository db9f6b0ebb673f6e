// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/io/run_file.h"
#include "engine/io/shape_list.h"
#include "engine/sweep/gemm_list.h"
#include "engine/sweep/sweep_plan.h"

#include <QTemporaryDir>

namespace headroom::testing::tst_shape_list {

namespace {

SweepSpec specOf(const ShapeList& list) {
    SweepSpec spec;
    spec.budget = BudgetSpec{};
    spec.budget->model.name = list.name;
    spec.budget->list = list.gemms;
    return spec;
}

} // namespace

/// Lists of GEMMs, as they are written and planned.
class TestShapeList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsInAnyOrder();
    void wordsWithoutAHeader();
    void spreadsheetsOfOtherLanguages();
    void ownTablesAreLists();
    void brokenListsAreRefused_data();
    void brokenListsAreRefused();
    void filesNameThemselves();
    void plansHaveTheRowsInOrder();
    void repeatedRowsAreTold();
    void runFilesReadBack();
};

void TestShapeList::columnsInAnyOrder() {
    const Result<ShapeList> list = shapesFromText("# ours\n"
                                                  "Label,K,layout, n ,M,dtype,batch\n"
                                                  "\n"
                                                  "\"up, fused\",64,tn,128,256,bf16,\n"
                                                  ",96,,64,32,,16\n",
                                                  "gemms");
    QVERIFY2(list, list ? "" : list.error().reason.c_str());
    const std::vector<ListedGemm> expected{{{1, 256, 128, 64}, DataType::Bf16, Layout::TN, "up, fused"},
                                           {{16, 32, 64, 96}, {}, {}, ""}};
    QVERIFY(list->gemms == expected);
    QVERIFY(list->notes.empty());
}

void TestShapeList::wordsWithoutAHeader() {
    const std::vector<ListedGemm> expected{{{1, 8192, 28672, 4096}}, {{2, 3, 4, 5}}};
    for (const char* text :
         {"8192x28672x4096,2x3x4x5", "8192X28672X4096\n# more\r\n 2×3×4×5 \n", "8192*28672*4096; 2x3x4x5,"}) {
        const Result<ShapeList> list = shapesFromText(text, "gemms");
        QVERIFY2(list, list ? "" : list.error().reason.c_str());
        QVERIFY2(list->gemms == expected, text);
    }
    QVERIFY(shapesFromWords("8192x28672x4096,2x3x4x5", "gemms")->gemms == expected);
}

void TestShapeList::spreadsheetsOfOtherLanguages() {
    for (const char* text : {"\xEF\xBB\xBFm;n;k;label;;\r\n1;2;3;\"a;b\";;\r\n",
                             "m\tn\tk\tlabel\n1\t2\t3\ta;b\n", "sep=;\r\nm;n;k;label\r\n1;2;3;\"a;b\"\r\n"}) {
        const Result<ShapeList> list = shapesFromText(text, "gemms");
        QVERIFY2(list, list ? "" : list.error().reason.c_str());
        QVERIFY((list->gemms == std::vector<ListedGemm>{{{1, 1, 2, 3}, {}, {}, "a;b"}}));
    }
}

/// A CSV of this program has a microbatch beside the batch of the GEMM.
void TestShapeList::ownTablesAreLists() {
    const Result<ShapeList> list = shapesFromText(
        "operation,batch,gemm_batch,m,n,k,throughput_tflops,label\ngemm,4,48,2,3,4,1.5,'=x\n", "gemms");
    QVERIFY(list && list->gemms.front().extents.batch == 48);
    QCOMPARE(list->gemms.front().label, std::string("=x"));
    QVERIFY(list->hasFigures); // which others_results reads
    QCOMPARE(list->notes, std::vector<std::string>{"Not read: the column \"operation\"."});
}

void TestShapeList::brokenListsAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* name, const QByteArray& text, const char* sentence) {
        QTest::newRow(name) << text << QByteArray(sentence);
    };
    row("empty", "", "it is empty");
    row("header alone", "m,n,k\n", "there is no GEMM in it");
    row("no header", "1,2,3\n", "line 1: there is no column m. The first line names the columns");
    row("column missing", "# x\nm,n\n1,2\n", "line 2: there is no column k.");
    row("column twice", "m,n,k,m\n1,2,3,4\n", "line 1: the column \"m\" is there twice");
    row("fraction", "m,n,k\n1,2,3\n\n4,5.5,6\n", "line 4: n is \"5.5\", which is no whole number");
    row("empty cell", "m,n,k\n1,,3\n", "line 2: n is empty");
    row("line cut off", "m,n,k\n1,2\n", "line 2: k is empty");
    row("too many cells", "m,n,k\n1,2,3,4\n", "line 2: it has 4 cells, and the header names 3 columns");
    row("negative", "m,n,k\n1,-2,3\n", "line 2: n is -2; it must be from 1 to 1073741824");
    row("zero batch", "batch,m,n,k\n0,1,2,3\n", "line 2: batch is 0");
    row("overflow", "m,n,k\n99999999999999999999,1,1\n", "line 2: m is \"99999999999999999999\"");
    row("more than fits", "m,n,k\n1000000000,1000000000,1000000000\n", "line 2: A, B and C have more than");
    row("type", "m,n,k,dtype\n1,2,3,fp16\n", "line 2: dtype is \"fp16\"; it can be f32, f16, bf16");
    row("layout", "m,n,k,layout\n1,2,3,tt\n", "line 2: layout is \"tt\"; it can be nn, nt, tn");
    row("layout of heads", "m,n,k,layout\n1,2,3,strided\n", "line 2: the layout strided is of attention");
    row("quote", "m,n,k\n1,\"2,3\n", "line 2: a quote is not closed");
    row("label", "m,n,k,label\n1,2,3," + QByteArray(200, 'x') + "\n", "line 2: its label has 200 bytes");
    row("two lengths", "1x2x3\n4x5\n", "line 2: \"4x5\" has 2 lengths. Write it as 8192x28672x4096");
    row("letters", "1x2x3,axbxc\n", "line 1: in \"axbxc\" m is \"a\"");
    row("bytes", "1x2x4\xff", "line 1: in \"1x2x4\xef\xbf\xbd\" k is \"4\xef\xbf\xbd\", which is no");
    row("UTF-16", QByteArray("m\0,\0", 4), "line 1: this is no text in UTF-8");
    QByteArray rows("m,n,k\n");
    for (int i = 0; i < 2001; ++i)
        rows += "1,2,3\n";
    row("too many", rows, "it has 2001 rows; at most 2000 are read. Split it");
    QByteArray shapes;
    for (int i = 0; i < 2001; ++i)
        shapes += "1x2x3\n";
    row("too many words", shapes, "it has 2001 GEMMs; at most 2000 can be measured in one run");
}

void TestShapeList::brokenListsAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    const Result<ShapeList> list =
        shapesFromText({text.constData(), static_cast<std::size_t>(text.size())}, "gemms");
    QVERIFY(!list);
    QVERIFY2(list.error().reason.starts_with(sentence.toStdString()), list.error().reason.c_str());
}

void TestShapeList::filesNameThemselves() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("ours.csv")).toStdString();
    QVERIFY(readShapeList(path).error().reason.ends_with("as a list of GEMMs: there is no such file."));
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("1x2x3") > 0);
    file.close();
    QCOMPARE(readShapeList(path)->name, std::string("ours.csv"));
}

void TestShapeList::plansHaveTheRowsInOrder() {
    SweepSpec spec = specOf({"gemms",
                             {{{2, 3, 4, 5}, DataType::Bf16, Layout::NT, "first"},
                              {{1, 16, 24, 8}, {}, {}, ""},
                              {{1, 16, 24, 8}, DataType::E4m3, {}, ""}},
                             {}});
    spec.type = DataType::F32;
    spec.algorithm = Algorithm::Both;
    QVERIFY(validate(spec).empty());
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{6});
    QCOMPARE(countPoints(spec), std::int64_t{6});
    const PlannedPoint& first = plan.points[0];
    QVERIFY(first.operation == Operation::Gemm && first.label == "first");
    QVERIFY(first.gemm.b.transposed && first.gemm.type == DataType::Bf16 && !first.gemm.a.transposed);
    QVERIFY(first.algorithm == Algorithm::Default && plan.points[1].algorithm == Algorithm::Best);
    QVERIFY(plan.points[2].layout == Layout::NN && plan.points[2].gemm.type == DataType::F32);
    QCOMPARE(plan.points[2].ratio, std::int64_t{8});
    QVERIFY(plan.points[4].layout == Layout::NT); // how e4m3 must lie
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        QCOMPARE(plan.order[i], i);
        QVERIFY(plan.points[i].index == i && isOf(spec, plan.points[i]));
    }
    PlannedPoint other = plan.points[0];
    other.gemm.m = 7;
    QVERIFY(!isOf(spec, other));
    other.index = 6;
    QVERIFY(!isOf(spec, other));
    spec.budget->list[1].extents.m = 0;
    QCOMPARE(validate(spec).front().message, std::string("GEMM 2: m is 0; it must be from 1 to 1073741824."));
}

void TestShapeList::repeatedRowsAreTold() {
    const Result<ShapeList> list = shapesFromWords("1x2x3,4x5x6,1x2x3,4x5x6,1x2x3", "gemms");
    const std::vector<std::string> expected{"Rows 1, 3 and 5 are the same GEMM; each is measured by itself.",
                                            "Rows 2 and 4 are the same GEMM; each is measured by itself."};
    QCOMPARE(makePlan(specOf(*list)).notes, expected);
}

void TestShapeList::runFilesReadBack() {
    Run run;
    run.spec = specOf({"gemms", {{{2, 3, 4, 5}, DataType::F16, Layout::TN, "ä"}, {{1, 1, 2, 3}}}, {}});
    for (const PlannedPoint& point : makePlan(run.spec).points) {
        Measurement row;
        row.point = point;
        row.reason = "not measured";
        run.measurements.push_back(row);
    }
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(read->spec == run.spec && read->measurements == run.measurements);
    run.measurements[1].point.gemm.m = 2;
    const Result<Run> changed = runFromJson(toJson(run));
    QVERIFY(!changed && changed.error().reason.ends_with(".point is none of the list's"));
    Run alone;
    alone.spec.operation = Operation::Gemm;
    QVERIFY(!runFromJson(toJson(alone))); // by its lengths, outside of a list
}

HEADROOM_TEST(TestShapeList, Nothing)

} // namespace headroom::testing::tst_shape_list

#include "tst_shape_list.moc"
