// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/journal_reader.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/sweep/sweep_controller.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <thread>

namespace headroom::testing::tst_controller {

using namespace headroom::ui;

namespace {

/// A controller on a scripted device, with a journal folder of its own.
struct ControllerSetup : ScriptedDevice {
    explicit ControllerSetup(const DeviceInfo& device = scriptedCpu()) : ScriptedDevice(device) {
        controller = std::make_unique<SweepController>(&store, std::make_shared<ScriptedDevices>(script),
                                                       std::make_shared<JournalFolder>(journals()));
        QObject::connect(controller.get(), &SweepController::runFinished, &store,
                         [this](int id, const SweepOutcome& outcome) { ends[id] = outcome; });
    }
    ~ControllerSetup() { release(); }

    void start(const SweepSpec& spec = smallSpec()) { controller->start(spec, script->device); }
    std::size_t rows(int runId) const { return store.find(runId)->run.measurements.size(); }
    std::size_t journalRows() const {
        const auto left = abandonedJournals(journals());
        const auto read = left.size() == 1 ? readJournal(left.front()) : Result<RecoveredRun>(Error{});
        return read ? read->run.measurements.size() : std::size_t(-1);
    }

    RunStore store;
    std::unique_ptr<SweepController> controller;
    std::map<int, SweepOutcome> ends;
};

} // namespace

#define TRY_STATE(setup, expected) QTRY_COMPARE_WITH_TIMEOUT((setup).controller->state(), expected, 10000)

class TestController : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsDevices();
    void measuresEveryPoint();
    void pausesAndResumes();
    void pausesAgainAtOnce();
    void pausedBeforeTheDeviceIsOpen();
    void stopKeepsWhatWasMeasured();
    void stopWhilePaused();
    void restartsWhileStopping();
    void stopCancelsARestart();
    void closesWhileRunning();
    void closesWhilePaused();
    void closesWithoutAnEventLoop();
    void keepsEverythingWhenTheDeviceIsLost();
    void saysWhyTheDeviceDoesNotOpen();
    void goesOnAfterAFailedPoint();
    void dropsStaleResults();
    void survivesARunRemovedMeanwhile();
    void drawsBetweenPointsOnACpuOnly();
    void everythingHasArrivedWhenItDraws();
    void waitsUntilDrawn();
    void learnsWhatASweepCosts();
    void quickRowsAreShownTogether();
};

void TestController::findsDevices() {
    ControllerSetup setup;
    QSignalSpy found(setup.controller.get(), &SweepController::devicesFound);
    setup.controller->findDevices(placesHere(false));
    QVERIFY(found.wait());
    const auto list = found.front().front().value<FoundDevices>();
    QCOMPARE(list.devices.size(), std::size_t(1));
    QCOMPARE(list.unavailable.front().backend, std::string("cuBLAS"));
}

void TestController::measuresEveryPoint() {
    ControllerSetup setup;
    QSignalSpy states(setup.controller.get(), &SweepController::stateChanged);
    setup.start();
    QCOMPARE(setup.controller->state(), SweepState::Starting);
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(states.count(), 3); // Starting, Running, Idle
    const int run = setup.controller->currentRun();
    QCOMPARE(setup.rows(run), std::size_t(kPoints));
    QCOMPARE(setup.ends.at(run).end, SweepEnd::Completed);
    QCOMPARE(setup.store.find(run)->run.context.backend, std::string("scripted"));
    QVERIFY(!setup.store.find(run)->run.context.runId.empty());
    for (const Measurement& measurement : setup.store.find(run)->run.measurements)
        QVERIFY2(measurement.ok(), measurement.reason.c_str());
    QCOMPARE(setup.script->sessionsOpen(), 0);
}

void TestController::pausesAndResumes() {
    ControllerSetup setup;
    setup.script->holdAt(3);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    TRY_STATE(setup, SweepState::Running);
    setup.controller->pause();
    QCOMPARE(setup.controller->state(), SweepState::Pausing);
    setup.script->release();
    TRY_STATE(setup, SweepState::Paused);
    // The point in flight was finished and is shown; nothing else was begun.
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(3));
    QCOMPARE(setup.script->prepared(), 3);
    setup.controller->resume();
    QCOMPARE(setup.controller->state(), SweepState::Running);
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(kPoints));
}

void TestController::pausesAgainAtOnce() {
    ControllerSetup setup;
    setup.script->holdAt(2);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    TRY_STATE(setup, SweepState::Running);
    setup.controller->pause();
    setup.script->release();
    TRY_STATE(setup, SweepState::Paused);
    setup.script->holdAt(3); // or all points could be done before the pause is heard
    setup.controller->resume();
    setup.controller->pause();
    setup.script->release();
    TRY_STATE(setup, SweepState::Paused);
    setup.controller->resume();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(kPoints));
}

void TestController::pausedBeforeTheDeviceIsOpen() {
    ControllerSetup setup;
    setup.start();
    setup.controller->pause();
    TRY_STATE(setup, SweepState::Paused);
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(0));
    setup.controller->resume();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(kPoints));
}

