// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/model/clock.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/plan_part.h"
#include "engine/sweep/sweep_runner.h"

#include <functional>
#include <set>

namespace headroom::testing::tst_plan_part {

namespace {

class Listener final : public SweepObserver {
public:
    void onMeasurement(const Measurement& row) override { indices.push_back(row.point.index); }
    std::vector<std::size_t> indices;
};

/// Measures on a made-up GPU.
class ScriptedExecutor {
public:
    explicit ScriptedExecutor(int visits = 1) : m_backend(gpu(visits)) {}
    PointExecutor& operator*() { return m_executor; }
    PointExecutor* operator->() { return &m_executor; }

private:
    static std::shared_ptr<Script> gpu(int visits) {
        auto script = std::make_shared<Script>();
        script->visits = visits;
        script->device = scriptedGpu();
        return script;
    }
    ScriptedBackend m_backend;
    SteadyClock m_clock;
    LocalExecutor m_executor{m_backend, scriptedGpu(), m_clock};
};

std::vector<std::size_t> indicesOf(const Run& run) {
    std::vector<std::size_t> indices;
    for (const Measurement& row : run.measurements)
        indices.push_back(row.point.index);
    return indices;
}

} // namespace

class TestPlanPart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsParts_data();
    void readsParts();
    void partsAreTheWhole_data();
    void partsAreTheWhole();
    void rowsOfAShapeStayTogether();
    void goesOnWhereItEnded();
    void whatHadTooFewVisitsIsVisitedAgain();
    void failedDevicesAreMeasuredAnew();
    void anotherSweepIsNotContinued();
    void anotherCardDoesNotContinue();
    void mergesEachPointOnce();
    void keepsTheBetterOfTwoRows();
    void mergesNothingElse();
};

void TestPlanPart::readsParts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("number");
    QTest::newRow("first") << QByteArray("1/1") << 1;
    QTest::newRow("second") << QByteArray("2/8") << 2;
    for (const char* text : {"", "1", "/", "1/", "/2", "0/2", "3/2", "-1/2", "1/0", "1/2/3", "1.5/2", "a/b",
                             "1 /2", "1/100001", "1/99999999999"})
        QTest::addRow("no part: %s", text) << QByteArray(text) << 0;
}

void TestPlanPart::readsParts() {
    QFETCH(QByteArray, text);
    QFETCH(int, number);
    const std::optional<PlanPart> part = planPart(text.toStdString());
    QCOMPARE(part ? part->number : 0, number);
}

void TestPlanPart::partsAreTheWhole_data() {
    QTest::addColumn<int>("of");
    for (const int of : {1, 2, 3, 7, 64, 1000})
        QTest::addRow("%d", of) << of;
}

void TestPlanPart::partsAreTheWhole() {
    QFETCH(int, of);
    const SweepPlan whole = makePlan(sampleSpec(20));
    std::vector<std::size_t> all;
    std::size_t least = whole.order.size();
    std::size_t most = 0;
    for (int number = 1; number <= of; ++number) {
        SweepPlan plan = whole;
        takePart(plan, {number, of});
        QCOMPARE(plan.points.size(), whole.points.size()); // a row says where it belongs
        all.insert(all.end(), plan.order.begin(), plan.order.end());
        least = std::min(least, plan.order.size());
        most = std::max(most, plan.order.size());
    }
    QVERIFY(most - least <= 1);
    QCOMPARE(all.size(), whole.order.size());
    QCOMPARE(std::set(all.begin(), all.end()), std::set(whole.order.begin(), whole.order.end()));
}

void TestPlanPart::rowsOfAShapeStayTogether() {
    SweepSpec spec = sampleSpec(4);
    spec.algorithm = Algorithm::Both;
    SweepPlan plan = makePlan(spec);
    takePart(plan, {2, 3});
    QVERIFY(!plan.order.empty());
    QCOMPARE(plan.order.size() % 2, std::size_t{0});
    for (std::size_t i = 0; i < plan.order.size(); i += 2)
        QVERIFY(plan.points[plan.order[i]].gemm == plan.points[plan.order[i + 1]].gemm);
}

