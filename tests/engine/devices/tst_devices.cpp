// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The devices of this process and of the misbehaving engine, which tells of two GPUs.

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/devices/placed_devices.h"
#include "engine/sweep/sweep_runner.h"

#include <set>

namespace headroom::testing::tst_devices {

namespace {

class Unheard final : public SweepObserver {
public:
    void onMeasurement(const Measurement&) override {}
};

std::vector<std::string> idsOf(const FoundDevices& found) {
    std::vector<std::string> ids;
    for (const DeviceInfo& device : found.devices)
        ids.push_back(device.id);
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

class TestDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void gpusAreFoundBesideThisProcess();
    void gpusOfThisProcessNeedNoOther();
    void severalGpusHaveAProcessEach();
    void devicesOfOtherMachinesHaveIdsOfTheirOwn();
    void placesThatCannotBeReachedAreTold();
    void placesThatAreNotNamedAnyMoreAreForgotten();
    void likeCardsAreOneDevice();
    void tellsWhyThereAreNoGpus();
    void whatIsGoneCannotBeUsed();
    void lossesAreTold();
    void theProcessorIsKnownWhileGpusAreAskedFor();
    void whatIsElsewhereStaysKnown();
    void whatWasCutOffSaysNothing();

private:
    Place engine(const std::string& word = "x") const {
        return {{}, {HEADROOM_MISBEHAVING_ENGINE, m_folder->path().toStdString() + "/lives", word}};
    }
    /// This process has a processor, and where GPUs are loaded two of these.
    PlacedDevices devices(const Place& beside) {
        return PlacedDevices(
            [this](bool withGpus) {
                m_registries.push_back(withGpus);
                std::vector<std::unique_ptr<Backend>> backends;
                const auto add = [&](DeviceInfo device) {
                    auto script = std::make_shared<Script>();
                    script->device = std::move(device);
                    backends.push_back(std::make_unique<ScriptedBackend>(script));
                };
                add(scriptedCpu());
                DeviceInfo gpu = scriptedGpu();
                for (const char* id : {"cuda:0", "cuda:1"})
                    if (withGpus) {
                        gpu.id = id;
                        add(gpu);
                    }
                return Registry(std::move(backends));
            },
            [this](const std::string& what) { m_losses.push_back(what); }, beside);
    }
    static SweepResult sweep(PlacedDevices& devices, const DeviceInfo& device) {
        Unheard unheard;
        return runSweep(makePlan(sampleSpec(2)), *devices.executorFor(device), unheard, {});
    }
    bool startedNone() const { return !QFile::exists(m_folder->filePath(QStringLiteral("lives"))); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<bool> m_registries; ///< those made, and whether with GPUs
    std::vector<std::string> m_losses;
};

void TestDevices::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_registries.clear();
    m_losses.clear();
}

void TestDevices::gpusAreFoundBesideThisProcess() {
    PlacedDevices devices = this->devices(engine());
    const FoundDevices found = devices.find(placesHere(false, engine()));
    QCOMPARE(idsOf(found), (Ids{"cpu", "cuda:0", "cuda:1", "cuda:all"}));
    QCOMPARE(m_registries, std::vector{false});
    QVERIFY(found.unavailable.empty()); // what the engine says of processors is not asked for
    const SweepResult result = sweep(devices, found.devices[1]);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.runId, std::string("scripted"));                             // the engine's
    QCOMPARE(sweep(devices, found.devices[0]).run.context.backend, std::string("scripted")); // this process's
}

void TestDevices::gpusOfThisProcessNeedNoOther() {
    PlacedDevices devices = this->devices(engine());
    const FoundDevices found = devices.find(placesHere(true, engine()));
    QCOMPARE(idsOf(found), (Ids{"cpu", "cuda:0", "cuda:1", "cuda:all"}));
    const SweepResult result = sweep(devices, found.devices[1]);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.backend, std::string("scripted"));
    QVERIFY(startedNone());
    // A registry is made once, for libraries are never unloaded.
    devices.find(placesHere(false, engine()));
    devices.find(placesHere(true, engine()));
    QCOMPARE(m_registries, (std::vector{true, false}));
}

void TestDevices::severalGpusHaveAProcessEach() {
    PlacedDevices devices = this->devices(engine());
    const FoundDevices found = devices.find({thisProcess()});
    QVERIFY(startedNone());
    const SweepResult result = sweep(devices, found.devices.back());
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.deviceId, std::string("cuda:all"));
    QCOMPARE(QFile(m_folder->filePath(QStringLiteral("lives"))).size(), 2);
}

