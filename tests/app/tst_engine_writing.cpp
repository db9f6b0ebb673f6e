// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/run_file.h"
#include "tests/app/program.h"
#include "tests/support/mounts.h"
#include "tests/support/test_program.h"

#include <cerrno>

namespace headroom::testing::tst_engine_writing {

namespace {

/// Two points, measured in a moment.
const QString kSmallSweep =
    QStringLiteral("sweep --device reference --seq 16 --batch 1 --ratios 1 --hidden 0:96 "
                   "--points 2 --time-limit 0.001 --quiet");
constexpr int kRows = 2;
/// More than fits into 8 KiB.
const QString kManyPoints =
    QStringLiteral("sweep --device reference --seq 16 --batch 1 --ratios 1 --hidden 0:960 "
                   "--points 40 --time-limit 0.001 --precision 0.5 --quiet");
constexpr int kManyRows = 40;
const QByteArray kOld = "old content\n";

} // namespace

/// What becomes of a sweep whose files cannot be written: no row is lost, old files are as they were, and
/// what is told is so.
class TestEngineWriting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const char* name : {"out", "state", "tmp"})
            QVERIFY(QDir(m_folder->path()).mkdir(QLatin1String(name)));
    }
    void everyCallInTurn_data();
    void everyCallInTurn();
    void limitOnFileSizes_data();
    void limitOnFileSizes();
    void fullDisks_data();
    void fullDisks();
    void fileMountedOnItsOwn();
    void readOnlyDiskIsToldBeforeMeasuring();
    void whatANewerProgramWroteStays_data();
    void whatANewerProgramWroteStays();
    void whatIsReadStays_data();
    void whatIsReadStays();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    static QByteArray read(const QString& file) {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("(missing)");
    }
    static void put(const QString& file, const QByteArray& content) {
        QFile opened(file);
        if (!opened.open(QIODevice::WriteOnly) || opened.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file));
    }
    QProcessEnvironment environment() const;
    Ended run(const QProcessEnvironment& environment, const QString& program,
              const QStringList& arguments) const;
    QStringList sweepTo(const QString& csv, const QString& json = {}) const;
    /// The rows that are where the messages say: -1 where they name no place.
    static int rowsKept(const Ended& ended);
    /// As many as in what a program printed as CSV.
    static int rowsIn(const QByteArray& csv) { return static_cast<int>(csv.count('\n')) - 1; }
    [[maybe_unused]] void verifyNothingLost(const Ended& ended); // not where calls cannot be let fail

    std::unique_ptr<QTemporaryDir> m_folder;
};

QProcessEnvironment TestEngineWriting::environment() const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_STATE_HOME"), path("state"));
    environment.insert(QStringLiteral("TMPDIR"), path("tmp"));
    return environment;
}

Ended TestEngineWriting::run(const QProcessEnvironment& environment, const QString& program,
                             const QStringList& arguments) const {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder->path());
    process.start(program, arguments);
    return endOf(process, 60'000);
}

QStringList TestEngineWriting::sweepTo(const QString& csv, const QString& json) const {
    QStringList arguments = kSmallSweep.split(QLatin1Char(' '));
    arguments << QStringLiteral("--csv") << csv;
    if (!json.isEmpty())
        arguments << QStringLiteral("--json") << json;
    return arguments;
}

int TestEngineWriting::rowsKept(const Ended& ended) {
    static const QRegularExpression kept(
        QStringLiteral("what was measured is kept in (.+)\\.(jsonl|json)[.,]"));
    const auto match = kept.match(QString::fromLocal8Bit(ended.err));
    if (match.hasMatch()) {
        const QByteArray content = read(match.captured(1) + QLatin1Char('.') + match.captured(2));
        return static_cast<int>(content.count("\"q1_s\""));
    }
    return ended.err.contains("what was measured is on the standard output") ? rowsIn(ended.out) : -1;
}

void TestEngineWriting::everyCallInTurn_data() {
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("once");
    const auto row = [](const char* call, int error, bool once) {
        QTest::addRow("%s, %s", call, once ? "once" : "from then on") << QByteArray(call) << error << once;
    };
    row("write", EDQUOT, true);
    row("write", ENOSPC, false);
    row("fsync", EIO, true);
    row("fsync", EIO, false);
    row("rename", EIO, true);
    row("rename", EIO, false);
    row("close", ENOSPC, true);
    row("open", EMFILE, true);
    row("open", EMFILE, false);
    row("mkdir", ENOSPC, true);
    row("fchmod", EPERM, false);
}

