// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/remote/remote_fixture.h"
#include "tests/support/test_program.h"

#include <csignal>

namespace headroom::testing::tst_remote_restarts {

namespace {

/// Longer than any test: what waits for it does not pass.
constexpr double kForeverS = 600;

bool says(const std::string& text, const char* part) {
    if (text.find(part) != std::string::npos)
        return true;
    qInfo("\"%s\" is not in \"%s\"", part, text.c_str());
    return false;
}

} // namespace

/// Devices that were lost and do not come back at once: a host starts anew, the way there is cut for a while.
class TestRemoteRestarts : public QObject, private testing::RemoteFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { verifyNothingIsLeft(); }

    void othersTakeThePointsOfADeviceThatRests();
    void aSweepWaitsForItsOnlyDevice();
    void aDeviceThatOpensAndDiesRestsBriefly();
    void aStopDoesNotWaitForAPause();
    void aDeviceThatNeverOpensAgainIsGivenUp();
};

void TestRemoteRestarts::othersTakeThePointsOfADeviceThatRests() {
    m_options.pauses.closedS = kForeverS;
    m_options.pointsUnderWay = 1; // so that there is something left to take
    RemoteExecutor remote = executor("exit+3", 2);
    m_listener.onRow = [&](const Measurement&) {
        if (m_listener.rows == 3)
            ::kill(remote.processes()[1], SIGKILL);
    };
    const SweepResult result = runSweep(m_plan, remote, m_listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    QVERIFY(std::ranges::all_of(result.run.measurements, &Measurement::ok));
    QVERIFY(!m_losses.empty());
    QVERIFY(says(m_losses[0], "cuda:1: The engine process was killed by signal 9"));
    QVERIFY(says(m_losses[0], "It is started again (loss 1 of 3)."));
    if (m_losses.size() > 1) // unless all was measured before it had started
        QVERIFY(says(m_losses[1], "It is started again in 600 s (loss 2 of 3)."));
}

void TestRemoteRestarts::aSweepWaitsForItsOnlyDevice() {
    m_options.pauses.closedS = 0.05;
    const SweepResult result =
        sweep("exit+2x2 die@" + QByteArray::number(qulonglong(m_plan.order[5])) + "x1");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QVERIFY(result.run.measurements == m_expected.measurements);
    QCOMPARE(m_losses.size(), std::size_t{2});
    QVERIFY(says(m_losses[0], "It is started again (loss 1 of 3)."));
    QVERIFY(says(m_losses[1], "It is started again in 0.05 s (loss 2 of 3)."));
}

void TestRemoteRestarts::aDeviceThatOpensAndDiesRestsBriefly() {
    m_options.pauses = {0.05, kForeverS};
    const SweepResult result = sweep("die@" + QByteArray::number(qulonglong(m_plan.order[5])) + "x2");
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(m_losses.size(), std::size_t{2});
    QVERIFY(says(m_losses[1], "It is started again in 0.05 s (loss 2 of 3)."));
}

void TestRemoteRestarts::aStopDoesNotWaitForAPause() {
    m_options.pauses.closedS = kForeverS;
    std::stop_source stop;
    m_options.onLoss = [&](const std::string& what) {
        m_losses.push_back(what);
        if (m_losses.size() == 2)
            stop.request_stop();
    };
    RemoteExecutor remote = executor("exit+2 die@" + QByteArray::number(qulonglong(m_plan.order[3])) + "x1");
    const SweepResult result = runSweep(m_plan, remote, m_listener, stop.get_token());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{3});
    QVERIFY(says(m_losses.back(), "in 600 s (loss 2 of 3)"));
}

void TestRemoteRestarts::aDeviceThatNeverOpensAgainIsGivenUp() {
    const SweepResult result = sweep("exit+2 die@" + QByteArray::number(qulonglong(m_plan.order[3])) + "x1");
    QCOMPARE(result.end, SweepEnd::Failed);
    QVERIFY(says(result.error.reason, "Given up after 3 losses in a row"));
    QVERIFY(says(result.error.reason, "libmade_up.so"));
    QCOMPARE(m_losses.size(), std::size_t{3});
    QVERIFY(says(m_losses.back(), "It is given up."));
}

HEADROOM_TEST(TestRemoteRestarts, EventLoop)

} // namespace headroom::testing::tst_remote_restarts

#include "tst_remote_restarts.moc"
