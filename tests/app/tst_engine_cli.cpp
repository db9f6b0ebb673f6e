// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/version.h"
#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

#include "engine/io/csv.h"
#include "engine/io/run_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <memory>
#include <unistd.h>

namespace headroom::testing::tst_engine_cli {

class TestEngineCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void versionAndHelp();
    void devicesAsTextAndJson();
    void sweepPrintsRows();
    void eightBitSweepsChooseTheirLayout();
    void sweepWritesFiles();
    void quietHidesProgressAlone();
    void leadingZerosAreDecimal();
    void whatHasNoEffectIsTold();
    void cpuSweepOfTheContract();
    void wrongUsage_data();
    void wrongUsage();
    void missingDeviceExitsWith3();
    void unwritablePathsAreToldBeforeMeasuring_data();
    void unwritablePathsAreToldBeforeMeasuring();
    void fullDiskKeepsTheJournal();
    void planThatDoesNotFitIsRefused();
    void curvesThatDoNotFitAreNamed();
    void interruptWritesWhatWasMeasured();
    void closedOutputIsToldNotFatal();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEngineCli::versionAndHelp() {
    const QByteArray version = runEngine({QStringLiteral("--version")}).out;
    QVERIFY2(
        version.startsWith("headroom-engine " + QByteArray::fromStdString(programVersionAndCommit()) + '\n'),
        version);
    QVERIFY2(version.contains(HEADROOM_VERSION) && version.contains(cLibrary().c_str()), version);
#ifdef HEADROOM_HAS_ONEDNN
    QVERIFY2(version.contains("\noneDNN "), version);
#endif
    const Ended help = runEngine({QStringLiteral("sweep"), QStringLiteral("--help")});
    QCOMPARE(help.status, 0);
    for (const char* option :
         {"--device",     "--operation",  "--heads",   "--ratios", "--mode",      "--hidden", "--points",
          "--seq",        "--batch",      "--dtype",   "--layout", "--algorithm", "--regime", "--precision",
          "--time-limit", "--order-seed", "--threads", "--wait",   "--csv",       "--json",   "--quiet"})
        QVERIFY2(help.out.contains(option), option);
    // The meanings begin in one column, whatever the bytes of what stands before them.
    constexpr qsizetype kColumn = 30;
    for (const QString& line : QString::fromUtf8(help.out).split(QLatin1Char('\n')))
        if (line.startsWith(QLatin1String("  --")) && line.size() > kColumn && line.at(kColumn - 1).isSpace())
            QVERIFY2(!line.at(kColumn).isSpace() && line.at(kColumn - 2).isSpace(), qPrintable(line));
    QVERIFY(help.out.contains("--heads N,N,… "));
}

void TestEngineCli::devicesAsTextAndJson() {
    const Ended text = runEngine({QStringLiteral("devices")});
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("reference: "));
    QVERIFY(text.out.contains("cpu: "));
    const Ended json = runEngine({QStringLiteral("devices"), QStringLiteral("--json")});
    QCOMPARE(json.status, 0);
    const QJsonDocument document = QJsonDocument::fromJson(json.out);
    QVERIFY(!document[QStringLiteral("devices")].toArray().isEmpty());
    QVERIFY(document[QStringLiteral("unavailable")].isArray());
}

void TestEngineCli::sweepPrintsRows() {
    const Ended outcome = runEngine(smallSweep({"--csv", "-"}));
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    const QList<QByteArray> rows = rowsOf(outcome.out);
    QCOMPARE(rows.size(),
             1 + 14); // two sizes on each of the seven curves
    QCOMPARE(rows.front(), QByteArray::fromStdString(headroom::csvHeader()));
    QVERIFY(outcome.err.contains("points measured"));
    // Without a file the rows go to the standard output all the same.
    QCOMPARE(rowsOf(runEngine(smallSweep()).out).size(), rows.size());
}

