// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/compute/nvidia_card.h"
#include "engine/compute/registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace headroom::testing::tst_registry {

using headroom::testing::Script;
using headroom::testing::ScriptedBackend;

namespace {

std::unique_ptr<Backend> scripted(DeviceInfo device) {
    auto script = std::make_shared<Script>();
    script->device = std::move(device);
    return std::make_unique<ScriptedBackend>(script);
}

Registry registryOf(std::vector<DeviceInfo> devices, std::vector<UnavailableBackend> notBuilt = {}) {
    std::vector<std::unique_ptr<Backend>> backends;
    for (DeviceInfo& device : devices)
        backends.push_back(scripted(std::move(device)));
    return Registry(std::move(backends), std::move(notBuilt));
}

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void autoPrefersAGpu();
    void autoTakesTheCpuOtherwise();
    void autoNeverTakesAnythingElse();
    void unknownWordsAreWrongUsage_data();
    void unknownWordsAreWrongUsage();
    void missingDevicesAreToldWithTheReason();
    void allGpusAreAllTheirHardware();
    void unlikeCardsAreARunEach();
    void wordsOfAPlaceAreThoseOfThisMachine();
    void manyPlacesAreCounted();
    void aReasonIsNotDoubled();
    void cardsAreSeenWithoutTheirDriver();
};

void TestRegistry::autoPrefersAGpu() {
    const Registry registry = registryOf({testing::scriptedCpu(), testing::scriptedGpu()});
    QCOMPARE(registry.devices().size(), std::size_t{2});
    QCOMPARE(registry.find("auto")->id, std::string("cuda:0"));
    QCOMPARE(registry.find("cpu")->id, std::string("cpu"));
}

void TestRegistry::autoTakesTheCpuOtherwise() {
    QCOMPARE(registryOf({testing::scriptedCpu()}).find("auto")->id, std::string("cpu"));
}

void TestRegistry::autoNeverTakesAnythingElse() {
    DeviceInfo reference = testing::scriptedCpu();
    reference.id = "reference";
    const Registry registry = registryOf({reference}, {{"oneDNN", "cpu", "Built without it."}});
    const auto found = registry.find("auto");
    QVERIFY(!found);
    QCOMPARE(found.error().status, Status::DeviceLost);
    QVERIFY(QString::fromStdString(found.error().reason).contains(QStringLiteral("Built without it.")));
    QCOMPARE(registry.find("reference")->id, std::string("reference"));
}

void TestRegistry::unknownWordsAreWrongUsage_data() {
    QTest::addColumn<QByteArray>("word");
    for (const char* word : {"gpu", "CPU", "cuda", "cuda:", "cuda:x", "cuda:-1", "cuda/0", "cpu/0", ""})
        QTest::newRow(word) << QByteArray(word);
}

void TestRegistry::unknownWordsAreWrongUsage() {
    QFETCH(QByteArray, word);
    const Registry registry = registryOf({testing::scriptedCpu()}, {{"cuBLAS", "cuda", "No driver."}});
    const auto found = registry.find(word.toStdString());
    QVERIFY(!found);
    QCOMPARE(found.error().status, Status::Unsupported);
}

void TestRegistry::missingDevicesAreToldWithTheReason() {
    const Registry registry =
        registryOf({testing::scriptedCpu()}, {{"cuBLAS", "cuda", "No NVIDIA driver found."}});
    const auto found = registry.find("cuda:3");
    QVERIFY(!found);
    QCOMPARE(found.error().status, Status::DeviceLost);
    const QString reason = QString::fromStdString(found.error().reason);
    QVERIFY2(reason.contains(QStringLiteral("No NVIDIA driver found.")), qPrintable(reason));
    QVERIFY(reason.contains(QStringLiteral("cuda:3")));
}

void TestRegistry::allGpusAreAllTheirHardware() {
    DeviceInfo first = testing::scriptedGpu();
    first.hardwareIds = {"gpu-1"};
    DeviceInfo second = first;
    second.id = "cuda:1";
    second.hardwareIds = {"gpu-2"};
    QCOMPARE(asOne({first, second}, kAllGpus).hardwareIds, (std::vector<std::string>{"gpu-1", "gpu-2"}));
}

void TestRegistry::unlikeCardsAreARunEach() {
    FoundDevices found;
    const auto add = [&found](const char* id, const char* card, const char* place) {
        DeviceInfo device = testing::scriptedGpu();
        device.id = id;
        device.name = card;
        device.place = place;
        if (*place != 0)
            device.name += std::string(" · ") + place;
        found.devices.push_back(device);
    };
    found.devices.push_back(testing::scriptedCpu());
    add("cuda:0", "H100", "");
    add("cuda:1", "A100", "");
    add("cuda:2", "H100", "");
    add("gpu7/cuda:0", "H100", "gpu7");
    add("gpu7/cuda:1", "H100", "gpu7");
    using Words = std::vector<std::string>;
    QCOMPARE(wordsOfRuns(found, "cuda:all"), (Words{"cuda:0,cuda:2", "cuda:1"}));
    QCOMPARE(wordsOfRuns(found, "cuda:all,gpu7/cuda:all"), (Words{"cuda:0,cuda:2,gpu7/cuda:all", "cuda:1"}));
    QCOMPARE(wordsOfRuns(found, "cpu,gpu7/cuda:1"), (Words{"cpu", "gpu7/cuda:1"}));
    // One kind, one device, or none: as it was said.
    for (const char* word : {"gpu7/cuda:all", "cuda:0,gpu7/cuda:1", "cuda:1", "auto", "cuda:7", "nothing"})
        QCOMPARE(wordsOfRuns(found, word), Words{word});
    for (const std::string& word : wordsOfRuns(found, "cuda:all,gpu7/cuda:all"))
        QVERIFY(findDevice(found, word));
    QCOMPARE(findDevice(found, "cuda:0,cuda:2,gpu7/cuda:all")->parallelDevices, 4);
    // They are never one device.
    QCOMPARE(findDevice(found, "cuda:all").error().status, Status::Unsupported);
}

