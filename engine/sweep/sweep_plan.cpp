// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/sweep_plan.h"

#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/gemm_list.h"
#include "engine/sweep/layer_budget.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <random>

namespace headroom {

namespace {

/// One part in so many of the free memory is not planned with: what is free changes until the device is open.
constexpr std::uint64_t kSparePart = 16;

std::int64_t pointsOn(const SweepSpec& spec, const CurveSizes& sizes) {
    return spec.pointsPerCurve ? std::min(*spec.pointsPerCurve, sizes.count) : sizes.count;
}

int algorithmsPerShape(const SweepSpec& spec) {
    return spec.algorithm == Algorithm::Both ? 2 : 1;
}

PlannedPoint makePoint(const SweepSpec& spec, const PlannedCurve& curve, std::int64_t size,
                       Algorithm algorithm) {
    PlannedPoint point;
    point.operation = curve.operation;
    point.pass = curve.pass;
    point.ratio = curve.ratio;
    point.layer = layerAt(spec, curve, size);
    point.layout = layoutOf(spec, curve);
    point.gemm = gemmAt(spec, curve, size);
    point.algorithm = algorithm;
    return point;
}

/// Refinement level of position i among n: 0 for the last, 1 for the middle, 2 for the first, 3 for the
/// quarters … The large end leads: curves stand beside their labels from the first point on, and it is where
/// they are highest, so that the y axis settles once.
int levelOf(std::int64_t i, std::int64_t n) {
    if (i == n - 1)
        return 0;
    if (i == 0)
        return 2;
    // Halve the span around i until it is the middle of it.
    std::int64_t low = 0;
    std::int64_t high = n - 1;
    for (int halvings = 0;; ++halvings) {
        const std::int64_t middle = std::midpoint(low, high);
        if (i == middle)
            return halvings == 0 ? 1 : halvings + 2;
        (i < middle ? high : low) = middle;
    }
}

/// A fraction in [0, 1) whose successive values lie far apart: the bits of i reversed (van der Corput).
double vanDerCorput(std::uint32_t i) {
    double value = 0;
    for (double place = 0.5; i != 0; i >>= 1, place /= 2)
        value += (i & 1u) != 0 ? place : 0;
    return value;
}

/// Orders the members of one level so that one position follows another far away on the curve.
void scatter(std::vector<std::size_t>& level) {
    std::vector<double> place(level.size()); // once each: a level may have a hundred thousand
    for (std::size_t i = 0; i < place.size(); ++i)
        place[i] = vanDerCorput(static_cast<std::uint32_t>(i));
    std::vector<std::size_t> visit(level.size()); // visit[position] is when that position's turn comes
    std::iota(visit.begin(), visit.end(), std::size_t{0});
    std::ranges::sort(visit, {}, [&place](std::size_t i) { return place[i]; });
    const std::vector<std::size_t> ascending = level;
    for (std::size_t position = 0; position < level.size(); ++position)
        level[visit[position]] = ascending[position];
}

/// The shapes of one curve, as indices into the plan's points, by refinement level.
using Levels = std::vector<std::vector<std::size_t>>;

Levels levelsOf(std::size_t firstPoint, std::int64_t n, int perShape) {
    Levels levels;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto level = static_cast<std::size_t>(levelOf(i, n));
        if (levels.size() <= level)
            levels.resize(level + 1);
        levels[level].push_back(firstPoint + static_cast<std::size_t>(i * perShape));
    }
    for (auto& level : levels)
        scatter(level);
    return levels;
}

/// The points of a curve in the order of its refinement.
struct CurveLevels {
    DataType type;
    Levels levels;
};

/// Puts curves of one type behind the first of it: a device makes its operands anew for each change.
void keepTypesTogether(std::vector<std::size_t>& turn, const std::vector<CurveLevels>& curves) {
    std::map<DataType, std::size_t> first;
    for (std::size_t i = 0; i < turn.size(); ++i)
        first.try_emplace(curves[turn[i]].type, i);
    std::ranges::stable_sort(turn, {}, [&](std::size_t curve) { return first.at(curves[curve].type); });
}

/// Level by level over all curves, taking the curves in turn, so that all stand in outline before any is
/// fine. A curve that has no point of a level is passed over. The seed decides which curve begins each round,
/// and so who follows whom.
std::vector<std::size_t> interleave(const std::vector<CurveLevels>& curves, int perShape,
                                    std::uint64_t seed) {
    std::vector<std::size_t> order;
    std::mt19937_64 random(seed);
    std::size_t depth = 0;
    for (const CurveLevels& curve : curves)
        depth = std::max(depth, curve.levels.size());
    std::vector<std::size_t> turn(curves.size());
    std::iota(turn.begin(), turn.end(), std::size_t{0});
    for (std::size_t level = 0; level < depth; ++level) {
        for (std::size_t round = 0;; ++round) {
            // Fisher–Yates by hand: std::shuffle is not the same in every standard library.
            for (std::size_t i = turn.size(); i > 1; --i)
                std::swap(turn[i - 1], turn[random() % i]);
            bool any = false;
            std::vector<std::size_t> thisRound = turn;
            keepTypesTogether(thisRound, curves);
            for (const std::size_t curve : thisRound) {
                const Levels& levels = curves[curve].levels;
                if (level >= levels.size() || round >= levels[level].size())
                    continue;
                any = true;
                for (int i = 0; i < perShape; ++i)
                    order.push_back(levels[level][round] + static_cast<std::size_t>(i));
            }
            if (!any)
                break;
        }
    }
    return order;
}

/// The sizes that each of the spec's curves is measured at, out of which the points are taken: those that
/// fit; all where none fits, which is for whoever opens the device to refuse, with what is free by then.
std::vector<CurveSizes> measurableSizes(const SweepSpec& spec, std::uint64_t operandLimit) {
    std::vector<CurveSizes> all;
    std::vector<CurveSizes> fitting;
    for (const PlannedCurve& curve : curvesOf(spec)) {
        all.push_back(sizesOf(spec, curve));
        fitting.push_back(fittingSizes(spec, curve, all.back(), operandLimit));
    }
    const bool any = std::ranges::any_of(fitting, [](const CurveSizes& sizes) { return sizes.count > 0; });
    return any ? fitting : all;
}

/// What is to be known of a curve that is not measured over the whole range asked for.
std::optional<std::string> noteOn(const SweepPlan& plan, const PlannedCurve& curve,
                                  const CurveSizes& measured) {
    const SweepSpec& spec = plan.spec;
    const CurveSizes all = sizesOf(spec, curve);
    if (all.count == 0)
        return describeEmpty(spec, curve);
    if (measured.count < all.count)
        return describeLeftOut(spec, curve, all, measured, plan.operandLimit);
    return std::nullopt;
}

} // namespace

