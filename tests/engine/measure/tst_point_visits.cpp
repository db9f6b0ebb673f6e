// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/measure/fake_session.h"
#include "tests/support/test_program.h"

namespace headroom::testing::tst_point_visits {

class TestPointVisits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_clock = FakeClock();
        m_history = MeasureHistory();
        m_options = MeasureOptions();
    }
    void laterVisitsJoinTheFirst();
    void onlyTheFirstVisitIsChecked();
    void differingVisitsGoOnUntilTheFastestAgree();
    void visitToASlowCoreIsMadeAgain();
    void furtherVisitsEnd();
    void furtherVisitsEndWithTheBudget();
    void visitsAreShort();
    void visitsShareTheTimeLimit();
    void failuresLeaveTheEarlierVisits();
    void theBestAlgorithmIsChosenOnce();
    void theDefaultsLaterVisitsCountForTheBest();

private:
    std::optional<Measurement> measure(FakeSession& session, std::size_t index = 0,
                                       Algorithm algorithm = Algorithm::Default);
    /// A visit whose calls take that long.
    Measurement visit(double seconds, std::size_t index = 0);
    bool wantsVisit(const Measurement& row) const;

    FakeClock m_clock;
    MeasureHistory m_history;
    MeasureOptions m_options;
};

namespace {

TimingTraits traitsOfVisits(TimingTraits traits = {}) {
    traits.visits = 2;
    traits.mostVisits = 5;
    traits.visitS = 0.05;
    return traits;
}

} // namespace

std::optional<Measurement> TestPointVisits::measure(FakeSession& session, std::size_t index,
                                                    Algorithm algorithm) {
    session.traits = traitsOfVisits(session.traits);
    PlannedPoint point = smallPoint(index);
    point.algorithm = algorithm;
    return measurePoint(session, point, m_options, m_history, m_clock, {});
}

Measurement TestPointVisits::visit(double seconds, std::size_t index) {
    FakeSession session(m_clock);
    session.callSeconds = {seconds};
    return *measure(session, index);
}

bool TestPointVisits::wantsVisit(const Measurement& row) const {
    return headroom::wantsVisit(row, traitsOfVisits(), m_options, m_history);
}

void TestPointVisits::laterVisitsJoinTheFirst() {
    const Measurement first = visit(1e-4);
    QCOMPARE(first.visits, 1);
    QVERIFY(wantsVisit(first));
    const Measurement second = visit(1.01e-4);
    QCOMPARE(second.visits, 2);
    QCOMPARE(second.visitTimes.size(), std::size_t{2});
    QVERIFY(qFuzzyCompare(second.visitTimes[1].medianS, 1.01e-4));
    QVERIFY(!wantsVisit(second));
    QVERIFY(second.flags.empty());
    QCOMPARE(second.time.minS, first.time.minS);
    QVERIFY(second.time.calls > first.time.calls);
    QVERIFY(second.cost.timedS > 1.9 * first.cost.timedS);
    // Other points have visits of their own.
    QCOMPARE(visit(3e-4, 1).visits, 1);
}

void TestPointVisits::onlyTheFirstVisitIsChecked() {
    const Measurement first = visit(1e-4);
    FakeSession session(m_clock);
    session.wrong = {0}; // nobody asks
    const auto second = measure(session);
    QVERIFY(second->ok());
    QCOMPARE(second->cost.checkS, first.cost.checkS);
}

void TestPointVisits::differingVisitsGoOnUntilTheFastestAgree() {
    QVERIFY(wantsVisit(visit(1e-4)));
    Measurement row = visit(1.2e-4);
    QVERIFY(row.flags.has(Flag::VisitsDiffer));
    QVERIFY(wantsVisit(row));
    row = visit(1.01e-4);
    QCOMPARE(row.visits, 3);
    QVERIFY(row.flags.empty()); // two of full speed agree: the slow one is known for what it is
    QVERIFY(!wantsVisit(row));
    QVERIFY(row.time.highS < 1.02e-4);
    QVERIFY(!row.visitTimes[1].counted);
}

