// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace headroom::testing::tst_sweep_plan {

namespace {

PlannedCurve curveAt(const SweepSpec& spec, std::int64_t ratio) {
    const bool fixedHeads = spec.mode == SweepMode::FixedHeads;
    return {spec.operation, spec.pass, spec.type, fixedHeads ? spec.heads : 0, ratio};
}

/// A random but valid spec.
SweepSpec randomSpec(std::mt19937& random) {
    const auto pick = [&random](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random);
    };
    SweepSpec spec;
    do {
        spec = SweepSpec();
        spec.heads = pick(1, 96);
        spec.hiddenMin = pick(0, 20000);
        spec.hiddenMax = spec.hiddenMin + pick(0, 20000);
        spec.ratios.clear();
        for (std::int64_t ratio = 1; ratio <= 256; ratio *= 2)
            if (pick(0, 1) == 1)
                spec.ratios.push_back(ratio);
        if (pick(0, 3) == 0)
            spec.pointsPerCurve.reset();
        else
            spec.pointsPerCurve = pick(1, 40);
        spec.mode = pick(0, 2) == 0 ? SweepMode::FixedHeadDim : SweepMode::FixedHeads;
        spec.algorithm = pick(0, 3) == 0 ? Algorithm::Both : Algorithm::Default;
        spec.orderSeed = static_cast<std::uint64_t>(pick(0, 1'000'000));
    } while (!validate(spec).empty());
    return spec;
}

std::map<std::int64_t, std::vector<const PlannedPoint*>> byCurve(const SweepPlan& plan) {
    std::map<std::int64_t, std::vector<const PlannedPoint*>> curves;
    for (const PlannedPoint& point : plan.points)
        if (point.algorithm == Algorithm::Default)
            curves[point.ratio].push_back(&point);
    return curves;
}

} // namespace

class TestSweepPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPointKeepsTheRules();
    void orderIsAPermutation();
    void pointsAreSpreadWithBothEnds();
    void allMeansEveryAdmissibleSize();
    void theSeedsExamples();
    void lastRatioMeansDivisible();
    void largeEndAndMiddleComeFirst_data();
    void largeEndAndMiddleComeFirst();
    void outlineComesFirst();
    void neighboursOnTheChartAreNotNeighboursInTime();
    void seedChangesOnlyTheOrder();
    void bothAlgorithmsFollowEachOther();
    void curvesEndWhereMemoryEnds();
    void curvesThatDoNotFitAreLeftOut();
    void limitIsWhatADeviceCanGive();
    void emptyCurvesAreNoted();
    void titles();
};

void TestSweepPlan::everyPointKeepsTheRules() {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const SweepSpec spec = randomSpec(random);
        const SweepPlan plan = makePlan(spec);
        QCOMPARE(static_cast<std::int64_t>(plan.points.size()), countPoints(spec));
        std::set<std::tuple<std::int64_t, std::int64_t, Algorithm>> seen;
        for (std::size_t i = 0; i < plan.points.size(); ++i) {
            const PlannedPoint& point = plan.points[i];
            const LayerShape& layer = point.layer;
            QCOMPARE(point.index, i);
            QVERIFY(layer.hidden >= std::max<std::int64_t>(1, spec.hiddenMin));
            QVERIFY(layer.hidden <= spec.hiddenMax);
            QCOMPARE(layer.hidden % layer.heads, 0);
            QVERIFY(std::ranges::find(spec.ratios, point.ratio) != spec.ratios.end());
            if (spec.mode == SweepMode::FixedHeadDim)
                QCOMPARE(layer.headDim, point.ratio);
            else if (meansDivisibleBy(spec, point.ratio))
                QCOMPARE(layer.headDim % point.ratio, 0);
            else
                QCOMPARE(layer.headDim & -layer.headDim, point.ratio); // its largest power of two
            QVERIFY(seen.emplace(point.ratio, layer.hidden, point.algorithm).second);
            QCOMPARE(point.gemm.k, layer.headDim);
            QCOMPARE(point.gemm.batch, spec.batch * layer.heads);
        }
    }
}