bool isOf(const SweepSpec& spec, const PlannedPoint& point) {
    if (!spec.budget)
        return isCurveOf(spec, curveOf(spec, point));
    if (spec.isList()) // of which there may be thousands
        return listPoint(spec, point.index) == point;
    const std::vector<PlannedPoint> points = budgetPoints(spec);
    return point.index < points.size() && points[point.index] == point;
}

std::vector<std::int64_t> admissibleSizes(const SweepSpec& spec, const PlannedCurve& curve) {
    const CurveSizes sizes = sizesOf(spec, curve);
    std::vector<std::int64_t> all(static_cast<std::size_t>(sizes.count));
    for (std::int64_t i = 0; i < sizes.count; ++i)
        all[static_cast<std::size_t>(i)] = sizes.at(i);
    return all;
}

std::uint64_t operandLimit(const DeviceInfo& device) {
    if (device.freeMemoryBytes == 0) // nothing is known of it
        return kNoOperandLimit;
    const std::uint64_t usable = device.freeMemoryBytes - device.freeMemoryBytes / kSparePart;
    return usable - std::min(usable, device.overheadBytes);
}

std::int64_t countPoints(const SweepSpec& spec, std::uint64_t operandLimit) {
    if (spec.budget)
        return static_cast<std::int64_t>(budgetPoints(spec).size());
    std::int64_t count = 0;
    for (const CurveSizes& sizes : measurableSizes(spec, operandLimit))
        count += pointsOn(spec, sizes);
    return count * algorithmsPerShape(spec);
}

