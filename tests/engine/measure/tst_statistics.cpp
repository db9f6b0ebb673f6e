// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/measure/statistics.h"
#include "engine/measure/stopping_rule.h"

#include <numeric>
#include <random>

namespace headroom::testing::tst_statistics {

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void medianOfFedNumbers();
    void quantiles();
    void intervalRanks_data();
    void intervalRanks();
    void intervalCoversTheMedian();
    void summaryIgnoresTheOrder();
    void ruleWaitsForEnoughBatches();
    void ruleStopsWhenPrecise();
    void ruleStopsAtTheCap();
    void oneOutlierDoesNotMatter();
};

void TestStatistics::medianOfFedNumbers() {
    QCOMPARE(median(std::vector<double>{3}), 3.0);
    QCOMPARE(median(std::vector<double>{1, 2}), 1.5);
    QCOMPARE(median(std::vector<double>{1, 2, 10}), 2.0);
}

void TestStatistics::quantiles() {
    const std::vector<double> values{1, 2, 3, 4, 5};
    QCOMPARE(quantile(values, 0), 1.0);
    QCOMPARE(quantile(values, 0.25), 2.0);
    QCOMPARE(quantile(values, 0.1), 1.4);
    QCOMPARE(quantile(values, 1), 5.0);
}

void TestStatistics::intervalRanks_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("rank"); // of the lower end, from 1
    // Standard table of the sign test's 95 % limits for the median.
    const std::map<int, int> table{{6, 1},  {7, 1},  {8, 1},   {9, 2},   {10, 2},
                                   {15, 4}, {20, 6}, {30, 10}, {50, 18}, {100, 40}};
    for (const auto& [count, rank] : table)
        QTest::addRow("n = %d", count) << count << rank;
}

void TestStatistics::intervalRanks() {
    QFETCH(int, count);
    QFETCH(int, rank);
    std::vector<double> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), 1.0);
    const Interval interval = medianInterval(values);
    QCOMPARE(interval.low, static_cast<double>(rank));
    QCOMPARE(interval.high, static_cast<double>(count + 1 - rank));
}

void TestStatistics::intervalCoversTheMedian() {
    // 2,000 draws of 9 numbers whose median is 0.5: at least 95 %, less what chance explains.
    std::mt19937 random(3);
    std::uniform_real_distribution<double> uniform;
    int covered = 0;
    for (int draw = 0; draw < 2000; ++draw) {
        std::vector<double> values(9);
        for (double& value : values)
            value = uniform(random);
        std::ranges::sort(values);
        const Interval interval = medianInterval(values);
        covered += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
    }
    QVERIFY2(covered >= 1900, qPrintable(QString::number(covered)));
    // Many more samples than ½^n can express.
    std::vector<double> many(5000);
    std::iota(many.begin(), many.end(), 0.0);
    const Interval interval = medianInterval(many);
    QVERIFY(interval.low > 2400 && interval.low < 2450);
    QVERIFY(interval.high > 2550 && interval.high < 2600);
}

void TestStatistics::summaryIgnoresTheOrder() {
    const CallTime time = summarise({5, 1, 4, 2, 3, 7, 6}, 70);
    QCOMPARE(time.medianS, 4.0);
    QCOMPARE(time.minS, 1.0);
    QCOMPARE(time.q1S, 2.5);
    QCOMPARE(time.q3S, 5.5);
    QCOMPARE(time.lowS, 1.0);
    QCOMPARE(time.highS, 7.0);
    QCOMPARE(time.calls, 70);
}

void TestStatistics::ruleWaitsForEnoughBatches() {
    const StoppingRule rule(0.01, 10, 7);
    QCOMPARE(rule.judge(std::vector<double>(6, 1.0), 1), StoppingRule::Verdict::GoOn);
    QCOMPARE(rule.judge(std::vector<double>(7, 1.0), 1), StoppingRule::Verdict::Precise);
    // Fewer than six samples have no 95 % interval, whatever was asked for.
    QCOMPARE(StoppingRule(0.01, 10, 2).judge(std::vector<double>(5, 1.0), 1), StoppingRule::Verdict::GoOn);
}

void TestStatistics::ruleStopsWhenPrecise() {
    const StoppingRule rule(0.01, 10, 7);
    const std::vector<double> wide{1.00, 1.00, 1.01, 1.02, 1.03, 1.04, 1.05};
    QCOMPARE(rule.judge(wide, 1), StoppingRule::Verdict::GoOn);
    QCOMPARE(StoppingRule(0.03, 10, 7).judge(wide, 1), StoppingRule::Verdict::Precise);
}

void TestStatistics::ruleStopsAtTheCap() {
    const StoppingRule rule(0.001, 2, 7);
    const std::vector<double> wide{1, 2, 3, 4, 5, 6, 7, 8};
    QCOMPARE(rule.judge(wide, 1.99), StoppingRule::Verdict::GoOn);
    QCOMPARE(rule.judge(wide, 2), StoppingRule::Verdict::CapHit);
    QCOMPARE(rule.judge({5}, 3), StoppingRule::Verdict::CapHit); // one call longer than the cap
    QCOMPARE(rule.judge({}, 3), StoppingRule::Verdict::GoOn);
}

void TestStatistics::oneOutlierDoesNotMatter() {
    std::vector<double> seconds(10, 1.0);
    seconds[3] = 50;
    QCOMPARE(StoppingRule(0.01, 100, 7).judge(seconds, 1), StoppingRule::Verdict::Precise);
}

HEADROOM_TEST(TestStatistics, Nothing)

} // namespace headroom::testing::tst_statistics

#include "tst_statistics.moc"
