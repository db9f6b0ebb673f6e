// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

#include <QTemporaryDir>

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace headroom::testing::tst_places_command {

class TestPlacesCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void describesListsAndForgets();
    void refusesWhatIsNoPlace_data();
    void refusesWhatIsNoPlace();
    void refusalsSayWhatToDo();
    void wordsInBracketsStay();
    void aCommandIsAPlace();
    void anUnreachablePlaceIsTold();
    void aBrokenFileIsKept();
    void anotherFolderIsTold();
    void asksAtTheTerminal();
    void takesNoQuestionForAnOption();

private:
    Ended run(const char* arguments) const {
        return run(QString::fromUtf8(arguments).split(QLatin1Char(' ')));
    }
    Ended run(const QStringList& arguments) const {
        return runEngine(arguments, "XDG_CONFIG_HOME=" + m_folder->path().toUtf8());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPlacesCommand::describesListsAndForgets() {
    QVERIFY(run("places").out.startsWith("No place is described."));
    QCOMPARE(run("places add gpu7 me@gpu7.cluster").status, 0);
    QCOMPARE(run("places add gpu8 gpu8 --engine ~/bin/headroom-engine").status, 0);
    QCOMPARE(run("places").out, QByteArray("gpu7: ssh me@gpu7.cluster, headroom-engine\n"
                                           "gpu8: ssh gpu8, ~/bin/headroom-engine\n"));
    QCOMPARE(run("places add gpu7 other").status, 0); // anew, in its place
    QVERIFY(run("places").out.startsWith("gpu7: ssh other, headroom-engine\n"));
    QCOMPARE(run("places remove gpu7").status, 0);
    QCOMPARE(run("places").out, QByteArray("gpu8: ssh gpu8, ~/bin/headroom-engine\n"));
    const Ended again = run("places remove gpu7");
    QCOMPARE(again.status, 2);
    QVERIFY(again.err.contains("No place is called \"gpu7\"."));
}

void TestPlacesCommand::anotherFolderIsTold() {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), QStringLiteral("some/where"));
    environment.insert(QStringLiteral("HOME"), m_folder->path());
    process.setProcessEnvironment(environment);
    process.start(kEngine, {QStringLiteral("places"), QStringLiteral("add"), QStringLiteral("gpu7"),
                            QStringLiteral("host")});
    const Ended ended = endOf(process);
    QCOMPARE(ended.status, 0);
    const QByteArray file = m_folder->filePath(QStringLiteral(".config/headroom/places.json")).toUtf8();
    QVERIFY2(ended.err.contains("Places are kept in " + file + ": XDG_CONFIG_HOME is not an absolute path."),
             ended.err.constData());
    QVERIFY(QFile::exists(QString::fromUtf8(file)));
    QCOMPARE(run("places add gpu7 host").err, QByteArray());
}

void TestPlacesCommand::refusesWhatIsNoPlace_data() {
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no host") << QStringList{QStringLiteral("gpu7")};
    QTest::newRow("an option") << QStringList{QStringLiteral("gpu7"), QStringLiteral("--"),
                                              QStringLiteral("-oProxyCommand=x")};
    QTest::newRow("two hosts") << QStringList{QStringLiteral("gpu7"), QStringLiteral("a"),
                                              QStringLiteral("b")};
    QTest::newRow("a path for a name") << QStringList{QStringLiteral("a/b"), QStringLiteral("a")};
    QTest::newRow("no GPUs") << QStringList{QStringLiteral("gpu7"), QStringLiteral("--slurm"),
                                            QStringLiteral("0")};
    QTest::newRow("no option") << QStringList{QStringLiteral("gpu7"), QStringLiteral("--slurm"),
                                              QStringLiteral("2"), QStringLiteral("gpu")};
    QTest::newRow("a login host alone") << QStringList{QStringLiteral("gpu7"), QStringLiteral("a"),
                                                       QStringLiteral("--login"), QStringLiteral("b")};
    QTest::newRow("an option for a login host")
        << QStringList{QStringLiteral("gpu7"), QStringLiteral("--slurm"), QStringLiteral("2"),
                       QStringLiteral("--login=-oProxyCommand=x")};
    QTest::newRow("a line end") << QStringList{QStringLiteral("gpu7"), QStringLiteral("a\nb")};
}

