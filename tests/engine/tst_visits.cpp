// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/statistics.h"
#include "engine/measure/visits.h"

#include <QtTest>

using namespace headroom;

namespace {

/// Three batches around that many seconds a call.
Visit visitOf(double seconds, Flags flags = {}) {
    return {{0.999 * seconds, seconds, 1.001 * seconds}, 30, flags, false};
}

double medianOf(const Visits& visits) {
    return summarise(visits.pooled().secondsPerCall, 0).medianS;
}

} // namespace

class TestVisits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneVisitStandsForItself();
    void agreeingVisitsArePooled();
    void aSlowVisitIsLeftOutButSaid();
    void theFastestTwoMustAgree();
    void onlyThePooledVisitsFlagsCount();
    void disagreeingVisitsAreNotMixed();
    void aLongVisitDoesNotOutweighAShortOne();
    void fullPaceGoesFirst();
};

void TestVisits::oneVisitStandsForItself() {
    Visits visits;
    visits.add(visitOf(1e-3));
    QCOMPARE(visits.count(), 1);
    QVERIFY(!visits.differ());
    QVERIFY(!visits.agree());
    QCOMPARE(visits.pooled().secondsPerCall, visitOf(1e-3).secondsPerCall);
}

void TestVisits::agreeingVisitsArePooled() {
    Visits visits;
    visits.add(visitOf(1.02e-3));
    visits.add(visitOf(1e-3));
    QVERIFY(visits.agree());
    QVERIFY(!visits.differ());
    const Visit together = visits.pooled();
    QCOMPARE(together.secondsPerCall.size(), std::size_t{6});
    QCOMPARE(together.calls, 60);
}

void TestVisits::aSlowVisitIsLeftOutButSaid() {
    Visits visits;
    visits.add(visitOf(1e-3));
    visits.add(visitOf(1.5e-3));
    QVERIFY(visits.differ());
    QVERIFY(!visits.agree());
    visits.add(visitOf(1.01e-3));
    QVERIFY(visits.agree());
    QVERIFY(visits.differ());
    QVERIFY(medianOf(visits) < 1.011e-3);
}

void TestVisits::theFastestTwoMustAgree() {
    Visits visits;
    for (const double seconds : {1.5e-3, 1e-3, 1.51e-3})
        visits.add(visitOf(seconds));
    QVERIFY(!visits.agree()); // two of them do, but something slowed both down
    visits.add(visitOf(0.99e-3));
    QVERIFY(visits.agree());
    QVERIFY(medianOf(visits) < 1.002e-3);
}

void TestVisits::onlyThePooledVisitsFlagsCount() {
    Visits visits;
    visits.add(visitOf(2e-3, Flag::ProcessorLost));
    visits.add(visitOf(1e-3));
    visits.add(visitOf(1e-3, Flag::DeviceBusy));
    QVERIFY(visits.pooled().flags == Flags(Flag::DeviceBusy));
}

void TestVisits::disagreeingVisitsAreNotMixed() {
    Visits visits;
    visits.add(visitOf(1e-3));
    visits.add({std::vector<double>(200, 1.2e-3), 200, {}, true});
    QCOMPARE(visits.pooled().secondsPerCall.size(), std::size_t{3});
    QVERIFY(qFuzzyCompare(medianOf(visits), 1e-3));
    QVERIFY(!visits.pooled().capHit);
}

void TestVisits::aLongVisitDoesNotOutweighAShortOne() {
    Visits visits;
    visits.add({std::vector<double>(20, 1e-3), 200, {}, false});
    visits.add({std::vector<double>(200, 1.02e-3), 2000, {}, false});
    const Visit together = visits.pooled();
    QCOMPARE(together.secondsPerCall.size(), std::size_t{40});
    QVERIFY(qFuzzyCompare(medianOf(visits), 1.01e-3));
    QCOMPARE(together.calls, 2200);
}

void TestVisits::fullPaceGoesFirst() {
    Visits visits;
    visits.add(visitOf(1e-3, Flag::ProcessorSlow));
    visits.add(visitOf(1.02e-3));
    QVERIFY(visits.pooled().flags.empty());
    QVERIFY(qFuzzyCompare(medianOf(visits), 1.02e-3));
}

QTEST_APPLESS_MAIN(TestVisits)
#include "tst_visits.moc"
