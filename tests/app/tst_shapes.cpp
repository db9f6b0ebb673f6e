// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

#include "engine/io/run_file.h"

namespace headroom::testing::tst_shapes {

namespace {

/// Of what each row is for, its reason or that it is ok.
const QByteArray kList = "label,m,n,k,batch,dtype,layout\n"
                         "last first,24,16,8,2,,\n"
                         ",32,16,8,,,tn\n"
                         "narrow,16,16,32,,e4m3,\n"
                         "unknown here,16,16,32,,mxfp8,nt\n"
                         "too large,1000000,1000000,100,100,,\n"
                         ",32,16,8,,,tn\n";

} // namespace

/// `headroom-engine shapes`, as a shell runs it.
class TestShapes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void printsATableInTheListsOrder();
    void rowsAreThoseOfASweep();
    void ownRowsAreAListAgain();
    void journalsAreWrittenOut();
    void aListIsReadFromTheStandardInput();
    void whatCannotBeReadIsRefused_data();
    void whatCannotBeReadIsRefused();
    void rowsAreReproduced();
    void noRowIsNoProgram_data();
    void noRowIsNoProgram();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QStringList shapes(const QString& more) const {
        return (QStringLiteral("shapes --device reference --dtype f32 --time-limit 0.02 ") + more)
            .split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestShapes::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QFile list(path("gemms.csv"));
    QVERIFY(list.open(QIODevice::WriteOnly) && list.write(kList) == kList.size());
}

void TestShapes::printsATableInTheListsOrder() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(shapes(path("gemms.csv")));
    QCOMPARE(engine.status(), 1); // two rows failed
    const QStringList lines = QString::fromUtf8(engine.out).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 1 + 6 + 1);
    QVERIFY2(lines[7].startsWith(QStringLiteral("○ flagged: ")), qPrintable(lines[7]));
    QVERIFY2(lines[1].startsWith(QStringLiteral("last first")) &&
                 lines[1].contains(QStringLiteral("2 · 24×16×8")),
             qPrintable(lines[1]));
    QVERIFY(lines[2].startsWith(QStringLiteral("32×16×8")) && lines[2].contains(QStringLiteral(" tn ")));
    QVERIFY(lines[3].contains(QStringLiteral(" e4m3 ")) && lines[3].contains(QStringLiteral(" nt ")));
    QVERIFY2(lines[4].contains(QStringLiteral("mxfp8")) && lines[4].contains(QStringLiteral(" - ")),
             qPrintable(lines[4]));
    QVERIFY(lines[5].contains(QStringLiteral("The operands of this shape need")));
    QVERIFY(engine.err.contains("Rows 2 and 6 are the same GEMM; each is measured by itself."));
    QVERIFY(engine.err.contains("unknown here: unsupported."));
}

void TestShapes::rowsAreThoseOfASweep() {
    const Ended ended = runEngine(
        shapes(path("gemms.csv") + QStringLiteral(" --quiet --csv - --json ") + path("gemms.headroom.json")));
    QCOMPARE(ended.status, 1);
    const QList<QByteArray> rows = rowsOf(ended.out);
    QCOMPARE(rows.size(), 1 + 6);
    QVERIFY(rows[0].startsWith("run_id,operation,mode,") && rows[0].endsWith(",label"));
    QVERIFY2(rows[1].contains(",gemm,list,8,,,,,,f32,nn,default,2,24,16,8,"), rows[1].constData());
    QVERIFY(rows[1].endsWith(",gemms.csv,last first"));
    QVERIFY(rows[5].contains(",out-of-memory,"));
    const Result<Run> run = readRunFile(path("gemms.headroom.json").toStdString());
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QVERIFY(run->spec.isList() && run->measurements.size() == 6);
}

void TestShapes::ownRowsAreAListAgain() {
    const Ended first = runEngine(
        shapes(QStringLiteral("--shapes 24x16x8,2x8x8x8 --quiet --layout nt --csv ") + path("first.csv")));
    QCOMPARE(first.status, 0);
    const Ended again = runEngine(shapes(path("first.csv") + QStringLiteral(" --quiet --csv -")));
    QVERIFY2(again.status == 0, again.err.constData());
    const QList<QByteArray> rows = rowsOf(again.out);
    QVERIFY(rows.value(1).contains(",f32,nt,default,1,24,16,8,"));
    QVERIFY(rows.value(2).contains(",f32,nt,default,2,8,8,8,"));
    QVERIFY(again.err.contains("Not read: the columns \"run_id\", "));
}

void TestShapes::journalsAreWrittenOut() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    // So long that it is killed in the middle.
    engine.start(shapes(QStringLiteral("--precision 0.0001 --time-limit 2 --shapes "
                                       "64x64x64,64x64x65,64x64x66,64x64x67,64x64x68,64x64x69")));
    QTRY_VERIFY_WITH_TIMEOUT(engine.rowsKept() >= 2, 60'000);
    engine.send(SIGKILL);
    QCOMPARE(engine.status(), -2);
    const Ended recovered = runEngine({QStringLiteral("recover"), engine.journal()});
    QVERIFY2(recovered.status == 0, recovered.err.constData());
    QVERIFY(rowsOf(recovered.out).value(1).contains(",gemm,list,64,"));
    QVERIFY2(!recovered.err.contains("left out"), recovered.err.constData());
}

