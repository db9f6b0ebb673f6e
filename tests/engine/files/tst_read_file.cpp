// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/files/limits.h"
#include "engine/files/read_file.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"

#include <functional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace headroom::testing::tst_read_file {

namespace {

QByteArray reasonOf(const Result<std::string>& content) {
    return content ? QByteArray() : QByteArray::fromStdString(content.error().reason);
}

} // namespace

class TestReadFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void readsWhole();
    void limitsAreExact();
    void filesThatTellNoSizeAreReadToTheirLimit();
    void whatIsNoFileIsRefusedWithoutWaiting_data();
    void whatIsNoFileIsRefusedWithoutWaiting();
    void aMissingOrClosedFile();

private:
    std::string at(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    void write(const std::string& path, const std::string& content) const {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content.data(), static_cast<qint64>(content.size())),
                 static_cast<qint64>(content.size()));
    }

    QTemporaryDir m_folder;
};

void TestReadFile::readsWhole() {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{65536}, std::size_t{1'000'003}}) {
        std::string content(size, '\0');
        for (std::size_t i = 0; i < size; ++i)
            content[i] = static_cast<char>(i * 31 >> 3);
        write(at("whole"), content);
        const Result<std::string> read = readFile(at("whole"), std::size_t{1} << 20);
        QVERIFY2(read, reasonOf(read).constData());
        QVERIFY(*read == content);
    }
    QVERIFY(QFile::link(QString::fromStdString(at("whole")), QString::fromStdString(at("link"))));
    QCOMPARE(readFile(at("link"), std::size_t{1} << 20)->size(), std::size_t{1'000'003});
}

void TestReadFile::limitsAreExact() {
    write(at("ten"), "0123456789");
    QVERIFY(readFile(at("ten"), 10));
    QVERIFY(reasonOf(readFile(at("ten"), 9)).contains("it has 10 bytes; at most 9 are read"));
}

// As one that grows while it is read: its end is not where it was said to be.
void TestReadFile::filesThatTellNoSizeAreReadToTheirLimit() {
    const char* path = "/proc/self/maps";
    struct stat known {};
    if (::stat(path, &known) != 0 || known.st_size != 0)
        QSKIP("There is no /proc here.");
    const Result<std::string> whole = readFile(path, std::size_t{1} << 24);
    QVERIFY(whole && whole->size() > 100);
    QVERIFY(reasonOf(readFile(path, 100)).contains("at most 100 are read"));
}

void TestReadFile::whatIsNoFileIsRefusedWithoutWaiting_data() {
    QTest::addColumn<std::string>("path");
    QTest::newRow("folder") << m_folder.path().toStdString();
    QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
    QTest::newRow("pipe") << at("pipe");
    QVERIFY(QFile::link(QString::fromStdString(at("pipe")), QString::fromStdString(at("linked"))));
    QTest::newRow("link to a pipe") << at("linked");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string socketPath = at("socket");
    if (socketPath.size() < sizeof address.sun_path) {
        socketPath.copy(address.sun_path, sizeof address.sun_path - 1);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        ::close(socket);
        QTest::newRow("socket") << socketPath;
    }
    QTest::newRow("endless device") << std::string("/dev/zero");
    QTest::newRow("null device") << std::string("/dev/null");
}

void TestReadFile::whatIsNoFileIsRefusedWithoutWaiting() {
    QFETCH(std::string, path);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(reasonOf(readFile(path, 1000)), QByteArray("it is not a file"));
    const Result<Run> run = readRunFile(path);
    QVERIFY(!run && QByteArray::fromStdString(run.error().reason).contains("it is not a file."));
    const Result<RecoveredRun> journal = readJournal(path);
    QVERIFY(!journal && QByteArray::fromStdString(journal.error().reason).contains("it is not a file."));
    QVERIFY(timer.elapsed() < 5000);
}

void TestReadFile::aMissingOrClosedFile() {
    QCOMPARE(reasonOf(readFile(at("missing"), 10)), QByteArray("there is no such file"));
    QCOMPARE(reasonOf(readFile(at("whole") + "/below", 10)), QByteArray("there is no such file"));
    if (geteuid() == 0)
        QSKIP("Root may read anything.");
    write(at("closed"), "x");
    QCOMPARE(::chmod(at("closed").c_str(), 0), 0);
    QVERIFY(reasonOf(readFile(at("closed"), 10)).contains("check its permissions"));
}

HEADROOM_TEST(TestReadFile, Nothing)

} // namespace headroom::testing::tst_read_file

#include "tst_read_file.moc"
