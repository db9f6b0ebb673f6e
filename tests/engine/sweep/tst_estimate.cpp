// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/sweep/estimate.h"

namespace headroom::testing::tst_estimate {

class TestEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clockTexts();
    void estimateCountsPoints();
    void estimateCountsWhatFits();
    void learningScalesTheEstimate();
    void timeLeftFollowsWhatWasMeasured();
    void aRangeUntilATenthIsIn();
    void theRangeIsAsWideAsThePointsAreOff();
    void timesLeftInWords();
    void tellsWhatCannotFit();
    void secondVisitsAreCounted();
    void sustainedLoadHasOneVisit();
    void failedPointsHaveNoSecondVisit();
    void visitsInDoubtAreTold();
};

void TestEstimate::clockTexts() {
    QCOMPARE(clockText(0), std::string("0:00"));
    QCOMPARE(clockText(40.2), std::string("0:41"));
    QCOMPARE(clockText(725), std::string("12:05"));
    QCOMPARE(clockText(3723), std::string("1:02:03"));
    QCOMPARE(clockText(-5), std::string("0:00"));
}

void TestEstimate::estimateCountsPoints() {
    const CostModel model;
    SweepSpec spec = testing::sampleSpec(16);
    const DeviceInfo device = testing::scriptedGpu();
    QCOMPARE(model.estimate(spec, device).points, 112);
    QVERIFY(model.estimate(spec, device).seconds > 0);
    spec.pointsPerCurve.reset();
    QCOMPARE(model.estimate(spec, device).points, 2730);
}

void TestEstimate::estimateCountsWhatFits() {
    const CostModel model;
    SweepSpec spec = testing::sampleSpec(16);
    spec.mode = SweepMode::FixedHeadDim;
    spec.pointsPerCurve.reset();
    DeviceInfo device = testing::scriptedGpu();
    device.freeMemoryBytes = std::uint64_t{1} << 50;
    const SweepEstimate all = model.estimate(spec, device);
    device.freeMemoryBytes = std::uint64_t{80} << 30;
    const SweepEstimate fitting = model.estimate(spec, device);
    QCOMPARE(fitting.points, countPoints(spec, operandLimit(device)));
    QVERIFY(fitting.points < all.points);
    QVERIFY(fitting.seconds < all.seconds / 2);
    QVERIFY(all.notes.empty());
    // Once for all curves that end early, which ends apart from each other.
    QCOMPARE(fitting.notes.size(), std::size_t{1});
    const std::string& note = fitting.notes.front();
    QVERIFY2(note.starts_with("The curves h/a = 1, 2, ") && note.find(" end at h = ") != note.npos,
             note.c_str());
    QVERIFY(note.ends_with("; 75 GiB of memory can be had."));
    spec.ratios = {1};
    QCOMPARE(model.estimate(spec, device).notes, makePlan(spec, operandLimit(device)).notes);
    QVERIFY(model.estimate(spec, device).notes.front().starts_with("The curve h/a = 1 ends at h = "));
    spec.ratios = {1, 1024};
    spec.hiddenMin = spec.hiddenMax = 96;
    QCOMPARE(model.estimate(spec, device).notes, makePlan(spec, operandLimit(device)).notes);
}

void TestEstimate::learningScalesTheEstimate() {
    CostModel model;
    const DeviceInfo device = testing::scriptedGpu();
    const double before = model.estimate(testing::sampleSpec(), device).seconds;
    model.learn(device, 1000, 2500);
    const double learnt = model.estimate(testing::sampleSpec(), device).seconds;
    QVERIFY(qAbs(learnt / before - 2.5) < 0.01);
    // A tiny sweep, which took forty times as long as guessed, says next to nothing about another.
    model.learn(device, 0.1, 4);
    QVERIFY(qAbs(model.estimate(testing::sampleSpec(), device).seconds / learnt - 1) < 0.01);
    // Also where it is the first; and the next one that says more counts more.
    CostModel fresh;
    fresh.learn(device, 0.1, 4);
    QVERIFY(fresh.factor(device) > 1 && fresh.factor(device) < 4);
    fresh.learn(device, 100, 90);
    QVERIFY(qAbs(fresh.factor(device) - 0.9) < 0.05);
    // What was learnt in an earlier session stands until there is more.
    CostModel recalled;
    recalled.recall(device, 3);
    QCOMPARE(recalled.factor(device), 3.0);
    recalled.learn(device, 0.1, 0.3);
    QCOMPARE(recalled.factor(device), 3.0);
    recalled.recall(device, 7); // is no earlier one
    QCOMPARE(recalled.factor(device), 3.0);
}

void TestEstimate::timeLeftFollowsWhatWasMeasured() {
    const SweepPlan plan = makePlan(testing::sampleSpec());
    const DeviceInfo device = testing::scriptedGpu();
    SweepProgress progress(plan, device, 1);
    QCOMPARE(progress.total(), plan.points.size());
    QVERIFY(progress.timeLeft().leastS > 0);
    // Every point costs twice what was guessed: the rest is expected to as well.
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        Measurement row = testing::sampleMeasurement(plan.points[plan.order[i]], 100);
        row.cost.wallS = 2 * guessSeconds(row.point, plan.spec, device);
        progress.add(row);
        QCOMPARE(progress.done(), i + 1);
    }
    QVERIFY(qAbs(progress.timeLeft().mostS) < 1e-6);
    QVERIFY(progress.measuredDoneS() > 1.99 * progress.guessedDoneS());
}

