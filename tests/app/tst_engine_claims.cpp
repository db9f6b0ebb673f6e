// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

#include "engine/claim/device_lock.h"

#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::testing::tst_engine_claims {

namespace {

/// What it has told by the time it says that, or until it has said nothing for a minute.
QByteArray readUntil(QProcess& process, const char* said) {
    process.setReadChannel(QProcess::StandardError);
    QByteArray told;
    do
        told += process.readAllStandardError();
    while (!told.contains(said) && process.waitForReadyRead(60'000));
    return told;
}

} // namespace

/// Of sweeps on one device at a time one measures, and the others say so.
class TestEngineClaims : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aSecondSweepIsRefusedAndNamesTheFirst();
    void waitsForAHolderThatIsKilled();
    void anInterruptEndsTheWaiting();
    void otherUsersAreSeen();
    void measuresWithoutAPlaceForLocks();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    /// A sweep that goes on for long and has begun to measure.
    void startLongSweep(QProcess& process) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEngineClaims::startLongSweep(QProcess& process) const {
    process.start(kEngine, smallSweep({"--points", "all", "--time-limit", "2", "--precision", "0.0001"}));
    const QByteArray told = readUntil(process, "plain loops, ");
    QVERIFY2(told.contains("plain loops, "), told.constData());
}

void TestEngineClaims::aSecondSweepIsRefusedAndNamesTheFirst() {
    QProcess first;
    startLongSweep(first);
    const QString csv = path("kept.csv");
    QFile file(csv);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("kept");
    file.close();
    QStringList arguments = smallSweep({"--quiet", "--csv"});
    const Ended second = runEngine(arguments << csv);
    QCOMPARE(second.status, 3);
    const QByteArray process = "(process " + QByteArray::number(first.processId()) + ", user ";
    QVERIFY2(second.err.contains("reference is in use: headroom-engine "), second.err.constData());
    QVERIFY2(second.err.contains(process), second.err.constData());
    QVERIFY2(second.err.contains("has been measuring key-query-score in f32 on it since 20"),
             second.err.constData());
    QVERIFY2(second.err.contains("Add --wait to measure after it.\n"), second.err.constData());
    QCOMPARE(second.err.count('\n'), 1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("kept"));
#ifdef HEADROOM_HAS_ONEDNN
    // The same processor by another library.
    arguments[2] = QStringLiteral("cpu");
    QCOMPARE(runEngine(arguments).status, 3);
#endif
    first.kill();
    QVERIFY(first.waitForFinished());
}

void TestEngineClaims::waitsForAHolderThatIsKilled() {
    QProcess first;
    startLongSweep(first);
    QProcess second;
    second.start(kEngine, smallSweep({"--wait"}));
    const QByteArray err = readUntil(second, "Waiting until it is free.\n");
    QVERIFY2(err.contains("Waiting until it is free.\n"), err.constData());
    QVERIFY2(err.contains("(process " + QByteArray::number(first.processId())), err.constData());
    QVERIFY(!err.contains("plain loops, "));
    first.kill(); // SIGKILL: nothing can be tidied up
    QVERIFY(first.waitForFinished());
    QVERIFY(second.waitForFinished(120'000));
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(rowsOf(second.readAllStandardOutput()).size(), 1 + 14);
}

void TestEngineClaims::anInterruptEndsTheWaiting() {
    // On a machine with several memories a part of them is enough.
    const headroom::LockAttempt held = headroom::DeviceLock::take({"cpu-node0"}, "x");
    QVERIFY(!held.holder && held.problem.empty());
    QProcess process;
    process.start(kEngine, smallSweep({"--wait"}));
    const QByteArray told = readUntil(process, "Waiting until");
    QVERIFY2(told.contains("Waiting until"), told.constData());
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
}

void TestEngineClaims::otherUsersAreSeen() {
    if (::geteuid() != 0)
        QSKIP("only root can be two users");
    const QString setpriv = QStandardPaths::findExecutable(QStringLiteral("setpriv"));
    const QStringList asNobody{QStringLiteral("--reuid=65534"), QStringLiteral("--clear-groups"), kEngine};
    if (setpriv.isEmpty() ||
        QProcess::execute(setpriv, asNobody + QStringList{QStringLiteral("--version")}) != 0)
        QSKIP("this program cannot be run as another user here");
    // As /run/lock is.
    const QByteArray before = qgetenv("HEADROOM_LOCK_DIR");
    const auto restore = qScopeGuard([&] { qputenv("HEADROOM_LOCK_DIR", before); });
    const QByteArray folder = m_folder->path().toLocal8Bit();
    QCOMPARE(::chmod(folder.constData(), 01777), 0);
    qputenv("HEADROOM_LOCK_DIR", folder);
    QProcess nobody; // makes the lock file
    nobody.start(setpriv, asNobody + smallSweep({"--points", "1", "--quiet"}));
    QVERIFY(nobody.waitForFinished(120'000));
    QCOMPARE(nobody.exitCode(), 0);
    QProcess root;
    startLongSweep(root);
    nobody.start(setpriv, asNobody + smallSweep());
    QVERIFY(nobody.waitForFinished(120'000));
    const QByteArray err = nobody.readAllStandardError();
    QCOMPARE(nobody.exitCode(), 3);
    QVERIFY2(err.contains(", user root, "), err.constData());
    root.kill();
    QVERIFY(root.waitForFinished());
}

void TestEngineClaims::measuresWithoutAPlaceForLocks() {
    const QByteArray before = qgetenv("HEADROOM_LOCK_DIR");
    const auto restore = qScopeGuard([&] { qputenv("HEADROOM_LOCK_DIR", before); });
    qputenv("HEADROOM_LOCK_DIR", "/nonexistent");
    const Ended outcome = runEngine(smallSweep());
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.contains("Nothing kept other programs from measuring on reference at the same time"),
             outcome.err.constData());
    QCOMPARE(rowsOf(outcome.out).size(), 1 + 14);
}

HEADROOM_TEST(TestEngineClaims, EventLoop)

} // namespace headroom::testing::tst_engine_claims

#include "tst_engine_claims.moc"
