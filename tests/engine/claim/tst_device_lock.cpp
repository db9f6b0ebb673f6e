// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/claim/device_lock.h"

#include "engine/model/version.h"

#include <array>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::testing::tst_device_lock {

namespace {

constexpr uid_t kStranger = 65533; // whom no file belongs to

const std::string kText = "headroom-lock 1\nprogram headroom-engine 9.9\nuser alice\npid 4711\nhost node7\n"
                          "since 2026-01-31 12:00:00 UTC\nmeasures key-query-score in f16\n";

QByteArray contentOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

/// Another user for a while; for root only.
class AsStranger {
public:
    AsStranger() {
        if (::seteuid(kStranger) != 0)
            qFatal("cannot be another user");
    }
    ~AsStranger() {
        if (::seteuid(0) != 0)
            qFatal("cannot be root again");
    }
};

} // namespace

class TestDeviceLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void onePersonAtATime();
    void nothingIsLeftOfTheNameAfterwards();
    void allOrNone();
    void otherHardwareIsFree();
    void everyUserMayLockWhateverTheUmask();
    void plantedThingsAreLeftAlone_data();
    void plantedThingsAreLeftAlone();
    void foreignContentIsKept();
    void whatOthersWroteIsJudged_data();
    void whatOthersWroteIsJudged();
    void tellsHowLongTheHolderIsIdle();
    void filesOfOtherUsers();
    void filesThatMayNotBeRead();
    void placesThatCannotBeUsed_data();
    void placesThatCannotBeUsed();
    void theFolderIsTheSameForAllUsers();

private:
    std::string file(const char* id) const {
        return m_folder->filePath(QStringLiteral("headroom-%1.lock").arg(QLatin1String(id))).toStdString();
    }
    void write(const std::string& path, const std::string& text) const {
        QFile out(QString::fromStdString(path));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(text.data(), qint64(text.size())), qint64(text.size()));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDeviceLock::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(::chmod(m_folder->path().toLocal8Bit().constData(), 01777), 0); // as /run/lock is
    qputenv("HEADROOM_LOCK_DIR", m_folder->path().toLocal8Bit());
}

