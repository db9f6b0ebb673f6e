// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/engine/measure/fake_session.h"
#include "tests/support/test_program.h"

namespace headroom::testing::tst_measure_point {

class TestMeasurePoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void steadyPointNeedsOneWindow();
    void smallCallsAreBatched();
    void longCallsAreTimedOneByOne();
    void noisyPointIsTimedUntilItIsPrecise();
    void capIsFlagged();
    void wrongResultIsARowWithoutTime();
    void unsupportedShapeIsARow();
    void bestTakesTheFastestThatIsRight();
    void bestIsNeverSlowerThanTheDefault();
    void defaultOfAnotherShapeCountsForNothing();
    void longCheckedCallIsWarmUpEnough();
    void checkedCallThatWasHeldUpSpoilsNothing();
    void lowClockIsRepeatedThenFlagged();
    void oneDisturbedWindowLeavesNoTrace();
    void disturbedWindowIsRepeatedAfterARest();
    void lastingDisturbanceIsFlagged();
    void batchesOfASlowCoreAreLeftOut();
    void slowCoreAllAlongIsFlagged();
    void dutyIsKept();
    void lightLoadNeedsNoRest();
    void stopLeavesNothing();
    void costsAddUp();
    void referenceKernelIsFlagged();

private:
    std::optional<Measurement> measure(FakeSession& session, Algorithm algorithm = Algorithm::Default);

    FakeClock m_clock;
    MeasureHistory m_history;
    MeasureOptions m_options;
    std::stop_source m_stop;

private Q_SLOTS:
    void init() {
        m_clock = FakeClock();
        m_history = MeasureHistory();
        m_options = MeasureOptions();
        m_stop = std::stop_source();
    }
};

std::optional<Measurement> TestMeasurePoint::measure(FakeSession& session, Algorithm algorithm) {
    PlannedPoint point = smallPoint();
    point.algorithm = algorithm;
    return measurePoint(session, point, m_options, m_history, m_clock, m_stop.get_token());
}

void TestMeasurePoint::steadyPointNeedsOneWindow() {
    FakeSession session(m_clock);
    const auto row = measure(session);
    QVERIFY(row && row->ok());
    QCOMPARE(row->kernel, std::string("kernel 0"));
    QVERIFY(qFuzzyCompare(row->time.medianS, 1e-4));
    QVERIFY(row->flags.empty());
    QCOMPARE(session.requests.size(), std::size_t{1});
    QCOMPARE(row->time.calls, session.requests[0].batches * session.requests[0].callsPerBatch);
    QVERIFY(!row->timestampUtc.empty());
}

void TestMeasurePoint::smallCallsAreBatched() {
    FakeSession session(m_clock);
    session.callSeconds = {1e-6};
    session.traits.minBatchS = 1e-3;
    QVERIFY(measure(session)->ok());
    QVERIFY(session.requests.back().callsPerBatch >= 1000);
    QVERIFY(session.requests.back().callsPerBatch <= 1001);
    QVERIFY(session.requests.back().batches >= session.traits.minBatches);
}

void TestMeasurePoint::longCallsAreTimedOneByOne() {
    FakeSession session(m_clock);
    session.callSeconds = {0.05};
    const auto row = measure(session);
    QVERIFY(row->ok());
    QCOMPARE(session.requests.back().callsPerBatch, 1);
    QCOMPARE(session.requests.back().batches, 1);
    QCOMPARE(row->time.calls, session.traits.minBatches);
    FakeSession grouped(m_clock);
    grouped.callSeconds = {0.05};
    grouped.traits.fewestPerWindow = 3;
    QVERIFY(measure(grouped)->ok());
    QCOMPARE(grouped.requests.back().batches, 3);
}

void TestMeasurePoint::noisyPointIsTimedUntilItIsPrecise() {
    FakeSession session(m_clock);
    // ±5 % in the first 60 batches, steady afterwards.
    session.noise = [](int batch) { return batch < 60 ? (batch % 2 == 0 ? 0.95 : 1.05) : 1.0; };
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->flags.empty());
    QVERIFY((row->time.highS - row->time.lowS) / 2 / row->time.medianS <= m_options.precision);
    QVERIFY(session.requests.size() > 6);
}

void TestMeasurePoint::capIsFlagged() {
    FakeSession session(m_clock);
    session.noise = [](int batch) { return batch % 2 == 0 ? 0.8 : 1.2; };
    m_options.timeLimitS = 0.2;
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->flags.has(Flag::CapHit));
    QVERIFY(row->cost.timedS >= 0.2 && row->cost.timedS < 0.25);
}

void TestMeasurePoint::wrongResultIsARowWithoutTime() {
    FakeSession session(m_clock);
    session.wrong = {0};
    const auto row = measure(session);
    QCOMPARE(row->status, Status::CheckFailed);
    QVERIFY(QString::fromStdString(row->reason).contains(QStringLiteral("expected 5")));
    QCOMPARE(row->throughputTflops(), 0.0);
    QVERIFY(session.requests.empty());
}

