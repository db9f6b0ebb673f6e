// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/program.h"
#include "tests/support/test_program.h"

#include "engine/files/unique_fd.h"
#include "engine/io/csv.h"
#include "engine/io/run_file.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>

namespace headroom::testing::tst_streams {

namespace {

const QString kSweep = QStringLiteral("sweep ");

/// The master's end of a terminal on which a program writes.
struct Terminal {
    UniqueFd master;
    UniqueFd slave;

    explicit Terminal(int columns) {
        int ends[2] = {-1, -1};
        winsize size = sized(columns);
        if (::openpty(&ends[0], &ends[1], nullptr, nullptr, &size) != 0)
            qFatal("no terminal");
        master = UniqueFd(ends[0]);
        slave = UniqueFd(ends[1]);
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    }
    void resize(int columns) const {
        const winsize size = sized(columns);
        QCOMPARE(::ioctl(master.get(), TIOCSWINSZ, &size), 0);
    }
    static winsize sized(int columns) {
        winsize size{};
        size.ws_row = 24;
        size.ws_col = static_cast<unsigned short>(columns);
        return size;
    }
    /// Adds what was written since.
    void read(QByteArray& content) const {
        std::array<char, 4096> chunk;
        for (ssize_t count = 0; (count = ::read(master.get(), chunk.data(), chunk.size())) > 0;)
            content.append(chunk.data(), static_cast<int>(count));
    }
};

/// The columns of each bar that was drawn.
QList<int> barWidths(const QByteArray& screen) {
    QList<int> widths;
    for (QByteArray drawn : screen.split('\r')) {
        if (!drawn.contains("\033[K"))
            continue;
        drawn.truncate(drawn.indexOf("\033[K"));
        widths << static_cast<int>(QString::fromUtf8(drawn).size());
    }
    return widths;
}

} // namespace

class TestStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void closedStreamsGetNoOtherFilesBytes_data();
    void closedStreamsGetNoOtherFilesBytes();
    void closedStreamsOfTheWindowsProgram_data();
    void closedStreamsOfTheWindowsProgram();
    void closedOutputIsRefused_data();
    void closedOutputIsRefused();
    void aReaderThatGoesLosesNothing_data();
    void aReaderThatGoesLosesNothing();
    void interruptedWithTheReaderGone();
    void listenersOfProgressMayGo();
    void librariesWordsStayOutOfTheRows();
    void standardOutputByItsName_data();
    void standardOutputByItsName();
    void theBarFitsTheTerminal_data();
    void theBarFitsTheTerminal();
    void theBarFollowsTheTerminal();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void addClosedStreams();
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStreams::addClosedStreams() {
    QTest::addColumn<int>("closed");
    for (int closed = 1; closed < 8; ++closed)
        QTest::addRow("%s%s%s", closed & 1 ? "<&- " : "", closed & 2 ? ">&- " : "", closed & 4 ? "2>&-" : "")
            << closed;
}

void TestStreams::closedStreamsGetNoOtherFilesBytes_data() {
    addClosedStreams();
}

void TestStreams::closedStreamsGetNoOtherFilesBytes() {
    QFETCH(int, closed);
    Program sweep(kEngine);
    sweep.closedStreams = closed;
    // The run file has no room, so that the journal stays to be looked at.
    sweep.start(kSweep + kSmall + QStringLiteral(" --json /dev/full --csv ") + path("data.csv"));
    QCOMPARE(sweep.status(), 1);
    const Result<Run> run = sweep.readWholeJournal();
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QCOMPARE(run->measurements.size(), std::size_t(14));
    QCOMPARE(contentOf(path("data.csv")), QByteArray::fromStdString(toCsv(*run)));
}

void TestStreams::closedStreamsOfTheWindowsProgram_data() {
    addClosedStreams();
}

void TestStreams::closedStreamsOfTheWindowsProgram() {
    if (kHeadroom.isEmpty())
        QSKIP("built without the window");
    QFETCH(int, closed);
    Program sweep(kHeadroom);
    sweep.closedStreams = closed;
    sweep.start(kSmall + QStringLiteral(" --start --export ") + path("data.csv"));
    QCOMPARE(sweep.status(), 0);
    const QByteArray csv = contentOf(path("data.csv"));
    QVERIFY(csv.startsWith(QByteArray::fromStdString(csvHeader()) + '\n'));
    QCOMPARE(csv.count('\n'), 15);
}

void TestStreams::closedOutputIsRefused_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::newRow("sweep") << kSweep + kSmall << 2;
    QTest::newRow("named") << kSweep + kSmall + QStringLiteral(" --json /dev/stdout") << 2;
    QTest::newRow("devices") << QStringLiteral("devices --json") << 1;
    QTest::newRow("worker") << QStringLiteral("serve") << 1;
    QTest::newRow("version") << QStringLiteral("--version") << 1;
}

void TestStreams::closedOutputIsRefused() {
    QFETCH(QString, arguments);
    QFETCH(int, status);
    Program program(kEngine);
    program.closedStreams = 2;
    program.start(arguments);
    QCOMPARE(program.status(), status);
    QVERIFY2(program.err.contains("Cannot write to the standard output"), program.err);
    QVERIFY(!program.err.contains("points"));
}

void TestStreams::aReaderThatGoesLosesNothing_data() {
    QTest::addColumn<bool>("errorToo");
    QTest::newRow("| tee") << false;
    QTest::newRow("|& tee") << true;
}