void TestEngineWriting::verifyNothingLost(const Ended& ended) {
    const QString csv = path("out/a.csv");
    const QString json = path("out/a.headroom.json");
    const bool hasCsv = rowsIn(read(csv)) == kRows && read(csv).startsWith("run_id,");
    const auto read1 = headroom::readRunFile(json.toStdString());
    const bool hasJson = read1 && read1->measurements.size() == kRows;
    // Each of the files is the old one or the new one.
    QVERIFY2(hasCsv || read(csv) == kOld, read(csv));
    QVERIFY2(hasJson || read(json) == kOld, read(json));
    QCOMPARE(QDir(path("out")).entryList(QDir::Files | QDir::Hidden).size(), 2);
    switch (ended.status) {
    case 0:
        QVERIFY(hasCsv && hasJson);
        break;
    case 1: // measured, not written: the rest is somewhere
        QVERIFY2(ended.err.contains("Cannot write " + path("out/a.").toLocal8Bit()), ended.err);
        QVERIFY2(rowsKept(ended) == kRows, ended.err);
        break;
    case 2: // refused beforehand
        QVERIFY2(!hasCsv && !hasJson, ended.err);
        QVERIFY2(ended.err.contains("Cannot write " + path("out/a.").toLocal8Bit()), ended.err);
        break;
    default:
        QFAIL(ended.err);
    }
}

void TestEngineWriting::everyCallInTurn() {
#ifndef HEADROOM_FAILING_CALLS
    QSKIP("a sanitizer must be the first library of a program itself");
#else
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    QFETCH(bool, once);
    QProcessEnvironment failing = environment();
    failing.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(HEADROOM_FAILING_CALLS));
    failing.insert(QStringLiteral("HEADROOM_BELOW"), m_folder->path());
    failing.insert(QStringLiteral("HEADROOM_FIRED"), path("fired"));
    int made = 0;
    for (bool fired = true; fired; ++made) {
        QVERIFY(made < 60);
        put(path("out/a.csv"), kOld);
        put(path("out/a.headroom.json"), kOld);
        QDir(path("state")).removeRecursively();
        QFile::remove(path("fired"));
        failing.insert(QStringLiteral("HEADROOM_FAIL"), QStringLiteral("%1 %2 %3 %4")
                                                            .arg(QLatin1String(call))
                                                            .arg(made + 1)
                                                            .arg(once ? made + 1 : 999)
                                                            .arg(error));
        const Ended ended = run(failing, kEngine, sweepTo(path("out/a.csv"), path("out/a.headroom.json")));
        fired = QFileInfo::exists(path("fired"));
        verifyNothingLost(ended);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("at call %1").arg(made + 1)));
    }
    QVERIFY(made > 1);
#endif
}

void TestEngineWriting::limitOnFileSizes_data() {
    QTest::addColumn<int>("limit"); ///< in KiB
    QTest::addColumn<int>("status");
    QTest::newRow("none may grow: told before measuring") << 0 << 2;
    QTest::newRow("no file takes all rows: printed") << 4 << 1;
}

/// Clang's OpenMP has a file for each process, and where that may not become as large as it is to be, it
/// stays empty: a later process of that number would end at it.
void removeEmptyRegistrations() {
    for (const char* folder : {"/dev/shm", "/tmp"})
        for (const QFileInfo& file :
             QDir(QString::fromUtf8(folder))
                 .entryInfoList({QStringLiteral("__KMP_REGISTERED_LIB_*")}, QDir::Files | QDir::Hidden))
            if (file.size() == 0)
                QFile::remove(file.filePath());
}

