// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/model/version.h"
#include "engine/sweep/estimate.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <thread>

namespace headroom::testing::tst_sweep_runner {

using headroom::testing::Script;
using headroom::testing::ScriptedBackend;

namespace {

class Recorder final : public SweepObserver {
public:
    void onStarted(const RunContext& given) override { context = given; }
    void onNote(const RunContext& given, const std::string& note) override {
        context = given;
        notes.push_back(note);
    }
    void onMeasurement(const Measurement& row) override {
        rows.push_back(row);
        if (rows.size() == stopAfter)
            stop.request_stop();
    }
    void betweenPoints(std::stop_token) override { ++pauses; }

    std::optional<RunContext> context;
    std::vector<Measurement> rows;
    std::vector<std::string> notes;
    std::size_t stopAfter = 0;
    int pauses = 0;
    std::stop_source stop;
};

SweepPlan smallPlan() {
    SweepSpec spec;
    spec.type = DataType::F32;
    spec.ratios = {1, 8};
    spec.pointsPerCurve = 3;
    spec.seq = 64;
    spec.batch = 1;
    return makePlan(spec);
}

} // namespace

class TestSweepRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_script = std::make_shared<Script>();
        m_backend = std::make_unique<ScriptedBackend>(m_script);
    }
    void completesInTheOrderOfThePlan();
    void visitsComeInRounds();
    void laterPointsTellOfEarlierOnes();
    void bestIsNeverSlowerThanTheDefault();
    void sharedProcessorsAreTold();
    void stopInASecondVisitKeepsTheFirst();
    void deviceLostInASecondVisitKeepsTheFirst();
    void contextNamesTheCircumstances();
    void stopKeepsWhatWasMeasured();
    void aRowToldAgainTakesItsPlace();
    void stopBeforeTheFirstPoint();
    void stopInsideAPoint();
    void failedPointsAreRows();
    void lostDeviceEndsTheSweep();
    void openingCanFail();
    void plansThatDoNotFitAreRefusedBeforeOpening();
    void shapesThatDoNotFitAreRows_data();
    void shapesThatDoNotFitAreRows();
    void sessionsAreClosed();
    void emptyCurvesAreNotesOfTheRun();
    void roofIsDistrustedWhenItIsExceeded();

private:
    SweepResult run(const SweepPlan& plan);

    std::shared_ptr<Script> m_script;
    std::unique_ptr<ScriptedBackend> m_backend;
    Recorder m_recorder;
};

SweepResult TestSweepRunner::run(const SweepPlan& plan) {
    SteadyClock clock;
    LocalExecutor executor(*m_backend, m_script->device, clock);
    return runSweep(plan, executor, m_recorder, m_recorder.stop.get_token());
}

void TestSweepRunner::completesInTheOrderOfThePlan() {
    m_recorder = Recorder();
    const SweepPlan plan = smallPlan();
    const SweepResult result = run(plan);
    QCOMPARE(result.end, SweepEnd::Completed);
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    QVERIFY(result.run.measurements == m_recorder.rows);
    QCOMPARE(m_recorder.pauses, static_cast<int>(plan.points.size()));
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        QCOMPARE(result.run.measurements[i].point.index, plan.order[i]);
        QVERIFY(result.run.measurements[i].ok());
        QVERIFY(result.run.measurements[i].throughputTflops() > 0);
        QCOMPARE(result.run.measurements[i].deviceId, m_script->device.id);
    }
    QVERIFY(result.run.spec == plan.spec);
}