/// e4m3 takes the layout it needs, and leaves one that is named before it or after it.
void TestEngineCli::eightBitSweepsChooseTheirLayout() {
    const auto layoutIn = [](std::initializer_list<const char*> arguments) {
        const Ended outcome = runEngine(smallSweep(arguments));
        const QList<QByteArray> cells = rowsOf(outcome.out).value(1).split(',');
        return outcome.status == 0 ? cells.value(9) + ' ' + cells.value(10) : outcome.err;
    };
    QCOMPARE(layoutIn({"--quiet", "--dtype", "e4m3"}), QByteArray("e4m3 nt"));
    QCOMPARE(layoutIn({"--quiet", "--dtype", "bf16"}), QByteArray("bf16 nn"));
    QCOMPARE(layoutIn({"--quiet", "--layout", "strided", "--dtype", "e4m3-quantised"}),
             QByteArray("e4m3-quantised strided"));
    QCOMPARE(layoutIn({"--quiet", "--dtype", "e4m3", "--layout", "strided"}), QByteArray("e4m3 strided"));
}

void TestEngineCli::sweepWritesFiles() {
    const QString csv = path("a.csv");
    const QString json = path("a.headroom.json");
    QStringList arguments = smallSweep({"--csv"});
    arguments << csv << QStringLiteral("--json") << json;
    const Ended outcome = runEngine(arguments);
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
    const auto run = headroom::readRunFile(json.toStdString());
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray::fromStdString(headroom::toCsv(*run)));
    for (const auto& row : run->measurements) {
        QVERIFY(row.ok());
        QVERIFY(!row.kernel.empty());
        QVERIFY(row.time.lowS > 0 && row.time.lowS <= row.time.medianS && row.time.medianS <= row.time.highS);
    }
}

void TestEngineCli::quietHidesProgressAlone() {
    const Ended outcome = runEngine(smallSweep({"--quiet", "--precision", "0.5", "--time-limit", "0.02"}));
    QCOMPARE(outcome.status, 0);
    QVERIFY2(!outcome.err.contains("roof for ") && !outcome.err.contains(" left"), outcome.err.constData());
    // What is wrong with rows, and what a reader of them should know, is no progress.
    const Ended flagged =
        runEngine(smallSweep({"--quiet", "--precision", "0.0001", "--time-limit", "0.001"}));
    QVERIFY2(flagged.err.contains("14 of 14 points measured, 0 failed, "), flagged.err.constData());
}

void TestEngineCli::leadingZerosAreDecimal() {
    const Ended outcome = runEngine(smallSweep({"--seq", "010"}));
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QCOMPARE(rowsOf(outcome.out).value(1).split(',').value(7), QByteArray("10"));
}

void TestEngineCli::whatHasNoEffectIsTold() {
    const auto told = [](std::initializer_list<const char*> arguments) {
        const Ended outcome = runEngine(smallSweep(arguments));
        return outcome.status == 0 ? outcome.err : "status " + QByteArray::number(outcome.status);
    };
    const QByteArray vocab = told({"--vocab", "5", "--tp", "2"});
    QVERIFY2(vocab.contains("--vocab has no effect: Attention Key Query Score does not depend on v."), vocab);
    QVERIFY2(!vocab.contains("--tp"), vocab);
    const QByteArray heads = told({"--mode", "fixed-head-dim", "--heads", "4"});
    QVERIFY2(heads.contains("--heads has no effect: "), heads);
    const QByteArray seq = told({"--axis", "seq", "--range", "16:64", "--hidden", "96"});
    QVERIFY2(seq.contains("--seq has no effect: it is the length along the x axis"), seq);
    QVERIFY(!told({"--heads", "12"}).contains("no effect"));
}

