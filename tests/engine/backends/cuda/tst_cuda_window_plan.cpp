// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/backends/cuda/window_plan.h"

#include <array>

namespace headroom::testing::tst_cuda_window_plan {

using namespace headroom::cuda;

class TestCudaWindowPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usualWindowIsOneGraph();
    void longCallsLeaveRoomToStop();
    void tinyCallsStayBuildable();
    void clockIsCyclesOverTime();
    void clockIgnoresWhatIsMissing();
    void powerLimitCountsWhereTheClockWasLow();
    void settlesWhenTheClockIsSteady();
    void settlingEnds();
};

void TestCudaWindowPlan::usualWindowIsOneGraph() {
    const GraphPlan plan = planGraphs({7, 1}, 0.8e-3);
    QCOMPARE(plan.batchesPerGraph, 7);
    QCOMPARE(plan.launches, 1);
}

void TestCudaWindowPlan::longCallsLeaveRoomToStop() {
    // Six calls of 40 ms: two a graph, so that a stop waits no longer than 80 ms.
    const GraphPlan plan = planGraphs({6, 1}, 0.04);
    QCOMPARE(plan.batchesPerGraph, 2);
    QCOMPARE(plan.launches, 3);
    const GraphPlan longer = planGraphs({6, 1}, 0.5);
    QCOMPARE(longer.batchesPerGraph, 1);
    QCOMPARE(longer.launches, 6);
}

void TestCudaWindowPlan::tinyCallsStayBuildable() {
    const GraphPlan plan = planGraphs({50, 1000}, 2e-6);
    QCOMPARE(plan.batchesPerGraph, 6);
    QCOMPARE(plan.launches, 9);
    const GraphPlan untimed = planGraphs({7, 350}, 0); // no estimate yet
    QCOMPARE(untimed.batchesPerGraph, 7);
    QCOMPARE(untimed.launches, 1);
    QCOMPARE(planGraphs({1, 100'000}, 1e-6).batchesPerGraph, 1);
}

void TestCudaWindowPlan::clockIsCyclesOverTime() {
    const std::array<ClockReading, 3> before{{{1000, 500}, {2000, 600}, {0, 700}}};
    // 9.9e6, 9.9e6 and 9.0e6 cycles in 5 ms.
    const std::array<ClockReading, 3> after{
        {{9'901'000, 5'000'500}, {9'902'000, 5'000'600}, {9'000'000, 5'000'700}}};
    QCOMPARE(clockBetween(before, after).value(), 1980.0);
}

void TestCudaWindowPlan::clockIgnoresWhatIsMissing() {
    const std::array<ClockReading, 3> before{{{0, 0}, {2000, 600}, {5000, 700}}};
    const std::array<ClockReading, 3> after{{{9'901'000, 5'000'500}, {0, 0}, {9'000'000'005'000, 700}}};
    QVERIFY(!clockBetween(before, after));
    QVERIFY(!clockBetween({}, {}));
}

void TestCudaWindowPlan::powerLimitCountsWhereTheClockWasLow() {
    constexpr std::uint64_t kIdle = 0x1;
    constexpr std::uint64_t kPowerCap = 0x4;
    constexpr std::uint64_t kThermal = 0x40;
    for (const bool clockWasLow : {false, true}) {
        QVERIFY(!isThrottled(0, clockWasLow));
        QVERIFY(!isThrottled(kIdle, clockWasLow));
        QVERIFY(isThrottled(kPowerCap | kThermal, clockWasLow));
    }
    QVERIFY(isThrottled(kPowerCap, true));
    QVERIFY(!isThrottled(kPowerCap, false));
}

void TestCudaWindowPlan::settlesWhenTheClockIsSteady() {
    // As measured on an H200: 1550 MHz at first, falling until 0.4 s, then steady within a percent.
    SettlingRule rule;
    double time = 0;
    while (!rule.isSettled() && time < 10) {
        const double clock = time < 0.4 ? 1550 - 600 * time : 1285 + (static_cast<int>(time * 10) % 2) * 8;
        rule.add(0.1, clock);
        time += 0.1;
    }
    QVERIFY2(time > 0.99 && time < 1.11, qPrintable(QString::number(time)));
    QVERIFY(std::abs(rule.elapsedS() - time) < 1e-9);
}

void TestCudaWindowPlan::settlingEnds() {
    SettlingRule drifting;
    double time = 0;
    for (; !drifting.isSettled() && time < 20; time += 0.1)
        drifting.add(0.1, 1500 - 100 * time);
    QVERIFY2(time > 4.9 && time < 5.2, qPrintable(QString::number(time)));

    SettlingRule blind; // a chip whose clock cannot be read
    for (time = 0; !blind.isSettled() && time < 20; time += 0.1)
        blind.add(0.1, std::nullopt);
    QVERIFY2(time > 0.9 && time < 1.2, qPrintable(QString::number(time)));
}

HEADROOM_TEST(TestCudaWindowPlan, EventLoop)

} // namespace headroom::testing::tst_cuda_window_plan

#include "tst_cuda_window_plan.moc"