void TestPointVisits::visitToASlowCoreIsMadeAgain() {
    const auto visitSlowly = [this] {
        FakeSession session(m_clock);
        session.flags.assign(1000, Flag::ProcessorSlow);
        return *measure(session);
    };
    visitSlowly();
    Measurement row = visitSlowly(); // as fast as the first, all the same
    QVERIFY(row.flags.has(Flag::ProcessorSlow));
    QVERIFY(wantsVisit(row));
    visit(1e-4);
    row = visit(0.99e-4); // these stand for themselves beside the slow ones
    QVERIFY(row.flags.empty());
    QVERIFY(!wantsVisit(row));
}

void TestPointVisits::furtherVisitsEnd() {
    Measurement row = visit(1e-4);
    for (const double seconds : {1.2e-4, 1.4e-4, 1.6e-4, 1.8e-4}) {
        QVERIFY(wantsVisit(row));
        row = visit(seconds);
    }
    QCOMPARE(row.visits, 5);
    QVERIFY(!wantsVisit(row));
    QVERIFY(row.flags.has(Flag::VisitsDiffer));
}

void TestPointVisits::furtherVisitsEndWithTheBudget() {
    const Measurement first = visit(1e-4);
    m_options.budgetS = 3.5 * first.cost.timedS;
    QVERIFY(wantsVisit(visit(1.2e-4)));
    QVERIFY(wantsVisit(visit(1.4e-4)));
    QVERIFY(!wantsVisit(visit(1.6e-4)));
    // Planned visits are made in any case.
    QVERIFY(wantsVisit(visit(1e-4, 1)));
}

void TestPointVisits::visitsAreShort() {
    m_options.timeLimitS = 10;
    FakeSession session(m_clock);
    session.noise = [](int batch) { return batch % 2 == 0 ? 0.8 : 1.2; };
    const auto row = measure(session);
    QVERIFY(row->cost.timedS >= 0.05 && row->cost.timedS < 0.07);
    QVERIFY(!row->flags.has(Flag::CapHit)); // another visit tells more than a longer one
}

void TestPointVisits::visitsShareTheTimeLimit() {
    m_options.timeLimitS = 0.04;
    FakeSession session(m_clock);
    session.noise = [](int batch) { return batch % 2 == 0 ? 0.8 : 1.2; };
    const auto row = measure(session);
    QVERIFY(row->cost.timedS >= 0.02 && row->cost.timedS < 0.035);
}

void TestPointVisits::failuresLeaveTheEarlierVisits() {
    const Measurement first = visit(1e-4);
    FakeSession session(m_clock);
    session.prepareError = Error{Status::OutOfMemory, "No memory now."};
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->reason.empty());
    QVERIFY(row->time == first.time);
    QCOMPARE(row->visits, 2);
    QVERIFY(!wantsVisit(*row)); // what failed is not tried again
    // A lost device is told all the same.
    FakeSession lost(m_clock);
    lost.prepareError = Error{Status::DeviceLost, "Gone."};
    QCOMPARE(measure(lost)->status, Status::DeviceLost);
}

void TestPointVisits::theBestAlgorithmIsChosenOnce() {
    FakeSession first(m_clock);
    first.callSeconds = {4e-4, 1e-4, 2e-4};
    measure(first, 1, Algorithm::Best);
    QCOMPARE(first.selected, (std::vector<int>{0, 1, 2, 1}));
    FakeSession second(m_clock);
    second.callSeconds = {0.5e-4, 1e-4, 2e-4};
    const auto row = measure(second, 1, Algorithm::Best);
    QCOMPARE(second.selected, std::vector<int>{1});
    QCOMPARE(row->kernel, std::string("kernel 1"));
    QCOMPARE(row->visitTimes.size(), std::size_t{2});
}

void TestPointVisits::theDefaultsLaterVisitsCountForTheBest() {
    visit(1e-4, 0);
    FakeSession best(m_clock);
    best.callSeconds = {1e-4, 2e-4};
    QVERIFY(measure(best, 1, Algorithm::Best)->ok());
    const Measurement again = visit(1.02e-4, 0);
    FakeSession later(m_clock);
    later.callSeconds = {1e-4, 2e-4};
    const auto row = measure(later, 1, Algorithm::Best);
    QVERIFY(later.selected.empty());
    QVERIFY(row->time == again.time);
    QVERIFY(row->visitTimes == again.visitTimes);
    QVERIFY(!wantsVisit(*row));
}

HEADROOM_TEST(TestPointVisits, Nothing)

} // namespace headroom::testing::tst_point_visits

#include "tst_point_visits.moc"
