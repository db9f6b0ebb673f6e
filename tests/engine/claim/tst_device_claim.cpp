// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/claim/device_claim.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <future>
#include <sys/stat.h>
#include <thread>

namespace headroom::testing::tst_device_claim {

using headroom::testing::Script;
using headroom::testing::ScriptedBackend;

namespace {

class Rows final : public SweepObserver {
public:
    void onMeasurement(const Measurement& row) override {
        if (onRow)
            onRow(row);
    }
    std::function<void(const Measurement&)> onRow;
};

SweepPlan claimPlan() {
    SweepSpec spec = testing::sampleSpec(2);
    spec.seq = 128;
    spec.batch = 1;
    spec.type = DataType::F32;
    return makePlan(spec);
}

bool contains(const std::string& text, const char* part) {
    if (text.find(part) != std::string::npos)
        return true;
    qInfo("\"%s\" is not in \"%s\"", part, text.c_str());
    return false;
}

} // namespace

class TestDeviceClaim : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesTheHolder();
    void aPausedHolderIsTold();
    void refusesAHeldDevice();
    void waitsUntilItIsFree();
    void stopsWhileItWaits();
    void measuresAnyway();
    void measuresWithoutAPlaceForLocks();
    void holdsItDuringTheWholeSweep();
    void askedBeforeMemory();

private:
    LockRules rules(bool wait) {
        return {.wait = wait,
                .onHeld = [this](const HeldDevice& held) { m_held.push_back(held); },
                .anyway = m_anyway.get_token()};
    }
    SweepResult sweep(const LockRules& rules) {
        LocalExecutor executor(m_backend, m_script->device, m_clock);
        executor.setLockRules(rules);
        return runSweep(m_plan, executor, m_rows, m_stop.get_token());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<Script> m_script = std::make_shared<Script>();
    ScriptedBackend m_backend{m_script};
    SteadyClock m_clock;
    SweepPlan m_plan = claimPlan();
    Rows m_rows;
    std::vector<HeldDevice> m_held;
    std::stop_source m_stop;
    std::stop_source m_anyway;
};

void TestDeviceClaim::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("HEADROOM_LOCK_DIR", m_folder->path().toLocal8Bit());
    m_script->device = testing::scriptedCpu();
    m_script->device.hardwareIds = {"scripted"};
    m_rows.onRow = nullptr;
    m_held.clear();
    m_stop = {};
    m_anyway = {};
}

void TestDeviceClaim::namesTheHolder() {
    LockHolder holder{"headroom 0.1.0",         "alice", "node7", "2026-01-31 12:00:00 UTC",
                      "key-query-score in f16", 4711,    3};
    const HeldDevice held = describeHolder(m_script->device, holder);
    QCOMPARE(held.holder, std::string("headroom 0.1.0 (process 4711, user alice, host node7)"));
    QCOMPARE(held.reason,
             "cpu is in use: " + held.holder +
                 " has been measuring key-query-score in f16 on it since 2026-01-31 12:00:00 UTC.");
    QVERIFY(
        contains(describeHolder(m_script->device, {}).reason, "cpu is in use: a program that does not give"));
}

void TestDeviceClaim::aPausedHolderIsTold() {
    LockHolder holder;
    holder.program = "headroom 0.1.0";
    holder.idleS = 59;
    QVERIFY(describeHolder(m_script->device, holder).reason.find("paused") == std::string::npos);
    holder.idleS = 185;
    QVERIFY(contains(describeHolder(m_script->device, holder).reason,
                     "It began its last point 3 min ago: that run may be paused."));
}

void TestDeviceClaim::refusesAHeldDevice() {
    const LockAttempt other = DeviceLock::take({"scripted"}, "something else");
    const SweepResult result = sweep(rules(false));
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, Status::DeviceLost);
    QVERIFY(contains(result.error.reason, "cpu is in use: tests_engine "));
    QVERIFY(contains(result.error.reason, "has been measuring something else on it since "));
    QVERIFY(result.run.measurements.empty());
    QCOMPARE(m_held.size(), std::size_t{1});
    QVERIFY(!m_held.front().waitedFor);
}