void TestSweepRunner::visitsComeInRounds() {
    m_recorder = Recorder();
    m_script->visits = 2;
    m_script->failAt(2, {Status::Unsupported, "No kernel for this shape."});
    const SweepPlan plan = smallPlan();
    const SweepResult result = run(plan);
    QCOMPARE(result.end, SweepEnd::Completed);
    QCOMPARE(result.run.measurements.size(), std::size_t{6});
    QVERIFY(m_recorder.rows.size() >= 11);
    // What failed is not tried again; what comes after the visits is what they told of each other.
    QVERIFY(std::all_of(m_recorder.rows.begin() + 11, m_recorder.rows.end(),
                        [](const Measurement& row) { return row.visits == 2; }));
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        const Measurement& row = result.run.measurements[i];
        QCOMPARE(row.point.index, plan.order[i]);
        QCOMPARE(row.visits, i == 1 ? 1 : 2);
        QCOMPARE(m_recorder.rows[i].visits, 1);
    }
    QCOMPARE(m_recorder.rows[6].point.index, plan.order[0]);
    QCOMPARE(m_recorder.rows[7].point.index, plan.order[2]);
}

void TestSweepRunner::laterPointsTellOfEarlierOnes() {
    m_recorder = Recorder();
    m_script->visits = 2;
    int calls = 0; // visits that differ by 0 to 2 %
    m_script->secondsPerCall = [&calls](const GemmShape& shape) {
        return flop(shape) / 1e12 * (1 + 0.002 * (calls++ % 10));
    };
    const SweepPlan plan = smallPlan();
    const SweepResult result = run(plan);
    QCOMPARE(result.end, SweepEnd::Completed);
    QVERIFY(m_recorder.rows.size() > 2 * plan.points.size());
    // What was told last is what the run holds, and each point is told of its own visits only.
    std::map<std::size_t, Measurement> last;
    for (const Measurement& row : m_recorder.rows)
        last[row.point.index] = row;
    for (const Measurement& row : result.run.measurements) {
        QVERIFY(last.at(row.point.index) == row);
        QCOMPARE(row.visits, 2);
        QVERIFY(row.time.lowS < row.time.medianS && row.time.medianS < row.time.highS);
    }
}

void TestSweepRunner::bestIsNeverSlowerThanTheDefault() {
    m_recorder = Recorder();
    m_script->visits = 2;
    SweepPlan plan = smallPlan();
    plan.spec.algorithm = Algorithm::Both;
    plan = makePlan(plan.spec);
    int calls = 0;
    m_script->secondsPerCall = [&calls](const GemmShape& shape) {
        return flop(shape) / 1e12 * (1 + 0.001 * (calls++ % 7));
    };
    const SweepResult result = run(plan);
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    for (std::size_t i = 0; i + 1 < result.run.measurements.size(); i += 2) {
        const Measurement& byDefault = result.run.measurements[i];
        const Measurement& best = result.run.measurements[i + 1];
        QCOMPARE(byDefault.point.algorithm, Algorithm::Default);
        QCOMPARE(best.point.algorithm, Algorithm::Best);
        QVERIFY(best.time.medianS <= byDefault.time.medianS);
    }
}

void TestSweepRunner::sharedProcessorsAreTold() {
    m_recorder = Recorder();
    m_script->device = testing::scriptedCpu();
    m_script->visits = 4;
    const SweepPlan plan = smallPlan();
    QVERIFY(run(plan).run.context.notes.empty());
    QVERIFY(m_recorder.notes.empty());
    const int points = static_cast<int>(plan.points.size());
    m_script->secondsPerCall = [this, points](const GemmShape& shape) {
        return flop(shape) / 1e12 *
               (m_script->prepared() % (4 * points) < points ? 1.5 : 1); // one visit of four
    };
    const SweepResult result = run(plan);
    QCOMPARE(m_recorder.notes.size(), std::size_t{1});
    QCOMPARE(result.run.context.notes, m_recorder.notes);
    const QString note = QString::fromStdString(m_recorder.notes.front());
    QVERIFY2(note.contains(QStringLiteral("25 %")), qPrintable(note));
}

void TestSweepRunner::stopInASecondVisitKeepsTheFirst() {
    m_recorder = Recorder();
    m_recorder.stopAfter = 8;
    m_script->visits = 2;
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{6});
    QCOMPARE(result.run.measurements[1].visits, 2);
    QCOMPARE(result.run.measurements[2].visits, 1);
    QVERIFY(result.run.measurements[2].ok());
}