void TestDeviceLock::onePersonAtATime() {
    std::optional<LockAttempt> first(DeviceLock::take({"gpu-1"}, "key-query-score in f16"));
    QVERIFY(!first->holder);
    QCOMPARE(first->problem, std::string());
    const LockAttempt second = DeviceLock::take({"gpu-1"}, "another");
    QVERIFY(second.holder);
    QCOMPARE(second.holder->program, std::string("tests_engine ") + programVersion());
    QCOMPARE(second.holder->pid, std::int64_t{::getpid()});
    const passwd* user = ::getpwuid(::geteuid());
    QCOMPARE(second.holder->user, user ? std::string(user->pw_name) : std::to_string(::geteuid()));
    QCOMPARE(second.holder->host, QSysInfo::machineHostName().toStdString());
    QCOMPARE(second.holder->measures, std::string("key-query-score in f16"));
    static const QRegularExpression moment(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC$"));
    QVERIFY2(moment.match(QString::fromStdString(second.holder->since)).hasMatch(),
             second.holder->since.c_str());
    first.reset();
    QVERIFY(!DeviceLock::take({"gpu-1"}, "third").holder);
}

void TestDeviceLock::nothingIsLeftOfTheNameAfterwards() {
    { const LockAttempt first = DeviceLock::take({"gpu-1"}, "x"); }
    QCOMPARE(contentOf(file("gpu-1")), QByteArray());
}

void TestDeviceLock::allOrNone() {
    std::optional<LockAttempt> other(DeviceLock::take({"cpu-node1"}, "x"));
    QVERIFY(DeviceLock::take({"cpu-node1", "cpu-node0"}, "y").holder);
    QVERIFY(!DeviceLock::take({"cpu-node0"}, "z").holder); // was not kept
    other.reset();
    const LockAttempt both = DeviceLock::take({"cpu-node1", "cpu-node0"}, "y");
    QVERIFY(!both.holder);
    for (const char* id : {"cpu-node0", "cpu-node1"}) {
        const LockAttempt one = DeviceLock::take({id}, "z");
        QVERIFY(one.holder);
        QCOMPARE(one.holder->measures, std::string("y"));
    }
}

void TestDeviceLock::otherHardwareIsFree() {
    const LockAttempt gpu = DeviceLock::take({"gpu-1"}, "x");
    QVERIFY(!DeviceLock::take({"gpu-2"}, "x").holder);
    QVERIFY(!DeviceLock::take({"cpu-node0"}, "x").holder);
    const LockAttempt nothing = DeviceLock::take({}, "x");
    QVERIFY(!nothing.holder && nothing.problem.empty());
    // An id is never a path.
    QVERIFY(!DeviceLock::take({"../0000:3b"}, "x").holder);
    QVERIFY(QFile::exists(QString::fromStdString(file(".._0000_3b"))));
}

void TestDeviceLock::everyUserMayLockWhateverTheUmask() {
    const mode_t before = ::umask(077);
    const LockAttempt taken = DeviceLock::take({"gpu-1"}, "x");
    ::umask(before);
    QVERIFY(!taken.holder);
    struct stat found {};
    QCOMPARE(::stat(file("gpu-1").c_str(), &found), 0);
    QCOMPARE(int(found.st_mode & 07777), 0666);
}

void TestDeviceLock::plantedThingsAreLeftAlone_data() {
    QTest::addColumn<QString>("thing");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("link") << QStringLiteral("link") << QByteArray("cannot be opened");
    QTest::newRow("link to nothing") << QStringLiteral("dangling") << QByteArray("cannot be opened");
    QTest::newRow("second name of a file") << QStringLiteral("hard") << QByteArray("is no lock file");
    QTest::newRow("FIFO") << QStringLiteral("fifo") << QByteArray("is no lock file");
    QTest::newRow("folder") << QStringLiteral("folder") << QByteArray("");
}

void TestDeviceLock::plantedThingsAreLeftAlone() {
    QFETCH(QString, thing);
    QFETCH(QByteArray, told);
    const std::string victim = m_folder->filePath(QStringLiteral("victim")).toStdString();
    const std::string planted = file("gpu-1");
    write(victim, {});
    if (thing == QLatin1String("link"))
        QCOMPARE(::symlink(victim.c_str(), planted.c_str()), 0);
    else if (thing == QLatin1String("dangling"))
        QCOMPARE(::symlink((victim + "2").c_str(), planted.c_str()), 0);
    else if (thing == QLatin1String("hard"))
        QCOMPARE(::link(victim.c_str(), planted.c_str()), 0);
    else if (thing == QLatin1String("fifo"))
        QCOMPARE(::mkfifo(planted.c_str(), 0666), 0);
    else
        QCOMPARE(::mkdir(planted.c_str(), 0777), 0);
    const LockAttempt attempt = DeviceLock::take({"gpu-1"}, "x");
    QVERIFY(!attempt.holder);
    QVERIFY2(!attempt.problem.empty() && QByteArray::fromStdString(attempt.problem).contains(told),
             attempt.problem.c_str());
    QCOMPARE(contentOf(victim), QByteArray());
    QVERIFY(!QFile::exists(QString::fromStdString(victim + "2")));
}

void TestDeviceLock::foreignContentIsKept() {
    write(file("gpu-1"), "a diary");
    {
        const LockAttempt first = DeviceLock::take({"gpu-1"}, "x");
        QVERIFY(!first.holder && first.problem.empty());
        const LockAttempt second = DeviceLock::take({"gpu-1"}, "y");
        QVERIFY(second.holder);
        QCOMPARE(second.holder->program, std::string());
    }
    QCOMPARE(contentOf(file("gpu-1")), QByteArray("a diary"));
}

void TestDeviceLock::whatOthersWroteIsJudged_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("user");
    const auto row = [](const char* name, const std::string& text, const char* program, const char* user) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(program) << QByteArray(user);
    };
    row("sound", kText + "end\n", "headroom-engine 9.9", "alice");
    row("an older, longer text behind it", kText + "end\nser bob\nend\n", "headroom-engine 9.9", "alice");
    row("of a later version", kText + "watts 700\nend\n", "headroom-engine 9.9", "alice");
    row("nothing", "", "", "");
    row("cut", kText.substr(0, 60), "", "");
    row("no end", kText, "", "");
    row("of another kind", "#!/bin/sh\nuser alice\nend\n", "", "");
    row("no number", "headroom-lock 1\nprogram p\npid many\nend\n", "", "");
    row("no lines", "headroom-lock 1\n" + std::string(5000, 'x'), "", "");
    row("control characters", "headroom-lock 1\nprogram \x1b[2J\x07p\nuser a\xff\r\nend\n", "?[2J?p", "a??");
    row("overlong", "headroom-lock 1\nprogram " + std::string(300, 'p') + "\nend\n",
        std::string(100, 'p').c_str(), "");
}