void TestEngineCli::cpuSweepOfTheContract() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("built without the CPU backend");
#endif
    const QString json = path("cpu.headroom.json");
    const Ended outcome =
        runEngine({QStringLiteral("sweep"), QStringLiteral("--device"), QStringLiteral("cpu"),
                   QStringLiteral("--points"), QStringLiteral("4"), QStringLiteral("--seq"),
                   QStringLiteral("128"), QStringLiteral("--batch"), QStringLiteral("1"),
                   QStringLiteral("--time-limit"), QStringLiteral("0.02"), QStringLiteral("--csv"),
                   QStringLiteral("-"), QStringLiteral("--json"), json});
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QCOMPARE(rowsOf(outcome.out).size(), 29);
    const auto run = headroom::readRunFile(json.toStdString());
    QVERIFY(run);
    QCOMPARE(run->context.backend, std::string("oneDNN"));
    QVERIFY(run->context.threads >= 1);
    for (const auto& row : run->measurements)
        QVERIFY(row.ok() && !row.kernel.empty());
}

void TestEngineCli::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, std::initializer_list<const char*> arguments, const char* part) {
        QTest::newRow(name) << smallSweep(arguments) << QByteArray(part);
    };
    row("length that does not matter", {"--model", "mistral-7b"},
        "Attention Key Query Score does not depend on h here, but on s, s_kv and d. Choose another "
        "operation");
    row("no experts", {"--operation", "expert-down"},
        "Expert Down needs T·k/E, which this layer does not have");
    row("heads 0", {"--heads", "0"}, "at least 1");
    row("heads negative", {"--heads=-3"}, "is -3");
    row("heads 10^9", {"--heads", "1000000000"}, "at most 65536");
    row("heads no number", {"--heads", "twelve"}, "--heads");
    row("heads beyond 64 bits", {"--heads", "99999999999999999999"}, "--heads");
    row("hidden empty", {"--hidden", "0:0"}, "empty");
    row("hidden reversed", {"--hidden", "4096:1024"}, "backwards");
    row("hidden without a size", {"--hidden", "13:23"}, "multiple of 12");
    row("hidden no range", {"--hidden", "a:b"}, "not a range");
    row("ratio 3", {"--ratios", "1,3"}, "not a power of two");
    row("ratios no list", {"--ratios", "1,,2"}, "not a list");
    row("points 0", {"--points", "0"}, "from 1 to");
    row("points no number", {"--points", "many"}, "neither a whole number nor");
    row("type", {"--dtype", "f64"}, "there is no \"f64\"");
    row("type of another device", {"--dtype", "tf32"}, "tf32 is not available");
    row("type of 4 bits", {"--dtype", "nvfp4"}, "nvfp4 is not available");
    row("e4m3 in another layout", {"--dtype", "e4m3", "--layout", "nn"}, "choose the layout nt");
    row("layout", {"--layout", "tn"}, "has no layout tn");
    row("unknown layout", {"--layout", "diagonal"}, "there is no \"diagonal\"");
    row("device", {"--device", "tpu"}, "no device word \"tpu\"");
    row("operation", {"--operation", "softmax"}, "there is no \"softmax\"");
    row("regime", {"--regime", "sustained"}, "not offered");
    row("precision", {"--precision", "0"}, "precision");
    row("unknown option", {"--colour", "blue"}, "--colour");
    QTest::newRow("no command") << QStringList()
                                << QByteArray("the command is missing. Name one first: devices, sweep");
    QTest::newRow("unknown command") << QStringList{QStringLiteral("measure")}
                                     << QByteArray("there is no command measure.");
}

void TestEngineCli::wrongUsage() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, part);
    const QString csv = path("kept.csv");
    QFile file(csv);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("kept");
    file.close();
    if (arguments.contains(QStringLiteral("sweep")))
        arguments << QStringLiteral("--csv") << csv;
    const Ended outcome = runEngine(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY2((outcome.err + outcome.out).contains(part), (outcome.err + outcome.out).constData());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("kept")); // nothing written over
}

void TestEngineCli::missingDeviceExitsWith3() {
    const Ended outcome = runEngine(smallSweep({"--device", "cuda:97"}));
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.err.contains("cuda:97"), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void TestEngineCli::unwritablePathsAreToldBeforeMeasuring_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("missing folder") << QStringLiteral("no/such/folder/a.csv") << QByteArray("does not exist");
    QTest::newRow("folder") << QStringLiteral(".") << QByteArray("it is a folder");
    QTest::newRow("no permission") << QStringLiteral("locked/a.csv") << QByteArray("no permission");
}