void TestEngineWriting::limitOnFileSizes() {
    QFETCH(int, limit);
    QFETCH(int, status);
#ifdef __SANITIZE_THREAD__
    if (limit == 0)
        QSKIP("the thread sanitizer makes a file of its own as a program starts");
#endif
    put(path("out/a.csv"), kOld);
    QStringList arguments{QStringLiteral("-c"), QStringLiteral("ulimit -f %1; exec \"$0\" \"$@\"").arg(limit),
                          kEngine};
    arguments += kManyPoints.split(QLatin1Char(' '));
    arguments << QStringLiteral("--csv") << path("out/a.csv");
    const Ended ended = run(environment(), QStringLiteral("bash"), arguments);
    removeEmptyRegistrations();
    QCOMPARE(ended.status, status); // a signal would be another
    QVERIFY2(ended.err.contains(path("out/a.csv").toLocal8Bit() + ": files may not become that large"),
             ended.err);
    QCOMPARE(read(path("out/a.csv")), kOld);
    QCOMPARE(rowsKept(ended), status == 1 ? kManyRows : -1);
}

void TestEngineWriting::fullDisks_data() {
    QTest::addColumn<QString>("full"); ///< the folders that become full disks of their own
    QTest::addColumn<QString>("told");
    QTest::newRow("output") << QStringLiteral("out") << QStringLiteral("state/headroom/journal/");
    QTest::newRow("journal") << QStringLiteral("state") << QString();
    QTest::newRow("output and journal") << QStringLiteral("out state") << QStringLiteral("tmp/headroom-");
    QTest::newRow("everything") << QStringLiteral("out state tmp")
                                << QStringLiteral("on the standard output");
}

/// The disk has room when it is asked, and is full before the end: somebody else filled it.
void TestEngineWriting::fullDisks() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    QFETCH(QString, full);
    QFETCH(QString, told);
    // 8 KiB of room: more than asking takes, less than what is written.
    const QString script =
        QStringLiteral(
            "cd \"$1\" && shift && export XDG_STATE_HOME=\"$PWD/state\" TMPDIR=\"$PWD/tmp\"\n"
            "for folder in %1; do mount -t tmpfs -o size=8k,mode=0700 none $folder || exit 10; done\n"
            "echo 'old content' > out/a.csv\n"
            "\"$0\" \"$@\" --csv \"$PWD/out/a.csv\" > stdout 2> stderr\n"
            "echo $? > status\n"
            "mkdir saved && cp -r out state tmp saved\n"
            "exit 0\n")
            .arg(full);
    const MountedEnd mounted =
        runMounted(script, QStringList{kEngine, m_folder->path()} + kManyPoints.split(QLatin1Char(' ')));
    QVERIFY2(mounted.status == 0, mounted.output);
    Ended ended{read(path("status")).trimmed().toInt(), read(path("stdout")), read(path("stderr"))};
    const bool outputIsFull = full.contains(QLatin1String("out"));
    QCOMPARE(ended.status, outputIsFull ? 1 : 0);
    const QByteArray csv = read(path("saved/out/a.csv"));
    if (!outputIsFull) {
        QCOMPARE(rowsIn(csv), kManyRows);
        return;
    }
    QCOMPARE(csv, kOld);
    QVERIFY2(ended.err.contains("Cannot write " + path("out/a.csv").toLocal8Bit() + ": the disk is full"),
             ended.err);
    QVERIFY2(ended.err.contains(told.toLocal8Bit()), ended.err);
    ended.err.replace(m_folder->path().toLocal8Bit(), path("saved").toLocal8Bit());
    QCOMPARE(rowsKept(ended), kManyRows);
}

void TestEngineWriting::fileMountedOnItsOwn() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    put(path("out/real"), kOld);
    put(path("out/a.csv"), "below");
    const MountedEnd ended =
        runMounted(QStringLiteral("mount --bind \"$1/out/real\" \"$1/out/a.csv\" || exit 10\n"
                                  "shift && exec \"$0\" \"$@\"\n"),
                   QStringList{kEngine, m_folder->path()} + sweepTo(path("out/a.csv")));
    QVERIFY2(ended.status == 0, ended.output);
    QCOMPARE(rowsIn(read(path("out/real"))), kRows);
}

void TestEngineWriting::readOnlyDiskIsToldBeforeMeasuring() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    const MountedEnd ended = runMounted(QStringLiteral("mount -t tmpfs -o ro none \"$1/out\" || exit 10\n"
                                                       "shift && exec \"$0\" \"$@\"\n"),
                                        QStringList{kEngine, m_folder->path()} + sweepTo(path("out/a.csv")));
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.output.contains(path("out/a.csv").toLocal8Bit() + ": no permission"), ended.output);
}