void TestEstimate::aRangeUntilATenthIsIn() {
    const SweepPlan plan = makePlan(testing::sampleSpec(3)); // 21 points
    const DeviceInfo device = testing::scriptedGpu();
    SweepProgress progress(plan, device, 1);
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        const TimeLeft left = progress.timeLeft();
        const bool isRange = left.mostS > left.leastS;
        QCOMPARE(isRange, i < 3); // a tenth are 2.1 points
        if (isRange) {
            QVERIFY(left.leastS > 0);
            QVERIFY(left.mostS < 4.1 * left.leastS);
        }
        Measurement row = testing::sampleMeasurement(plan.points[plan.order[i]], 100);
        row.cost.wallS = guessSeconds(row.point, plan.spec, device);
        progress.add(row);
    }
    QVERIFY(qAbs(progress.timeLeft().mostS) < 1e-6);
}

void TestEstimate::theRangeIsAsWideAsThePointsAreOff() {
    const SweepPlan plan = makePlan(testing::sampleSpec(40)); // 280 points
    const DeviceInfo device = testing::scriptedGpu();
    const auto widthWith = [&](double off) {
        SweepProgress progress(plan, device, 1);
        for (std::size_t i = 0; i < 20; ++i) {
            Measurement row = testing::sampleMeasurement(plan.points[plan.order[i]], 100);
            row.cost.wallS = guessSeconds(row.point, plan.spec, device) * (i % 2 == 0 ? off : 1 / off);
            progress.add(row);
        }
        const TimeLeft left = progress.timeLeft();
        return left.mostS / left.leastS;
    };
    QVERIFY2(widthWith(1) > 1.2 && widthWith(1) < widthWith(1.6), qPrintable(QString::number(widthWith(1))));
    QVERIFY(widthWith(1.6) < widthWith(3));
    QVERIFY(widthWith(100) < 4.1); // a wider one would say nothing
}

void TestEstimate::timesLeftInWords() {
    QCOMPARE(timeLeftText({40.2, 40.2}), std::string("0:41"));
    QCOMPARE(timeLeftText({42, 88}), std::string("0:40 – 1:30"));
    QCOMPARE(timeLeftText({42, 88}, " to "), std::string("0:40 to 1:30"));
    QCOMPARE(timeLeftText({3.3, 7.1}), std::string("0:03 – 0:08"));
    QCOMPARE(timeLeftText({700, 4000}), std::string("11:00 – 1:10:00"));
}

void TestEstimate::tellsWhatCannotFit() {
    const CostModel model;
    DeviceInfo device = testing::scriptedGpu();
    device.memoryBytes = std::uint64_t{0x13C6666666}; // 79.1 GiB
    device.freeMemoryBytes = std::uint64_t{40} << 30;
    SweepSpec spec = testing::sampleSpec(2);
    spec.type = DataType::F16;
    spec.seq = 32768; // a sequence's 12 heads take 2 GiB each and a little more
    spec.batch = 1;
    QVERIFY(!model.estimate(spec, device).shortage);
    spec.batch = 2;
    const auto busy = model.estimate(spec, device).shortage;
    QVERIFY(busy && !busy->forGood);
    QVERIFY2(describe(*busy).find("can give 37.5 GiB now") != std::string::npos, describe(*busy).c_str());
    spec.batch = 4;
    const auto never = model.estimate(spec, device).shortage;
    QVERIFY(never && never->forGood);
    QCOMPARE(
        describe(*never),
        std::string("The smallest shape of this plan needs 96.0 GiB, the device has 79.1 GiB. Use a smaller "
                    "s, b, a or h, or a smaller type."));
    // So little apart that both look the same.
    QVERIFY(
        describe({std::uint64_t{1} << 34, (std::uint64_t{1} << 34) - 1, true}).find("17179869184 bytes (") !=
        std::string::npos);
    device.memoryBytes = device.freeMemoryBytes = 0;
    QVERIFY(!memoryShortage(spec, device)); // nothing is known
}

