// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/remote/engine_process.h"
#include "engine/remote/last_words.h"

#include <csignal>
#include <sys/wait.h>

namespace headroom::testing::tst_remote_process {

namespace {

/// Short, but far above what a crowded machine needs for a few lines.
constexpr EngineLimits kLimits{.greetingS = 20, .openS = 20, .silenceS = 20, .exitS = 20};

bool contains(const std::string& text, const QByteArray& part) {
    if (QByteArray::fromStdString(text).contains(part))
        return true;
    qInfo("\"%s\" is not in \"%s\"", part.constData(), text.c_str());
    return false;
}

} // namespace

class TestRemoteProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup();

    void greets();
    void noiseBeforeTheGreetingIsSkipped();
    void badStartsAreTold_data();
    void badStartsAreTold();
    void silenceIsNotWaitedForForEver();
    void missingProgramIsTold();
    void requestsToADeadProcessDoNoHarm();
    void requestsThatNobodyReadsDoNotBlock();
    void endsWhenTheInputCloses();
    void killsWhatDoesNotEnd();
    void lastWordsCanBeShown_data();
    void lastWordsCanBeShown();

private:
    Place place(const QByteArray& words, const EngineLimits& limits = kLimits) const;
    static std::optional<EngineProcess::News> waitForNews(EngineProcess& engine);

    std::unique_ptr<QTemporaryDir> m_folder;
};

Place TestRemoteProcess::place(const QByteArray& words, const EngineLimits& limits) const {
    std::vector<std::string> line{HEADROOM_MISBEHAVING_ENGINE, m_folder->path().toStdString() + "/lives"};
    for (const QByteArray& word : words.split(' '))
        line.push_back(word.toStdString());
    return {{}, line, limits};
}

std::optional<EngineProcess::News> TestRemoteProcess::waitForNews(EngineProcess& engine) {
    std::array<EngineProcess*, 1> one{&engine};
    const QDeadlineTimer limit(30'000);
    while (!limit.hasExpired()) {
        if (std::optional<EngineProcess::News> news = engine.next())
            return news;
        waitForEngines(one, -1, 0.1);
    }
    return std::nullopt;
}

void TestRemoteProcess::cleanup() {
    // Whatever happened, every child was waited for.
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);
    QCOMPARE(errno, ECHILD);
}

void TestRemoteProcess::greets() {
    const Result<Greeting> greeting = askForDevices(place("x"));
    QVERIFY2(greeting, greeting ? "" : greeting.error().reason.c_str());
    QCOMPARE(greeting->version, std::string("0.1.0"));
    QCOMPARE(greeting->found.devices.size(), std::size_t{2});
    QCOMPARE(greeting->found.unavailable.size(), std::size_t{1});
}

void TestRemoteProcess::noiseBeforeTheGreetingIsSkipped() {
    QVERIFY(bool(askForDevices(place("banner"))));
    QVERIFY(bool(askForDevices(place("banner dribble"))));
}

void TestRemoteProcess::badStartsAreTold_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("early exit") << QByteArray("exit")
                                << QByteArray("ended with status 3 before its greeting");
    QTest::newRow("its last words") << QByteArray("exit") << QByteArray("libmade_up.so: cannot open");
    QTest::newRow("a library's fault") << QByteArray("abort") << QByteArray("one of these is damaged");
    QTest::newRow("a fault behind a shell")
        << QByteArray("status-134") << QByteArray("one of these is damaged");
    QTest::newRow("another version") << QByteArray("other-protocol") << QByteArray("headroom-engine 9.8.7");
    QTest::newRow("broken greeting") << QByteArray("bad-greeting") << QByteArray("version is missing");
    QTest::newRow("flood") << QByteArray("flood-first") << QByteArray("no greeting in its first 65536 bytes");
    QTest::newRow("quoted") << QByteArray("flood-first") << QByteArray("It said: \"####");
}

void TestRemoteProcess::badStartsAreTold() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, told);
    Place elsewhere = place(word);
    elsewhere.name = "node3";
    const Result<Greeting> greeting = askForDevices(elsewhere);
    QVERIFY(!greeting);
    QCOMPARE(greeting.error().status, Status::DeviceLost);
    QVERIFY(contains(greeting.error().reason, told));
    QVERIFY(greeting.error().reason.size() < 1000);
}