void TestStreams::aReaderThatGoesLosesNothing() {
    QFETCH(bool, errorToo);
    Pipe pipe;
    Program sweep(kEngine);
    sweep.given[1] = pipe.writer.get();
    if (errorToo)
        sweep.given[2] = pipe.writer.get();
    sweep.start(kSweep + kSmall + QStringLiteral(" --csv - --json ") + path("run.headroom.json"));
    pipe.writer.reset();
    pipe.reader.reset();
    QCOMPARE(sweep.status(), 1);
    const Result<Run> kept = sweep.readWholeJournal();
    QVERIFY(kept && kept->measurements.size() == 14);
    const Result<Run> run = readRunFile(path("run.headroom.json").toStdString());
    QVERIFY(run && run->measurements.size() == 14);
    if (errorToo)
        return;
    QVERIFY2(sweep.err.contains("standard output: its reader has gone away"), sweep.err);
    QVERIFY2(sweep.err.contains(sweep.journal().toLocal8Bit()), sweep.err);
}

void TestStreams::interruptedWithTheReaderGone() {
    Pipe pipe;
    Program sweep(kEngine);
    sweep.given[1] = pipe.writer.get();
    sweep.start(kSweep + kLong);
    pipe.writer.reset();
    QTRY_VERIFY_WITH_TIMEOUT(sweep.rowsKept() > 2, 60'000);
    const int before = sweep.rowsKept();
    // Ctrl-C reaches both ends of a pipe.
    pipe.reader.reset();
    sweep.send(SIGINT);
    QCOMPARE(sweep.status(), 1);
    QVERIFY2(sweep.err.contains(sweep.journal().toLocal8Bit()), sweep.err);
    QVERIFY(sweep.rowsKept() >= before);
}

void TestStreams::listenersOfProgressMayGo() {
    Pipe pipe;
    Program sweep(kEngine);
    sweep.given[2] = pipe.writer.get();
    sweep.start(kSweep + kSmall + QStringLiteral(" --csv ") + path("data.csv"));
    pipe.writer.reset();
    pipe.reader.reset();
    QCOMPARE(sweep.status(), 0);
    QCOMPARE(contentOf(path("data.csv")).count('\n'), 15);
}

void TestStreams::librariesWordsStayOutOfTheRows() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("built without the CPU backend");
#endif
    Program sweep(kEngine);
    sweep.environment.insert(QStringLiteral("ONEDNN_VERBOSE"), QStringLiteral("1"));
    sweep.start(
        QStringLiteral("sweep --device cpu --seq 32 --batch 1 --hidden 0:1536 --points 1 --time-limit "
                       "0.02 --csv -"));
    QCOMPARE(sweep.status(), 0);
    QVERIFY(sweep.out.startsWith(QByteArray::fromStdString(csvHeader()) + '\n'));
    QCOMPARE(sweep.out.count('\n'), 8);

    Program devices(kEngine);
    devices.environment.insert(QStringLiteral("ONEDNN_VERBOSE"), QStringLiteral("1"));
    devices.start(QStringLiteral("devices --json"));
    QCOMPARE(devices.status(), 0);
    QJsonParseError error{};
    QVERIFY(QJsonDocument::fromJson(devices.out, &error).isObject());
    QCOMPARE(error.error, QJsonParseError::NoError);
}

void TestStreams::standardOutputByItsName_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "//dev/./stdout", "/proc/thread-self/fd/1", "link"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestStreams::standardOutputByItsName() {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    QVERIFY(QFile::link(QStringLiteral("/dev/stdout"), folder.filePath(QStringLiteral("link"))));
    Program sweep(kEngine);
    sweep.process.setWorkingDirectory(folder.path());
    sweep.start(kSweep + kSmall + QStringLiteral(" --csv ") + name);
    QCOMPARE(sweep.status(), 0);
    QCOMPARE(sweep.out.count('\n'), 15);
}

void TestStreams::theBarFitsTheTerminal_data() {
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("widest");
    QTest::newRow("unknown") << 0 << 79;
    QTest::newRow("very narrow") << 9 << 8;
    QTest::newRow("narrow") << 40 << 39;
    QTest::newRow("usual") << 80 << 79;
    QTest::newRow("wide") << 300 << 90;
}

void TestStreams::theBarFitsTheTerminal() {
    QFETCH(int, columns);
    QFETCH(int, widest);
    Terminal terminal(columns);
    Program sweep(kEngine);
    sweep.environment.insert(QStringLiteral("COLUMNS"), QStringLiteral("200")); // of another terminal
    sweep.given[2] = terminal.slave.get();
    sweep.start(kSweep + kSmall + QStringLiteral(" --csv ") + path("data.csv"));
    QByteArray screen;
    QTRY_VERIFY_WITH_TIMEOUT((terminal.read(screen), !sweep.isRunning()), 60'000);
    terminal.read(screen);
    const QList<int> widths = barWidths(screen);
    QVERIFY(widths.size() >= 14); // one for each visit to a point
    for (const int width : widths)
        QVERIFY2(width > 0 && width <= widest, screen);
}

void TestStreams::theBarFollowsTheTerminal() {
    Terminal terminal(100);
    Program sweep(kEngine);
    sweep.given[2] = terminal.slave.get();
    sweep.start(kSweep + kLong);
    QByteArray screen;
    const auto lastWidth = [&] {
        terminal.read(screen);
        const QList<int> widths = barWidths(screen);
        return widths.isEmpty() ? 0 : widths.back();
    };
    QTRY_VERIFY_WITH_TIMEOUT(lastWidth() > 60, 60'000);
    terminal.resize(50);
    QTRY_VERIFY_WITH_TIMEOUT(lastWidth() < 50, 60'000);
}

HEADROOM_TEST(TestStreams, EventLoop)

} // namespace headroom::testing::tst_streams

#include "tst_streams.moc"