void TestController::stopKeepsWhatWasMeasured() {
    ControllerSetup setup;
    setup.script->holdAt(4);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    setup.controller->stop();
    QCOMPARE(setup.controller->state(), SweepState::Stopping);
    TRY_STATE(setup, SweepState::Idle);
    const int run = setup.controller->currentRun();
    QCOMPARE(setup.ends.at(run).end, SweepEnd::Stopped);
    QCOMPARE(setup.rows(run), std::size_t(3));
    setup.ends.clear(); // lets the journal's file go
    QCOMPARE(setup.journalRows(), std::size_t(3));
}

void TestController::stopWhilePaused() {
    ControllerSetup setup;
    setup.start();
    setup.controller->pause();
    TRY_STATE(setup, SweepState::Paused);
    setup.controller->stop();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.ends.at(setup.controller->currentRun()).end, SweepEnd::Stopped);
}

void TestController::restartsWhileStopping() {
    ControllerSetup setup;
    setup.script->holdDeaf(3); // a call that no stop reaches
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    const int first = setup.controller->currentRun();
    setup.controller->stop();
    setup.start(smallSpec(2));
    setup.start(smallSpec(3)); // the last wish counts
    QCOMPARE(setup.controller->state(), SweepState::Stopping);
    QCOMPARE(setup.store.count(), 1);
    setup.script->release();
    QTRY_VERIFY(setup.controller->currentRun() != first);
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.store.count(), 2);
    QCOMPARE(setup.ends.at(first).end, SweepEnd::Stopped);
    QVERIFY(setup.rows(first) >= 2 && setup.rows(first) < std::size_t(kPoints));
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(6));
}

void TestController::stopCancelsARestart() {
    ControllerSetup setup;
    setup.script->holdDeaf(2);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    setup.start();
    setup.controller->stop();
    setup.script->release();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.store.count(), 1);
}

void TestController::closesWhileRunning() {
    ControllerSetup setup;
    setup.script->holdAt(3);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    setup.controller.reset();
    QCOMPARE(setup.script->sessionsOpen(), 0);
    QCOMPARE(setup.journalRows(), std::size_t(2));
}

void TestController::closesWhilePaused() {
    ControllerSetup setup;
    setup.start();
    setup.controller->pause();
    TRY_STATE(setup, SweepState::Paused);
    setup.controller.reset();
    QCOMPARE(setup.script->sessionsOpen(), 0);
}

void TestController::closesWithoutAnEventLoop() {
    ControllerSetup setup;
    setup.script->holdAt(5);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld()); // nobody has drawn, and the sweep went on
    setup.controller.reset();
    QCOMPARE(setup.journalRows(), std::size_t(4));
}

void TestController::keepsEverythingWhenTheDeviceIsLost() {
    ControllerSetup setup;
    setup.script->failAt(5, {Status::DeviceLost, "The device fell off the bus."});
    setup.start();
    TRY_STATE(setup, SweepState::Idle);
    const int run = setup.controller->currentRun();
    QCOMPARE(setup.ends.at(run).end, SweepEnd::Failed);
    QCOMPARE(setup.ends.at(run).error.reason, std::string("The device fell off the bus."));
    QCOMPARE(setup.rows(run), std::size_t(5));
    QCOMPARE(setup.controller->progress().failed(), std::size_t(1));
    QCOMPARE(setup.script->sessionsOpen(), 0);
}

void TestController::saysWhyTheDeviceDoesNotOpen() {
    ControllerSetup setup;
    setup.script->failOpen({Status::OutOfMemory, "Nothing is free."});
    setup.start();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.ends.at(setup.controller->currentRun()).end, SweepEnd::Failed);
    QCOMPARE(setup.ends.at(setup.controller->currentRun()).error.reason, std::string("Nothing is free."));
    setup.script->openNormally();
    setup.start();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.rows(setup.controller->currentRun()), std::size_t(kPoints));
}

void TestController::goesOnAfterAFailedPoint() {
    ControllerSetup setup;
    setup.script->failAt(2, {Status::OutOfMemory, "Too big."});
    setup.script->spoilAt(3);
    setup.start();
    TRY_STATE(setup, SweepState::Idle);
    const auto& rows = setup.store.find(setup.controller->currentRun())->run.measurements;
    QCOMPARE(rows.size(), std::size_t(kPoints));
    QCOMPARE(rows[1].status, Status::OutOfMemory);
    QCOMPARE(rows[2].status, Status::CheckFailed);
    QCOMPARE(rows[2].throughputTflops(), 0.0);
    QCOMPARE(setup.controller->progress().failed(), std::size_t(2));
    QCOMPARE(setup.ends.at(setup.controller->currentRun()).end, SweepEnd::Completed);
}

