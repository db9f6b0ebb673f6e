// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/measure/statistics.h"
#include "engine/measure/visits.h"

namespace headroom::testing::tst_visits {

namespace {

/// Three batches around that many seconds a call.
Visit visitOf(double seconds, Flags flags = {}) {
    return {{0.999 * seconds, seconds, 1.001 * seconds}, 30, flags, std::nullopt};
}

Visits visitsOf(std::initializer_list<double> seconds) {
    Visits visits;
    for (const double visit : seconds)
        visits.add(visitOf(visit));
    return visits;
}

double medianOf(const Visits& visits) {
    return summarise(visits.counted().secondsPerCall, 0).medianS;
}

std::vector<bool> countedOf(const Visits& visits) {
    std::vector<bool> counted;
    for (const VisitTime& time : visits.times())
        counted.push_back(time.counted);
    return counted;
}

} // namespace

class TestVisits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneVisitStandsForItself();
    void visitsThatAgreeCountTogether();
    void slowVisitsAreLeftOut();
    void oneLuckyVisitDoesNotDecide();
    void theFastestMustAgreeNotTheMost();
    void disturbedVisitsCountOnlyWhereThereIsNoOther();
    void onlyTheCountedVisitsFlagsCount();
    void aLongVisitDoesNotOutweighAShortOne();
    void timesAreTold();
};

void TestVisits::oneVisitStandsForItself() {
    const Visits visits = visitsOf({1e-3});
    QCOMPARE(visits.count(), 1);
    QVERIFY(!visits.agree(2, 0.04));
    QCOMPARE(visits.counted().secondsPerCall, visitOf(1e-3).secondsPerCall);
}

void TestVisits::visitsThatAgreeCountTogether() {
    const Visits visits = visitsOf({1.02e-3, 1e-3, 1.01e-3});
    QVERIFY(visits.agree(3, 0.02));
    QVERIFY(!visits.agree(3, 0.015));
    QCOMPARE(visits.counted().secondsPerCall.size(), std::size_t{9});
    QCOMPARE(visits.counted().calls, 90);
}

void TestVisits::slowVisitsAreLeftOut() {
    const Visits visits = visitsOf({1e-3, 1.5e-3, 1.01e-3});
    QVERIFY(visits.agree(2, 0.04));
    QCOMPARE(countedOf(visits), (std::vector<bool>{true, false, true}));
    QVERIFY(medianOf(visits) < 1.011e-3);
}

void TestVisits::oneLuckyVisitDoesNotDecide() {
    Visits visits = visitsOf({1e-3, 1.2e-3, 1.2e-3, 1.2e-3});
    QVERIFY(!visits.agree(2, 0.04));
    visits.add(visitOf(1.01e-3));
    QVERIFY(visits.agree(2, 0.04));
}

void TestVisits::theFastestMustAgreeNotTheMost() {
    const Visits visits = visitsOf({1.5e-3, 1e-3, 1.51e-3, 1.5e-3});
    QVERIFY(!visits.agree(3, 0.04)); // three do, but something slowed them down
    QVERIFY(medianOf(visits) < 1.002e-3);
}

void TestVisits::disturbedVisitsCountOnlyWhereThereIsNoOther() {
    Visits visits;
    visits.add(visitOf(1e-3, Flag::ProcessorSlow));
    QCOMPARE(countedOf(visits), std::vector<bool>{true});
    visits.add(visitOf(1.02e-3));
    QCOMPARE(countedOf(visits), (std::vector<bool>{false, true}));
    QVERIFY(visits.counted().flags.empty());
    QVERIFY(!visits.agree(2, 0.04));
    // One that was said to be disturbed and is much faster was hardly so; the other must have been.
    Visits odd;
    odd.add(visitOf(1e-3, Flag::ClockLow));
    odd.add(visitOf(1.3e-3));
    QCOMPARE(countedOf(odd), (std::vector<bool>{true, false}));
    for (const Flag flag :
         {Flag::ProcessorLost, Flag::ProcessorSlow, Flag::Throttled, Flag::DeviceBusy, Flag::ClockLow})
        QVERIFY(isDisturbed(flag));
    QVERIFY(!isDisturbed(Flag::LaunchBound));
}

void TestVisits::onlyTheCountedVisitsFlagsCount() {
    Visits visits;
    visits.add(visitOf(2e-3, Flag::ProcessorLost));
    visits.add(visitOf(1e-3));
    visits.add(visitOf(1e-3, Flag::KernelChanged));
    QVERIFY(visits.counted().flags == Flags(Flag::KernelChanged));
}

void TestVisits::aLongVisitDoesNotOutweighAShortOne() {
    Visits visits;
    visits.add({std::vector<double>(20, 1e-3), 200, {}, std::nullopt});
    visits.add({std::vector<double>(200, 1.02e-3), 2000, {}, std::nullopt});
    const Visit together = visits.counted();
    QCOMPARE(together.secondsPerCall.size(), std::size_t{40});
    QVERIFY(qFuzzyCompare(medianOf(visits), 1.01e-3));
    QCOMPARE(together.calls, 2200);
}

void TestVisits::timesAreTold() {
    Visits visits;
    visits.add({{2e-3}, 1, {}, 1500.0});
    visits.add(visitOf(1e-3));
    QVERIFY(visits.times() == (std::vector<VisitTime>{{2e-3, 1500, false}, {1e-3, 0, true}}));
}

HEADROOM_TEST(TestVisits, Nothing)

} // namespace headroom::testing::tst_visits

#include "tst_visits.moc"