void TestMeasurePoint::unsupportedShapeIsARow() {
    FakeSession session(m_clock);
    session.prepareError = Error{Status::Unsupported, "No kernel."};
    const auto row = measure(session);
    QCOMPARE(row->status, Status::Unsupported);
    QCOMPARE(row->reason, std::string("No kernel."));
}

void TestMeasurePoint::bestTakesTheFastestThatIsRight() {
    FakeSession session(m_clock);
    session.callSeconds = {4e-4, 1e-4, 2e-4, 3e-4};
    session.wrong = {1};
    const auto row = measure(session);
    QVERIFY(row->ok());
    QCOMPARE(row->kernel, std::string("kernel 2"));
    QVERIFY(row->reason.empty());
    QVERIFY(qFuzzyCompare(row->time.medianS, 2e-4));
    QCOMPARE(session.selected, (std::vector<int>{0, 1, 2, 3, 2}));
}

void TestMeasurePoint::bestIsNeverSlowerThanTheDefault() {
    FakeSession first(m_clock);
    const auto byDefault = measure(first);
    m_history.points.clear(); // as a point of its own
    // The default is the fastest: its row stands, without timing it again.
    FakeSession same(m_clock);
    same.callSeconds = {1e-4, 2e-4};
    auto row = measure(same, Algorithm::Best);
    QVERIFY(row->ok());
    QVERIFY(row->time == byDefault->time);
    QCOMPARE(row->kernel, byDefault->kernel);
    QCOMPARE(same.selected, (std::vector<int>{0, 1}));
    // Another one looked faster, and was not in the end.
    const MeasureHistory known = m_history;
    const auto forget = [&] {
        m_history = known;
        m_history.points.clear();
    };
    forget();
    FakeSession lucky(m_clock);
    lucky.callSeconds = {1.2e-4, 1e-4};
    lucky.noise = [](int batch) { return batch >= 20 ? 1.1 : 1.0; };
    row = measure(lucky, Algorithm::Best);
    QVERIFY(row->time == byDefault->time);
    QCOMPARE(row->kernel, std::string("kernel 0"));
    forget();
    // There is no other.
    FakeSession lone(m_clock);
    lone.callSeconds = {1.2e-4};
    QVERIFY(measure(lone, Algorithm::Best)->time == byDefault->time);
    forget();
    // Another one is faster.
    FakeSession faster(m_clock);
    faster.callSeconds = {1e-4, 0.9e-4};
    row = measure(faster, Algorithm::Best);
    QVERIFY(qFuzzyCompare(row->time.medianS, 0.9e-4));
    QCOMPARE(row->kernel, std::string("kernel 1"));
}

void TestMeasurePoint::defaultOfAnotherShapeCountsForNothing() {
    FakeSession first(m_clock);
    measure(first);
    m_history.points.clear();
    m_history.lastDefault->point.gemm.k = 6;
    FakeSession session(m_clock);
    session.callSeconds = {2e-4, 3e-4};
    QVERIFY(qFuzzyCompare(measure(session, Algorithm::Best)->time.medianS, 2e-4));
}

void TestMeasurePoint::longCheckedCallIsWarmUpEnough() {
    FakeSession session(m_clock);
    session.callSeconds = {0.05};
    session.traits.warmupS = 3e-3;
    const auto row = measure(session);
    QVERIFY(qFuzzyCompare(row->cost.warmupS, 0.15)); // the checked call is slow
}

void TestMeasurePoint::checkedCallThatWasHeldUpSpoilsNothing() {
    FakeSession session(m_clock);
    session.checkedCallS = 0.05;
    session.traits.warmupS = 1e-4; // which the fake session takes the first window for
    const auto row = measure(session);
    QVERIFY(row->ok());
    QCOMPARE(session.requests.back().callsPerBatch, 10);
    QVERIFY(session.requests.back().batches >= session.traits.minBatches);
}

void TestMeasurePoint::lowClockIsRepeatedThenFlagged() {
    FakeSession first(m_clock);
    first.clocks = {1980};
    measure(first);
    m_history.points.clear();
    FakeSession session(m_clock);
    session.traits.minClockShare = 0.97;
    session.traits.recoveryS = 0.06;
    session.clocks = {1500, 1975};
    auto row = measure(session);
    QVERIFY(row->flags.empty());
    QCOMPARE(row->smClockMhz.value(), 1975.0);
    QCOMPARE(session.requests.size(), std::size_t{2});
    QVERIFY(session.startedAt[1] - session.endedAt[0] > 0.0599);

    m_history.points.clear();
    FakeSession low(m_clock);
    low.traits.minClockShare = 0.97;
    low.clocks.assign(1000, 1510);
    row = measure(low);
    QVERIFY(row->flags.has(Flag::ClockLow));
    QCOMPARE(row->smClockMhz.value(), 1510.0);
}

void TestMeasurePoint::oneDisturbedWindowLeavesNoTrace() {
    FakeSession session(m_clock);
    session.flags = {Flag::ProcessorLost, Flags()};
    session.noise = [](int batch) {
        return batch >= 1 && batch < 11 ? 2.0 : 1.0;
    }; // the first window, after warm-up
    const auto row = measure(session);
    QVERIFY(row->flags.empty());
    QVERIFY(qFuzzyCompare(row->time.highS, 1e-4));
}

