// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Places that a real ssh reaches: a server of this test's own on the loopback interface.

#include "tests/support/ssh_rig.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_sweep.h"

#include "engine/devices/placed_devices.h"
#include "engine/places/place_entry.h"
#include "engine/sweep/sweep_runner.h"

#include <csignal>
#include <functional>

namespace headroom::testing::tst_ssh_places {

namespace {

bool contains(const std::string& text, const char* part) {
    if (text.find(part) != std::string::npos)
        return true;
    qInfo("\"%s\" is not in \"%s\"", part, text.c_str());
    return false;
}

const QString kProgram = QStringLiteral(HEADROOM_ENGINE);
const QByteArray kRunEngine = QByteArrayLiteral("exec '" HEADROOM_ENGINE "' \"$@\"");

} // namespace

class TestSshPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_rig.reset(); }
    void init();

    void aSweepIsThatOfThisMachine();
    void bannersAreSkipped();
    void twoHops();
    void aWrongKeyIsTold();
    void aChangedHostKeyIsNoQuestion();
    void anUnknownHostIsAQuestion();
    void aPassphraseIsAskedFor();
    void whoGivesNoAnswerIsNotAskedAgain();
    void aMissingEngineIsToldWithWhatCopiesIt();
    void anotherReleaseIsToldWithWhatCopiesIt();
    void hostileWordsAreShownAsText();
    void aCutLineCostsNothing();
    void aStoppedWorkerCostsNothing();
    void theWorkerEndsWithItsClient();

private:
    /// A host whose engine is a script of these lines.
    Place place(const QByteArray& engine = kRunEngine, const char* host = "near") const;
    FoundDevices find(const Place& place) { return m_devices.findMore({place}, {}); }
    /// What is said of the only place that was searched.
    std::string unavailable(const Place& place) {
        const FoundDevices found = find(place);
        return found.devices.empty() && found.unavailable.size() == 1 ? found.unavailable.front().reason
                                                                      : std::string("there are devices");
    }
    SweepResult sweep(const Place& place) {
        const Result<DeviceInfo> device = findDevice(find(place), place.name + "/reference");
        if (!device)
            return {{}, SweepEnd::Failed, device.error()};
        return runSweep(makePlan(tinySpec()), *m_devices.executorFor(*device), m_listener, {});
    }
    /// An askpass that notes what it is asked and for which place, and answers so.
    std::string askpass(const QByteArray& answer) const {
        return m_rig
            ->script(QStringLiteral("askpass"), "echo \"$HEADROOM_ASKPASS: $1\" >> " +
                                                    m_rig->path(QStringLiteral("asked")).toUtf8() + '\n' +
                                                    answer)
            .toStdString();
    }
    QByteArray asked() const { return m_rig->read(QStringLiteral("asked")); }

    std::unique_ptr<SshRig> m_rig;
    PlacedDevices m_devices{[](bool) { return Registry({}); },
                            [this](const std::string& loss) {
                                m_losses.push_back(loss);
                                if (m_onLoss)
                                    m_onLoss();
                            }};
    ThirdRow m_listener;
    std::vector<std::string> m_losses;
    std::function<void()> m_onLoss;
    std::string m_askpass;
};

void TestSshPlaces::initTestCase() {
    m_rig = std::make_unique<SshRig>();
    if (!m_rig->problem().isEmpty())
        QSKIP(qPrintable(m_rig->problem()));
}

void TestSshPlaces::init() {
    m_rig->configure();
    m_rig->write(QStringLiteral("asked"), {});
    m_listener = {};
    m_losses.clear();
    m_onLoss = {};
    m_askpass.clear();
}

Place TestSshPlaces::place(const QByteArray& engine, const char* host) const {
    PlaceEntry entry;
    entry.name = "gpu7";
    entry.host = host;
    entry.engine = m_rig->script(QStringLiteral("my engine"), engine).toStdString();
    Place place = placeOf(entry, m_askpass);
    place.limits = {.greetingS = 60, .openS = 60, .silenceS = 30, .exitS = 20};
    return place;
}

