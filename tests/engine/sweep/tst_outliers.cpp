// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/sweep/outliers.h"

#include <cmath>
#include <random>

namespace headroom::testing::tst_outliers {

namespace {

using Levels = std::vector<NodeLevel>;

/// Percent as levels, each known to so many percent.
Levels levelsAt(std::initializer_list<double> percent, double deviation = 0.27) {
    Levels levels;
    for (const double value : percent)
        levels.push_back({std::log1p(value / 100), deviation / 100});
    return levels;
}

std::vector<std::size_t> outOf(const Levels& levels, std::size_t questions = 8) {
    const LevelVerdict verdict = judgeLevels(levels, questions);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < verdict.nodes.size(); ++i)
        if (verdict.nodes[i].out)
            out.push_back(i);
    return out;
}

} // namespace

class TestOutliers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAMinority_data();
    void namesAMinority();
    void halvesAreNobody();
    void distanceIsFromTheOthers();
    void withoutIntervalsTheSpreadMustTell();
    void alikeNodesAreNotNamed_data();
    void alikeNodesAreNotNamed();
    void findsWhatIsThere();
};

void TestOutliers::namesAMinority_data() {
    QTest::addColumn<Levels>("levels");
    QTest::addColumn<std::vector<std::size_t>>("out");
    using Out = std::vector<std::size_t>;
    QTest::newRow("none") << levelsAt({0, 0.2, -0.3, 0.1, -0.1, 0.3, 0, -0.2}) << Out{};
    QTest::newRow("one of eight") << levelsAt({0, 0.2, -4, 0.1, -0.1, 0.3, 0, -0.2}) << Out{2};
    QTest::newRow("one of three") << levelsAt({-4, 0.2, 0}) << Out{0};
    QTest::newRow("one above") << levelsAt({0, 0.2, -0.1, 5}) << Out{3};
    QTest::newRow("two hide nothing") << levelsAt({-4, 0.2, 0, -4.3, 0.1, 0, -0.1}) << Out{0, 3};
    QTest::newRow("one far, one near") << levelsAt({-20, 0.2, 0, -4, 0.1, 0, -0.1}) << Out{0, 3};
    QTest::newRow("below and above") << levelsAt({-4, 0.2, 0, 4, 0.1, 0}) << Out{0, 3};
    QTest::newRow("too little to be told") << levelsAt({-0.8, 0, 0, 0, 0, 0, 0}, 0.01) << Out{};
    QTest::newRow("two of four") << levelsAt({-4, 0, -4, 0}) << Out{};
    QTest::newRow("end of a crowd that stretches") << levelsAt({-3, -2, -1, 0, 1, 2, 3, 4}) << Out{};
    QTest::newRow("wide intervals") << levelsAt({-4, 0.2, 0, 0.1, 0}, 3) << Out{};
    Levels unsure = levelsAt({-4, 0.2, 0, 0.1, 0});
    unsure.front().deviation = 0.03;
    QTest::newRow("its own interval is wide") << unsure << Out{};
    QTest::newRow("two") << levelsAt({-4, 0}) << Out{};
    QTest::newRow("one alone") << levelsAt({-4}) << Out{};
}

void TestOutliers::namesAMinority() {
    QFETCH(Levels, levels);
    QFETCH(std::vector<std::size_t>, out);
    QCOMPARE(outOf(levels), out);
}

void TestOutliers::halvesAreNobody() {
    using Half = std::vector<std::size_t>;
    const LevelVerdict four = judgeLevels(levelsAt({-4, 0, -4.1, 0.1}), 8);
    QVERIFY(four.isSplit());
    QCOMPARE(four.lower, (Half{2, 0}));
    QCOMPARE(four.upper, (Half{1, 3}));
    QVERIFY(judgeLevels(levelsAt({-4, 0}), 8).isSplit());
    QVERIFY(!judgeLevels(levelsAt({-0.5, 0}), 8).isSplit());
    QVERIFY(!judgeLevels(levelsAt({-0.1, 0, 0.2, 0.1}), 8).isSplit());
    QVERIFY(!judgeLevels(levelsAt({-4, 0}, 2), 8).isSplit());
    // Where one stands out there are no halves.
    QVERIFY(!judgeLevels(levelsAt({-4, 0, 0.1, 0.1}), 8).isSplit());
}

