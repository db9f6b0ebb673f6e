// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/fake_session.h"

#include <QtTest>

using namespace headroom;
using namespace headroom::testing;

class TestPointVisits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_clock = FakeClock();
        m_history = MeasureHistory();
        m_options = MeasureOptions();
    }
    void secondVisitJoinsTheFirst();
    void differingVisitsAreFlaggedAndGoOn();
    void visitToASlowCoreIsMadeAgain();
    void furtherVisitsEnd();
    void furtherVisitsTakeAQuarterOfTheTime();
    void visitsShareTheTimeLimit();
    void failedSecondVisitIsARow();
    void otherFailuresLeaveTheFirstVisit();

private:
    std::optional<Measurement> measure(FakeSession& session, std::size_t index = 0);
    /// A visit whose calls take that long.
    Measurement visit(double seconds, std::size_t index = 0);
    /// Visits to as many other points: time that a quarter can be taken of.
    void visitOthers(std::size_t points);
    bool wantsVisit(const Measurement& row) const;

    FakeClock m_clock;
    MeasureHistory m_history;
    MeasureOptions m_options;
};

std::optional<Measurement> TestPointVisits::measure(FakeSession& session, std::size_t index) {
    session.traits.visits = 2;
    return measurePoint(session, smallPoint(index), m_options, m_history, m_clock, {});
}

Measurement TestPointVisits::visit(double seconds, std::size_t index) {
    FakeSession session(m_clock);
    session.callSeconds = {seconds};
    return *measure(session, index);
}

void TestPointVisits::visitOthers(std::size_t points) {
    for (std::size_t index = 1; index <= points; ++index)
        visit(1e-4, index);
}

bool TestPointVisits::wantsVisit(const Measurement& row) const {
    TimingTraits traits;
    traits.visits = 2;
    return headroom::wantsVisit(row, traits, m_history);
}

void TestPointVisits::secondVisitJoinsTheFirst() {
    const Measurement first = visit(1e-4);
    QCOMPARE(first.visits, 1);
    QVERIFY(wantsVisit(first));
    const Measurement second = visit(1.01e-4);
    QCOMPARE(second.visits, 2);
    QVERIFY(!wantsVisit(second));
    QVERIFY(second.flags.empty());
    QCOMPARE(second.time.minS, first.time.minS);
    QVERIFY(second.time.calls > first.time.calls);
    QVERIFY(second.cost.timedS > 1.9 * first.cost.timedS);
    QVERIFY(second.cost.overheadS() > first.cost.overheadS());
    // Other points have visits of their own.
    QCOMPARE(visit(3e-4, 1).visits, 1);
}

void TestPointVisits::differingVisitsAreFlaggedAndGoOn() {
    visitOthers(20);
    QVERIFY(wantsVisit(visit(1e-4)));
    Measurement row = visit(1.2e-4);
    QVERIFY(row.flags.has(Flag::VisitsDiffer));
    QVERIFY(wantsVisit(row));
    row = visit(1.01e-4);
    QCOMPARE(row.visits, 3);
    QVERIFY(row.flags.has(Flag::VisitsDiffer));
    QVERIFY(!wantsVisit(row));
    QVERIFY(row.time.highS < 1.02e-4); // without the slow visit
}

void TestPointVisits::visitToASlowCoreIsMadeAgain() {
    visitOthers(20);
    const auto visitSlowly = [this] {
        FakeSession session(m_clock);
        session.flags.assign(1000, Flag::ProcessorSlow);
        return *measure(session);
    };
    visitSlowly();
    Measurement row = visitSlowly(); // as fast as the first, all the same
    QVERIFY(row.flags.has(Flag::ProcessorSlow));
    QVERIFY(wantsVisit(row));
    row = visit(0.99e-4); // stands for itself beside the slow ones
    QVERIFY(row.flags.empty());
    QVERIFY(!wantsVisit(row));
}

void TestPointVisits::furtherVisitsEnd() {
    visitOthers(20);
    Measurement row = visit(1e-4);
    for (const double seconds : {1.2e-4, 1.4e-4, 1.6e-4}) {
        QVERIFY(wantsVisit(row));
        row = visit(seconds);
    }
    QCOMPARE(row.visits, 4);
    QVERIFY(!wantsVisit(row));
    QVERIFY(row.flags.has(Flag::VisitsDiffer));
}

void TestPointVisits::furtherVisitsTakeAQuarterOfTheTime() {
    visit(1e-4);
    QVERIFY(wantsVisit(visit(1.2e-4)));
    const Measurement row = visit(1.4e-4); // half as much time again
    QVERIFY(row.flags.has(Flag::VisitsDiffer));
    QVERIFY(!wantsVisit(row));
}

void TestPointVisits::visitsShareTheTimeLimit() {
    m_options.timeLimitS = 0.4;
    FakeSession session(m_clock);
    session.noise = [](int batch) { return batch % 2 == 0 ? 0.8 : 1.2; };
    const auto row = measure(session);
    QVERIFY(row->flags.has(Flag::CapHit));
    QVERIFY(row->cost.timedS >= 0.2 && row->cost.timedS < 0.25);
}

void TestPointVisits::failedSecondVisitIsARow() {
    visit(1e-4);
    FakeSession session(m_clock);
    session.wrong = {0};
    const auto row = measure(session);
    QCOMPARE(row->status, Status::CheckFailed);
    QCOMPARE(row->visits, 2);
    QVERIFY(!wantsVisit(*row));
}

void TestPointVisits::otherFailuresLeaveTheFirstVisit() {
    const Measurement first = visit(1e-4);
    FakeSession session(m_clock);
    session.prepareError = Error{Status::OutOfMemory, "No memory now."};
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->reason.empty());
    QVERIFY(row->time == first.time);
    QCOMPARE(row->visits, 2);
    QVERIFY(!wantsVisit(*row));
}

QTEST_APPLESS_MAIN(TestPointVisits)
#include "tst_point_visits.moc"
