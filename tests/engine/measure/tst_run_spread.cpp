// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/run_spread.h"
#include "engine/measure/stopping_rule.h"
#include "tests/engine/measure/fake_session.h"
#include "tests/support/test_program.h"

#include <cmath>
#include <random>

namespace headroom::testing::tst_run_spread {

namespace {

constexpr double kFigureS = 1e-3;

Measurement rowOf(std::size_t index, std::vector<VisitTime> visits, const std::string& kernel = "gemm_a") {
    Measurement row;
    row.point = smallPoint(index);
    row.status = Status::Ok;
    row.kernel = kernel;
    row.deviceId = "cuda:0";
    row.visits = static_cast<int>(visits.size());
    row.time = {visits.front().medianS,
                visits.front().medianS,
                visits.front().medianS,
                visits.front().medianS,
                visits.front().medianS,
                visits.front().medianS,
                100};
    row.visitTimes = std::move(visits);
    return row;
}

/// A machine whose runs and visits scatter by so much, relative standard deviations.
struct Machine {
    double visitDeviation;
    double runDeviation;
    std::mt19937 random{1};

    double normal(double deviation) { return std::exp(std::normal_distribution(0.0, deviation)(random)); }

    /// A run of that many points, judged to its end.
    std::vector<Measurement> run(std::size_t points, int visits) {
        RunSpread spread(runDeviation);
        std::vector<Measurement> rows;
        for (std::size_t index = 0; index < points; ++index) {
            const double shift = normal(runDeviation);
            std::vector<VisitTime> times;
            for (int visit = 0; visit < visits; ++visit)
                times.push_back({kFigureS * shift * normal(visitDeviation), 0, true});
            rows.push_back(rowOf(index, std::move(times)));
            spread.learn(rows.back());
        }
        for (Measurement& row : rows)
            spread.judge(row);
        return rows;
    }
};

double covered(const std::vector<std::vector<Measurement>>& runs) {
    double pairs = 0;
    double held = 0;
    for (const auto& one : runs)
        for (const auto& other : runs)
            for (std::size_t row = 0; &one != &other && row < one.size(); ++row) {
                pairs += 1;
                held += one[row].time.lowS <= other[row].time.medianS &&
                                other[row].time.medianS <= one[row].time.highS
                            ? 1
                            : 0;
            }
    return held / pairs;
}

} // namespace

class TestRunSpread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void intervalHoldsOtherRuns_data();
    void intervalHoldsOtherRuns();
    void figureIsThatOfTheCountedVisits();
    void quartilesStayAroundTheFigure();
    void visitsAreBroughtToTheUsualClock();
    void pointsWithClocksOfTheirOwnKeepThem();
    void timesThatDoNotFollowTheClockStayAsTheyAre();
    void familiesAreApart();
    void judgingTwiceChangesNothing();
    void aRowLearntAgainTakesItsOldPlace();
    void visitsThatDifferWidenTheInterval();
    void aPairThatAgreesByChanceHidesNoVisit();
    void oneVisitHasItsBatchesInterval();
    void failedRowsStayAsTheyAre();
    void slowVisitsAreCounted();
};

void TestRunSpread::intervalHoldsOtherRuns_data() {
    QTest::addColumn<double>("visitDeviation");
    QTest::addColumn<double>("runDeviation");
    QTest::addColumn<int>("visits");
    QTest::newRow("a calm GPU") << 0.0012 << 0.0015 << 2;
    QTest::newRow("a GPU") << 0.004 << 0.0015 << 2;
    QTest::newRow("a processor") << 0.008 << 0.004 << 4;
    QTest::newRow("a restless one") << 0.02 << 0.004 << 6;
}

void TestRunSpread::intervalHoldsOtherRuns() {
    QFETCH(double, visitDeviation);
    QFETCH(double, runDeviation);
    QFETCH(int, visits);
    Machine machine{visitDeviation, runDeviation};
    std::vector<std::vector<Measurement>> runs;
    for (int run = 0; run < 8; ++run)
        runs.push_back(machine.run(60, visits));
    const double share = covered(runs);
    QVERIFY2(share >= 0.93 && share <= 0.995, qPrintable(QString::number(share)));
}

