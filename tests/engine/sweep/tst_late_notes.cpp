// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/sweep/sweep_runner.h"

namespace headroom::testing::tst_late_notes {

namespace {

/// Learns something with each of its first points, and is stopped at the third.
class LearningExecutor final : public PointExecutor {
public:
    Result<RunContext> begin(const SweepPlan&, std::stop_token) override {
        RunContext context = sampleContext("learning");
        context.notes = {"known"};
        return context;
    }
    std::optional<Measurement> measure(const PlannedPoint& point, std::stop_token) override {
        ++m_points;
        return m_points < 3 ? std::optional(sampleMeasurement(point, 100)) : std::nullopt;
    }
    std::vector<std::string> takeNotes() override {
        if (m_points == 1)
            return {"first", "known"};
        return {"note " + std::to_string(m_points)};
    }
    void end() override {}

private:
    int m_points = 0;
};

class NoteTaker final : public SweepObserver {
public:
    void onStarted(const RunContext& context) override { told = context.notes; }
    void onMeasurement(const Measurement&) override { ++rows; }
    void onNote(const RunContext& context, const std::string& note) override {
        told.push_back(note);
        QCOMPARE(context.notes, told);
    }
    std::vector<std::string> told;
    int rows = 0;
};

} // namespace

/// What an executor learns while it measures.
class TestLateNotes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areToldOnceAndKept();
};

void TestLateNotes::areToldOnceAndKept() {
    LearningExecutor executor;
    NoteTaker observer;
    const SweepResult result = runSweep(makePlan(sampleSpec(2)), executor, observer, {});
    QCOMPARE(result.end, SweepEnd::Stopped);
    QCOMPARE(observer.rows, 2);
    QCOMPARE(observer.told, (std::vector<std::string>{"known", "first", "note 2", "note 3"}));
    QCOMPARE(result.run.context.notes, observer.told);
}

HEADROOM_TEST(TestLateNotes, Nothing)

} // namespace headroom::testing::tst_late_notes

#include "tst_late_notes.moc"