void TestSweepRunner::deviceLostInASecondVisitKeepsTheFirst() {
    m_recorder = Recorder();
    m_script->visits = 2;
    m_script->failAt(8, {Status::DeviceLost, "The device fell off the bus."});
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.reason, std::string("The device fell off the bus."));
    QCOMPARE(m_recorder.rows.size(), std::size_t{7});
    QVERIFY(std::ranges::all_of(result.run.measurements, &Measurement::ok));
}

void TestSweepRunner::contextNamesTheCircumstances() {
    m_recorder = Recorder();
    const SweepResult first = run(smallPlan());
    const RunContext& context = first.run.context;
    QVERIFY(m_recorder.context && *m_recorder.context == context);
    QVERIFY(!context.runId.empty() && !context.host.empty() && !context.headroomVersion.empty());
    QCOMPARE(context.headroomCommit, std::string(programCommit()));
    QVERIFY(context.dataSeed != 0);
    QVERIFY(QString::fromStdString(context.device).startsWith(QString::fromStdString(m_script->device.name)));
    const SweepResult second = run(smallPlan());
    QVERIFY(second.run.context.runId != context.runId);
}

void TestSweepRunner::stopKeepsWhatWasMeasured() {
    m_recorder = Recorder();
    m_recorder.stopAfter = 2;
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{2});
}

void TestSweepRunner::aRowToldAgainTakesItsPlace() {
    m_recorder = Recorder();
    const SweepResult result = run(smallPlan());
    Run told;
    for (const Measurement& row : result.run.measurements) {
        QCOMPARE(row.visits, 1);
        place(told, row);
    }
    // As when the sweep is over, of points that had one visit.
    for (const Measurement& row : result.run.measurements) {
        Measurement flagged = row;
        flagged.flags |= Flag::IntervalWide;
        place(told, flagged);
    }
    QCOMPARE(told.measurements.size(), result.run.measurements.size());
    for (const Measurement& row : told.measurements)
        QVERIFY(row.flags.has(Flag::IntervalWide));
}

void TestSweepRunner::stopBeforeTheFirstPoint() {
    m_recorder = Recorder();
    m_recorder.stop.request_stop();
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Stopped);
    QVERIFY(result.run.measurements.empty());
}

void TestSweepRunner::stopInsideAPoint() {
    m_recorder = Recorder();
    m_script->holdAt(3);
    SweepResult result;
    std::jthread worker([&] { result = run(smallPlan()); });
    QVERIFY(m_script->waitUntilHeld());
    m_recorder.stop.request_stop();
    worker.join();
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(result.run.measurements.size(), std::size_t{2});
}

void TestSweepRunner::failedPointsAreRows() {
    m_recorder = Recorder();
    m_script->failAt(2, {Status::Unsupported, "No kernel for this shape."});
    m_script->spoilAt(4);
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Completed);
    QCOMPARE(result.run.measurements.size(), std::size_t{6});
    QCOMPARE(result.run.measurements[1].status, Status::Unsupported);
    QCOMPARE(result.run.measurements[1].reason, std::string("No kernel for this shape."));
    QCOMPARE(result.run.measurements[3].status, Status::CheckFailed);
    QVERIFY(result.run.measurements[5].ok());
}

void TestSweepRunner::lostDeviceEndsTheSweep() {
    m_recorder = Recorder();
    m_script->failAt(3, {Status::DeviceLost, "The device fell off the bus."});
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.reason, std::string("The device fell off the bus."));
    QCOMPARE(result.run.measurements.size(), std::size_t{3});
    QCOMPARE(result.run.measurements.back().status, Status::DeviceLost);
}

void TestSweepRunner::openingCanFail() {
    m_recorder = Recorder();
    m_script->failOpen({Status::DeviceLost, "The driver is too old."});
    const SweepResult result = run(smallPlan());
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.reason, std::string("The driver is too old."));
    QVERIFY(!m_recorder.context);
}