void TestRunSpread::figureIsThatOfTheCountedVisits() {
    RunSpread spread(0);
    Measurement row = rowOf(0, {{1e-3, 0, true}, {1.3e-3, 0, false}, {1.02e-3, 0, true}});
    spread.learn(row);
    spread.judge(row);
    QVERIFY(std::abs(row.time.medianS / 1.01e-3 - 1) < 1e-3); // the middle, in logarithms
    QVERIFY(!row.smClockMhz);
}

void TestRunSpread::quartilesStayAroundTheFigure() {
    RunSpread spread(0.001);
    Measurement row = rowOf(0, {{1e-3, 0, true}, {1.03e-3, 0, true}});
    row.time = {1e-3, 0.99e-3, 0.995e-3, 1.001e-3, 0.999e-3, 1.001e-3, 10};
    spread.learn(row);
    spread.judge(row);
    const CallTime& time = row.time;
    QVERIFY(time.minS <= time.q1S && time.q1S <= time.medianS && time.medianS <= time.q3S);
    QVERIFY(time.lowS < time.medianS && time.medianS < time.highS);
}

void TestRunSpread::visitsAreBroughtToTheUsualClock() {
    // As on an H100: three clocks, some tenths of a second each, times that follow them.
    RunSpread spread(0);
    std::mt19937 random(2);
    const double clocks[] = {1778, 1795, 1809};
    std::vector<Measurement> rows;
    for (std::size_t index = 0; index < 40; ++index) {
        std::vector<VisitTime> visits;
        for (int visit = 0; visit < 2; ++visit) {
            const double clock = clocks[random() % 3];
            visits.push_back({kFigureS * 1795 / clock, clock, true});
        }
        rows.push_back(rowOf(index, std::move(visits)));
        spread.learn(rows.back());
    }
    for (Measurement& row : rows) {
        spread.judge(row);
        QVERIFY2(std::abs(row.time.medianS / kFigureS - 1) < 1.5e-3,
                 qPrintable(QString::number(row.time.medianS)));
        QVERIFY(std::abs(*row.smClockMhz - 1795) < 4);
        QVERIFY(StoppingRule::halfWidth(row.time) < 0.006);
    }
}

void TestRunSpread::pointsWithClocksOfTheirOwnKeepThem() {
    // Kernels that work the harder the larger they are run at clocks of their own.
    RunSpread spread(0);
    std::vector<Measurement> rows;
    for (std::size_t index = 0; index < 20; ++index) {
        const double clock = 1590 - 7 * static_cast<double>(index);
        rows.push_back(rowOf(index, {{1.001 * kFigureS, clock / 1.001, true}, {kFigureS, clock, true}}));
        spread.learn(rows.back());
    }
    for (std::size_t index = 0; index < rows.size(); ++index) {
        spread.judge(rows[index]);
        QVERIFY(std::abs(rows[index].time.medianS / kFigureS - 1) < 2e-3);
        QVERIFY(std::abs(*rows[index].smClockMhz - (1590 - 7 * static_cast<double>(index))) < 3);
    }
}

void TestRunSpread::timesThatDoNotFollowTheClockStayAsTheyAre() {
    RunSpread spread(0);
    std::vector<Measurement> rows;
    for (std::size_t index = 0; index < 20; ++index) {
        rows.push_back(rowOf(index, {{kFigureS, 1700, true}, {kFigureS, 1800, true}}));
        spread.learn(rows.back());
    }
    spread.judge(rows[3]);
    QVERIFY(std::abs(rows[3].time.medianS / kFigureS - 1) < 1e-6);
}

void TestRunSpread::familiesAreApart() {
    RunSpread spread(0);
    for (std::size_t index = 0; index < 20; ++index) {
        spread.learn(rowOf(index, {{1e-3, 0, true}, {1.03e-3, 0, true}}, "restless"));
        spread.learn(rowOf(100 + index, {{1e-3, 0, true}, {1.0001e-3, 0, true}}, "calm"));
    }
    Measurement restless = rowOf(50, {{1e-3, 0, true}, {1e-3, 0, true}}, "restless");
    Measurement calm = rowOf(150, {{1e-3, 0, true}, {1e-3, 0, true}}, "calm");
    for (Measurement* row : {&restless, &calm}) {
        spread.learn(*row);
        spread.judge(*row);
    }
    QVERIFY(StoppingRule::halfWidth(restless.time) > 4 * StoppingRule::halfWidth(calm.time));
}