void TestEngineWriting::whatANewerProgramWroteStays_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("arguments");
    const auto row = [](const char* name, const QString& program, const QString& arguments) {
        QTest::newRow(name) << program << arguments;
    };
    row("run of a sweep", kEngine, kSmallSweep + QStringLiteral(" --csv - --json "));
    row("table of a sweep", kEngine, kSmallSweep + QStringLiteral(" --csv "));
    row("run of a layer", kEngine, QStringLiteral("layer --device reference --hidden 64 --heads 1 --json "));
    row("merged run", kEngine, QStringLiteral("merge a.headroom.json --json "));
    if (!kHeadroom.isEmpty())
        row("export", kHeadroom, QStringLiteral("a.headroom.json --export "));
}

void TestEngineWriting::whatANewerProgramWroteStays() {
    QFETCH(QString, program);
    QFETCH(QString, arguments);
    const QString file = path("out/newer.csv");
    const QByteArray newer("{\"rows\": [1, 2], \"schema_version\": 9}\n");
    put(file, newer);
    const Ended ended =
        run(environment(), program, (arguments + file).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains("Cannot replace " + file.toLocal8Bit() +
                                ": it was written by a newer Headroom (version 9; this program reads up to "
                                "version 1): update Headroom to open it, or choose another name.\n"),
             ended.err);
    QCOMPARE(ended.out, QByteArray()); // nothing was measured
    QCOMPARE(read(file), newer);
}

void TestEngineWriting::whatIsReadStays_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("arguments");
    const auto row = [](const char* name, const QString& program, const char* arguments) {
        QTest::newRow(name) << program << QString::fromLatin1(arguments);
    };
    row("merged run", kEngine, "merge other.json read.json --json read.json");
    row("merged run as a table", kEngine, "merge other.json read.json --csv read.json");
    row("compared run", kEngine, "compare other.json read.json --csv read.json");
    row("by a link", kEngine, "merge other.json read.json --json link.json");
    row("read by a link", kEngine, "merge other.json link.json --json read.json");
    row("by another spelling", kEngine, "merge other.json read.json --json ./read.json");
    row("recovered journal", kEngine, "recover ./read.json --csv read.json");
    row("journal gone on with", kEngine,
        "sweep --device reference --hidden 64:64 --resume read.json --csv read.json");
    row("list of GEMMs", kEngine, "shapes --device reference read.json --csv read.json");
    row("config of a model", kEngine, "layer --device reference --config read.json --json read.json");
    if (!kHeadroom.isEmpty())
        row("run of a picture", kHeadroom, "read.csv --export read.csv");
}

void TestEngineWriting::whatIsReadStays() {
    QFETCH(QString, program);
    QFETCH(QString, arguments);
    const QString name = arguments.contains(QLatin1String("read.csv")) ? path("read.csv") : path("read.json");
    QCOMPARE(run(environment(), kEngine,
                 (kSmallSweep + QStringLiteral(" --json other.json --csv -")).split(QLatin1Char(' ')))
                 .status,
             0);
    QVERIFY(QFile::copy(path("other.json"), path("read.json")));
    QVERIFY(QFile::link(path("read.json"), path("link.json")));
    if (name.endsWith(QLatin1String(".csv")) || arguments.startsWith(QLatin1String("shapes")))
        put(name, "m,n,k\n8,8,8\n");
    if (arguments.startsWith(QLatin1String("layer")))
        put(name, R"({"hidden_size": 64, "num_attention_heads": 1, "vocab_size": 8, "num_hidden_layers": 1,
                      "intermediate_size": 64, "model_type": "llama"})");
    const QByteArray before = read(name);
    const Ended ended = run(environment(), program, arguments.split(QLatin1Char(' ')));
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains("would take the place of"), ended.err);
    QVERIFY2(ended.err.contains("which is read here. Choose another file to write to."), ended.err);
    QCOMPARE(ended.out, QByteArray());
    QCOMPARE(read(name), before);
}

HEADROOM_TEST(TestEngineWriting, EventLoop)

} // namespace headroom::testing::tst_engine_writing

#include "tst_engine_writing.moc"