void TestPlacesCommand::refusesWhatIsNoPlace() {
    QFETCH(QStringList, words);
    const Ended ended = run(QStringList{QStringLiteral("places"), QStringLiteral("add")} + words);
    QCOMPARE(ended.status, 2);
    QVERIFY(!ended.err.isEmpty());
    QVERIFY(run("places").out.startsWith("No place"));
}

void TestPlacesCommand::refusalsSayWhatToDo() {
    const auto told = [this](const char* arguments) {
        const Ended ended = run(arguments);
        return ended.status == 2 ? ended.err : QByteArray();
    };
    for (const char* gpus : {"99999999999", "65"})
        QVERIFY(told(qPrintable(QStringLiteral("places add q --slurm ") + QLatin1String(gpus)))
                    .contains("A job is asked for 1 to 64 GPUs."));
    for (const char* gpus : {"99999999999999999999999", "0,5", "two"})
        QVERIFY(told(qPrintable(QStringLiteral("places add q --slurm ") + QLatin1String(gpus)))
                    .contains("is no number of GPUs. A job is asked for 1 to 64"));
    QVERIFY(told("places add c --engine x --command -- ssh gpu7")
                .contains("--engine is of a host or a job: a command says itself which program"));
    const Ended empty = run(QStringList{QStringLiteral("places"), QStringLiteral("add"), QStringLiteral("c"),
                                        QStringLiteral("--command"), QStringLiteral("--"),
                                        QStringLiteral("sh"), QStringLiteral("-c"), QString()});
    QCOMPARE(empty.status, 2);
    QCOMPARE(empty.err, QByteArray("headroom-engine places add: one of the arguments is empty. Fill it in, "
                                   "or leave it out.\n"));
    QVERIFY(run("places").out.startsWith("No place"));
}

void TestPlacesCommand::wordsInBracketsStay() {
    QCOMPARE(run("places add c --command -- ssh [::1] [a,b] []").status, 0);
    const QByteArray listed = run("places").out;
    for (const char* word : {"[::1]", "[a,b]", "[]"})
        QVERIFY2(listed.contains(word), listed.constData());
    QCOMPARE(run("places add d [::1]").status, 0);
    QVERIFY(run("places").out.contains("d: ssh [::1], headroom-engine\n"));
    QVERIFY(run("merge [br]").err.contains("[br]"));
}

void TestPlacesCommand::aCommandIsAPlace() {
    const QStringList add{QStringLiteral("places"),    QStringLiteral("add"), QStringLiteral("box"),
                          QStringLiteral("--command"), QStringLiteral("--"),  kEngine,
                          QStringLiteral("serve")};
    QCOMPARE(run(add).status, 0);
    const Ended listed = run("devices --place box");
    QCOMPARE(listed.status, 0);
    QVERIFY2(listed.out.contains("box/reference: "), listed.out.constData());
    const Ended swept = run(QString(QStringLiteral("sweep ") + kSmall)
                                .replace(QStringLiteral("reference"), QStringLiteral("box/reference"))
                                .split(QLatin1Char(' ')));
    QCOMPARE(swept.status, 0);
    QCOMPARE(rowsOf(swept.out).size(), 15);
    QCOMPARE(swept.out.count("box/reference"), 14);
}

void TestPlacesCommand::anUnreachablePlaceIsTold() {
    QCOMPARE(run("places add box --command -- /bin/false").status, 0);
    const Ended listed = run("devices --place box");
    QCOMPARE(listed.status, 3);
    QVERIFY2(listed.out.contains("ended with status 1 before its greeting"), listed.out.constData());
    const Ended swept = run("sweep --device box/cuda:0");
    QCOMPARE(swept.status, 3);
    QVERIFY2(swept.err.contains("ended with status 1 before its greeting"), swept.err.constData());
    for (const char* command : {"devices --place other", "sweep --device other/cuda:0"}) {
        const Ended unknown = run(command);
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.err.contains("No place is called \"other\". Known are box"),
                 unknown.err.constData());
    }
}

void TestPlacesCommand::aBrokenFileIsKept() {
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("headroom")));
    const QString path = m_folder->filePath(QStringLiteral("headroom/places.json"));
    writeOld(path);
    for (const char* command :
         {"places", "places add gpu7 gpu7", "places remove gpu7", "devices --place gpu7"}) {
        const Ended ended = run(command);
        QVERIFY(ended.status != 0);
        QVERIFY2(ended.err.contains("places.json cannot be read"), ended.err.constData());
    }
    QCOMPARE(contentOf(path), QByteArray("kept"));
}