void TestShapes::aListIsReadFromTheStandardInput() {
    QProcess engine;
    engine.start(kEngine, shapes(QStringLiteral("- --quiet")));
    engine.write("m,n,k\n8,16,24\n");
    engine.closeWriteChannel();
    const Ended ended = endOf(engine);
    QVERIFY2(ended.status == 0, ended.err.constData());
    QVERIFY(ended.out.contains("8×16×24"));
}

void TestShapes::whatCannotBeReadIsRefused_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* options, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(options) << QString::fromUtf8(sentence);
    };
    row("nothing", "", "Name a file with a list of GEMMs, - for the standard input, or GEMMs with --shapes");
    row("two lists", "a.csv --shapes 1x2x3", "Name a file or --shapes, not both.");
    row("no shape", "--shapes 12x12", "--shapes: \"12x12\" has 2 lengths. Write it as 8192x28672x4096");
    row("no file", "/nowhere.csv", "Cannot read /nowhere.csv as a list of GEMMs: there is no such file.");
    row("folder", "/", "Cannot read / as a list of GEMMs: it is not a file.");
    row("layout of heads", "--shapes 1x2x3 --layout strided", "GEMM 1: the layout strided is of attention's");
    row("nothing fits", "--shapes 100x1000000x1000000x100", "The smallest shape of this plan needs");
}

void TestShapes::whatCannotBeReadIsRefused() {
    QFETCH(QString, options);
    QFETCH(QString, sentence);
    const Ended ended = runEngine(shapes(options));
    QCOMPARE(ended.status, 2);
    QVERIFY2(QString::fromUtf8(ended.err).contains(sentence), ended.err.constData());
    QVERIFY(ended.out.isEmpty());
}

void TestShapes::rowsAreReproduced() {
    const QString run = path("gemms.headroom.json");
    QCOMPARE(runEngine(shapes(path("gemms.csv") + QStringLiteral(" --quiet --json ") + run)).status, 1);
    const auto reproduced = [&](const QString& more) {
        return runEngine((QStringLiteral("reproduce ") + more).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    };
    const Ended rows = reproduced(run);
    QCOMPARE(rowsOf(rows.out).size(), 1 + 6);
    QVERIFY(rowsOf(rows.out).value(1).contains("2 · 24×16×8"));
    const Ended script = reproduced(run + QStringLiteral(" --point 2"));
    QVERIFY2(script.status == 0, script.err.constData());
    QVERIFY(script.out.contains("\nbatch, m, n, k = 1, 32, 16, 8\n") && script.out.contains("layout tn"));
    const Ended program = reproduced(run + QStringLiteral(" --point 1 --as cublaslt"));
    QVERIFY(program.out.contains("// last first\n") && program.out.contains("kBatch = 2, kM = 24"));
    const Ended shape = reproduced(QStringLiteral("--shape 4x5x6 --dtype bf16 --layout nt"));
    QVERIFY(shape.out.contains("dtype = torch.bfloat16") && shape.out.contains("strides_b = (30, 1, 6)"));
}

void TestShapes::noRowIsNoProgram_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* options, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(options) << QString::fromUtf8(sentence);
    };
    row("nothing", "", "Name a run file, or a GEMM with --shape 16x2048x2048x128.");
    row("both", "x.json --shape 1x2x3", "Name a run file or --shape, not both.");
    row("no file", "/nowhere.json", "Cannot read /nowhere.json as a run");
    row("unknown language", "--shape 1x2x3 --as julia",
        "--as: there is no \"julia\". Use pytorch or cublaslt.");
    row("no shape", "--shape 1x2", "--shape: \"1x2\" has 2 lengths.");
    row("two shapes", "--shape 1x2x3,4x5x6", "--shape: name one GEMM.");
    row("fp8 across k", "--shape 16x16x16 --dtype e4m3 --layout nn",
        "fp8 is computed where both operands lie");
    row("two types", "--shape 8x8x8 --dtype f32,f16", "--dtype: a GEMM is computed in one type. Name one.");
    row("no row", "x.json --as cublaslt", "--as says how a row is written, and none is named.");
    row("type of a run", "x.json --dtype f16", "--dtype and --layout are of --shape");
}

void TestShapes::noRowIsNoProgram() {
    QFETCH(QString, options);
    QFETCH(QString, sentence);
    const Ended ended =
        runEngine((QStringLiteral("reproduce ") + options).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(ended.status, 2);
    QVERIFY2(QString::fromUtf8(ended.err).contains(sentence), ended.err.constData());
}

HEADROOM_TEST(TestShapes, Nothing)

} // namespace headroom::testing::tst_shapes

#include "tst_shapes.moc"
