// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/files/atomic_file.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace headroom::testing::tst_atomic_file {

namespace {

constexpr uid_t kNobody = 65534;

/// Takes root's right to write everywhere for a while; other users never had it.
class WithoutRoot {
public:
    WithoutRoot() : m_isRoot(::geteuid() == 0) {
        if (m_isRoot && ::seteuid(kNobody) != 0)
            qFatal("cannot become nobody");
    }
    ~WithoutRoot() {
        if (m_isRoot && ::seteuid(0) != 0)
            qFatal("cannot become root again");
    }

private:
    bool m_isRoot;
};

struct stat statusOf(const QString& file) {
    struct stat status {};
    if (::stat(qPrintable(file), &status) != 0)
        qFatal("%s is not there", qPrintable(file));
    return status;
}

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesAndReplaces();
    void keepsTheModeOfTheOldFile();
    void followsLinks();
    void missingFolder();
    void folderInsteadOfFile();
    void followsALinkToAMissingFile();
    void refusesLinksInACircle();
    void withoutPermission();
    void writesInPlaceWhereTheFolderTakesNoFile_data();
    void writesInPlaceWhereTheFolderTakesNoFile();
    void aNameMayBeAsLongAsNamesCan();
    void askingChangesNothing();
    void writesToPipes();
    void writesToInheritedDescriptors();
    void refusesSockets();
    void fullDisk();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QByteArray read(const QString& file) const {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("(unreadable)");
    }
    int filesInFolder() const {
        return static_cast<int>(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAtomicFile::writesAndReplaces() {
    const std::string file = path("a.csv").toStdString();
    QVERIFY(checkWritable(file));
    QVERIFY(!QFileInfo::exists(path("a.csv"))); // asking leaves nothing
    QVERIFY(writeFileAtomically(file, "one"));
    QCOMPARE(read(path("a.csv")), QByteArray("one"));
    QVERIFY(checkWritable(file));
    QVERIFY(writeFileAtomically(file, "two"));
    QCOMPARE(read(path("a.csv")), QByteArray("two"));
    QCOMPARE(filesInFolder(), 1);
}

void TestAtomicFile::keepsTheModeOfTheOldFile() {
    const std::string file = path("a.csv").toStdString();
    QVERIFY(writeFileAtomically(file, "one"));
    QCOMPARE(::chmod(file.c_str(), 0640), 0);
    QVERIFY(writeFileAtomically(file, "two"));
    struct stat status {};
    QCOMPARE(::stat(file.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0640u);
}

void TestAtomicFile::followsLinks() {
    QVERIFY(writeFileAtomically(path("real").toStdString(), "one"));
    QVERIFY(QFile::link(path("real"), path("link")));
    QVERIFY(writeFileAtomically(path("link").toStdString(), "two"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QCOMPARE(read(path("real")), QByteArray("two"));
}

void TestAtomicFile::missingFolder() {
    const std::string file = path("no/such/a.csv").toStdString();
    for (const Outcome& outcome : {writeFileAtomically(file, "x"), checkWritable(file)}) {
        QVERIFY(!outcome);
        QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("does not exist"));
    }
}

void TestAtomicFile::folderInsteadOfFile() {
    const Outcome outcome = writeFileAtomically(m_folder->path().toStdString(), "x");
    QVERIFY(!outcome);
    QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("it is a folder"));
}

void TestAtomicFile::followsALinkToAMissingFile() {
    QVERIFY(QFile::link(QStringLiteral("real"), path("link")));
    QVERIFY(checkWritable(path("link").toStdString()));
    QVERIFY(!QFileInfo::exists(path("real")));
    QVERIFY(writeFileAtomically(path("link").toStdString(), "one"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QCOMPARE(read(path("real")), QByteArray("one"));
}

void TestAtomicFile::refusesLinksInACircle() {
    QVERIFY(QFile::link(path("b"), path("a")));
    QVERIFY(QFile::link(path("a"), path("b")));
    const std::string file = path("a").toStdString();
    for (const Outcome& outcome : {writeFileAtomically(file, "x"), checkWritable(file)}) {
        QVERIFY(!outcome);
        QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("circle"));
    }
}

void TestAtomicFile::withoutPermission() {
    const std::string file = path("a.csv").toStdString();
    QVERIFY(writeFileAtomically(file, "old"));
    QCOMPARE(::chmod(file.c_str(), 0444), 0);
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0755), 0);
    {
        const WithoutRoot user;
        for (const Outcome& outcome : {writeFileAtomically(file, "x"), checkWritable(file)}) {
            QVERIFY(!outcome);
            QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("no permission"));
        }
    }
    QCOMPARE(read(path("a.csv")), QByteArray("old"));
}

void TestAtomicFile::writesInPlaceWhereTheFolderTakesNoFile_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("longer") << QByteArray(20'000, 'n');
    QTest::newRow("as long") << QByteArray(10'000, 'n');
    QTest::newRow("shorter") << QByteArray(30, 'n');
    QTest::newRow("empty") << QByteArray();
}

void TestAtomicFile::writesInPlaceWhereTheFolderTakesNoFile() {
    QFETCH(QByteArray, content);
    const QString file = path("a.csv");
    QVERIFY(writeFileAtomically(file.toStdString(), std::string(10'000, 'o')));
    QCOMPARE(::chmod(qPrintable(file), 0666), 0);
    const auto inode = statusOf(file).st_ino;
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0555), 0);
    {
        const WithoutRoot user;
        QVERIFY(checkWritable(file.toStdString()));
        const Outcome written = writeFileAtomically(file.toStdString(), content.toStdString());
        QVERIFY2(written, written ? "" : written.error().reason.c_str());
        // A file that is not there yet cannot be made.
        QVERIFY(!checkWritable(path("new.csv").toStdString()));
        QVERIFY(!writeFileAtomically(path("new.csv").toStdString(), "x"));
    }
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0755), 0);
    QCOMPARE(read(file), content);
    QCOMPARE(statusOf(file).st_ino, inode);
    QCOMPARE(filesInFolder(), 1);
}

void TestAtomicFile::aNameMayBeAsLongAsNamesCan() {
    const QString file = m_folder->filePath(QString(255, QLatin1Char('n')));
    QVERIFY(checkWritable(file.toStdString()));
    QVERIFY(writeFileAtomically(file.toStdString(), "one"));
    QCOMPARE(read(file), QByteArray("one"));
    const Outcome longer = checkWritable(file.toStdString() + "n");
    QVERIFY(!longer);
    QVERIFY(QByteArray::fromStdString(longer.error().reason).contains("name is too long"));
}

void TestAtomicFile::askingChangesNothing() {
    const QString file = path("a.csv");
    QVERIFY(writeFileAtomically(file.toStdString(), "old"));
    QCOMPARE(::chmod(qPrintable(file), 0640), 0);
    const struct stat before = statusOf(file);
    QVERIFY(checkWritable(file.toStdString()));
    const struct stat after = statusOf(file);
    QCOMPARE(after.st_ino, before.st_ino);
    QCOMPARE(after.st_mode, before.st_mode);
    QCOMPARE(after.st_uid, before.st_uid);
    const auto sameTime = [](const timespec& a, const timespec& b) {
        return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
    };
    QVERIFY(sameTime(after.st_mtim, before.st_mtim));
    QVERIFY(sameTime(after.st_ctim, before.st_ctim));
    QVERIFY(sameTime(after.st_atim, before.st_atim));
    QCOMPARE(read(file), QByteArray("old"));
    QCOMPARE(filesInFolder(), 1);
}

void TestAtomicFile::writesToPipes() {
    const QString pipe = path("pipe");
    QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
    QVERIFY(checkWritable(pipe.toStdString())); // without a reader, and at once
    const int reader = ::open(qPrintable(pipe), O_RDWR | O_CLOEXEC);
    QVERIFY(reader >= 0);
    const Outcome written = writeFileAtomically(pipe.toStdString(), "rows");
    QByteArray got(4, '\0');
    const ssize_t count = ::read(reader, got.data(), 4);
    ::close(reader);
    QVERIFY(written);
    QCOMPARE(count, ssize_t(4));
    QCOMPARE(got, QByteArray("rows"));
    struct stat status = statusOf(pipe);
    QVERIFY(S_ISFIFO(status.st_mode));
}

void TestAtomicFile::writesToInheritedDescriptors() {
    // As a shell opens it for `>> log`.
    const QString log = path("log");
    QVERIFY(writeFileAtomically(log.toStdString(), "first\n"));
    const int descriptor = ::open(qPrintable(log), O_WRONLY | O_APPEND | O_CLOEXEC);
    QVERIFY(descriptor >= 0);
    const std::string name = "/dev/fd/" + std::to_string(descriptor);
    const Outcome writable = checkWritable(name);
    const Outcome written = writeFileAtomically(name, "second\n");
    ::close(descriptor);
    QVERIFY(writable && written);
    QCOMPARE(read(log), QByteArray("first\nsecond\n"));
    QVERIFY(!checkWritable(name)); // closed by now
    QCOMPARE(filesInFolder(), 1);
}

void TestAtomicFile::refusesSockets() {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(socket >= 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string file = path("socket").toStdString();
    QVERIFY(file.size() < sizeof address.sun_path);
    std::copy(file.begin(), file.end(), address.sun_path);
    QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(socket);
    for (const Outcome& outcome : {writeFileAtomically(file, "x"), checkWritable(file)}) {
        QVERIFY(!outcome);
        QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("not a file"));
    }
}

void TestAtomicFile::fullDisk() {
    const Outcome outcome = writeFileAtomically("/dev/full", "x");
    QVERIFY(!outcome);
    QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("disk is full"));
}

HEADROOM_TEST(TestAtomicFile, Nothing)

} // namespace headroom::testing::tst_atomic_file

#include "tst_atomic_file.moc"