void TestRunSpread::judgingTwiceChangesNothing() {
    RunSpread spread(0.002);
    Measurement row = rowOf(0, {{1e-3, 1700, true}, {1.02e-3, 1690, true}});
    spread.learn(row);
    spread.judge(row);
    const Measurement once = row;
    spread.judge(row);
    QVERIFY(qFuzzyCompare(row.time.medianS, once.time.medianS));
    QVERIFY(qFuzzyCompare(row.time.lowS, once.time.lowS));
    QVERIFY(qFuzzyCompare(row.time.minS, once.time.minS));
}

void TestRunSpread::aRowLearntAgainTakesItsOldPlace() {
    RunSpread twice(0);
    RunSpread once(0);
    twice.learn(rowOf(0, {{1e-3, 0, true}, {1.03e-3, 0, true}}));
    Measurement row = rowOf(0, {{1e-3, 0, true}, {1.03e-3, 0, true}, {1.01e-3, 0, true}});
    Measurement same = row;
    twice.learn(row);
    once.learn(same);
    twice.judge(row);
    once.judge(same);
    QVERIFY(qFuzzyCompare(row.time.lowS, same.time.lowS));
}

void TestRunSpread::oneVisitHasItsBatchesInterval() {
    RunSpread spread(0);
    Measurement row = rowOf(0, {{1e-3, 0, true}});
    row.time.lowS = 0.98e-3;
    row.time.highS = 1.02e-3;
    spread.learn(row);
    spread.judge(row);
    QVERIFY(std::abs(StoppingRule::halfWidth(row.time) - 0.02 * std::sqrt(2)) < 1e-3); // of two runs
}

void TestRunSpread::failedRowsStayAsTheyAre() {
    RunSpread spread(0.01);
    Measurement row = rowOf(0, {{1e-3, 0, true}});
    spread.learn(row);
    row.status = Status::CheckFailed;
    row.time = {};
    spread.learn(row);
    const Measurement before = row;
    spread.judge(row);
    QVERIFY(row == before);
    QCOMPARE(spread.slowShare(), 0.0);
}

void TestRunSpread::visitsThatDifferWidenTheInterval() {
    RunSpread spread(0);
    for (std::size_t index = 1; index < 20; ++index) // of a calm family
        spread.learn(rowOf(index, {{1e-3, 0, true}, {1.001e-3, 0, true}}));
    Measurement row = rowOf(0, {{1.5e-3, 0, false}, {1e-3, 0, true}, {1.2e-3, 0, false}});
    spread.learn(row);
    spread.judge(row);
    QVERIFY(StoppingRule::halfWidth(row.time) < 0.02);
    row.flags |= Flag::VisitsDiffer;
    spread.judge(row);
    QCOMPARE(row.time.medianS, 1e-3);
    QCOMPARE(row.time.highS, 1.5e-3); // as its slowest visit
    QVERIFY(row.time.lowS < 1e-3 / 1.19);
}

void TestRunSpread::aPairThatAgreesByChanceHidesNoVisit() {
    RunSpread spread(0);
    Measurement row = rowOf(0, {{1e-3, 0, true}, {1.001e-3, 0, true}, {4e-3, 0, false}});
    row.flags = Flags(Flag::VisitsDiffer) | Flag::ProcessorLost;
    spread.learn(row);
    spread.judge(row);
    QVERIFY(row.time.lowS < 1e-3);
    QCOMPARE(row.time.highS, 4e-3);
}

void TestRunSpread::slowVisitsAreCounted() {
    RunSpread spread(0);
    spread.learn(rowOf(0, {{1e-3, 0, true}, {1.5e-3, 0, false}, {1.01e-3, 0, true}, {1.2e-3, 0, false}}));
    spread.learn(rowOf(1, {{1e-3, 0, true}, {1.01e-3, 0, true}, {1e-3, 0, true}, {1e-3, 0, true}}));
    QCOMPARE(spread.slowShare(), 0.25);
}

HEADROOM_TEST(TestRunSpread, Nothing)

} // namespace headroom::testing::tst_run_spread

#include "tst_run_spread.moc"