void TestSweepPlan::orderIsAPermutation() {
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        const SweepPlan plan = makePlan(randomSpec(random));
        std::vector<std::size_t> sorted = plan.order;
        std::ranges::sort(sorted);
        QCOMPARE(sorted.size(), plan.points.size());
        for (std::size_t i = 0; i < sorted.size(); ++i)
            QCOMPARE(sorted[i], i);
    }
}

void TestSweepPlan::pointsAreSpreadWithBothEnds() {
    SweepSpec spec;
    spec.pointsPerCurve = 16;
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{7 * 16});
    for (const auto& [ratio, points] : byCurve(plan)) {
        const std::vector<std::int64_t> all = admissibleSizes(spec, curveAt(spec, ratio));
        QCOMPARE(points.front()->layer.hidden, all.front());
        QCOMPARE(points.back()->layer.hidden, all.back());
        const double even = static_cast<double>(all.back() - all.front()) / 15;
        const double step = static_cast<double>(all[1] - all[0]);
        for (std::size_t i = 1; i < points.size(); ++i) {
            const auto gap = static_cast<double>(points[i]->layer.hidden - points[i - 1]->layer.hidden);
            QVERIFY(std::abs(gap - even) <= step);
        }
    }
}

void TestSweepPlan::allMeansEveryAdmissibleSize() {
    SweepSpec spec;
    spec.pointsPerCurve.reset();
    const SweepPlan plan = makePlan(spec);
    // Every h/a from 1 to 2730 lies on exactly one of the seven curves.
    QCOMPARE(plan.points.size(), std::size_t{2730});
    std::set<std::int64_t> headDims;
    for (const PlannedPoint& point : plan.points)
        headDims.insert(point.layer.headDim);
    QCOMPARE(headDims.size(), std::size_t{2730});
}

void TestSweepPlan::theSeedsExamples() {
    SweepSpec spec;
    const auto isOn = [&spec](std::int64_t ratio, std::int64_t hidden) {
        return std::ranges::binary_search(admissibleSizes(spec, curveAt(spec, ratio)), hidden);
    };
    QVERIFY(isOn(1, 12 * 341));
    QVERIFY(isOn(8, 12 * 344));
    QVERIFY(!isOn(4, 12 * 344));
    for (const std::int64_t ratio : spec.ratios)
        QVERIFY(!isOn(ratio, 4096)); // not a multiple of 12
}

void TestSweepPlan::lastRatioMeansDivisible() {
    SweepSpec spec;
    QVERIFY(meansDivisibleBy(spec, 64));
    QVERIFY(!meansDivisibleBy(spec, 32));
    const auto sizes = admissibleSizes(spec, curveAt(spec, 64));
    QVERIFY(std::ranges::binary_search(sizes, 12 * 128));
    spec.ratios = {1, 8};
    QVERIFY(!meansDivisibleBy(spec, 8));
    spec.ratios = {64, 128};
    QVERIFY(!meansDivisibleBy(spec, 64));
    QVERIFY(meansDivisibleBy(spec, 128));
    QVERIFY(!std::ranges::binary_search(admissibleSizes(spec, curveAt(spec, 64)), 12 * 128));
    spec.mode = SweepMode::FixedHeadDim;
    QVERIFY(!meansDivisibleBy(spec, 128));
}

void TestSweepPlan::largeEndAndMiddleComeFirst_data() {
    QTest::addColumn<qint64>("points");
    QTest::addColumn<quint64>("seed");
    for (const qint64 points : {1, 2, 3, 4, 16, 100})
        for (const quint64 seed : {1, 2, 77})
            QTest::addRow("%lld points, seed %llu", points, seed) << points << seed;
}

void TestSweepPlan::largeEndAndMiddleComeFirst() {
    QFETCH(qint64, points);
    QFETCH(quint64, seed);
    SweepSpec spec;
    spec.pointsPerCurve = points;
    spec.orderSeed = seed;
    const SweepPlan plan = makePlan(spec);
    std::map<std::int64_t, std::vector<std::int64_t>> measured; // hidden sizes, in the order of measuring
    std::set<std::int64_t> atOnce;
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        const PlannedPoint& point = plan.points[plan.order[i]];
        measured[point.ratio].push_back(point.layer.hidden);
        if (i < spec.ratios.size())
            atOnce.insert(point.ratio);
    }
    QCOMPARE(atOnce.size(), spec.ratios.size()); // every curve has its first point before one has two
    for (const auto& [ratio, order] : measured) {
        std::vector<std::int64_t> along = order;
        std::ranges::sort(along);
        QCOMPARE(order.front(), along.back());
        if (along.size() > 2)
            QCOMPARE(order[1], along[(along.size() - 1) / 2]);
        if (along.size() > 1)
            QCOMPARE(order[along.size() > 2 ? 2 : 1], along.front());
    }
}