void TestEstimate::secondVisitsAreCounted() {
    const SweepPlan plan = makePlan(testing::sampleSpec(2));
    DeviceInfo device = testing::scriptedCpu();
    const double once = CostModel().estimate(plan.spec, device).seconds;
    device.visits = 2;
    QVERIFY(CostModel().estimate(plan.spec, device).seconds > 1.2 * once); // they share the time limit
    SweepProgress progress(plan, device, 1);
    QCOMPARE(progress.steps(), 2 * plan.points.size());
    std::size_t steps = 0;
    double spent = 0;
    for (int visit = 1; visit <= 2; ++visit)
        for (const std::size_t index : plan.order) {
            Measurement row = testing::sampleMeasurement(plan.points[index], 100);
            row.visits = visit;
            row.cost.wallS = 0.25 * visit; // both visits of a point together
            progress.add(row);
            spent += 0.25;
            QCOMPARE(progress.stepsDone(), ++steps);
            QCOMPARE(progress.visit(), visit);
            QVERIFY(qFuzzyCompare(progress.measuredDoneS(), spent));
        }
    QCOMPARE(progress.done(), plan.points.size());
    QVERIFY(qAbs(progress.timeLeft().mostS) < 1e-6);
    QVERIFY(!progress.isExtraVisit());
    Measurement row = testing::sampleMeasurement(plan.points.front(), 100);
    row.visits = 3;
    progress.add(row);
    QVERIFY(progress.isExtraVisit());
    QCOMPARE(progress.stepsDone(), progress.steps());
    // What the others told of a point is no visit.
    const std::size_t inVisit = progress.doneInVisit();
    const double measured = progress.measuredDoneS();
    progress.add(row);
    QCOMPARE(progress.doneInVisit(), inVisit);
    QCOMPARE(progress.done(), plan.points.size());
    QVERIFY(qFuzzyCompare(progress.measuredDoneS(), measured));
}

void TestEstimate::sustainedLoadHasOneVisit() {
    DeviceInfo device = testing::scriptedGpu();
    device.visits = 2;
    SweepSpec spec = testing::sampleSpec(2);
    QCOMPARE(plannedVisits(spec, device), 2);
    spec.regime = Regime::Sustained;
    QCOMPARE(plannedVisits(spec, device), 1);
    QCOMPARE(SweepProgress(makePlan(spec), device, 1).visits(), 1);
}

void TestEstimate::failedPointsHaveNoSecondVisit() {
    const SweepPlan plan = makePlan(testing::sampleSpec(2));
    DeviceInfo device = testing::scriptedCpu();
    device.visits = 2;
    SweepProgress progress(plan, device, 1);
    const std::size_t failed = plan.order.front();
    for (const std::size_t index : plan.order)
        progress.add(index == failed
                         ? testing::failedMeasurement(plan.points[index], Status::Unsupported, "No.")
                         : testing::sampleMeasurement(plan.points[index], 100));
    for (const std::size_t index : plan.order) {
        Measurement row = testing::sampleMeasurement(plan.points[index], 100);
        row.visits = 2;
        if (index != failed)
            progress.add(row);
    }
    QCOMPARE(progress.doneInVisit(), progress.total());
    QCOMPARE(progress.stepsDone(), progress.steps());
    QVERIFY(qAbs(progress.timeLeft().mostS) < 1e-6);
    QCOMPARE(progress.failed(), std::size_t{1});
}

void TestEstimate::visitsInDoubtAreTold() {
    constexpr int kVisits = 4;
    constexpr int kMade = 8; // of each point, where none of those planned agree
    const SweepPlan plan = makePlan(testing::sampleSpec(4));
    DeviceInfo device = testing::scriptedCpu();
    device.visits = kVisits;
    double visitS = 0; // of all points
    for (const PlannedPoint& point : plan.points)
        visitS += guessSeconds(point, plan.spec, device);
    const auto after = [&](std::size_t index, int visit, Flags flags) {
        Measurement row = testing::sampleMeasurement(plan.points[index], 100);
        row.visits = visit;
        row.flags = flags;
        row.cost.wallS = visit * guessSeconds(row.point, plan.spec, device);
        row.cost.timedS = visit * plan.spec.timeLimitS / kVisits; // all that is allowed, to the end
        return row;
    };
    SweepProgress quiet(plan, device, 1);
    SweepProgress busy(plan, device, 1);
    for (int visit = 1; visit <= kMade; ++visit) {
        const bool planned = visit <= kVisits;
        for (const std::size_t index : plan.order) {
            if (planned)
                quiet.add(after(index, visit, {}));
            busy.add(
                after(index, visit, planned && visit < kVisits ? Flag::ProcessorSlow : Flag::VisitsDiffer));
        }
        const double plannedS = std::max(0, kVisits - visit) * visitS;
        const double trueS = (kMade - visit) * visitS;
        QCOMPARE(quiet.timeLeft().leastS, quiet.timeLeft().mostS);
        const TimeLeft left = busy.timeLeft();
        QVERIFY2(left.leastS < 1.5 * plannedS + 1e-6 && left.mostS > 0.9 * trueS - 1e-6,
                 timeLeftText(left).c_str());
        QVERIFY2(left.mostS < 1.5 * trueS + 1e-6, timeLeftText(left).c_str());
    }
    // Where the last of the planned visits agree, there are no more.
    SweepProgress settled(plan, device, 1);
    for (int visit = 1; visit <= kVisits; ++visit)
        for (const std::size_t index : plan.order)
            settled.add(after(index, visit, visit < kVisits ? Flag::ProcessorSlow : Flag::IntervalWide));
    QVERIFY(settled.timeLeft().mostS < 1e-6);
}

HEADROOM_TEST(TestEstimate, Nothing)

} // namespace headroom::testing::tst_estimate

#include "tst_estimate.moc"
