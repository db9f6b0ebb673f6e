// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The real headroom-engine serve, measuring with the reference backend.

#include "tests/support/test_program.h"
#include "tests/support/tiny_sweep.h"

#include "engine/model/version.h"
#include "engine/remote/remote_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <QProcess>

#include <csignal>
#include <functional>
#include <set>

namespace headroom::testing::tst_remote_round_trip {

namespace {

const Place kEngine = besideThisProgram(HEADROOM_ENGINE);

} // namespace

class TestRemoteRoundTrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void measures();
    void doesNotAskForKnownRows();
    void survivesItsProcess_data();
    void survivesItsProcess();
    void twoProgramsMeasureInTurn();
    void refusesWhatCannotFit();
    void plansOnlyWhatFits();
    void endsWhenItsInputCloses();
    void writesNothingButTheProtocol();
    void endsOnNonsense();

private:
    DeviceInfo m_reference;
    SweepPlan m_plan = makePlan(tinySpec());
};

void TestRemoteRoundTrip::initTestCase() {
    const Result<Greeting> greeting = askForDevices(kEngine);
    QVERIFY2(greeting, greeting ? "" : greeting.error().reason.c_str());
    QCOMPARE(greeting->version, std::string(programVersion()));
    const Result<DeviceInfo> reference = findDevice(greeting->found, "reference");
    QVERIFY2(reference, reference ? "" : reference.error().reason.c_str());
    m_reference = *reference;
}

void TestRemoteRoundTrip::measures() {
    RemoteExecutor executor(m_reference, {{m_reference, kEngine}}, {});
    ThirdRow listener;
    const SweepResult result = runSweep(m_plan, executor, listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.backend, std::string("reference"));
    QCOMPARE(result.run.context.deviceId, std::string("reference"));
    QVERIFY(!result.run.context.runId.empty());
    QCOMPARE(result.run.measurements.size(), m_plan.order.size());
    for (std::size_t i = 0; i < m_plan.order.size(); ++i) {
        const Measurement& row = result.run.measurements[i];
        QVERIFY(row.point == m_plan.points[m_plan.order[i]]);
        QVERIFY2(row.ok(), row.reason.c_str());
        QVERIFY(row.throughputTflops() > 0);
        QVERIFY(!row.kernel.empty());
        QCOMPARE(row.deviceId, std::string("reference"));
    }
}

void TestRemoteRoundTrip::doesNotAskForKnownRows() {
    SweepPlan plan = m_plan;
    for (const std::size_t taken : {plan.order[0], plan.order[2]}) {
        Measurement known;
        known.point = plan.points[taken];
        known.status = Status::Ok;
        known.time.medianS = 1;
        known.kernel = "known";
        plan.known.push_back(known);
        std::erase(plan.order, taken);
    }
    RemoteExecutor executor(m_reference, {{m_reference, kEngine}}, {});
    ThirdRow listener;
    const SweepResult result = runSweep(plan, executor, listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), m_plan.points.size());
    for (std::size_t i = 0; i < result.run.measurements.size(); ++i)
        QCOMPARE(result.run.measurements[i].kernel == "known", i < 2);
    // Where all is known the device is opened, and nothing measured.
    plan.known = result.run.measurements;
    plan.order.clear();
    RemoteExecutor idle(m_reference, {{m_reference, kEngine}}, {});
    const SweepResult again = runSweep(plan, idle, listener, {});
    QVERIFY2(again.end == SweepEnd::Completed, again.error.reason.c_str());
    QVERIFY(again.run.measurements == result.run.measurements);
}

void TestRemoteRoundTrip::survivesItsProcess_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("killed") << SIGKILL;
    QTest::newRow("stopped") << SIGSTOP;
}

