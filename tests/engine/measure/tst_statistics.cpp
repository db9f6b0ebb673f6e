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
    void studentsTable_data();
    void studentsTable();
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

void TestStatistics::studentsTable_data() {
    QTest::addColumn<int>("freedom");
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("t");
    // Abramowitz and Stegun, table 26.10.
    QTest::newRow("1 at 5 %") << 1 << 0.05 << 12.706;
    QTest::newRow("2 at 5 %") << 2 << 0.05 << 4.303;
    QTest::newRow("3 at 1 %") << 3 << 0.01 << 5.841;
    QTest::newRow("10 at 5 %") << 10 << 0.05 << 2.228;
    QTest::newRow("10 at 0.1 %") << 10 << 0.001 << 4.587;
    QTest::newRow("30 at 5 %") << 30 << 0.05 << 2.042;
    QTest::newRow("120 at 1 %") << 120 << 0.01 << 2.617;
}

void TestStatistics::studentsTable() {
    QFETCH(int, freedom);
    QFETCH(double, share);
    QFETCH(double, t);
    const double found = studentQuantile(share, freedom);
    QVERIFY2(std::abs(found - t) < 6e-4, qPrintable(QString::number(found)));
    QVERIFY(std::abs(studentBeyond(t, freedom) - share) < 1e-4);
    QCOMPARE(studentBeyond(-t, freedom), studentBeyond(t, freedom));
    QVERIFY(std::isinf(studentQuantile(share, 0)));
    QCOMPARE(studentBeyond(t, 0), 1.0);
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