namespace {

/// All rows whatever the memory: one that cannot be held is a failed row of the budget, not left out of it.
void planBudget(SweepPlan& plan) {
    const std::vector<std::vector<PlannedPoint>> variants = pointsOfVariants(plan.spec);
    for (const std::vector<PlannedPoint>& points : variants)
        plan.points.insert(plan.points.end(), points.begin(), points.end());
    // One GEMM of all variants after the other: what drifts does not look like a variant that is faster.
    for (std::size_t row = 0; row < variants.front().size(); ++row)
        for (const std::vector<PlannedPoint>& points : variants)
            plan.order.push_back(points[row].index);
    plan.notes = budgetNotes(plan.spec);
}

} // namespace

SweepPlan makePlan(const SweepSpec& spec, std::uint64_t operandLimit) {
    SweepPlan plan;
    plan.spec = spec;
    plan.operandLimit = operandLimit;
    if (spec.budget) {
        planBudget(plan);
        return plan;
    }
    const int perShape = algorithmsPerShape(spec);
    const std::vector<CurveSizes> measurable = measurableSizes(spec, operandLimit);
    const std::vector<PlannedCurve> planned = curvesOf(spec);
    std::vector<CurveLevels> curves;
    std::int64_t shapes = 0;
    for (const CurveSizes& sizes : measurable)
        shapes += pointsOn(spec, sizes);
    plan.points.reserve(static_cast<std::size_t>(shapes * perShape));
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const PlannedCurve& curve = planned[i];
        const CurveSizes& sizes = measurable[i];
        if (const auto note = noteOn(plan, curve, sizes))
            plan.notes.push_back(*note);
        const std::int64_t n = pointsOn(spec, sizes);
        if (n == 0)
            continue;
        curves.push_back({curve.type, levelsOf(plan.points.size(), n, perShape)});
        for (std::int64_t k = 0; k < n; ++k) {
            const std::int64_t size = sizes.at(positionOf(spec, sizes, k, n));
            if (spec.algorithm != Algorithm::Best)
                plan.points.push_back(makePoint(spec, curve, size, Algorithm::Default));
            if (spec.algorithm != Algorithm::Default)
                plan.points.push_back(makePoint(spec, curve, size, Algorithm::Best));
        }
    }
    for (std::size_t i = 0; i < plan.points.size(); ++i)
        plan.points[i].index = i;
    plan.order = interleave(curves, perShape, spec.orderSeed);
    return plan;
}

double timedBudgetS(const SweepPlan& plan) {
    constexpr double kNoisyShare = 2;
    return kNoisyShare * plan.spec.timeLimitS * static_cast<double>(plan.order.size());
}

std::string chartTitle(const SweepSpec& spec) {
    const CurveVariety variety = varietyOf(spec);
    std::string title = "GEMMs of a Layer";
    if (!variety.operations)
        title = variety.passes ? infoOf(spec.operation).title : titleOf(spec.operation, spec.pass);
    if (spec.mode == SweepMode::FixedHeadDim)
        return title + ", fixed " + classSymbolOf(spec, spec.operation);
    if (spec.axis)
        title += ", h=" + std::to_string(spec.hiddenMax);
    const std::vector<Operation> operations = allOperations(spec);
    const bool countsHeads = std::ranges::any_of(
        operations, [&spec](Operation operation) { return dependsOnHeads(spec, operation); });
    if (countsHeads && !variety.heads)
        title += ", a=" + std::to_string(spec.heads);
    const std::string symbol = classSymbolOf(spec, spec.operation);
    if ((variety.heads || variety.types) && !variety.ratios && !variety.operations && !symbol.empty()) {
        const std::string ratio = std::to_string(spec.ratios.front());
        // Of h/a the paper's figure of heads says it so; of other lengths it would be taken for the length.
        title += symbol == "h/a" ? ", " + symbol + "=" + ratio : ", class " + ratio + " of " + symbol;
    }
    return title;
}

} // namespace headroom
