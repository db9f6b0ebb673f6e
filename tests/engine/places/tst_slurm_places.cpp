// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Places in the queue of a real Slurm: daemons of this test's own on the loopback interface.

#include "tests/support/slurm_rig.h"
#include "tests/support/ssh_rig.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_sweep.h"

#include "engine/devices/placed_devices.h"
#include "engine/places/place_entry.h"
#include "engine/sweep/sweep_runner.h"

#include <csignal>
#include <map>
#include <thread>

namespace headroom::testing::tst_slurm_places {

class TestSlurmPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_rig.reset(); }
    void init();
    void cleanup();

    void eachTaskHasAGpu();
    void withoutAJobThereIsNothing();
    void theQueueIsToldAndLeft();
    void aRefusedJobIsToldInSlurmsWords();
    void aCancelledTaskIsStartedAgain();
    void aJobThatEndsKeepsItsRows();
    void memoryIsShared();
    void aPlaceThatChangesKeepsItsJob();
    void anotherCardIsRefused();
    void throughALoginHost();

private:
    /// Whose tasks run that script.
    PlaceEntry entry(const QByteArray& engine, int tasks = 2, const char* name = "cluster") const {
        PlaceEntry entry;
        entry.name = name;
        entry.kind = PlaceKind::Slurm;
        entry.tasks = tasks;
        entry.engine = m_rig->script(QStringLiteral("engine"), engine).toStdString();
        return entry;
    }
    Place place(const QByteArray& engine = kScripted, int tasks = 2) const {
        return placeOf(entry(engine, tasks), {});
    }
    Outcome await(const Place& place) {
        return m_devices->awaitJob(place, {}, [this](const std::string& words) { m_words.push_back(words); });
    }
    SweepResult sweep(const Place& place, const char* word) {
        if (const Outcome job = await(place); !job)
            return {{}, SweepEnd::Failed, job.error()};
        const Result<DeviceInfo> device = findDevice(m_devices->find({place}), place.name + "/" + word);
        if (!device)
            return {{}, SweepEnd::Failed, device.error()};
        return runSweep(makePlan(m_spec), *m_devices->executorFor(*device), m_listener, {});
    }
    void verifyWhole(const SweepResult& result) const {
        QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
        std::map<std::size_t, int> rows;
        for (const Measurement& row : result.run.measurements) {
            QVERIFY2(row.ok(), row.reason.c_str());
            ++rows[row.point.index];
        }
        QCOMPARE(rows.size(), makePlan(m_spec).points.size());
        QCOMPARE(result.run.measurements.size(), rows.size());
    }

    static const QByteArray kScripted;

    std::unique_ptr<SlurmRig> m_rig;
    std::unique_ptr<PlacedDevices> m_devices;
    SweepSpec m_spec;
    ThirdRow m_listener;
    std::vector<std::string> m_losses;
    std::vector<std::string> m_words;
};

const QByteArray TestSlurmPlaces::kScripted =
    QByteArrayLiteral("folder=$(dirname \"$0\")\n"
                      "echo \"$SLURM_JOB_ID.$SLURM_STEP_ID $$\" >> \"$folder/steps\"\n"
                      "exec '" HEADROOM_MISBEHAVING_ENGINE "' \"$folder/lives\" task");

void TestSlurmPlaces::initTestCase() {
    m_rig = std::make_unique<SlurmRig>();
    if (!m_rig->problem().isEmpty())
        QSKIP(qPrintable(m_rig->problem()));
}

void TestSlurmPlaces::init() {
    m_devices = std::make_unique<PlacedDevices>(
        [](bool) { return Registry({}); }, [this](const std::string& loss) { m_losses.push_back(loss); });
    m_spec = tinySpec();
    m_listener = {};
    m_losses.clear();
    m_words.clear();
    QFile::remove(m_rig->path(QStringLiteral("steps")));
}

void TestSlurmPlaces::cleanup() {
    m_devices.reset();
    if (m_rig && m_rig->problem().isEmpty())
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 20'000);
}

void TestSlurmPlaces::eachTaskHasAGpu() {
    const Place place = this->place();
    QVERIFY(await(place));
    const FoundDevices found = m_devices->find({place});
    QCOMPARE(found.queued.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(found.queued.front().jobId), m_rig->jobs(QStringLiteral("RUNNING")));
    const std::vector<DeviceInfo> gpus = gpusOf(found, "cluster");
    QCOMPARE(gpus.size(), std::size_t{2});
    QCOMPARE(gpus[0].id, std::string("cluster/cuda:0"));
    QCOMPARE(gpus[1].id, std::string("cluster/cuda:1"));
    // As Slurm gave them.
    QVERIFY(gpus[0].hardwareIds != gpus[1].hardwareIds);
    QVERIFY(gpus[0].givenAs.starts_with("CUDA_VISIBLE_DEVICES="));
    QVERIFY(findDevice(found, "cluster/cuda:1"));

    const SweepResult result = sweep(place, "cuda:all");
    verifyWhole(result);
    for (const Measurement& row : result.run.measurements)
        QVERIFY(row.deviceId == "cluster/cuda:0" || row.deviceId == "cluster/cuda:1");
    QCOMPARE(result.run.context.device, std::string("2 × Scripted GPU · cluster"));
    QVERIFY(m_losses.empty());

    m_devices->giveBack("cluster");
    QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 20'000);
}

