// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/remote/shared_points.h"

#include <algorithm>

namespace headroom::testing::tst_shared_points {

using Assignments = std::vector<SharedPoints::Assignment>;

/// How several devices share the points of a plan.
class TestSharedPoints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutInTurns();
    void handsOutToReadyDevicesAlone();
    void thoseWithTheLeastUnderWayComeFirst();
    void keepsTheAlgorithmsOfAShapeTogether();
    void furtherVisitsWaitForAllFirstOnes();
    void aLossCostsOneTry();
    void visitsBeforeALossAreJoined();
    void aFailureAfterALossKeepsWhatIsKnown();
    void othersTakeWhatADeviceGivenUpLeaves();

private:
    static Measurement rowOf(const SweepPlan& plan, std::size_t point, int visits = 1) {
        Measurement row = sampleMeasurement(plan.points[point], 100);
        row.visits = visits;
        row.visitTimes.assign(static_cast<std::size_t>(visits), {row.time.medianS, 0, true});
        return row;
    }
    /// Answers all that is under way on a device, with a row of that visit.
    static void answerAll(SharedPoints& points, const SweepPlan& plan, std::size_t device, bool again,
                          int visits = 1) {
        while (const auto due = points.due(device))
            points.measured(device, rowOf(plan, *due, visits), again);
    }

    const SweepPlan m_plan = makePlan(sampleSpec(2));
};

void TestSharedPoints::handsOutInTurns() {
    SharedPoints points(m_plan, 2);
    const Assignments first = points.handOut({2, 2});
    QCOMPARE(first.size(), std::size_t{4});
    for (std::size_t i = 0; i < first.size(); ++i) {
        QCOMPARE(first[i].device, i % 2);
        QCOMPARE(first[i].point, m_plan.order[i]);
    }
    QVERIFY(points.handOut({2, 2}).empty());
    QCOMPARE(points.due(1), std::optional(m_plan.order[1]));
    points.measured(1, rowOf(m_plan, m_plan.order[1]), false);
    const Assignments next = points.handOut({2, 2});
    QCOMPARE(next.size(), std::size_t{1});
    QCOMPARE(next.front().device, std::size_t{1});
    QCOMPARE(points.waiting(), std::optional(m_plan.order[5]));
}

void TestSharedPoints::handsOutToReadyDevicesAlone() {
    SharedPoints points(m_plan, 2);
    const Assignments first = points.handOut({0, 1});
    QCOMPARE(first.size(), std::size_t{1});
    QCOMPARE(first.front().device, std::size_t{1});
    QVERIFY(!points.due(0));
}

void TestSharedPoints::thoseWithTheLeastUnderWayComeFirst() {
    SharedPoints points(m_plan, 2);
    QCOMPARE(points.handOut({3, 0}).size(), std::size_t{3});
    const Assignments next = points.handOut({5, 4}); // the other has joined
    std::vector<std::size_t> devices;
    for (const SharedPoints::Assignment& assignment : next)
        devices.push_back(assignment.device);
    QCOMPARE(devices, (std::vector<std::size_t>{1, 1, 1, 0, 1, 0}));
    QCOMPARE(points.underWay(0), std::size_t{5});
    // Fewer are wanted by now.
    points.measured(0, rowOf(m_plan, *points.due(0)), false);
    QVERIFY(points.handOut({2, 4}).empty());
}

void TestSharedPoints::keepsTheAlgorithmsOfAShapeTogether() {
    SweepSpec spec = sampleSpec(2);
    spec.algorithm = Algorithm::Both;
    const SweepPlan plan = makePlan(spec);
    SharedPoints points(plan, 2);
    const Assignments first = points.handOut({1, 1});
    QCOMPARE(first.size(), std::size_t{4});
    for (const std::size_t i : {0U, 2U}) {
        QCOMPARE(first[i].device, first[i + 1].device);
        QVERIFY(plan.points[first[i].point].gemm == plan.points[first[i + 1].point].gemm);
    }
}

void TestSharedPoints::furtherVisitsWaitForAllFirstOnes() {
    SharedPoints points(m_plan, 2);
    points.handOut({100, 100});
    QVERIFY(!points.waiting());
    answerAll(points, m_plan, 0, true);
    QVERIFY(points.handOut({100, 100}).empty()); // the other is still at its first visits
    answerAll(points, m_plan, 1, true);
    QCOMPARE(points.handOut({100, 100}).size(), m_plan.points.size());
    const std::size_t told = points.takeFinished().point.index;
    QVERIFY(points.wantsAgain(told));
}

void TestSharedPoints::aLossCostsOneTry() {
    SharedPoints points(m_plan, 1);
    const Measurement failure =
        failedMeasurement(m_plan.points[m_plan.order[0]], Status::Error, "Lost twice.");
    points.handOut({2});
    points.lost(0, failure);
    QVERIFY(!points.due(0));
    QVERIFY(!points.anyFinished());
    QCOMPARE(points.waiting(), std::optional(m_plan.order[0]));
    points.handOut({2});
    points.lost(0, failure);
    QVERIFY(points.anyFinished());
    QVERIFY(points.takeFinished() == failure);
    // What only waited behind it is not marked.
    QCOMPARE(points.waiting(), std::optional(m_plan.order[1]));
}

void TestSharedPoints::visitsBeforeALossAreJoined() {
    SharedPoints points(m_plan, 1);
    points.handOut({100});
    answerAll(points, m_plan, 0, true);
    points.handOut({100});
    const std::size_t first = *points.due(0);
    points.lost(0, {});
    points.handOut({100});
    QCOMPARE(points.due(0), std::optional(first));
    answerAll(points, m_plan, 0, false, 1); // the new process counts from one again
    std::vector<Measurement> rows;
    while (points.anyFinished())
        rows.push_back(points.takeFinished());
    QCOMPARE(rows.size(), 2 * m_plan.points.size());
    QCOMPARE(rows.back().visits, 2);
    QCOMPARE(rows.back().visitTimes.size(), std::size_t{2});
    QVERIFY(!points.wantsAgain(first));
}

void TestSharedPoints::aFailureAfterALossKeepsWhatIsKnown() {
    SharedPoints points(m_plan, 1);
    points.handOut({100});
    answerAll(points, m_plan, 0, true);
    points.handOut({100});
    points.lost(0, {});
    points.handOut({100});
    const std::size_t due = *points.due(0);
    points.measured(0, failedMeasurement(m_plan.points[due], Status::OutOfMemory, "It is full."), true);
    Measurement last;
    while (points.anyFinished())
        last = points.takeFinished();
    QVERIFY(last == rowOf(m_plan, due));
    QVERIFY(!points.wantsAgain(due));
}

void TestSharedPoints::othersTakeWhatADeviceGivenUpLeaves() {
    SharedPoints points(m_plan, 2);
    points.handOut({1, 1});
    const std::size_t mine = *points.due(0);
    points.measured(0, rowOf(m_plan, mine), true);
    points.handOut({1, 1});
    const std::size_t unfinished = *points.due(0);
    points.lost(0, {});
    points.giveUp(0);
    QCOMPARE(points.waiting(), std::optional(unfinished)); // for the other
    QVERIFY(points.takeFinished() == rowOf(m_plan, mine));
    QVERIFY(points.wantsAgain(mine)); // and now it is told that this was all
    QVERIFY(points.takeFinished() == rowOf(m_plan, mine));
    QVERIFY(!points.wantsAgain(mine));
}

HEADROOM_TEST(TestSharedPoints, Nothing)

} // namespace headroom::testing::tst_shared_points

#include "tst_shared_points.moc"