void TestSshPlaces::aSweepIsThatOfThisMachine() {
    const SweepResult there = sweep(place());
    QVERIFY2(there.end == SweepEnd::Completed, there.error.reason.c_str());
    Place here = besideThisProgram(HEADROOM_ENGINE);
    here.name = "here"; // so that its processor is used, too
    const SweepResult local = sweep(here);
    QVERIFY2(local.end == SweepEnd::Completed, local.error.reason.c_str());
    QCOMPARE(there.run.measurements.size(), local.run.measurements.size());
    for (std::size_t i = 0; i < local.run.measurements.size(); ++i) {
        const Measurement& row = there.run.measurements[i];
        QVERIFY(row.point == local.run.measurements[i].point);
        QVERIFY(row.ok());
        QCOMPARE(row.deviceId, std::string("gpu7/reference"));
    }
    QCOMPARE(there.run.context.device, local.run.context.device);
    QCOMPARE(there.run.context.host, local.run.context.host);
    QCOMPARE(there.run.context.deviceId, std::string("gpu7/reference"));
    QVERIFY(m_losses.empty());
}

void TestSshPlaces::bannersAreSkipped() {
    const FoundDevices found = find(place(
        "echo Welcome to the cluster\necho '{\"type\":\"motd\"}'\nprintf 'no line end'\n" + kRunEngine));
    QVERIFY(findDevice(found, "gpu7/reference"));
}

void TestSshPlaces::twoHops() {
    QVERIFY(findDevice(find(place(kRunEngine, "far")), "gpu7/reference"));
}

void TestSshPlaces::aWrongKeyIsTold() {
    m_rig->configure("  IdentityFile " + m_rig->path(QStringLiteral("other_key")).toUtf8() +
                     "\n  CertificateFile none");
    m_rig->write(QStringLiteral("ssh_config"),
                 m_rig->read(QStringLiteral("ssh_config"))
                     .replace(m_rig->path(QStringLiteral("user_key")).toUtf8(),
                              m_rig->path(QStringLiteral("other_key")).toUtf8()));
    const std::string reason = unavailable(place());
    QVERIFY(contains(reason, "status 255"));
    QVERIFY(contains(reason, "Permission denied (publickey"));
}

void TestSshPlaces::aChangedHostKeyIsNoQuestion() {
    m_rig->write(QStringLiteral("known_hosts"),
                 m_rig->knownHost(m_rig->read(QStringLiteral("other_key.pub"))));
    m_askpass = askpass("echo yes");
    QVERIFY(contains(unavailable(place()), "has changed and you have requested strict checking"));
    QCOMPARE(asked(), QByteArray());
}

void TestSshPlaces::anUnknownHostIsAQuestion() {
    m_rig->write(QStringLiteral("known_hosts"), {});
    QVERIFY(contains(unavailable(place()), "Host key verification failed"));
    m_askpass = askpass("echo yes");
    QVERIFY(findDevice(find(place()), "gpu7/reference"));
    QVERIFY2(asked().startsWith("gpu7: ") && asked().contains("(yes/no"), asked().constData());
    // Known from now on.
    m_rig->write(QStringLiteral("asked"), {});
    QVERIFY(findDevice(find(place()), "gpu7/reference"));
    QCOMPARE(asked(), QByteArray());
}

void TestSshPlaces::aPassphraseIsAskedFor() {
    m_rig->write(QStringLiteral("ssh_config"),
                 m_rig->read(QStringLiteral("ssh_config"))
                     .replace(m_rig->path(QStringLiteral("user_key")).toUtf8(),
                              m_rig->path(QStringLiteral("locked_key")).toUtf8()));
    QVERIFY(contains(unavailable(place()), "Permission denied"));
    m_askpass = askpass("echo open sesame");
    const SweepResult result = sweep(place());
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY2(asked().startsWith("gpu7: Enter passphrase for key"), asked().constData());
}

void TestSshPlaces::whoGivesNoAnswerIsNotAskedAgain() {
    m_rig->write(QStringLiteral("known_hosts"), {});
    m_askpass = askpass("exit 1");
    QVERIFY(contains(unavailable(place()), "Host key verification failed"));
    QCOMPARE(asked().count("gpu7: "), 1);
}

void TestSshPlaces::aMissingEngineIsToldWithWhatCopiesIt() {
    PlaceEntry entry;
    entry.name = "gpu7";
    entry.host = "near";
    entry.engine = "/nowhere/it's missing";
    const std::string reason = unavailable(placeOf(entry, {}));
    QVERIFY(contains(reason, "status 127"));
    QVERIFY(contains(reason, copyingLine(entry).c_str()));
}

