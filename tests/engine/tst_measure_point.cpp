// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/measure_point.h"

#include <QtTest>

#include <deque>
#include <functional>
#include <set>

using namespace headroom;

namespace {

/// Time that passes only when somebody spends it.
class FakeClock final : public Clock {
public:
    double now() override { return time; }
    void idle(double seconds, std::stop_token) override {
        time += seconds;
        idled += seconds;
    }
    double time = 0;
    double idled = 0;
};

/// A session whose calls take what the test says, on the fake clock.
class FakeSession final : public Session {
public:
    explicit FakeSession(FakeClock& clock) : m_clock(clock) {}

    TimingTraits timing() const override { return traits; }
    int threads() const override { return 1; }
    Result<Roof> roof(DataType, std::stop_token) override { return Error{Status::Unsupported, "none"}; }
    Result<int> prepare(const GemmShape& shape, Algorithm) override {
        m_shape = shape;
        if (prepareError)
            return *prepareError;
        return static_cast<int>(callSeconds.size());
    }
    Result<KernelInfo> select(int candidate) override {
        selected.push_back(candidate);
        m_candidate = static_cast<std::size_t>(candidate);
        return KernelInfo{"kernel " + std::to_string(candidate), reference};
    }
    Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) override {
        CheckedCall call;
        call.callS = callSeconds[m_candidate] * 3; // the first call is slow
        m_clock.time += call.callS + 1e-3;
        const auto k = static_cast<std::size_t>(m_shape.k);
        for (const OutputIndex& element : elements)
            call.samples.push_back({element, wrong.contains(static_cast<int>(m_candidate)) ? -1 : double(k),
                                    std::vector<double>(k, 1), std::vector<double>(k, 1)});
        return call;
    }
    Result<TimedWindow> time(const WindowRequest& request, std::stop_token) override {
        const bool warmup = m_warmedUpS < traits.warmupS * 0.999;
        if (!warmup) {
            requests.push_back(request);
            startedAt.push_back(m_clock.time);
        }
        TimedWindow window;
        for (int batch = 0; batch < request.batches; ++batch) {
            const double factor = noise && !warmup ? noise(m_batch++) : 1;
            window.batchSeconds.push_back(callSeconds[m_candidate] * factor *
                                          static_cast<double>(request.callsPerBatch));
            m_clock.time += window.batchSeconds.back();
        }
        if (warmup) {
            m_warmedUpS += window.batchSeconds.front();
            return window;
        }
        if (!clocks.empty()) {
            window.clockMhz = clocks.front();
            clocks.pop_front();
        }
        if (!flags.empty()) {
            window.flags = flags.front();
            flags.pop_front();
        }
        window.load = load;
        endedAt.push_back(m_clock.time);
        if (stopAfterWindow)
            stopAfterWindow->request_stop();
        return window;
    }

    TimingTraits traits;
    std::vector<double> callSeconds{1e-4};
    std::optional<Error> prepareError;
    std::set<int> wrong;
    bool reference = false;
    double load = 1;
    std::function<double(int)> noise;
    std::deque<double> clocks;
    std::deque<Flags> flags;
    std::stop_source* stopAfterWindow = nullptr;
    std::vector<int> selected;
    std::vector<WindowRequest> requests; ///< without warm-up, as the two below
    std::vector<double> startedAt;
    std::vector<double> endedAt;

private:
    FakeClock& m_clock;
    GemmShape m_shape;
    std::size_t m_candidate = 0;
    double m_warmedUpS = 0;
    int m_batch = 0;
};

} // namespace

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
    void lowClockIsRepeatedThenFlagged();
    void oneDisturbedWindowLeavesNoTrace();
    void disturbedWindowIsRepeatedAfterARest();
    void lastingDisturbanceIsFlagged();
    void dutyIsKept();
    void lightLoadNeedsNoRest();
    void stopLeavesNothing();
    void costsAddUp();
    void referenceKernelIsFlagged();

private:
    std::optional<Measurement> measure(FakeSession& session);

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

std::optional<Measurement> TestMeasurePoint::measure(FakeSession& session) {
    PlannedPoint point;
    point.ratio = 1;
    point.attention = {12 * 5, 12, 64, 1};
    point.gemm = {12, 64, 64, 5, Layout::NN, DataType::F32};
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
    QVERIFY(row->flags.has(Flag::CapHit) && row->flags.has(Flag::IntervalWide));
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

void TestMeasurePoint::lowClockIsRepeatedThenFlagged() {
    FakeSession first(m_clock);
    first.clocks = {1980};
    measure(first);
    FakeSession session(m_clock);
    session.traits.minClockShare = 0.97;
    session.traits.recoveryS = 0.06;
    session.clocks = {1500, 1975};
    auto row = measure(session);
    QVERIFY(row->flags.empty());
    QCOMPARE(row->smClockMhz.value(), 1975.0);
    QCOMPARE(session.requests.size(), std::size_t{2});
    QVERIFY(session.startedAt[1] - session.endedAt[0] > 0.0599);

    FakeSession low(m_clock);
    low.traits.minClockShare = 0.97;
    low.clocks = {1500, 1510};
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
    session.flags = {Flag::ProcessorLost, Flag::ProcessorLost};
    const auto row = measure(session);
    QVERIFY(row->ok());
    QVERIFY(row->flags == Flags(Flag::ProcessorLost));
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

QTEST_APPLESS_MAIN(TestMeasurePoint)
#include "tst_measure_point.moc"