void TestRemoteRoundTrip::survivesItsProcess() {
    QFETCH(int, signal);
    int losses = 0;
    RemoteOptions chosen;
    Place place = kEngine;
    place.limits.silenceS = signal == SIGSTOP ? 3 : 30; // heartbeats are a second apart
    chosen.onLoss = [&losses](const std::string&) { ++losses; };
    RemoteExecutor executor(m_reference, {{m_reference, place}}, chosen);
    int held = 0; // the killed process has let go of the device at once
    LockRules rules;
    rules.onHeld = [&held](const HeldDevice&) { ++held; };
    executor.setLockRules(rules);
    ThirdRow listener;
    listener.onThirdRow = [&] { ::kill(executor.processes().front(), signal); };
    const SweepResult result = runSweep(m_plan, executor, listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(losses, 1);
    QCOMPARE(held, 0);
    std::set<std::size_t> indices;
    for (const Measurement& row : result.run.measurements) {
        QVERIFY2(row.ok(), row.reason.c_str());
        indices.insert(row.point.index);
    }
    QCOMPARE(indices.size(), m_plan.points.size());
}

void TestRemoteRoundTrip::twoProgramsMeasureInTurn() {
    RemoteExecutor first(m_reference, {{m_reference, kEngine}}, {});
    QVERIFY(first.begin(m_plan, {}));
    RemoteExecutor second(m_reference, {{m_reference, kEngine}}, {});
    const Result<RunContext> refused = second.begin(m_plan, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().status, Status::DeviceLost);
    const std::string process = "(process " + std::to_string(first.processes().front()) + ",";
    QVERIFY2(refused.error().reason.find(process) != std::string::npos, refused.error().reason.c_str());
    // Waiting, it begins when the other has ended, in whatever way.
    second.setLockRules(
        {.wait = true,
         .onHeld = [&first](const HeldDevice&) { ::kill(first.processes().front(), SIGKILL); },
         .anyway = {}});
    const Result<RunContext> begun = second.begin(m_plan, {});
    QVERIFY2(begun, begun ? "" : begun.error().reason.c_str());
    second.end();
    first.end();
}

void TestRemoteRoundTrip::refusesWhatCannotFit() {
    SweepSpec spec = tinySpec();
    spec.seq = 1 << 20;
    const SweepPlan plan = makePlan(spec);
    RemoteExecutor executor(m_reference, {{m_reference, kEngine}}, {});
    ThirdRow listener;
    const SweepResult result = runSweep(plan, executor, listener, {});
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, Status::OutOfMemory);
    QVERIFY2(result.error.reason.find(" GiB, the device ") != std::string::npos, result.error.reason.c_str());
}

void TestRemoteRoundTrip::plansOnlyWhatFits() {
    SweepSpec spec = tinySpec();
    spec.mode = SweepMode::FixedHeadDim;
    DeviceInfo small = m_reference;
    small.freeMemoryBytes = 40'000;
    small.overheadBytes = 0;
    const SweepPlan plan = makePlan(spec, operandLimit(small));
    QVERIFY(!plan.notes.empty());
    RemoteExecutor executor(m_reference, {{m_reference, kEngine}}, {});
    ThirdRow listener;
    const SweepResult result = runSweep(plan, executor, listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    QVERIFY(std::ranges::all_of(result.run.measurements, &Measurement::ok));
    QCOMPARE(result.run.context.notes.back(), plan.notes.back());
}

void TestRemoteRoundTrip::endsWhenItsInputCloses() {
    QProcess engine;
    engine.start(QStringLiteral(HEADROOM_ENGINE), {QStringLiteral("serve")});
    QVERIFY(engine.waitForStarted());
    // A long point is under way when the client goes.
    SweepSpec spec = tinySpec();
    spec.seq = 64;
    spec.precision = 1e-4;
    spec.timeLimitS = 3600;
    engine.write(toLine(Request(PlanRequest{"reference", spec})).c_str());
    engine.write(toLine(Request(MeasureRequest{0})).c_str());
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += engine.readAllStandardOutput()).contains("\"started\""), 30'000);
    engine.closeWriteChannel();
    QVERIFY(engine.waitForFinished(30'000));
    QCOMPARE(engine.exitStatus(), QProcess::NormalExit);
    QCOMPARE(engine.exitCode(), 0);
    QCOMPARE(engine.readAllStandardError(), QByteArray());
}

void TestRemoteRoundTrip::writesNothingButTheProtocol() {
    QProcess engine;
    engine.start(QStringLiteral(HEADROOM_ENGINE), {QStringLiteral("serve")});
    engine.write(toLine(Request(PlanRequest{"reference", tinySpec()})).c_str());
    engine.write(toLine(Request(MeasureRequest{1})).c_str());
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += engine.readAllStandardOutput()).contains("\"kernel\""), 30'000);
    engine.closeWriteChannel();
    QVERIFY(engine.waitForFinished(30'000));
    output += engine.readAllStandardOutput();
    QVERIFY(output.endsWith('\n'));
    for (const QByteArray& line : output.split('\n'))
        if (!line.isEmpty())
            QVERIFY2(eventFromLine(line.toStdString()), line.constData());
}

void TestRemoteRoundTrip::endsOnNonsense() {
    QProcess engine;
    engine.start(QStringLiteral(HEADROOM_ENGINE), {QStringLiteral("serve")});
    engine.write("GET / HTTP/1.1\n");
    QVERIFY(engine.waitForFinished(30'000));
    QCOMPARE(engine.exitCode(), 1);
    QVERIFY(engine.readAllStandardOutput().contains("\"fault\""));
}

HEADROOM_TEST(TestRemoteRoundTrip, EventLoop)

} // namespace headroom::testing::tst_remote_round_trip

#include "tst_remote_round_trip.moc"