void TestRemoteProcess::silenceIsNotWaitedForForEver() {
    EngineLimits limits = kLimits;
    limits.greetingS = 0.2;
    const Result<Greeting> greeting = askForDevices(place("silent", limits));
    QVERIFY(!greeting);
    QVERIFY(contains(greeting.error().reason, "no greeting within 0.2 s"));
    QVERIFY(contains(greeting.error().reason, "see whether nvidia-smi does")); // on this machine
}

void TestRemoteProcess::missingProgramIsTold() {
    const auto started = EngineProcess::start(besideThisProgram("/nowhere/headroom-engine"));
    QVERIFY(!started);
    QVERIFY(contains(started.error().reason, "Cannot start /nowhere/headroom-engine: No such file"));

    // Test programs lie in a folder of their own.
    const auto beside = checkProgram(besideThisProgram());
    QVERIFY(!beside);
    QVERIFY(contains(beside.error().reason, "/tests/headroom-engine is missing"));

    QFile file(m_folder->filePath(QStringLiteral("engine")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Place closed = besideThisProgram(file.fileName().toStdString());
    QVERIFY(!checkProgram(closed));
    QVERIFY(contains(checkProgram(closed).error().reason, "is not executable"));
    file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    QVERIFY(bool(checkProgram(closed)));
}

void TestRemoteProcess::requestsToADeadProcessDoNoHarm() {
    auto engine = EngineProcess::start(place("x"));
    QVERIFY(bool(engine));
    QVERIFY(waitForNews(**engine));
    ::kill((*engine)->pid(), SIGKILL);
    std::optional<EngineProcess::News> news;
    do {
        (*engine)->request(MeasureRequest{0}, 20);
        news = waitForNews(**engine);
    } while (news && !std::holds_alternative<Lost>(*news));
    QVERIFY(news);
    QVERIFY(contains(std::get<Lost>(*news).reason, "was killed by signal 9"));
    QVERIFY(!(*engine)->next());
}

void TestRemoteProcess::requestsThatNobodyReadsDoNotBlock() {
    auto engine = EngineProcess::start(place("deaf"));
    QVERIFY(bool(engine));
    QVERIFY(waitForNews(**engine));
    for (std::size_t i = 0; i < 100'000; ++i)
        (*engine)->request(MeasureRequest{i}, 20);
    const auto news = waitForNews(**engine);
    QVERIFY(news && std::holds_alternative<Lost>(*news));
    QVERIFY(contains(std::get<Lost>(*news).reason, "does not read its requests"));
}

void TestRemoteProcess::endsWhenTheInputCloses() {
    auto engine = EngineProcess::start(place("x"));
    QVERIFY(bool(engine));
    QVERIFY(waitForNews(**engine));
    (*engine)->closeInput();
    const auto news = waitForNews(**engine);
    QVERIFY(news && std::holds_alternative<Lost>(*news));
    QVERIFY(contains(std::get<Lost>(*news).reason, "ended with status 0"));
}

void TestRemoteProcess::killsWhatDoesNotEnd() {
    EngineLimits limits = kLimits;
    limits.exitS = 0.05;
    auto engine = EngineProcess::start(place("silent", limits));
    QVERIFY(bool(engine));
    const pid_t pid = (*engine)->pid();
    (*engine)->end();
    QCOMPARE(::kill(pid, 0), -1);
}

void TestRemoteProcess::lastWordsCanBeShown_data() {
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("quoted");
    const QByteArray unknown("\xef\xbf\xbd");
    QTest::newRow("lines") << QByteArray("a\r\n\tb\n") << QByteArray("a b");
    QTest::newRow("no text") << QByteArray("a\x91\xff z") << "a" + unknown + unknown + " z";
    QTest::newRow("a command of eight bits") << QByteArray("a\xc2\x9b"
                                                           "2J")
                                             << "a" + unknown + "2J";
    QTest::newRow("turned about") << QByteArray("a\xe2\x80\xae"
                                                "b")
                                  << "a" + unknown + "b";
    QTest::newRow("cut within a character")
        << QByteArray("\xe2\x82\xac").repeated(200) << QByteArray("\xe2\x82\xac").repeated(133);
    QTest::newRow("grown") << QByteArray(400, '\xff') << unknown.repeated(133);
}

void TestRemoteProcess::lastWordsCanBeShown() {
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, quoted);
    QCOMPARE(QByteArray::fromStdString(lastWords(said.toStdString())), quoted);
}

HEADROOM_TEST(TestRemoteProcess, EventLoop)

} // namespace headroom::testing::tst_remote_process

#include "tst_remote_process.moc"