void TestRegistry::wordsOfAPlaceAreThoseOfThisMachine() {
    FoundDevices found{{testing::scriptedCpu()}, {}};
    const auto add = [&found](DeviceInfo device, const char* id, const char* place) {
        device.id = id;
        device.place = place;
        found.devices.push_back(device);
    };
    add(testing::scriptedGpu(), "gpu7/cuda:0", "gpu7");
    add(testing::scriptedCpu(), "node3/cpu", "node3");
    found.unavailable.push_back({"gpu8", "gpu8", "No route to host.", "gpu8"});
    QCOMPARE(findDevice(found, "auto")->id, std::string("cpu"));
    QCOMPARE(findDevice(found, "gpu7/auto")->id, std::string("gpu7/cuda:0"));
    QCOMPARE(findDevice(found, "node3/auto")->id, std::string("node3/cpu"));
    QCOMPARE(findDevice(found, "gpu8/auto").error().reason,
             std::string("The device \"gpu8/auto\" is not available. gpu8: No route to host."));
    QCOMPARE(findDevice(found, "gpu7/cuda:5").error().status, Status::DeviceLost);
    for (const char* word : {"gpu7/", "gpu8/", "gpu8/gpu", "gpu9/cuda:0", "gpu7/cuda:x"}) {
        const Error error = findDevice(found, word).error();
        QCOMPARE(error.status, Status::Unsupported);
        QVERIFY2(error.reason.find("after PLACE/") != std::string::npos, error.reason.c_str());
    }
}

void TestRegistry::manyPlacesAreCounted() {
    std::vector<DeviceInfo> devices;
    for (const char* place : {"a", "b", "c", "d"}) {
        devices.push_back(testing::scriptedGpu());
        devices.back().place = place;
    }
    QCOMPARE(asOne(devices, "all").name, std::string("4 × Scripted GPU · a + b + c + d"));
    devices.push_back(devices.back());
    devices.back().place = "e";
    QCOMPARE(asOne(devices, "all").name, std::string("5 × Scripted GPU · a + b + c + 2 more"));
}

void TestRegistry::aReasonIsNotDoubled() {
    UnavailableBackend backend{"cuBLAS", "cuda", "no NVIDIA driver was found."};
    QCOMPARE(backend.told(), std::string("cuBLAS: no NVIDIA driver was found."));
    backend.reason = "cuBLAS was not found (libcublas.so.13).";
    QCOMPARE(backend.told(), backend.reason);
    const auto found = registryOf({testing::scriptedCpu()}, {backend}).find("cuda:0");
    QVERIFY(!QString::fromStdString(found.error().reason).contains(QStringLiteral("cuBLAS: cuBLAS")));
}

void TestRegistry::cardsAreSeenWithoutTheirDriver() {
    const QTemporaryDir root;
    const std::string path = root.path().toStdString();
    const auto write = [&root](const QString& name, const QByteArray& text) {
        QFile file(root.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    };
    QVERIFY(!hasNvidiaCard(path));
    const QString bus = QStringLiteral("sys/bus/pci/devices/");
    QVERIFY(QDir(root.path()).mkpath(bus + QStringLiteral("0000:01:00.0")));
    QVERIFY(QDir(root.path()).mkpath(bus + QStringLiteral("0000:01:00.1")));
    write(bus + QStringLiteral("0000:01:00.0/vendor"), "0x1002\n"); // another maker's display
    write(bus + QStringLiteral("0000:01:00.0/class"), "0x030000\n");
    write(bus + QStringLiteral("0000:01:00.1/vendor"), "0x10de\n"); // a board's own bridge or sound
    write(bus + QStringLiteral("0000:01:00.1/class"), "0x040300\n");
    QVERIFY(!hasNvidiaCard(path));
    write(bus + QStringLiteral("0000:01:00.1/class"), "0x030200\n");
    QVERIFY(hasNvidiaCard(path));
    write(bus + QStringLiteral("0000:01:00.1/class"), "0x040300\n");
    QVERIFY(QDir(root.path()).mkpath(QStringLiteral("dev/nvidiactl")));
    QVERIFY(hasNvidiaCard(path));
}

HEADROOM_TEST(TestRegistry, Nothing)

} // namespace headroom::testing::tst_registry

#include "tst_registry.moc"