void TestSshPlaces::anotherReleaseIsToldWithWhatCopiesIt() {
    const std::string reason = unavailable(place(
        R"(echo '{"type":"greeting","program":"headroom-engine","protocol":99,"version":"9.9.9"}'; cat)"));
    QVERIFY(contains(reason, "headroom-engine 9.9.9, which speaks version 99"));
    QVERIFY(contains(reason, "tar -xz"));
}

void TestSshPlaces::hostileWordsAreShownAsText() {
    const std::string reason = unavailable(
        place("printf '\\033]0;owned\\007\\033[31mred\\r\\n' >&2\nprintf '\\033[2J; rm -rf x\\n'\nexit 3"));
    QVERIFY(contains(reason, "status 3"));
    QVERIFY(contains(reason, "rm -rf x"));
    for (const char c : reason)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

void TestSshPlaces::aCutLineCostsNothing() {
    m_listener.onThirdRow = [this] { m_rig->cutConnections(); };
    const SweepResult result = sweep(place());
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), makePlan(tinySpec()).points.size());
    for (const Measurement& row : result.run.measurements)
        QVERIFY2(row.ok(), row.reason.c_str());
    QCOMPARE(m_losses.size(), std::size_t{1});
    QVERIFY(contains(m_losses.front(), "gpu7/reference: "));
}

void TestSshPlaces::aStoppedWorkerCostsNothing() {
    const QByteArray pidFile = m_rig->path(QStringLiteral("pid")).toUtf8();
    const auto pid = [this] { return m_rig->read(QStringLiteral("pid")).trimmed().toInt(); };
    pid_t stopped = 0;
    m_listener.onThirdRow = [&] {
        stopped = pid();
        QCOMPARE(::kill(stopped, SIGSTOP), 0);
    };
    // It has the device until it is gone, which takes somebody on that machine.
    m_onLoss = [&] { ::kill(stopped, SIGKILL); };
    Place place = this->place("echo $$ > '" + pidFile + "'\n" + kRunEngine);
    place.limits.silenceS = 3;
    const SweepResult result = sweep(place);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), makePlan(tinySpec()).points.size());
    for (const Measurement& row : result.run.measurements)
        QVERIFY2(row.ok(), row.reason.c_str());
    QVERIFY(!m_losses.empty());
    QVERIFY(contains(m_losses.front(), "hangs"));
    QVERIFY(pid() != stopped);
}

void TestSshPlaces::theWorkerEndsWithItsClient() {
    m_rig->write(QStringLiteral("pids"), {});
    const QString engine =
        m_rig->script(QStringLiteral("my engine"),
                      "echo $$ >> '" + m_rig->path(QStringLiteral("pids")).toUtf8() + "'\n" + kRunEngine);
    const auto workers = [this] { return m_rig->read(QStringLiteral("pids")).split('\n'); };
    QProcess client;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_rig->path(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), m_rig->path(QStringLiteral("state")));
    client.setProcessEnvironment(environment);
    client.start(kProgram, {QStringLiteral("places"), QStringLiteral("add"), QStringLiteral("gpu7"),
                            QStringLiteral("near"), QStringLiteral("--engine"), engine});
    QVERIFY(client.waitForFinished());
    QCOMPARE(client.exitCode(), 0);
    client.start(kProgram, QStringLiteral("sweep --device gpu7/reference --seq 16 --batch 1 --hidden 0:32768 "
                                          "--points all --time-limit 0.02 --json /dev/null")
                               .split(QLatin1Char(' ')));
    // The search has one, the sweep the next; a line end follows each.
    QTRY_COMPARE_WITH_TIMEOUT(workers().size(), 3, 60'000);
    const pid_t worker = workers().at(1).toInt();
    QCOMPARE(::kill(worker, 0), 0);
    client.kill(); // without a chance to say goodbye
    QVERIFY(client.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(::kill(worker, 0) != 0, 2'000);
}

HEADROOM_TEST(TestSshPlaces, EventLoop)

} // namespace headroom::testing::tst_ssh_places

#include "tst_ssh_places.moc"