void TestMeasurePoint::disturbedWindowIsRepeatedAfterARest() {
    FakeSession session(m_clock);
    session.traits.recoveryS = 0.01; // at full duty nothing else makes it wait
    session.flags = {Flag::ProcessorLost, Flags()};
    const auto row = measure(session);
    QVERIFY(row->flags.empty());
    QCOMPARE(session.startedAt.size(), std::size_t{2});
    QVERIFY(qAbs(session.startedAt[1] - session.endedAt[0] - 0.01) < 1e-9);
    QVERIFY(qAbs(row->cost.pacingS - 0.01) < 1e-9);
    QCOMPARE(m_clock.idled, row->cost.pacingS);
}

void TestMeasurePoint::lastingDisturbanceIsFlagged() {
    FakeSession session(m_clock);
    session.flags.assign(1000, Flag::ProcessorLost);
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->flags.has(Flag::ProcessorLost));
    QVERIFY(row->cost.timedS >= m_options.timeLimitS); // spent on waiting for better
}

void TestMeasurePoint::batchesOfASlowCoreAreLeftOut() {
    FakeSession session(m_clock);
    session.flags = {Flag::ProcessorSlow, Flag::ProcessorSlow, Flags()};
    session.noise = [](int batch) { return batch < 20 ? 2.0 : 1.0; }; // in two windows of ten
    const auto row = measure(session);
    QVERIFY(row->flags.empty());
    QCOMPARE(session.requests.size(), std::size_t{3});
    QVERIFY(qFuzzyCompare(row->time.highS, 1e-4));
    QCOMPARE(row->time.calls, session.requests[2].batches * session.requests[2].callsPerBatch);
}

void TestMeasurePoint::slowCoreAllAlongIsFlagged() {
    FakeSession session(m_clock);
    session.flags.assign(1000, Flag::ProcessorSlow);
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->flags.has(Flag::ProcessorSlow)); // and its time was spent on waiting for better
    QVERIFY(row->cost.timedS >= m_options.timeLimitS);
    QVERIFY(row->time.calls > 1000);
}

void TestMeasurePoint::lightLoadNeedsNoRest() {
    for (const auto& [load, rest] : {std::pair{0.0, 0.0}, {0.4, 0.0}, {0.6, 0.5}, {1.0, 1.5}}) {
        FakeSession session(m_clock);
        session.traits.maxDuty = 0.4;
        session.load = load;
        session.noise = [](int batch) { return batch < 60 ? (batch % 2 == 0 ? 0.95 : 1.05) : 1.0; };
        measure(session);
        QVERIFY(session.startedAt.size() > 5);
        const double busy = session.endedAt[2] - session.startedAt[2];
        const double idle = session.startedAt[3] - session.endedAt[2];
        QVERIFY2(std::abs(idle - rest * busy) < 1e-9, qPrintable(QString::number(idle / busy)));
    }
}

void TestMeasurePoint::dutyIsKept() {
    FakeSession session(m_clock);
    session.traits.maxDuty = 0.4;
    session.noise = [](int batch) { return batch < 60 ? (batch % 2 == 0 ? 0.95 : 1.05) : 1.0; };
    const auto row = measure(session);
    QVERIFY(session.startedAt.size() > 5);
    for (std::size_t i = 1; i < session.startedAt.size(); ++i) {
        const double busy = session.endedAt[i - 1] - session.startedAt[i - 1];
        const double cycle = session.startedAt[i] - session.startedAt[i - 1];
        QVERIFY2(busy / cycle < 0.41, qPrintable(QString::number(busy / cycle)));
    }
    QVERIFY(row->cost.pacingS > 0);
    QCOMPARE(row->cost.pacingS, m_clock.idled);
    // The next point's own work counts as rest.
    const double before = m_clock.idled;
    m_clock.time += 10;
    FakeSession next(m_clock);
    next.traits.maxDuty = 1;
    measure(next);
    QCOMPARE(m_clock.idled, before);
}

void TestMeasurePoint::stopLeavesNothing() {
    FakeSession session(m_clock);
    session.stopAfterWindow = &m_stop;
    QVERIFY(!measure(session));
}

void TestMeasurePoint::costsAddUp() {
    FakeSession session(m_clock);
    session.traits.maxDuty = 0.5;
    const auto row = measure(session);
    const PointCost& cost = row->cost;
    QVERIFY(cost.checkS > 0 && cost.warmupS > 0 && cost.timedS > 0);
    QVERIFY(qAbs(cost.overheadS() - cost.checkS - cost.prepareS) < 1e-9);
}

void TestMeasurePoint::referenceKernelIsFlagged() {
    FakeSession session(m_clock);
    session.reference = true;
    QVERIFY(measure(session)->flags.has(Flag::ReferenceKernel));
}

HEADROOM_TEST(TestMeasurePoint, Nothing)

} // namespace headroom::testing::tst_measure_point

#include "tst_measure_point.moc"