void TestEngineCli::unwritablePathsAreToldBeforeMeasuring() {
    QFETCH(QString, file);
    QFETCH(QByteArray, part);
    if (file.startsWith(QLatin1String("locked"))) {
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("locked")));
        QFile::setPermissions(path("locked"), QFile::ReadOwner | QFile::ExeOwner);
    }
    QStringList arguments = smallSweep({"--csv"});
    arguments << m_folder->filePath(file);
    const Ended outcome = runEngine(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains(part), outcome.err.constData());
    QVERIFY(!outcome.err.contains("points"));
}

void TestEngineCli::fullDiskKeepsTheJournal() {
    const Ended outcome = runEngine(smallSweep({"--csv", "/dev/full"}));
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains("disk is full"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("is kept in"), outcome.err.constData());
}

void TestEngineCli::planThatDoesNotFitIsRefused() {
    const Ended outcome = runEngine(
        {QStringLiteral("sweep"), QStringLiteral("--device"), QStringLiteral("reference"),
         QStringLiteral("--seq"), QStringLiteral("262144"), QStringLiteral("--batch"), QStringLiteral("64")});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("The smallest shape of this plan needs "), outcome.err.constData());
    QVERIFY2(outcome.err.contains(" GiB, the device has "), outcome.err.constData());
}

void TestEngineCli::curvesThatDoNotFitAreNamed() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("built without the CPU backend");
#endif
    // 128 GiB where h/a is 1, 0.3 GiB where it is 512.
    const Ended outcome =
        runEngine({QStringLiteral("sweep"), QStringLiteral("--mode"), QStringLiteral("fixed-head-dim"),
                   QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--ratios"),
                   QStringLiteral("1,512"), QStringLiteral("--hidden"), QStringLiteral("512:512"),
                   QStringLiteral("--seq"), QStringLiteral("8192"), QStringLiteral("--batch"),
                   QStringLiteral("1"), QStringLiteral("--time-limit"), QStringLiteral("0.01")});
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    if (rowsOf(outcome.out).size() == 3)
        QSKIP("this machine has more than 128 GiB free");
    QCOMPARE(rowsOf(outcome.out).size(), 2);
    QVERIFY2(outcome.err.contains("h/a = 1 is left out"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("128 GiB"), outcome.err.constData());
}

void TestEngineCli::interruptWritesWhatWasMeasured() {
    const QString csv = path("partial.csv");
    QStringList arguments =
        smallSweep({"--points", "all", "--time-limit", "0.2", "--precision", "0.0001", "--csv"});
    arguments << csv;
    QProcess process;
    process.start(kEngine, arguments);
    // The first progress line says that points have been measured.
    QByteArray err;
    QTRY_VERIFY_WITH_TIMEOUT(
        (process.waitForReadyRead(100), err += process.readAllStandardError(), err.contains(" left\n")),
        60'000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> rows = rowsOf(file.readAll());
    QVERIFY2(rows.size() > 1 && rows.size() < 1 + 128, qPrintable(QString::number(rows.size())));
}

void TestEngineCli::closedOutputIsToldNotFatal() {
    QProcess shell;
    const QString script = QStringLiteral("\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}");
    QStringList arguments{QStringLiteral("-c"), script, kEngine};
    arguments += smallSweep();
    shell.start(QStringLiteral("bash"), arguments);
    QVERIFY(shell.waitForFinished(120'000));
    QCOMPARE(shell.exitCode(), 1);
    QVERIFY(shell.readAllStandardError().contains("standard output"));
}

HEADROOM_TEST(TestEngineCli, EventLoop)

} // namespace headroom::testing::tst_engine_cli

#include "tst_engine_cli.moc"