void TestSlurmPlaces::withoutAJobThereIsNothing() {
    const Place place = this->place();
    const FoundDevices found = m_devices->find({place});
    QVERIFY(found.devices.empty());
    QCOMPARE(found.queued.size(), std::size_t{1});
    QCOMPARE(found.queued.front().jobId, std::string());
    const Result<DeviceInfo> device = findDevice(found, "cluster/cuda:0");
    QVERIFY(!device && device.error().reason.find("it has none now") != std::string::npos);
    QCOMPARE(m_rig->jobs(), QByteArray()); // searching asks for none
}

void TestSlurmPlaces::theQueueIsToldAndLeft() {
    QVERIFY(await(place())); // all GPUs there are
    const Place second = placeOf(entry(kScripted, 2, "later"), {});
    std::stop_source stop;
    Outcome waited = success();
    std::string words;
    std::jthread waiting([&] {
        waited = m_devices->awaitJob(second, stop.get_token(),
                                     [&](const std::string& line) { words += line + '\n'; });
    });
    QTRY_VERIFY_WITH_TIMEOUT(!m_rig->jobs(QStringLiteral("PENDING")).isEmpty(), 20'000);
    stop.request_stop();
    waiting.join();
    QVERIFY(!waited);
    QVERIFY2(words.find("queued and waiting for resources") != std::string::npos, words.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(QStringLiteral("PENDING")), QByteArray(), 20'000);
    QVERIFY(!m_rig->jobs(QStringLiteral("RUNNING")).isEmpty()); // the other one is still held

    // It is granted as soon as there is room.
    std::jthread again(
        [&](const std::stop_token& ended) { waited = m_devices->awaitJob(second, ended, {}); });
    QTRY_VERIFY_WITH_TIMEOUT(!m_rig->jobs(QStringLiteral("PENDING")).isEmpty(), 20'000);
    m_devices->giveBack("cluster");
    again.join();
    QVERIFY2(waited, waited ? "" : waited.error().reason.c_str());
}

void TestSlurmPlaces::aRefusedJobIsToldInSlurmsWords() {
    PlaceEntry entry = this->entry(kScripted);
    entry.options = {"--partition=nowhere"};
    const Outcome job = await(placeOf(entry, {}));
    QVERIFY(!job);
    QVERIFY2(job.error().reason.find("invalid partition") != std::string::npos, job.error().reason.c_str());
    QVERIFY(job.error().reason.starts_with("cluster: "));
}

void TestSlurmPlaces::aCancelledTaskIsStartedAgain() {
    m_spec.pointsPerCurve = 20;
    m_spec.hiddenMax = 2048;
    m_listener.onThirdRow = [this] {
        QFile steps(m_rig->path(QStringLiteral("steps")));
        QVERIFY(steps.open(QIODevice::ReadOnly));
        const QList<QByteArray> last = steps.readAll().trimmed().split('\n').last().split(' ');
        m_rig->ask(QStringLiteral("scancel"), {QString::fromLatin1(last[0])});
        QTRY_VERIFY_WITH_TIMEOUT(::kill(last[1].toInt(), 0) != 0, 20'000);
    };
    verifyWhole(sweep(place(), "cuda:all"));
    QCOMPARE(m_losses.size(), std::size_t{1});
}

void TestSlurmPlaces::aJobThatEndsKeepsItsRows() {
    // As at a time limit: word of it first, which costs nothing, and then the end.
    int rows = 0;
    class Listener final : public SweepObserver {
    public:
        void onMeasurement(const Measurement&) override { onRow(); }
        std::function<void()> onRow;
    } listener;
    const Place place = this->place("exec '" HEADROOM_ENGINE "' \"$@\"", 1);
    QVERIFY(await(place));
    listener.onRow = [&] {
        ++rows;
        const QString job = QString::fromLatin1(m_rig->jobs(QStringLiteral("RUNNING")));
        if (rows == 3)
            m_rig->ask(QStringLiteral("scancel"), {QStringLiteral("--signal=USR1"), job});
        if (rows != 6)
            return;
        QVERIFY(m_losses.empty());
        m_rig->ask(QStringLiteral("scancel"), {job});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 20'000);
    };
    m_spec.pointsPerCurve = 20;
    const Result<DeviceInfo> device = findDevice(m_devices->find({place}), "cluster/reference");
    QVERIFY(device);
    const SweepResult result = runSweep(makePlan(m_spec), *m_devices->executorFor(*device), listener, {});
    QVERIFY(result.end == SweepEnd::Failed);
    QVERIFY(result.run.measurements.size() >= 6);
    QVERIFY2(result.error.reason.find("srun") != std::string::npos, result.error.reason.c_str());
    // It is no longer held, and can be asked for again.
    QTRY_COMPARE_WITH_TIMEOUT(m_devices->find({place}).queued.front().jobId, std::string(), 20'000);
    QVERIFY(await(place));
}

void TestSlurmPlaces::memoryIsShared() {
    // A step that took all of the job's memory would keep the other one waiting.
    PlaceEntry entry = this->entry(kScripted);
    entry.options = {"--mem=1000", "--gres=gpu:h200:2"};
    const Place place = placeOf(entry, {});
    QVERIFY(await(place));
    QCOMPARE(gpusOf(m_devices->find({place}), "cluster").size(), std::size_t{2});
    m_spec.pointsPerCurve = 20;
    m_spec.hiddenMax = 2048;
    const SweepResult result = sweep(place, "cuda:all");
    verifyWhole(result);
    for (const char* id : {"cluster/cuda:0", "cluster/cuda:1"})
        QVERIFY(std::ranges::find(result.run.measurements, id, &Measurement::deviceId) !=
                result.run.measurements.end());
}

void TestSlurmPlaces::aPlaceThatChangesKeepsItsJob() {
    PlaceEntry entry = this->entry("exit 3", 1); // the wrong engine
    QVERIFY(await(placeOf(entry, {})));
    const QByteArray job = m_rig->jobs(QStringLiteral("RUNNING"));
    QVERIFY(gpusOf(m_devices->find({placeOf(entry, {})}), "cluster").empty());
    entry = this->entry(kScripted, 1);
    entry.options = {"--comment=changed"};
    QCOMPARE(gpusOf(m_devices->find({placeOf(entry, {})}), "cluster").size(), std::size_t{1});
    QCOMPARE(m_rig->jobs(QStringLiteral("RUNNING")), job);
    // Also where it is described no more: there has to be something to give it back by.
    const FoundDevices without = m_devices->findMore({}, {});
    QVERIFY(without.devices.empty());
    QCOMPARE(without.queued.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(without.queued.front().jobId), job);
    // A job with other words takes its place.
    QVERIFY(await(placeOf(entry, {})));
    QVERIFY(m_rig->jobs(QStringLiteral("RUNNING")) != job);
}

void TestSlurmPlaces::anotherCardIsRefused() {
    // A job's GPUs are given to its tasks as they come.
    const Place place = this->place(kScripted + " $(cat \"$folder/words\")", 1);
    const auto say = [this](const char* words) {
        QFile file(m_rig->path(QStringLiteral("words")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(words) >= 0);
    };
    say("");
    QVERIFY(await(place));
    const Result<DeviceInfo> device = findDevice(m_devices->find({place}), "cluster/cuda:0");
    QVERIFY(device);
    say("other-card");
    const SweepResult result = runSweep(makePlan(m_spec), *m_devices->executorFor(*device), m_listener, {});
    QVERIFY(result.end == SweepEnd::Failed);
    QVERIFY2(result.error.reason.find("Another GPU instead of Scripted GPU") != std::string::npos,
             result.error.reason.c_str());
}

void TestSlurmPlaces::throughALoginHost() {
    const SshRig login("SetEnv SLURM_CONF=" + m_rig->configuration());
    if (!login.problem().isEmpty())
        QSKIP(qPrintable(login.problem()));
    login.write(QStringLiteral("ssh_config"),
                login.read(QStringLiteral("ssh_config"))
                    .replace(login.path(QStringLiteral("user_key")).toUtf8(),
                             login.path(QStringLiteral("locked_key")).toUtf8()));
    const QString askpass =
        login.script(QStringLiteral("askpass"),
                     "echo \"$1\" >> " + login.path(QStringLiteral("asked")).toUtf8() + "\necho open sesame");
    PlaceEntry entry = this->entry(kScripted);
    entry.host = "near";
    verifyWhole(sweep(placeOf(entry, askpass.toStdString()), "cuda:all"));
    QVERIFY(m_losses.empty());
    // Who gives a password gives it once.
    QCOMPARE(login.read(QStringLiteral("asked")).count("passphrase"), 1);
    m_devices->giveBack("cluster");
    QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 20'000);
}

HEADROOM_TEST(TestSlurmPlaces, EventLoop)

} // namespace headroom::testing::tst_slurm_places

#include "tst_slurm_places.moc"