void TestDevices::devicesOfOtherMachinesHaveIdsOfTheirOwn() {
    Place node = engine();
    node.name = "node3";
    PlacedDevices devices = this->devices(engine());
    const FoundDevices found = devices.find({thisProcess(), engine(), node});
    QCOMPARE(idsOf(found), (Ids{"cpu", "cuda:0", "cuda:1", "node3/cuda:0", "node3/cuda:1", "cuda:all",
                                "node3/cuda:all", "cuda:all,node3/cuda:all"}));
    QCOMPARE(found.devices[3].name, std::string("Scripted GPU · node3"));
    QCOMPARE(found.unavailable.size(), std::size_t{1});
    QCOMPARE(found.unavailable.front().deviceWord, std::string("node3/cpu"));
    const Error missing = findDevice(found, "node3/cpu").error();
    QCOMPARE(missing.status, Status::DeviceLost);
    QVERIFY(missing.reason.find(found.unavailable.front().reason) != std::string::npos);
    for (const char* word : {"node4/cpu", "cuda/0", "cpu/0"})
        QCOMPARE(findDevice(found, word).error().status, Status::Unsupported);
    const SweepResult result = sweep(devices, found.devices[4]);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.deviceId, std::string("node3/cuda:1"));
    for (const Measurement& row : result.run.measurements)
        QCOMPARE(row.deviceId, std::string("node3/cuda:1"));
}

void TestDevices::placesThatCannotBeReachedAreTold() {
    Place node = engine("exit");
    node.name = "node3";
    PlacedDevices devices = this->devices(engine());
    const FoundDevices found = devices.find({thisProcess(), node});
    QCOMPARE(idsOf(found), (Ids{"cpu", "cuda:0", "cuda:1", "cuda:all"})); // this process has the GPUs here
    QCOMPARE(found.unavailable.size(), std::size_t{1});
    QCOMPARE(found.unavailable.front().backend, std::string("node3"));
    const Result<DeviceInfo> wanted = findDevice(found, "node3/cuda:0");
    QVERIFY(!wanted);
    QCOMPARE(wanted.error().status, Status::DeviceLost);
    QVERIFY(wanted.error().reason.find("libmade_up.so") != std::string::npos);
    QCOMPARE(findDevice(found, "node4/cuda:0").error().status, Status::Unsupported);
}

void TestDevices::placesThatAreNotNamedAnyMoreAreForgotten() {
    Place node = engine();
    node.name = "node3";
    Place other = engine("exit");
    other.name = "node4";
    PlacedDevices devices = this->devices(engine());
    devices.find({thisProcess()});
    const FoundDevices found = devices.findMore({node, other}, {});
    QCOMPARE(idsOf(found), (Ids{"cpu", "cuda:0", "cuda:1", "cuda:all", "node3/cuda:0", "node3/cuda:1",
                                "node3/cuda:all", "cuda:all,node3/cuda:all"}));
    // A search that is stopped before it has an answer takes nothing away.
    std::stop_source stopped;
    stopped.request_stop();
    QCOMPARE(idsOf(devices.findMore({node}, {.mayAsk = true, .stop = stopped.get_token()})), idsOf(found));
    const FoundDevices less = devices.findMore({}, {});
    QCOMPARE(idsOf(less), (Ids{"cpu", "cuda:0", "cuda:1", "cuda:all"}));
    QVERIFY(less.unavailable.empty());
}

void TestDevices::likeCardsAreOneDevice() {
    Place node = engine();
    node.name = "node3";
    Place mixed = engine("unlike");
    mixed.name = "node4";
    PlacedDevices devices = this->devices(engine());
    const FoundDevices found = devices.find({node, mixed});
    QCOMPARE(idsOf(found), (Ids{"node3/cuda:0", "node3/cuda:1", "node4/cuda:0", "node4/cuda:1",
                                "node3/cuda:all", "node3/cuda:all,node4/cuda:0"}));
    QCOMPARE(found.devices.back().name, std::string("3 × Scripted GPU · node3 + node4"));
    const SweepResult result = sweep(devices, found.devices.back());
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.deviceId, std::string("node3/cuda:all,node4/cuda:0"));
    // It goes with any of its places.
    QCOMPARE(idsOf(devices.findMore({node}, {})), (Ids{"node3/cuda:0", "node3/cuda:1", "node3/cuda:all"}));
}

