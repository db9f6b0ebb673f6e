// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/program.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/files/unique_fd.h"
#include "engine/io/run_file.h"

#include <QRegularExpression>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace headroom::testing::tst_signals {

namespace {

const QString kSignalledSweep = QStringLiteral("sweep ");
/// Seconds to its only row: calls of plain loops on a large shape.
const QString kSlow =
    QStringLiteral("--device reference --heads 12 --ratios 64 --hidden 768:768 --points 1 --seq "
                   "512 --batch 4 --time-limit 60 --precision 0.0001");
/// The same, with a call that is soon over.
const QString kBriefCalls = kSlow + QStringLiteral(" --heads 3 --hidden 192:192 --batch 1");

/// Bytes that wait to be read.
int waitingIn(const UniqueFd& pipe) {
    int bytes = 0;
    return ::ioctl(pipe.get(), FIONREAD, &bytes) == 0 ? bytes : -1;
}

QByteArray readAll(const UniqueFd& pipe) {
    QByteArray content;
    std::array<char, 4096> chunk;
    ::fcntl(pipe.get(), F_SETFL, 0); // waits until the writer has closed it
    for (ssize_t count = 0; (count = ::read(pipe.get(), chunk.data(), chunk.size())) > 0;)
        content.append(chunk.data(), static_cast<int>(count));
    return content;
}

bool isAlive(const QString& pid) {
    // Of one that has ended and nobody waits for, the command line is empty.
    return !contentOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).isEmpty();
}

} // namespace