namespace {

/// Runs the engine as ssh does to ask something, in a terminal of its own whose foreground another process
/// has. What stood on the terminal, and what ssh was answered.
struct Asked {
    QByteArray terminal;
    QByteArray answer;
    bool echoes = false; ///< after the question
    int status = -1;
};

Asked askAt(const QByteArray& question, const QByteArray& typed) {
    const Pipe answer;
    int terminal = -1;
    const pid_t session = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (session == 0) {
        // As a shell starts a program, and that one ssh in a group of its own.
        const pid_t asking = ::fork();
        if (asking == 0) {
            ::setpgid(0, 0);
            ::dup2(answer.writer.get(), STDOUT_FILENO);
            ::setenv("HEADROOM_ASKPASS", "gpu7", 1);
            ::execl(HEADROOM_ENGINE, HEADROOM_ENGINE, question.constData(), nullptr);
            ::_exit(99);
        }
        int status = 0;
        ::waitpid(asking, &status, 0);
        termios after{};
        ::tcgetattr(STDIN_FILENO, &after);
        const bool isBack = ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
        ::_exit(!isBack                       ? 98
                : (after.c_lflag & ECHO) == 0 ? 97
                : WIFEXITED(status)           ? WEXITSTATUS(status)
                                              : 96);
    }
    Asked asked;
    std::array<char, 4096> chunk{};
    while (!asked.terminal.contains(question)) {
        const ssize_t count = ::read(terminal, chunk.data(), chunk.size());
        if (count <= 0)
            break;
        asked.terminal.append(chunk.data(), count);
    }
    if (::write(terminal, typed.constData(), static_cast<std::size_t>(typed.size())) < 0)
        asked.terminal += "?";
    ssize_t count = 0;
    while ((count = ::read(terminal, chunk.data(), chunk.size())) > 0)
        asked.terminal.append(chunk.data(), count);
    int status = 0;
    ::waitpid(session, &status, 0);
    asked.status = WIFEXITED(status) ? WEXITSTATUS(status) : -2;
    ::close(terminal);
    ::fcntl(answer.reader.get(), F_SETFL, O_NONBLOCK);
    count = ::read(answer.reader.get(), chunk.data(), chunk.size());
    asked.answer = QByteArray(chunk.data(), std::max<ssize_t>(count, 0));
    return asked;
}

} // namespace

void TestPlacesCommand::asksAtTheTerminal() {
    const Asked secret = askAt("me@gpu7's password: ", "open sesame\n");
    QCOMPARE(secret.status, 0);
    QCOMPARE(secret.answer, QByteArray("open sesame\n"));
    QVERIFY2(secret.terminal.contains("[gpu7] me@gpu7's password: "), secret.terminal.constData());
    QVERIFY2(!secret.terminal.contains("sesame"), secret.terminal.constData());
    const Asked trust = askAt("Are you sure (yes/no/[fingerprint])? ", "yes\n");
    QCOMPARE(trust.status, 0);
    QCOMPARE(trust.answer, QByteArray("yes\n"));
    QVERIFY2(trust.terminal.contains("yes\r\n"), trust.terminal.constData()); // it is seen
    const Asked interrupted = askAt("password: ", "half\x03");
    QCOMPARE(interrupted.status, 1);
    QCOMPARE(interrupted.answer, QByteArray());
}

void TestPlacesCommand::takesNoQuestionForAnOption() {
    const Asked asked = askAt("--help", "x\n");
    QCOMPARE(asked.status, 0);
    QCOMPARE(asked.answer, QByteArray("x\n"));
    // Without a terminal there is no answer, and no wait.
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HEADROOM_ASKPASS"), QStringLiteral("gpu7"));
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([] { ::setsid(); });
    process.start(kEngine, {QStringLiteral("\x1b[31mpassword: ")});
    const Ended ended = endOf(process);
    QCOMPARE(ended.status, 1);
    QVERIFY(ended.out.isEmpty());
    QVERIFY2(!ended.err.contains('\x1b'), ended.err.constData());
}

HEADROOM_TEST(TestPlacesCommand, EventLoop)

} // namespace headroom::testing::tst_places_command

#include "tst_places_command.moc"