void TestController::dropsStaleResults() {
    ControllerSetup setup;
    setup.start(smallSpec(2));
    TRY_STATE(setup, SweepState::Idle);
    const int first = setup.controller->currentRun();
    const Measurement late = setup.store.find(first)->run.measurements.front();
    const auto deliver = [&](int runId) {
        return QMetaObject::invokeMethod(setup.controller.get(), "onMeasured", Q_ARG(int, runId),
                                         Q_ARG(headroom::Measurement, late));
    };
    QVERIFY(deliver(first)); // after the end of its run
    QCOMPARE(setup.rows(first), std::size_t(4));

    setup.script->holdAt(setup.script->prepared() + 1);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    const int second = setup.controller->currentRun();
    QVERIFY(second != first);
    QVERIFY(deliver(first)); // while another run is going on
    QVERIFY(QMetaObject::invokeMethod(setup.controller.get(), "onFinished", Q_ARG(int, first),
                                      Q_ARG(headroom::ui::SweepOutcome, SweepOutcome{})));
    QVERIFY(setup.controller->isActive());
    QCOMPARE(setup.rows(first), std::size_t(4));
    QCOMPARE(setup.rows(second), std::size_t(0));
    setup.script->release();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.rows(second), std::size_t(kPoints));
}

void TestController::survivesARunRemovedMeanwhile() {
    ControllerSetup setup;
    setup.script->holdAt(3);
    setup.start();
    QVERIFY(setup.script->waitUntilHeld());
    setup.store.remove(setup.controller->currentRun());
    setup.script->release();
    TRY_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.store.count(), 0);
}

void TestController::drawsBetweenPointsOnACpuOnly() {
    ControllerSetup cpu;
    QSignalSpy cpuDraws(cpu.controller.get(), &SweepController::drawRequested);
    cpu.start();
    TRY_STATE(cpu, SweepState::Idle);
    QVERIFY(cpuDraws.count() >= 1);
    QVERIFY(cpuDraws.count() <= kPoints);

    ControllerSetup gpu(scriptedGpu());
    QSignalSpy gpuDraws(gpu.controller.get(), &SweepController::drawRequested);
    gpu.start();
    TRY_STATE(gpu, SweepState::Idle);
    QCOMPARE(gpuDraws.count(), 0);
    QCOMPARE(gpu.rows(gpu.controller->currentRun()), std::size_t(kPoints));
}

void TestController::everythingHasArrivedWhenItDraws() {
    ControllerSetup setup;
    connect(setup.controller.get(), &SweepController::drawRequested, this, [&] {
        QCOMPARE(setup.rows(setup.controller->currentRun()), setup.controller->progress().done());
    });
    setup.start();
    TRY_STATE(setup, SweepState::Idle);
    disconnect(setup.controller.get(), nullptr, this, nullptr);
}

void TestController::waitsUntilDrawn() {
    constexpr std::chrono::seconds kLong(30);
    SweepControl control;
    QElapsedTimer timer;
    timer.start();
    const std::uint64_t first = control.newTicket();
    {
        std::jthread window([&] { control.acknowledge(first); });
        control.waitUntilDrawn(first, kLong);
    }
    control.waitUntilDrawn(first, kLong); // drawn already
    const std::uint64_t second = control.newTicket();
    control.waitUntilDrawn(second, std::chrono::milliseconds(20)); // nobody draws
    QVERIFY(timer.elapsed() >= 20);
    {
        std::jthread window([&] { control.requestStop(); });
        control.waitUntilDrawn(second, kLong);
    }
    QVERIFY(timer.elapsed() < 20000);
}

void TestController::learnsWhatASweepCosts() {
    ControllerSetup setup;
    setup.start();
    TRY_STATE(setup, SweepState::Idle);
    const SweepProgress& progress = setup.controller->progress();
    QCOMPARE(progress.done(), progress.total());
    const double factor = setup.controller->costModel().factor(setup.script->device);
    CostModel expected;
    expected.learn(setup.script->device, progress.guessedDoneS(), progress.measuredDoneS());
    QVERIFY(progress.guessedDoneS() > 0 && factor != 1);
    QCOMPARE(factor, expected.factor(setup.script->device));
    // The first few points of another one teach no better.
    setup.script->holdAt(setup.script->prepared() + 3);
    setup.start(smallSpec(100));
    QVERIFY(setup.script->waitUntilHeld());
    setup.controller->stop();
    TRY_STATE(setup, SweepState::Idle);
    QVERIFY(progress.done() > 0 && progress.measuredDoneS() / progress.guessedDoneS() != factor);
    QCOMPARE(setup.controller->costModel().factor(setup.script->device), factor);
}

void TestController::quickRowsAreShownTogether() {
    ControllerSetup setup(scriptedGpu());
    QSignalSpy shown(setup.controller.get(), &SweepController::progressChanged);
    setup.start(smallSpec(100));
    TRY_STATE(setup, SweepState::Idle);
    const std::size_t rows = setup.rows(setup.controller->currentRun());
    QCOMPARE(rows, std::size_t(200));
    QVERIFY2(std::size_t(shown.count()) < rows, qPrintable(QString::number(shown.count())));
}

HEADROOM_TEST(TestController, EventLoop)

} // namespace headroom::testing::tst_controller

#include "tst_controller.moc"
