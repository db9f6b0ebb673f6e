// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/remote/remote_fixture.h"
#include "tests/support/test_program.h"

namespace headroom::testing::tst_remote_waiting {

/// Sweeps that find their device in use by another program.
class TestRemoteWaiting : public QObject, private testing::RemoteFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { verifyNothingIsLeft(); }

    void heldDevicesAreNotWaitedForUnasked();
    void heldDevicesAreWaitedFor();
    void heldDevicesAreMeasuredOnAnyway();
    void noDeviceIsHeldWhileAnEarlierOneIsWaitedFor();
    void stopsWhileItWaitsForADevice();
    void devicesTakenInBetweenAreWaitedFor();
};

void TestRemoteWaiting::heldDevicesAreNotWaitedForUnasked() {
    const SweepResult result = sweep("held");
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, Status::DeviceLost);
    QCOMPARE(result.error.reason, std::string("It is in use."));
    QCOMPARE(m_held.size(), std::size_t{1});
    QCOMPARE(m_held.front().holder, std::string("headroom 0.1.0 (process 4711)"));
    QVERIFY(!m_held.front().waitedFor);
}

void TestRemoteWaiting::heldDevicesAreWaitedFor() {
    m_lockRules.wait = true;
    m_place.limits.openS = 0.2; // waiting is no opening
    const SweepResult result = sweep("held");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(m_held.size(), std::size_t{1}); // told once, though asked twice
    QVERIFY(m_held.front().waitedFor);
    QVERIFY(m_losses.empty());
}

void TestRemoteWaiting::heldDevicesAreMeasuredOnAnyway() {
    std::stop_source anyway;
    m_lockRules = {.wait = true,
                   .onHeld = [&](const HeldDevice&) { anyway.request_stop(); },
                   .anyway = anyway.get_token()};
    const SweepResult result = sweep("held-ever");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
}

void TestRemoteWaiting::noDeviceIsHeldWhileAnEarlierOneIsWaitedFor() {
    m_lockRules.wait = true;
    // What stands open when the first device turns out to be held is closed, and opened again after it.
    const SweepResult result = sweep("held-cuda:0", 2);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    QVERIFY(std::ranges::all_of(result.run.measurements, &Measurement::ok));
    QCOMPARE(m_held.size(), std::size_t{1});
    QVERIFY(m_losses.empty());
    // The other way round nobody has to give anything back.
    m_held.clear();
    QCOMPARE(sweep("held-cuda:1", 2).end, SweepEnd::Completed);
    QCOMPARE(m_held.size(), std::size_t{1});
}

void TestRemoteWaiting::stopsWhileItWaitsForADevice() {
    std::stop_source stop;
    RemoteExecutor remote = executor("held-ever");
    remote.setLockRules(
        {.wait = true, .onHeld = [&](const HeldDevice&) { stop.request_stop(); }, .anyway = {}});
    const SweepResult result = runSweep(m_plan, remote, m_listener, stop.get_token());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QVERIFY(remote.processes().empty());
}

void TestRemoteWaiting::devicesTakenInBetweenAreWaitedFor() {
    // Its process dies, and another program is first to take the device.
    const SweepResult result =
        sweep("held-later die@" + QByteArray::number(qulonglong(m_plan.order[5])) + "x1");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(m_losses.size(), std::size_t{1});
    QCOMPARE(m_held.size(), std::size_t{1});
    QVERIFY(m_held.front().waitedFor);
}

HEADROOM_TEST(TestRemoteWaiting, EventLoop)

} // namespace headroom::testing::tst_remote_waiting

#include "tst_remote_waiting.moc"