void TestPlanPart::goesOnWhereItEnded() {
    const SweepSpec spec = sampleSpec(4);
    Run kept = sampleRun(spec);
    kept.measurements.resize(kept.measurements.size() / 2);
    ScriptedExecutor executor;
    SweepPlan plan = makePlan(spec);
    // As that device's own: see anotherCardDoesNotContinue().
    {
        const Result<RunContext> context = executor->begin(plan, {});
        QVERIFY(context);
        kept.context = *context;
        executor->end();
    }
    QVERIFY(takeKept(plan, kept, 1));
    QCOMPARE(plan.order.size(), plan.points.size() - kept.measurements.size());
    Listener listener;
    const SweepResult result = runSweep(plan, *executor, listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.runId, kept.context.runId);
    // Each point once, what was kept first.
    const std::vector<std::size_t> rows = indicesOf(result.run);
    QCOMPARE(rows.size(), plan.points.size());
    QCOMPARE(std::set(rows.begin(), rows.end()).size(), rows.size());
    const std::vector<std::size_t> before = indicesOf(kept);
    QVERIFY(std::ranges::equal(before, std::span(rows).first(before.size())));
    QVERIFY(std::ranges::equal(before, std::span(listener.indices).first(before.size())));
}

void TestPlanPart::whatHadTooFewVisitsIsVisitedAgain() {
    constexpr int kVisits = 2;
    const SweepSpec spec = sampleSpec(4);
    ScriptedExecutor executor(kVisits);
    SweepPlan plan = makePlan(spec);
    Listener all;
    Run kept = runSweep(plan, *executor, all, {}).run;
    QCOMPARE(kept.measurements.front().visits, kVisits);
    // Killed in its second round: of one row that is whole, others that were visited once, some not yet.
    const std::size_t there = kept.measurements.size() / 2;
    kept.measurements.resize(there);
    for (std::size_t row = 1; row < there; ++row) {
        kept.measurements[row].visits = 1;
        kept.measurements[row].visitTimes.resize(1);
    }
    QVERIFY(takeKept(plan, kept, kVisits));
    QCOMPARE(plan.order.size(), plan.points.size() - 1);
    const auto isThere = [&kept](std::size_t index) {
        return std::ranges::any_of(kept.measurements,
                                   [index](const Measurement& row) { return row.point.index == index; });
    };
    QVERIFY(std::ranges::is_partitioned(plan.order, std::not_fn(isThere))); // what is missing comes first
    Listener listener;
    const SweepResult result = runSweep(plan, *executor, listener, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    for (const Measurement& row : result.run.measurements)
        QCOMPARE(row.visits, kVisits);
    // Stopped at once, it still has what it had.
    std::stop_source stop;
    stop.request_stop();
    const SweepResult stopped = runSweep(plan, *executor, listener, stop.get_token());
    QVERIFY(stopped.end == SweepEnd::Stopped);
    QCOMPARE(indicesOf(stopped.run), indicesOf(kept));
}

void TestPlanPart::failedDevicesAreMeasuredAnew() {
    const SweepSpec spec = sampleSpec(2);
    Run kept = sampleRun(spec);
    for (Measurement& row : kept.measurements)
        row.status = Status::Ok;
    kept.measurements[0].status = Status::DeviceLost;
    kept.measurements[1].status = Status::Error;
    kept.measurements[2].status = Status::Unsupported;
    SweepPlan plan = makePlan(spec);
    QVERIFY(takeKept(plan, kept, 1));
    QCOMPARE(plan.order.size(), std::size_t{2});
}

void TestPlanPart::anotherSweepIsNotContinued() {
    SweepPlan plan = makePlan(sampleSpec(2));
    SweepSpec other = sampleSpec(2);
    other.seq *= 2;
    const Outcome taken = takeKept(plan, sampleRun(other), 1);
    QVERIFY(!taken);
    QCOMPARE(taken.error().reason, "it holds another sweep, with sequence length " +
                                       std::to_string(other.seq) + " (here " + std::to_string(other.seq / 2) +
                                       ")");
    Run moved = sampleRun(sampleSpec(2));
    moved.measurements[0].point.index = 1;
    QVERIFY(!takeKept(plan, moved, 1));
}

void TestPlanPart::anotherCardDoesNotContinue() {
    const SweepSpec spec = sampleSpec(2);
    Run kept = sampleRun(spec); // of a device that is none of ours
    kept.measurements.resize(1);
    ScriptedExecutor executor;
    SweepPlan plan = makePlan(spec);
    QVERIFY(takeKept(plan, kept, 1));
    Listener listener;
    const SweepResult result = runSweep(plan, *executor, listener, {});
    QVERIFY(result.end == SweepEnd::Failed);
    QVERIFY2(result.error.reason.find("the device differs") != std::string::npos,
             result.error.reason.c_str());
    QVERIFY(listener.indices.empty());
}

void TestPlanPart::mergesEachPointOnce() {
    const Run whole = sampleRun(sampleSpec(4));
    Run first = whole;
    Run second = whole;
    first.measurements.resize(5);
    second.measurements.erase(second.measurements.begin(), second.measurements.begin() + 3);
    second.context.host = "node3";
    // Both have the points 3 and 4.
    Measurement& failed = first.measurements[3];
    failed.status = Status::Error;
    failed.reason = "lost";
    first.measurements[4].timestampUtc = "2026-01-01T00:00:00Z";
    second.measurements[1].timestampUtc = "2026-01-02T00:00:00Z";
    const Result<Run> merged = mergeRuns({first, second});
    QVERIFY2(merged, merged ? "" : merged.error().reason.c_str());
    QCOMPARE(merged->measurements.size(), whole.measurements.size());
    QCOMPARE(merged->measurements[3], second.measurements[0]);
    QCOMPARE(merged->measurements[4], second.measurements[1]);
    QVERIFY(std::ranges::find(merged->context.notes, "Partly measured on node3.") !=
            merged->context.notes.end());
}

void TestPlanPart::keepsTheBetterOfTwoRows() {
    Run first = sampleRun(sampleSpec(2));
    Run second = first;
    Measurement& sound = first.measurements.front();
    sound.flags = {};
    sound.timestampUtc = "2026-01-01T00:00:00Z";
    Measurement& flagged = second.measurements.front();
    flagged.flags = Flag::DeviceBusy;
    flagged.timestampUtc = "2026-01-02T00:00:00Z";
    for (const std::vector<Run>& runs : {std::vector{first, second}, std::vector{second, first}})
        QVERIFY(mergeRuns(runs)->measurements.front() == sound);
    flagged.flags = {};
    QVERIFY(mergeRuns({first, second})->measurements.front() == flagged); // of two alike the later
}

void TestPlanPart::mergesNothingElse() {
    const Run run = sampleRun(sampleSpec(2));
    const auto refuses = [&run](auto change, const char* reason) {
        Run other = run;
        change(other);
        const Result<Run> merged = mergeRuns({run, other});
        return !merged && merged.error().reason.find(reason) != std::string::npos;
    };
    QVERIFY(refuses([](Run& other) { other.spec.seq *= 2; }, "another sweep"));
    QVERIFY(refuses([](Run& other) { other.context.device = "NVIDIA H100"; }, "the device differs"));
    QVERIFY(refuses([](Run& other) { other.context.libraryVersion += "9"; }, "the library differs"));
    QVERIFY(refuses([](Run& other) { other.context.driverVersion += "9"; }, "the driver differs"));
    QVERIFY(refuses([](Run& other) { other.measurements[0].point.layer.hidden += 12; }, "other points"));
}

HEADROOM_TEST(TestPlanPart, Nothing)

} // namespace headroom::testing::tst_plan_part

#include "tst_plan_part.moc"