void TestOutliers::distanceIsFromTheOthers() {
    const LevelVerdict verdict = judgeLevels(levelsAt({-4, 0.2, 0}), 8);
    QVERIFY(std::abs(std::expm1(verdict.nodes[0].distance) + 0.041) < 1e-4);
    QVERIFY(verdict.nodes[0].halfWidth > 0.005 && verdict.nodes[0].halfWidth < 0.02);
    // The odd one has no part in what the others are held against.
    QVERIFY(std::abs(verdict.nodes[1].distance - 0.002) < 1e-4);
    QVERIFY(std::abs(verdict.nodes[2].distance + 0.002) < 1e-4);
}

void TestOutliers::withoutIntervalsTheSpreadMustTell() {
    QVERIFY(outOf(levelsAt({-4, 0}, 0)).empty());
    QVERIFY(!judgeLevels(levelsAt({-4, 0}, 0), 8).isSplit());
    QVERIFY(std::isinf(judgeLevels(levelsAt({-4, 0}, 0), 8).nodes[0].halfWidth));
    QVERIFY(outOf(levelsAt({-4, 0.2, 0}, 0)).empty()); // two others know little of their spread
    QCOMPARE(outOf(levelsAt({-8, 0.1, 0, -0.1, 0.2, 0, -0.2, 0.1}, 0)), std::vector<std::size_t>{0});
}

void TestOutliers::alikeNodesAreNotNamed_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("more");
    for (const int count : {2, 3, 4, 8, 32}) {
        QTest::addRow("%d", count) << count << 1.0;
        // Cards of one kind differ by more than runs of one of them.
        QTest::addRow("%d unlike", count) << count << 1.6;
    }
}

/// In some hundreds of comparisons of eight curves each.
void TestOutliers::alikeNodesAreNotNamed() {
    QFETCH(int, count);
    QFETCH(double, more);
    constexpr double kDeviation = 0.0035;
    constexpr int kComparisons = 400;
    constexpr int kCurves = 8;
    std::mt19937_64 random(7);
    std::normal_distribution<double> by(0, more * kDeviation);
    int alarms = 0;
    for (int i = 0; i < kComparisons; ++i) {
        bool told = false;
        for (int curve = 0; curve < kCurves; ++curve) {
            Levels levels;
            for (int node = 0; node < count; ++node)
                levels.push_back({by(random), kDeviation});
            const auto questions = static_cast<std::size_t>(kCurves * count);
            told = told || !outOf(levels, questions).empty() || judgeLevels(levels, questions).isSplit();
        }
        alarms += told ? 1 : 0;
    }
    // One in a hundred is allowed where the intervals are right.
    QVERIFY2(alarms <= (more > 1 ? 20 : 4), qPrintable(QString::number(alarms)));
}

/// And what is four percent away is named nearly always, from three nodes on.
void TestOutliers::findsWhatIsThere() {
    constexpr double kDeviation = 0.0027;
    constexpr int kTimes = 300;
    std::mt19937_64 random(11);
    std::normal_distribution<double> by(0, kDeviation);
    for (const int count : {3, 4, 8, 32}) {
        int found = 0;
        for (int i = 0; i < kTimes; ++i) {
            Levels levels;
            for (int node = 0; node < count; ++node)
                levels.push_back({by(random) - (node == 1 ? 0.041 : 0), kDeviation});
            found +=
                outOf(levels, static_cast<std::size_t>(8 * count)) == std::vector<std::size_t>{1} ? 1 : 0;
        }
        QVERIFY2(found >= kTimes - 3, qPrintable(QStringLiteral("%1 of %2 nodes").arg(found).arg(count)));
    }
}

HEADROOM_TEST(TestOutliers, Nothing)

} // namespace headroom::testing::tst_outliers

#include "tst_outliers.moc"