void TestSweepPlan::outlineComesFirst() {
    SweepSpec spec;
    spec.pointsPerCurve = 100;
    const SweepPlan plan = makePlan(spec);
    const auto curves = byCurve(plan);
    // After five points a curve its two ends, its middle and its quarters are there.
    std::map<std::int64_t, std::vector<std::int64_t>> seen;
    for (std::size_t i = 0; i < 7 * 5; ++i) {
        const PlannedPoint& point = plan.points[plan.order[i]];
        seen[point.ratio].push_back(point.layer.hidden);
    }
    QCOMPARE(seen.size(), std::size_t{7});
    for (auto& [ratio, hidden] : seen) {
        QCOMPARE(hidden.size(), std::size_t{5});
        std::ranges::sort(hidden);
        QCOMPARE(hidden.front(), curves.at(ratio).front()->layer.hidden);
        QCOMPARE(hidden.back(), curves.at(ratio).back()->layer.hidden);
        for (std::size_t i = 1; i < hidden.size(); ++i)
            QVERIFY(hidden[i] - hidden[i - 1] < (hidden.back() - hidden.front()) * 3 / 10);
    }
}

void TestSweepPlan::neighboursOnTheChartAreNotNeighboursInTime() {
    SweepSpec spec;
    spec.ratios = {8};
    spec.pointsPerCurve = 64;
    const SweepPlan plan = makePlan(spec);
    int near = 0;
    for (std::size_t i = 1; i < plan.order.size(); ++i) {
        const auto a = static_cast<std::int64_t>(plan.order[i]);
        const auto b = static_cast<std::int64_t>(plan.order[i - 1]);
        near += std::abs(a - b) <= 2 ? 1 : 0;
    }
    QVERIFY2(near <= 6, qPrintable(QString::number(near)));
}

void TestSweepPlan::seedChangesOnlyTheOrder() {
    SweepSpec spec;
    const SweepPlan one = makePlan(spec);
    QVERIFY(one.order == makePlan(spec).order);
    spec.orderSeed = 2;
    const SweepPlan two = makePlan(spec);
    QVERIFY(one.points == two.points);
    QVERIFY(one.order != two.order);
}

void TestSweepPlan::bothAlgorithmsFollowEachOther() {
    SweepSpec spec;
    spec.algorithm = Algorithm::Both;
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{2 * 7 * 16});
    for (std::size_t i = 0; i < plan.order.size(); i += 2) {
        const PlannedPoint& first = plan.points[plan.order[i]];
        const PlannedPoint& second = plan.points[plan.order[i + 1]];
        QCOMPARE(first.algorithm, Algorithm::Default);
        QCOMPARE(second.algorithm, Algorithm::Best);
        QVERIFY(first.layer == second.layer);
    }
}