void TestDeviceLock::whatOthersWroteIsJudged() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, user);
    write(file("gpu-1"), "the holder's");
    const LockAttempt holding = DeviceLock::take({"gpu-1"}, "x"); // and leaves the file alone
    QVERIFY(!holding.holder);
    write(file("gpu-1"), text.toStdString());
    const LockAttempt asking = DeviceLock::take({"gpu-1"}, "y");
    QVERIFY(asking.holder);
    QCOMPARE(QByteArray::fromStdString(asking.holder->program), program);
    QCOMPARE(QByteArray::fromStdString(asking.holder->user), user);
}

void TestDeviceLock::tellsHowLongTheHolderIsIdle() {
    const LockAttempt holding = DeviceLock::take({"gpu-1"}, "x");
    const auto idle = [] { return DeviceLock::take({"gpu-1"}, "y").holder->idleS; };
    QVERIFY(idle() < 30);
    timespec now{};
    QCOMPARE(::clock_gettime(CLOCK_REALTIME, &now), 0);
    const std::array<timespec, 2> earlier{{{now.tv_sec - 600, 0}, {now.tv_sec - 600, 0}}};
    QCOMPARE(::utimensat(AT_FDCWD, file("gpu-1").c_str(), earlier.data(), 0), 0);
    QVERIFY(idle() >= 600 && idle() < 630);
    holding.lock.beat();
    QVERIFY(idle() < 30);
}

void TestDeviceLock::filesOfOtherUsers() {
    if (::geteuid() != 0)
        QSKIP("only root can be two users");
    {
        const AsStranger stranger; // makes the file
        QVERIFY(DeviceLock::take({"gpu-1"}, "x").problem.empty());
    }
    const LockAttempt root = DeviceLock::take({"gpu-1"}, "root's");
    QVERIFY2(!root.holder && root.problem.empty(), root.problem.c_str());
    const AsStranger stranger;
    const LockAttempt refused = DeviceLock::take({"gpu-1"}, "x");
    QVERIFY(refused.holder);
    QCOMPARE(refused.holder->user, std::string("root"));
    QCOMPARE(refused.holder->measures, std::string("root's"));
}

void TestDeviceLock::filesThatMayNotBeRead() {
    if (::geteuid() != 0)
        QSKIP("only root can be two users");
    write(file("gpu-1"), {});
    QCOMPARE(::chmod(file("gpu-1").c_str(), 0600), 0);
    write(file("gpu-2"), {});
    QCOMPARE(::chmod(file("gpu-2").c_str(), 0644), 0);
    const AsStranger stranger;
    const LockAttempt closed = DeviceLock::take({"gpu-1"}, "x");
    QVERIFY(!closed.holder);
    QVERIFY2(closed.problem.find("Permission denied") != std::string::npos, closed.problem.c_str());
    // One that may be read can be locked, though not named.
    const LockAttempt readable = DeviceLock::take({"gpu-2"}, "x");
    QVERIFY2(!readable.holder && readable.problem.empty(), readable.problem.c_str());
    const LockAttempt again = DeviceLock::take({"gpu-2"}, "x");
    QVERIFY(again.holder);
    QCOMPARE(again.holder->program, std::string());
}

void TestDeviceLock::placesThatCannotBeUsed_data() {
    QTest::addColumn<QString>("place");
    QTest::newRow("missing") << QStringLiteral("missing");
    QTest::newRow("a file") << QStringLiteral("file");
}

void TestDeviceLock::placesThatCannotBeUsed() {
    QFETCH(QString, place);
    write(m_folder->filePath(QStringLiteral("file")).toStdString(), {});
    qputenv("HEADROOM_LOCK_DIR", m_folder->filePath(place).toLocal8Bit());
    const LockAttempt attempt = DeviceLock::take({"gpu-1"}, "x");
    QVERIFY(!attempt.holder);
    QVERIFY2(attempt.problem.find("cannot be opened") != std::string::npos, attempt.problem.c_str());
}

void TestDeviceLock::theFolderIsTheSameForAllUsers() {
    QCOMPARE(lockFolder(), m_folder->path().toStdString());
    qputenv("HEADROOM_LOCK_DIR", "");
    const std::string folder = lockFolder();
    if (folder.empty())
        QSKIP("this machine has no folder that all users share");
    struct stat found {};
    QCOMPARE(::stat(folder.c_str(), &found), 0);
    QCOMPARE(int(found.st_mode & 07777), 01777);
    if (::geteuid() == 0) {
        const AsStranger stranger;
        QCOMPARE(lockFolder(), folder);
    }
}

HEADROOM_TEST(TestDeviceLock, EventLoop)

} // namespace headroom::testing::tst_device_lock

#include "tst_device_lock.moc"