class TestSignals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void foreignSignalsChangeNothing_data();
    void foreignSignalsChangeNothing();
    void foreignSignalsDoNotEndTheWorker();
    void interruptsWriteWhatWasMeasuredOnce_data();
    void interruptsWriteWhatWasMeasuredOnce();
    void allThatMeasureHeedTheTimeLimit_data();
    void allThatMeasureHeedTheTimeLimit();
    void theWorkerEndsWhenTold();
    void theWindowKeepsTheJournal_data();
    void theWindowKeepsTheJournal();
    void theWindowKeepsWhatNoJournalHolds();
    void nohupStays();
    void secondInterruptEndsAtOnce();
    void nothingMeasuredLeavesTheOldFile_data();
    void nothingMeasuredLeavesTheOldFile();
    void theSearchForDevicesCanBeInterrupted_data();
    void theSearchForDevicesCanBeInterrupted();
    void writingIsFinishedUnlessInterruptedAgain_data();
    void writingIsFinishedUnlessInterruptedAgain();
    void exportingIsFinishedUnlessInterruptedAgain_data();
    void exportingIsFinishedUnlessInterruptedAgain();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    /// Both programs, where both are built, writing the long sweep to data.csv.
    void addPrograms();
    QString arguments(const QString& program, const QString& sweep) const {
        if (program == kEngine)
            return kSignalledSweep + sweep + QStringLiteral(" --csv ") + path("data.csv");
        return sweep + QStringLiteral(" --start --export ") + path("data.csv");
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSignals::addPrograms() {
    QTest::addColumn<QString>("program");
    QTest::newRow("headroom-engine") << kEngine;
    if (!kHeadroom.isEmpty())
        QTest::newRow("headroom") << kHeadroom;
}

void TestSignals::foreignSignalsChangeNothing_data() {
    addPrograms();
}

void TestSignals::foreignSignalsChangeNothing() {
    QFETCH(QString, program);
    Program sweep(program);
    sweep.start(arguments(program, kLong));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.rowsKept() > 2, 60'000);
    QList<int> foreign{SIGUSR2,   SIGALRM, SIGVTALRM, SIGPROF,  SIGIO,   SIGPWR,
                       SIGSTKFLT, SIGPIPE, SIGXFSZ,   SIGRTMIN, SIGRTMAX};
    if (program != kEngine) // which schedulers tell so that time is up
        foreign << SIGUSR1;
    for (const int signal : foreign)
        sweep.send(signal);
    const int before = sweep.rowsKept();
    QTRY_VERIFY_WITH_TIMEOUT(sweep.rowsKept() > before + 2, 60'000);
    QVERIFY(sweep.isRunning());
    // Who watched for interrupts still does.
    sweep.send(SIGINT);
    QCOMPARE(sweep.status(), 130);
    QVERIFY(contentOf(path("data.csv")).count('\n') > 1);
}

void TestSignals::foreignSignalsDoNotEndTheWorker() {
    Program worker(kEngine);
    worker.start(QStringLiteral("serve"));
    QTRY_VERIFY(worker.process.bytesAvailable() > 1); // its greeting follows an empty line
    for (const int signal : {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGRTMIN, SIGRTMAX})
        worker.send(signal);
    worker.process.closeWriteChannel();
    QCOMPARE(worker.status(), 0);
}

void TestSignals::interruptsWriteWhatWasMeasuredOnce_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QList<int>>("signals");
    const auto rows = [](const char* name, const QString& program) {
        const auto row = [&](const char* how, const QList<int>& signals) {
            QTest::addRow("%s, %s", name, how) << program << signals;
        };
        row("Ctrl-C", {SIGINT});
        row("SIGTERM", {SIGTERM});
        row("SIGHUP", {SIGHUP});
        // A terminal that is closed: from the kernel, from the shell, and from the session's manager.
        row("terminal closed", {SIGHUP, SIGHUP, SIGTERM, SIGHUP});
    };
    rows("headroom-engine", kEngine);
    // A job at its time limit: the scheduler's notice, in each of its steps, and the end.
    const QList<int> limit{SIGUSR1, SIGUSR1, SIGTERM};
    QTest::newRow("headroom-engine, time limit near") << kEngine << QList<int>{SIGUSR1};
    QTest::newRow("headroom-engine, time limit") << kEngine << limit;
    if (!kHeadroom.isEmpty())
        rows("headroom", kHeadroom);
}

void TestSignals::interruptsWriteWhatWasMeasuredOnce() {
    QFETCH(QString, program);
    QFETCH(QList<int>, signals);
    writeOld(path("data.csv"));
    Program sweep(program);
    sweep.start(arguments(program, kLong));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.rowsKept() > 2, 60'000);
    const int before = sweep.rowsKept();
    for (const int signal : signals)
        sweep.send(signal);
    QCOMPARE(sweep.status(), 130);
    QVERIFY(contentOf(path("data.csv")).count('\n') >= 1 + before);
    QCOMPARE(sweep.journal(), QString()); // not offered once more
    QCOMPARE(sweep.err.count("Interrupt again"), 1);
    QCOMPARE(sweep.err.count("SIGUSR1 came"), signals.front() == SIGUSR1 ? 1 : 0);
}

void TestSignals::allThatMeasureHeedTheTimeLimit_data() {
    QTest::addColumn<QString>("arguments");
    const QString slow = QStringLiteral(" --device reference --dtype f32 --time-limit 4 --precision 0.0001 ");
    QTest::newRow("layer") << QStringLiteral("layer --seq 16 --batch 1 --hidden 32 --heads 4") + slow;
    QTest::newRow("advise") << QStringLiteral("advise --seq 16 --batch 1 --hidden 32 --heads 4") + slow;
    QTest::newRow("shapes") << QStringLiteral("shapes --shapes 24x16x8,8x8x8,2x8x8x8,9x9x9,7x7x7,6x5x4") +
                                   slow;
}

void TestSignals::allThatMeasureHeedTheTimeLimit() {
    QFETCH(QString, arguments);
    Program program(kEngine);
    program.start(arguments + QStringLiteral("--csv ") + path("data.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(program.rowsKept() > 0, 60'000);
    const int before = program.rowsKept();
    program.send(SIGUSR1);
    QCOMPARE(program.status(), 130);
    QVERIFY2(program.err.contains("SIGUSR1 came"), program.err.constData());
    QVERIFY(contentOf(path("data.csv")).count('\n') > before);
}

void TestSignals::theWorkerEndsWhenTold() {
    Program worker(kEngine);
    worker.start(QStringLiteral("serve"));
    QTRY_VERIFY(worker.process.bytesAvailable() > 1); // its greeting follows an empty line
    worker.send(SIGUSR1);                             // its client goes on until the job is really over
    QVERIFY(worker.isRunning());
    worker.send(SIGTERM);
    QVERIFY(worker.status() != -1);
    QVERIFY2(!worker.err.contains("SIGUSR1"), worker.err.constData());
}

void TestSignals::theWindowKeepsTheJournal_data() {
    QTest::addColumn<QList<int>>("signals");
    QTest::newRow("Ctrl-C") << QList<int>{SIGINT};
    QTest::newRow("SIGTERM") << QList<int>{SIGTERM};
    QTest::newRow("SIGHUP") << QList<int>{SIGHUP};
    QTest::newRow("session closed") << QList<int>{SIGHUP, SIGTERM, SIGHUP};
}

void TestSignals::theWindowKeepsTheJournal() {
    if (kHeadroom.isEmpty())
        QSKIP("built without the window");
    QFETCH(QList<int>, signals);
    Program window(kHeadroom);
    window.environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    window.start(kLong + QStringLiteral(" --start"));
    QTRY_VERIFY_WITH_TIMEOUT(window.rowsKept() > 2, 60'000);
    for (const int signal : {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM})
        window.send(signal);
    const int before = window.rowsKept();
    QTRY_VERIFY_WITH_TIMEOUT(window.rowsKept() > before, 60'000);
    const int kept = window.rowsKept();
    for (const int signal : signals)
        window.send(signal);
    QCOMPARE(window.status(), 130);
    const Result<Run> run = window.readWholeJournal();
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QVERIFY(run->measurements.size() >= static_cast<std::size_t>(kept));
}

void TestSignals::theWindowKeepsWhatNoJournalHolds() {
    if (kHeadroom.isEmpty())
        QSKIP("built without the window");
    Program window(kHeadroom);
    window.environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    window.start(kLong + QStringLiteral(" --start"));
    QTRY_VERIFY_WITH_TIMEOUT(window.rowsKept() > 2, 60'000);
    QVERIFY(QFile::remove(window.journal()));
    window.send(SIGTERM);
    QCOMPARE(window.status(), 130);
    static const QRegularExpression kept(QStringLiteral("what was measured is kept in (.+), a run file"));
    const auto match = kept.match(QString::fromLocal8Bit(window.err));
    QVERIFY2(match.hasMatch(), window.err);
    const Result<Run> run = readRunFile(match.captured(1).toStdString());
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QVERIFY(!run->measurements.empty());
}

void TestSignals::nohupStays() {
    Program sweep(kEngine);
    sweep.hangUpIsIgnored = true;
    sweep.start(arguments(kEngine, kSmall + QStringLiteral(" --time-limit 0.1")));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.rowsKept() > 2, 60'000);
    sweep.send(SIGHUP);
    QCOMPARE(sweep.status(), 0);
    QCOMPARE(contentOf(path("data.csv")).count('\n'), 15);
}

void TestSignals::secondInterruptEndsAtOnce() {
    writeOld(path("data.csv"));
    Program sweep(kEngine);
    sweep.start(arguments(kEngine, kSlow));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.hasSaid(": 1 point\n"), 60'000);
    sweep.send(SIGINT);
    QTRY_VERIFY(sweep.hasSaid("Interrupt again"));
    sweep.send(SIGINT);
    QCOMPARE(sweep.status(), 130);
    QCOMPARE(contentOf(path("data.csv")), QByteArray("kept"));
}

void TestSignals::nothingMeasuredLeavesTheOldFile_data() {
    addPrograms();
}

void TestSignals::nothingMeasuredLeavesTheOldFile() {
    QFETCH(QString, program);
    writeOld(path("data.csv"));
    Program sweep(program);
    sweep.start(arguments(program, kBriefCalls));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.hasSaid(": 1 point\n"), 60'000);
    sweep.send(SIGTERM);
    QCOMPARE(sweep.status(), 130);
    QVERIFY2(sweep.err.contains("0 of 1 points"), sweep.err);
    QCOMPARE(contentOf(path("data.csv")), QByteArray("kept"));
    QCOMPARE(sweep.journal(), QString());
}

void TestSignals::theSearchForDevicesCanBeInterrupted_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("signal");
    const auto row = [](const char* name, const QString& program, const char* arguments, int signal) {
        QTest::newRow(name) << program << QString::fromLatin1(arguments) << signal;
    };
    row("list", kEngine, "devices", SIGINT);
    row("sweep", kEngine, "sweep --csv data.csv", SIGTERM);
    row("worker", kEngine, "serve", SIGHUP);
    if (kHeadroom.isEmpty())
        return;
    row("export", kHeadroom, "--start --export data.csv", SIGINT);
    row("before the window", kHeadroom, "--start", SIGHUP);
    row("in the window", kHeadroom, "", SIGTERM);
}

void TestSignals::theSearchForDevicesCanBeInterrupted() {
    QFETCH(QString, program);
    QFETCH(QString, arguments);
    QFETCH(int, signal);
    Program searching(program);
    searching.environment.insert(QStringLiteral("HEADROOM_CUDA_MODULE"),
                                 QStringLiteral(HEADROOM_HANGING_MODULE));
    searching.environment.insert(QStringLiteral("HEADROOM_TEST_HANGING"), path("hanging"));
    if (!arguments.contains(QLatin1String("--export")))
        searching.environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    searching.process.setWorkingDirectory(m_folder->path());
    searching.start(arguments);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(path("hanging")).endsWith('\n'), 60'000);
    searching.send(signal);
    QCOMPARE(searching.status(10'000), 130);
    // Nor does the process stay that asked the driver.
    const QString asking = QString::fromLatin1(contentOf(path("hanging")).trimmed());
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(asking), 20'000);
}

void TestSignals::writingIsFinishedUnlessInterruptedAgain_data() {
    QTest::addColumn<bool>("again");
    QTest::newRow("once") << false;
    QTest::newRow("twice") << true;
}

void TestSignals::writingIsFinishedUnlessInterruptedAgain() {
    QFETCH(bool, again);
    Pipe pipe;
    const int room = ::fcntl(pipe.writer.get(), F_SETPIPE_SZ, 4096); // less than the rows take
    QVERIFY(room > 0 && room < 5000);
    Program sweep(kEngine);
    sweep.given[1] = pipe.writer.get();
    sweep.start(kSignalledSweep + kSmall);
    pipe.writer.reset();
    QTRY_COMPARE_WITH_TIMEOUT(waitingIn(pipe.reader), room, 60'000);
    sweep.send(SIGINT);
    QTRY_VERIFY(sweep.hasSaid("Writing what was measured"));
    if (again) {
        sweep.send(SIGINT);
        QCOMPARE(sweep.status(), 130);
        const Result<Run> kept = sweep.readWholeJournal(); // what the reader did not take
        QVERIFY(kept && kept->measurements.size() == 14);
        return;
    }
    QCOMPARE(readAll(pipe.reader).count('\n'), 15);
    QCOMPARE(sweep.status(), 0);
    QCOMPARE(sweep.journal(), QString());
}

void TestSignals::exportingIsFinishedUnlessInterruptedAgain_data() {
    writingIsFinishedUnlessInterruptedAgain_data();
}

void TestSignals::exportingIsFinishedUnlessInterruptedAgain() {
    if (kHeadroom.isEmpty())
        QSKIP("built without the window");
    QFETCH(bool, again);
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sampleRun(sampleSpec(16))));
    const QString pipe = path("pipe.csv");
    QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
    const UniqueFd reader(::open(pipe.toLocal8Bit().constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    const int room = ::fcntl(reader.get(), F_SETPIPE_SZ, 4096);
    Program exporting(kHeadroom);
    exporting.start(
        QStringLiteral("%1 --export %2 --export %3").arg(path("run.headroom.json"), pipe, path("later.csv")));
    QTRY_COMPARE_WITH_TIMEOUT(waitingIn(reader), room, 60'000);
    exporting.send(SIGINT);
    QTRY_VERIFY(exporting.hasSaid("Stopping after this file"));
    if (again)
        exporting.send(SIGINT);
    else
        QVERIFY(readAll(reader).endsWith('\n'));
    QCOMPARE(exporting.status(), 130);
    QVERIFY(!QFile::exists(path("later.csv")));
}

HEADROOM_TEST(TestSignals, EventLoop)

} // namespace headroom::testing::tst_signals

#include "tst_signals.moc"