void TestSweepRunner::plansThatDoNotFitAreRefusedBeforeOpening() {
    m_recorder = Recorder();
    SweepPlan plan = smallPlan();
    plan.spec.seq = 1 << 20;
    plan = makePlan(plan.spec);
    const SweepResult result = run(plan);
    QCOMPARE(result.end, SweepEnd::Failed);
    QCOMPARE(result.error.status, Status::OutOfMemory);
    const QString reason = QString::fromStdString(result.error.reason);
    QVERIFY2(reason.contains(QStringLiteral(" GiB, the device has 16.0 GiB. Use a smaller s")),
             qPrintable(reason));
    QCOMPARE(m_script->prepared(), 0);
}

void TestSweepRunner::shapesThatDoNotFitAreRows_data() {
    QTest::addColumn<bool>("told");
    QTest::newRow("seen before opening") << true;
    QTest::newRow("seen while opening") << false;
}

void TestSweepRunner::shapesThatDoNotFitAreRows() {
    QFETCH(bool, told);
    m_recorder = Recorder();
    const SweepPlan plan = smallPlan(); // made when there was enough
    std::vector<std::int64_t> bytes;
    for (const PlannedPoint& point : plan.points)
        bytes.push_back(operandBytes(point.gemm));
    std::ranges::sort(bytes);
    const auto kept = static_cast<std::uint64_t>(bytes[3]);
    (told ? m_script->device.freeMemoryBytes : m_script->grantedBytes) = kept;
    const SweepResult result = run(plan);
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    std::size_t measured = 0;
    for (const Measurement& row : result.run.measurements) {
        const bool fits = static_cast<std::uint64_t>(operandBytes(row.point.gemm)) <= kept;
        measured += row.ok() ? 1 : 0;
        QVERIFY(fits || !row.ok());
        QVERIFY(row.ok() || row.status == Status::OutOfMemory);
        QVERIFY(row.ok() || row.reason.find("need") != std::string::npos);
        QVERIFY(!row.timestampUtc.empty());
        QCOMPARE(row.deviceId, m_script->device.id);
    }
    // Where only a refusal tells, what is tried next is a good part smaller.
    QVERIFY(told ? measured == 4 : measured >= 2 && measured <= 4);
}

void TestSweepRunner::sessionsAreClosed() {
    m_recorder = Recorder();
    run(smallPlan());
    QCOMPARE(m_script->sessionsOpen(), 0);
    m_script->failAt(8, {Status::DeviceLost, "Gone."});
    run(smallPlan());
    QCOMPARE(m_script->sessionsOpen(), 0);
}

void TestSweepRunner::emptyCurvesAreNotesOfTheRun() {
    m_recorder = Recorder();
    SweepSpec spec = smallPlan().spec;
    spec.ratios = {1, 64};
    spec.hiddenMax = 300;
    const SweepResult result = run(makePlan(spec));
    QVERIFY(!result.run.context.notes.empty());
    QVERIFY(QString::fromStdString(result.run.context.notes.back()).contains(QStringLiteral("h/a = 64")));
}

void TestSweepRunner::roofIsDistrustedWhenItIsExceeded() {
    const SweepPlan plan = smallPlan();
    m_script->secondsPerCall = [](const GemmShape& shape) { return flop(shape) / 1e9; };
    QCOMPARE(run(plan).end, SweepEnd::Completed);
    QCOMPARE(m_script->distrusts(), 0);
    m_recorder.rows.clear();
    m_script->secondsPerCall = [](const GemmShape& shape) { return flop(shape) / 2.5e12; }; // of 2 TFLOP/s
    QCOMPARE(run(plan).end, SweepEnd::Completed);
    QCOMPARE(m_script->distrusts(), static_cast<int>(plan.points.size()));
    for (const Measurement& row : m_recorder.rows)
        QVERIFY(row.flags.has(Flag::AboveRoof));
}

HEADROOM_TEST(TestSweepRunner, Nothing)

} // namespace headroom::testing::tst_sweep_runner

#include "tst_sweep_runner.moc"