void TestSweepPlan::curvesEndWhereMemoryEnds() {
    SweepSpec spec;
    spec.mode = SweepMode::FixedHeadDim;
    spec.algorithm = Algorithm::Both;
    constexpr std::uint64_t kLimit = std::uint64_t{75} << 30;
    const SweepPlan plan = makePlan(spec, kLimit);
    QCOMPARE(static_cast<std::int64_t>(plan.points.size()), countPoints(spec, kLimit));
    QCOMPARE(plan.points.size(), std::size_t{7 * 16 * 2}); // as many as were asked for
    QCOMPARE(plan.order.size(), plan.points.size());
    std::map<std::int64_t, std::int64_t> last;
    for (const PlannedPoint& point : plan.points) {
        QVERIFY(static_cast<std::uint64_t>(operandBytes(point.gemm)) <= kLimit);
        last[point.ratio] = point.layer.hidden;
    }
    for (const std::int64_t ratio : spec.ratios) {
        const std::vector<std::int64_t> all = admissibleSizes(spec, curveAt(spec, ratio));
        const std::string name = "The curve h/a = " + std::to_string(ratio) + " ends at h = ";
        const auto note = std::ranges::find_if(
            plan.notes, [&name](const std::string& text) { return text.starts_with(name); });
        QCOMPARE(note == plan.notes.end(), last[ratio] == all.back());
        if (note == plan.notes.end())
            continue;
        // The next size is the first that does not fit.
        const auto next = std::ranges::upper_bound(all, last[ratio]);
        const GemmShape larger =
            infoOf(spec.operation)
                .gemm(layerOf(*next, *next / ratio, spec.seq, spec.batch), spec.type, spec.layout);
        QVERIFY(static_cast<std::uint64_t>(operandBytes(larger)) > kLimit);
        QVERIFY(note->starts_with(name + std::to_string(last[ratio]) + ": "));
    }
    QCOMPARE(plan.notes.front(),
             std::string("The curve h/a = 1 ends at h = 2397: larger hidden sizes need up "
                         "to 1.0 TiB; 75 GiB of memory can be had."));
    QCOMPARE(makePlan(spec).notes.size(), std::size_t{0});
}

void TestSweepPlan::curvesThatDoNotFitAreLeftOut() {
    SweepSpec spec;
    spec.mode = SweepMode::FixedHeadDim;
    spec.ratios = {1, 512};
    spec.hiddenMin = spec.hiddenMax = 512;
    spec.seq = 8192;
    spec.type = DataType::F32;
    const std::uint64_t limit = std::uint64_t{4} << 30;
    const SweepPlan plan = makePlan(spec, limit);
    QCOMPARE(plan.points.size(), std::size_t{1});
    QCOMPARE(plan.points.front().ratio, std::int64_t{512});
    QCOMPARE(plan.notes.size(), std::size_t{1});
    QVERIFY(plan.notes.front().starts_with(
        "The curve h/a = 1 is left out: its smallest hidden size, 512, needs 512 GiB"));
    // Of what does not fit at all nothing is left out: opening the device refuses it, with both sizes.
    QVERIFY(makePlan(spec, 1000).points == makePlan(spec).points);
    QVERIFY(makePlan(spec, 1000).notes.empty());
}

void TestSweepPlan::limitIsWhatADeviceCanGive() {
    DeviceInfo device;
    QCOMPARE(operandLimit(device), kNoOperandLimit); // nothing is known
    device.freeMemoryBytes = 1600;
    QCOMPARE(operandLimit(device), std::uint64_t{1500});
    device.overheadBytes = 200;
    QCOMPARE(operandLimit(device), std::uint64_t{1300});
    device.overheadBytes = 2000;
    QCOMPARE(operandLimit(device), std::uint64_t{0});
}

void TestSweepPlan::emptyCurvesAreNoted() {
    SweepSpec spec;
    spec.hiddenMax = 300; // h/a up to 25
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.notes.size(), std::size_t{2});
    QVERIFY(QString::fromStdString(plan.notes[0]).contains(QStringLiteral("h/a = 32")));
    QVERIFY(QString::fromStdString(plan.notes[1]).contains(QStringLiteral("h/a = 64")));
    QCOMPARE(byCurve(plan).size(), std::size_t{5});
}

void TestSweepPlan::titles() {
    SweepSpec spec;
    QCOMPARE(chartTitle(spec), std::string("Attention Key Query Score, a=12"));
    spec.mode = SweepMode::FixedHeadDim;
    QCOMPARE(chartTitle(spec), std::string("Attention Key Query Score, fixed h/a"));
    QVERIFY(QString::fromStdString(describeCurve(spec, curveAt(spec, 80)))
                .contains(QStringLiteral("exactly 80")));
    spec.mode = SweepMode::FixedHeads;
    QVERIFY(QString::fromStdString(describeCurve(spec, curveAt(spec, 8)))
                .contains(QStringLiteral("largest power-of-two")));
    QVERIFY(QString::fromStdString(describeCurve(spec, curveAt(spec, 64)))
                .contains(QStringLiteral("divisible by 64")));
}

HEADROOM_TEST(TestSweepPlan, Nothing)

} // namespace headroom::testing::tst_sweep_plan

#include "tst_sweep_plan.moc"