void TestDeviceClaim::waitsUntilItIsFree() {
    std::optional<LockAttempt> other(DeviceLock::take({"scripted"}, "something else"));
    std::promise<void> told;
    LockRules waiting = rules(true);
    waiting.onHeld = [&](const HeldDevice& held) {
        m_held.push_back(held);
        told.set_value();
    };
    std::jthread holder([&] {
        told.get_future().wait();
        other.reset();
    });
    const SweepResult result = sweep(waiting);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    for (const Measurement& row : result.run.measurements)
        QVERIFY(row.ok() && !row.flags.has(Flag::DeviceBusy));
    QVERIFY(result.run.context.notes.empty());
    QCOMPARE(m_held.size(), std::size_t{1});
    QVERIFY(m_held.front().waitedFor);
}

void TestDeviceClaim::stopsWhileItWaits() {
    const LockAttempt other = DeviceLock::take({"scripted"}, "something else");
    LockRules waiting = rules(true);
    waiting.onHeld = [&](const HeldDevice&) { m_stop.request_stop(); };
    QElapsedTimer elapsed;
    elapsed.start();
    const SweepResult result = sweep(waiting);
    QCOMPARE(result.end, SweepEnd::Stopped);
    QVERIFY(elapsed.elapsed() < 10'000);
    QVERIFY(result.run.measurements.empty());
}

void TestDeviceClaim::measuresAnyway() {
    const LockAttempt other = DeviceLock::take({"scripted"}, "something else");
    LockRules waiting = rules(true);
    waiting.onHeld = [&](const HeldDevice&) { m_anyway.request_stop(); };
    const SweepResult result = sweep(waiting);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    for (const Measurement& row : result.run.measurements)
        QVERIFY(row.flags.has(Flag::DeviceBusy));
    QCOMPARE(result.run.context.notes.size(), std::size_t{1});
    QVERIFY(contains(result.run.context.notes.front(), "Measured beside another program"));
    QVERIFY(contains(result.run.context.notes.front(), "something else"));
}

void TestDeviceClaim::measuresWithoutAPlaceForLocks() {
    qputenv("HEADROOM_LOCK_DIR", "/nonexistent");
    const SweepResult result = sweep(rules(false));
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.notes.size(), std::size_t{1});
    QVERIFY(contains(result.run.context.notes.front(), "Nothing kept other programs from measuring on cpu"));
    QVERIFY(contains(result.run.context.notes.front(), "/nonexistent"));
    for (const Measurement& row : result.run.measurements)
        QVERIFY(!row.flags.has(Flag::DeviceBusy));
}

void TestDeviceClaim::holdsItDuringTheWholeSweep() {
    int seen = 0;
    m_rows.onRow = [&](const Measurement&) {
        const LockAttempt other = DeviceLock::take({"scripted"}, "x");
        QVERIFY(other.holder);
        QCOMPARE(other.holder->measures, std::string("key-query-score in f32"));
        ++seen;
    };
    QCOMPARE(sweep(rules(false)).end, SweepEnd::Completed);
    QCOMPARE(std::size_t(seen), m_plan.points.size());
    QVERIFY(!DeviceLock::take({"scripted"}, "x").holder);
    QCOMPARE(sweep(rules(false)).end, SweepEnd::Completed); // and again
    // What ends otherwise lets go as well.
    m_script->failOpen({Status::Error, "Not today."});
    QCOMPARE(sweep(rules(false)).end, SweepEnd::Failed);
    m_script->openNormally();
    QVERIFY(!DeviceLock::take({"scripted"}, "x").holder);
}

void TestDeviceClaim::askedBeforeMemory() {
    // What the holder uses is not free: that is no fault of the plan.
    m_script->device.freeMemoryBytes = 1;
    const LockAttempt other = DeviceLock::take({"scripted"}, "something else");
    LocalExecutor executor(m_backend, m_script->device, m_clock);
    QCOMPARE(executor.begin(m_plan, {}).error().status, Status::DeviceLost);
}

HEADROOM_TEST(TestDeviceClaim, EventLoop)

} // namespace headroom::testing::tst_device_claim

#include "tst_device_claim.moc"
