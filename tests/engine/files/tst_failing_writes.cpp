// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/mounts.h"
#include "tests/support/test_program.h"

#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>

namespace headroom::testing::tst_failing_writes {

namespace {

const QString kWriter = QStringLiteral(HEADROOM_WRITE_ONE_FILE);
const QByteArray kOld(6'000, 'o');

struct Ended {
    int status = -1;
    QByteArray out;
};

Ended runToEnd(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardOutput()};
}

} // namespace

/// Each system call of a write fails in turn; and disks that are full, read-only or mounted over the file.
class TestFailingWrites : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void everyCallInTurn_data();
    void everyCallInTurn();
    void askingSurvivesEveryFailure_data();
    void askingSurvivesEveryFailure();
    void modesThatCannotBeSet();
    void limitOnFileSizes();
    void fileMountedOnItsOwn();
    void fileMountedOnItsOwnOnAFullDisk();
    void fullDisk_data();
    void fullDisk();
    void readOnlyDisk();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    QString folder(const char* name) const {
        QDir(m_folder->path()).mkpath(QLatin1String(name));
        return path(name);
    }
    static void put(const QString& file, const QByteArray& content) {
        QFile opened(file);
        if (!opened.open(QIODevice::WriteOnly) || opened.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file));
    }
    static QByteArray read(const QString& file) {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("(missing)");
    }
    Ended runFailing(const QStringList& arguments, const QString& rules);
    bool fired() const { return QFileInfo::exists(path("fired")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

Ended TestFailingWrites::runFailing(const QStringList& arguments, const QString& rules) {
    QFile::remove(path("fired"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
#ifdef HEADROOM_FAILING_CALLS
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(HEADROOM_FAILING_CALLS));
#endif
    environment.insert(QStringLiteral("HEADROOM_FAIL"), rules);
    environment.insert(QStringLiteral("HEADROOM_BELOW"), folder("out"));
    environment.insert(QStringLiteral("HEADROOM_FIRED"), path("fired"));
    return runToEnd(kWriter, arguments, environment);
}

void TestFailingWrites::everyCallInTurn_data() {
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("always"); ///< what fails besides
    QTest::addColumn<bool>("hasOld");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("mustSucceed");
    const QString busy = QStringLiteral("; rename 1 99 %1").arg(EBUSY);
    const QByteArray full = QByteArray::number(ENOSPC);
    const auto row = [](const char* call, const QByteArray& error, const QString& always, bool hasOld,
                        int size, bool mustSucceed = false) {
        const QByteArray way = !always.isEmpty() ? "in place" : hasOld ? "replaced" : "new";
        QTest::newRow((way + ", " + call + ' ' + error + ", " + QByteArray::number(size)).constData())
            << QByteArray(call) << error << always << hasOld << size << mustSucceed;
    };
    for (const bool hasOld : {false, true}) {
        for (const int error : {ENOSPC, EDQUOT, EIO, EFBIG})
            for (const char* call : {"write", "fsync", "rename", "close"})
                row(call, QByteArray::number(error), {}, hasOld, 9'000);
        row("open", QByteArray::number(EMFILE), {}, hasOld, 9'000);
        row("write", "short", {}, hasOld, 9'000, true);
        for (const char* call : {"open", "write", "fsync", "close"})
            row(call, QByteArray::number(EINTR), {}, hasOld, 9'000, true);
    }
    row("fchmod", QByteArray::number(EPERM), {}, true, 9'000, true);
    for (const int size : {0, 100, 6'000, 9'000}) {
        for (const char* call : {"open", "fsync", "close", "fchmod"})
            row(call, full, busy, true, size);
        if (size > 0) {
            row("write", full, busy, true, size);
            row("pwrite", full, busy, true, size);
            row("pwrite", "short", busy, true, size, true);
        }
        if (size < kOld.size())
            row("ftruncate", QByteArray::number(EIO), busy, true, size);
    }
    row("pwrite", QByteArray::number(EINTR), busy, true, 9'000, true);
}

/// Once only, and from then on: a full disk stays full.
void TestFailingWrites::everyCallInTurn() {
#ifndef HEADROOM_FAILING_CALLS
    QSKIP("a sanitizer must be the first library of a program itself");
#endif
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, error);
    QFETCH(QString, always);
    QFETCH(bool, hasOld);
    QFETCH(int, size);
    QFETCH(bool, mustSucceed);
    const QString file = folder("out") + QStringLiteral("/a.csv");
    const QByteArray before = hasOld ? kOld : QByteArray("(missing)");
    int made = 0;
    for (const bool once : {true, false}) {
        if (!once && mustSucceed)
            break; // interrupted for ever is no failure
        for (int n = 1; n == 1 || fired(); ++n) {
            QVERIFY(n < 20);
            QFile::remove(file);
            if (hasOld)
                put(file, kOld);
            const QString rules = QStringLiteral("%1 %2 %3 %4")
                                      .arg(QLatin1String(call))
                                      .arg(n)
                                      .arg(once ? n : 99)
                                      .arg(QLatin1String(error)) +
                                  always;
            const Ended ended = runFailing({QStringLiteral("write"), file, QString::number(size)}, rules);
            const QByteArray told = ended.out + " at " + QByteArray::number(n);
            const QByteArray wanted = ended.status == 0 ? QByteArray(size, 'n') : before;
            QVERIFY2(ended.status == 0 || ended.status == 1, told);
            QVERIFY2(read(file) == wanted, told);
            QVERIFY2(ended.status == 0 || ended.out.startsWith("Cannot write " + file.toLocal8Bit() + ": "),
                     told);
            QVERIFY2(ended.status == 0 || !mustSucceed, told);
            const QStringList left = QDir(folder("out")).entryList(QDir::Files | QDir::Hidden);
            QVERIFY2(left == (wanted == "(missing)" ? QStringList() : QStringList{QStringLiteral("a.csv")}),
                     qPrintable(left.join(QLatin1Char(' '))));
            made += fired();
        }
    }
    QVERIFY2(made > 0, "no call of that name was made");
}

void TestFailingWrites::askingSurvivesEveryFailure_data() {
    QTest::addColumn<QByteArray>("call");
    for (const char* call : {"open", "write", "fsync", "close", "rename", "fchmod"})
        QTest::newRow(call) << QByteArray(call);
}

void TestFailingWrites::askingSurvivesEveryFailure() {
#ifndef HEADROOM_FAILING_CALLS
    QSKIP("a sanitizer must be the first library of a program itself");
#endif
    QFETCH(QByteArray, call);
    const QString file = folder("out") + QStringLiteral("/a.csv");
    put(file, kOld);
    int refused = 0;
    for (int n = 1; n == 1 || fired(); ++n) {
        QVERIFY(n < 20);
        const QString rules = QStringLiteral("%1 %2 99 %3").arg(QLatin1String(call)).arg(n).arg(ENOSPC);
        const Ended ended = runFailing({QStringLiteral("check"), file, QStringLiteral("0")}, rules);
        QVERIFY2(ended.status == 0 || ended.out.contains("disk is full"), ended.out);
        QCOMPARE(read(file), kOld);
        QCOMPARE(QDir(folder("out")).entryList(QDir::Files | QDir::Hidden).size(), 1);
        refused += ended.status == 1;
    }
    QVERIFY(call == "fchmod" || refused > 0); // without modes it can be written
}

void TestFailingWrites::modesThatCannotBeSet() {
#ifndef HEADROOM_FAILING_CALLS
    QSKIP("a sanitizer must be the first library of a program itself");
#endif
    const QString file = folder("out") + QStringLiteral("/a.csv");
    put(file, kOld);
    const QString rules = QStringLiteral("fchmod 1 99 %1").arg(EPERM);
    QCOMPARE(runFailing({QStringLiteral("check"), file, QStringLiteral("0")}, rules).status, 0);
    QVERIFY(fired());
    QCOMPARE(runFailing({QStringLiteral("write"), file, QStringLiteral("50")}, rules).status, 0);
    QVERIFY(fired());
    QCOMPARE(read(file), QByteArray(50, 'n'));
}

void TestFailingWrites::limitOnFileSizes() {
    const QString file = path("a.csv");
    put(file, kOld);
    const Ended ended = runToEnd(QStringLiteral("bash"),
                                 {QStringLiteral("-c"), QStringLiteral("ulimit -f 16; exec \"$0\" \"$@\""),
                                  kWriter, QStringLiteral("write"), file, QStringLiteral("100000")},
                                 QProcessEnvironment::systemEnvironment());
    QCOMPARE(ended.status, 1); // not dead of a signal
    QVERIFY2(ended.out.contains(file.toLocal8Bit()) && ended.out.contains("ulimit"), ended.out);
    QCOMPARE(read(file), kOld);
}

void TestFailingWrites::fileMountedOnItsOwn() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    put(path("real"), kOld);
    put(path("mounted"), "below");
    const MountedEnd ended = runMounted(QStringLiteral("mount --bind \"$1/real\" \"$1/mounted\"\n"
                                                       "\"$0\" check \"$1/mounted\" 0 || exit 11\n"
                                                       "\"$0\" write \"$1/mounted\" 50 || exit 12\n"),
                                        {kWriter, m_folder->path()});
    QVERIFY2(ended.status == 0, ended.output);
    QCOMPARE(read(path("real")), QByteArray(50, 'n'));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
}

/// More than the disk of the mounted file can take: told, and the file as it was.
void TestFailingWrites::fileMountedOnItsOwnOnAFullDisk() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    put(path("mounted"), "below");
    const MountedEnd ended = runMounted(
        QStringLiteral("mkdir \"$1/disk\" && mount -t tmpfs -o size=64k none \"$1/disk\" || exit 10\n"
                       "head -c 6000 /dev/zero | tr '\\0' o > \"$1/disk/real\"\n"
                       "mount --bind \"$1/disk/real\" \"$1/mounted\" || exit 10\n"
                       "\"$0\" check \"$1/mounted\" 0 || exit 11\n"
                       "\"$0\" write \"$1/mounted\" 100000 && exit 12\n"
                       "cp \"$1/disk/real\" \"$1/after\"\n"
                       "head -c 100k /dev/zero > \"$1/disk/fill\"\n"
                       "\"$0\" check \"$1/mounted\" 0 && exit 13\n"
                       "exit 0\n"),
        {kWriter, m_folder->path()});
    QVERIFY2(ended.status == 0, ended.output);
    QCOMPARE(read(path("after")), kOld);
    QVERIFY2(ended.output.contains(path("mounted").toLocal8Bit() + ": the disk is full"), ended.output);
}

void TestFailingWrites::fullDisk_data() {
    QTest::addColumn<bool>("hasOld");
    QTest::newRow("new file") << false;
    QTest::newRow("old file") << true;
}

void TestFailingWrites::fullDisk() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    QFETCH(bool, hasOld);
    const MountedEnd ended = runMounted(
        QStringLiteral("mkdir \"$1/disk\" && mount -t tmpfs -o size=64k none \"$1/disk\" || exit 10\n"
                       "%1\n"
                       "\"$0\" check \"$1/disk/a.csv\" 0 || exit 11\n"
                       "\"$0\" write \"$1/disk/a.csv\" 100000 && exit 12\n"
                       "head -c 100k /dev/zero > \"$1/disk/fill\"\n"
                       "\"$0\" check \"$1/disk/a.csv\" 0 && exit 13\n"
                       "\"$0\" write \"$1/disk/a.csv\" 100 && exit 14\n"
                       "ls -A \"$1/disk\" > \"$1/left\"\n"
                       "cp \"$1/disk/a.csv\" \"$1/after\"\n"
                       "exit 0\n")
            .arg(hasOld ? QStringLiteral("head -c 6000 /dev/zero | tr '\\0' o > \"$1/disk/a.csv\"")
                        : QString()),
        {kWriter, m_folder->path()});
    QVERIFY2(ended.status == 0, ended.output);
    QCOMPARE(ended.output.count("a.csv: the disk is full"), 3);
    QCOMPARE(read(path("left")), QByteArray(hasOld ? "a.csv\nfill\n" : "fill\n"));
    QCOMPARE(read(path("after")), hasOld ? kOld : QByteArray("(missing)"));
}

/// As in a container: nothing can be written but the one file that was mounted for it.
void TestFailingWrites::readOnlyDisk() {
    if (const char* reason = whyNoMounts())
        QSKIP(reason);
    put(path("real"), kOld);
    const MountedEnd ended = runMounted(
        QStringLiteral(
            "mkdir \"$1/disk\" && mount -t tmpfs -o size=64k none \"$1/disk\" || exit 10\n"
            "touch \"$1/disk/a.csv\" \"$1/disk/b.csv\"\n"
            "mount --bind \"$1/real\" \"$1/disk/a.csv\" && mount -o remount,ro \"$1/disk\" || exit 10\n"
            "\"$0\" check \"$1/disk/b.csv\" 0 && exit 11\n"
            "\"$0\" check \"$1/disk/new.csv\" 0 && exit 12\n"
            "\"$0\" check \"$1/disk/a.csv\" 0 || exit 13\n"
            "\"$0\" write \"$1/disk/a.csv\" 50 || exit 14\n"),
        {kWriter, m_folder->path()});
    QVERIFY2(ended.status == 0, ended.output);
    QCOMPARE(read(path("real")), QByteArray(50, 'n'));
    QCOMPARE(ended.output.count("no permission to write there"), 2);
}

HEADROOM_TEST(TestFailingWrites, EventLoop)

} // namespace headroom::testing::tst_failing_writes

#include "tst_failing_writes.moc"