void TestDevices::tellsWhyThereAreNoGpus() {
    const Place missing = besideThisProgram("/nowhere/headroom-engine");
    PlacedDevices devices([](bool) { return Registry({}); }, {}, missing);
    const FoundDevices found = devices.find(placesHere(false, missing));
    QVERIFY(found.devices.empty());
    QCOMPARE(found.unavailable.size(), std::size_t{1});
    const QString reason = QString::fromStdString(found.unavailable.front().reason);
    QVERIFY2(reason.contains(QStringLiteral("/nowhere/headroom-engine is missing")), qPrintable(reason));
    DeviceInfo gpu;
    gpu.id = "cuda:0";
    const auto context = devices.executorFor(gpu)->begin({}, {});
    QVERIFY(!context);
    QVERIFY(QString::fromStdString(context.error().reason).contains(reason));
    // In this process nothing is started.
    QVERIFY(devices.find(placesHere(true, missing)).unavailable.empty());
}

void TestDevices::whatIsGoneCannotBeUsed() {
    PlacedDevices devices = this->devices(engine());
    const FoundDevices before = devices.find(placesHere(false, engine()));
    devices.find(placesHere(false, engine("exit")));
    const auto context = devices.executorFor(before.devices[1])->begin({}, {});
    QVERIFY(!context);
    QCOMPARE(context.error().status, Status::DeviceLost);
    QVERIFY(context.error().reason.find("libmade_up.so") != std::string::npos);
}

void TestDevices::theProcessorIsKnownWhileGpusAreAskedFor() {
    const Place silent = engine("silent");
    PlacedDevices devices = this->devices(silent);
    std::vector<FoundDevices> told;
    std::stop_source stop; // there is no greeting: the search ends when the test has heard enough
    const auto take = [&](const FoundDevices& known) {
        told.push_back(known);
        stop.request_stop();
    };
    const Search search{.stop = stop.get_token(), .meanwhile = take, .meanwhileAfterS = 0};
    const FoundDevices found = devices.find(placesHere(false, silent), search);
    QCOMPARE(told.size(), std::size_t{1});
    told.push_back(found);
    for (const FoundDevices& known : told) {
        QCOMPARE(idsOf(known), Ids{"cpu"});
        QCOMPARE(known.unavailable.size(), std::size_t{1});
        QCOMPARE(known.unavailable.front().deviceWord, std::string("cuda"));
    }
    QVERIFY(told.front().unavailable.front().reason.find("have not answered yet") != std::string::npos);
    QVERIFY(found.unavailable.front().reason.find("was ended before it had answered") != std::string::npos);
    QCOMPARE(sweep(devices, found.devices[0]).end, SweepEnd::Completed);
    // One that answers in time is not told of twice.
    told.clear();
    PlacedDevices quick = this->devices(engine());
    quick.find(placesHere(false, engine()), {.meanwhile = take, .meanwhileAfterS = 60});
    QVERIFY(told.empty());
}

/// A search of this machine says nothing of others.
void TestDevices::whatIsElsewhereStaysKnown() {
    Place node = engine();
    node.name = "node3";
    PlacedDevices devices = this->devices(engine());
    devices.find(placesHere(false, engine()));
    const FoundDevices all = devices.findMore({node}, {});
    const FoundDevices again = devices.find(placesHere(false, engine()));
    QCOMPARE(idsOf(again), idsOf(all));
    const Result<DeviceInfo> there = findDevice(again, "node3/cuda:0");
    QVERIFY(there);
    QCOMPARE(sweep(devices, *there).end, SweepEnd::Completed);
    // With the GPUs of this process, too; and a search of those places forgets what is not named any more.
    QCOMPARE(idsOf(devices.find(placesHere(true, engine()))), idsOf(all));
    QCOMPARE(idsOf(devices.findMore({}, {})), (Ids{"cpu", "cuda:0", "cuda:1", "cuda:all"}));
}

void TestDevices::whatWasCutOffSaysNothing() {
    const Place beside = engine();
    PlacedDevices devices = this->devices(beside);
    const Ids before = idsOf(devices.find(placesHere(false, beside)));
    std::stop_source stop;
    stop.request_stop();
    const FoundDevices found = devices.find(placesHere(false, beside), {.stop = stop.get_token()});
    QCOMPARE(idsOf(found), before);
    QCOMPARE(sweep(devices, found.devices[1]).end, SweepEnd::Completed);
}

void TestDevices::lossesAreTold() {
    const std::size_t point = makePlan(sampleSpec(2)).order[5];
    const Place place = engine("die@" + std::to_string(point) + "x2"); // the search is its first life
    PlacedDevices devices = this->devices(place);
    const FoundDevices found = devices.find(placesHere(false, place));
    const SweepResult result = sweep(devices, found.devices[1]);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(m_losses.size(), std::size_t{1});
    QVERIFY(m_losses.front().starts_with("cuda:0: "));
}

HEADROOM_TEST(TestDevices, EventLoop)

} // namespace headroom::testing::tst_devices

#include "tst_devices.moc"
