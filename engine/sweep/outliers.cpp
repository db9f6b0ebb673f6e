// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/outliers.h"

#include "engine/measure/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

namespace headroom {

namespace {

using Indices = std::vector<std::size_t>;

constexpr double kSurely = 0.05;         ///< what falls out of an interval
constexpr int kOutlierPriorFreedom = 10; ///< of what the intervals say
constexpr double kStretched = 0.5;       ///< of what the rest spans, from its end

double squared(double value) {
    return value * value;
}

/// Levels of some nodes that are taken to differ by chance alone.
class LevelSpread {
public:
    explicit LevelSpread(std::span<const NodeLevel> all) : m_all(all) {
        std::vector<double> known;
        for (const NodeLevel& level : all)
            if (level.deviation > 0)
                known.push_back(level.deviation);
        if (known.empty())
            return;
        m_prior = squared(medianOf(known));
        m_freedom = kOutlierPriorFreedom;
        m_squares = kOutlierPriorFreedom * m_prior;
    }

    void learn(const Indices& alike) {
        if (alike.size() < 2)
            return;
        double sum = 0;
        for (const std::size_t node : alike)
            sum += m_all[node].value;
        const double mean = sum / static_cast<double>(alike.size());
        for (const std::size_t node : alike)
            m_squares += squared(m_all[node].value - mean);
        m_freedom += static_cast<int>(alike.size()) - 1;
    }
    int freedom() const { return m_freedom; }
    /// Of a node's level about what such nodes have in common.
    double variance(std::size_t node) const { return std::max(pooled(), squared(m_all[node].deviation)); }
    double pooled() const { return m_freedom > 0 ? m_squares / m_freedom : 0; }

private:
    std::span<const NodeLevel> m_all;
    double m_prior = 0;
    double m_squares = 0;
    int m_freedom = 0;
};

double medianOfLevels(std::span<const NodeLevel> levels, const Indices& nodes) {
    std::vector<double> values;
    for (const std::size_t node : nodes)
        values.push_back(levels[node].value);
    return medianOf(std::move(values));
}

bool isCertain(double distance, double deviation, int freedom, std::size_t questions) {
    if (!(distance >= std::log1p(kLeastTold)) || freedom < 1)
        return false;
    const double chance = kFalseAlarm / static_cast<double>(std::max<std::size_t>(1, questions));
    return deviation == 0 || studentBeyond(distance / deviation, freedom) < chance;
}

/// Of a node against others, of which it is none.
struct Distance {
    double value = 0;
    double deviation = 0;
    int freedom = 0;
};

Distance distanceFrom(std::span<const NodeLevel> levels, std::size_t node, const Indices& others) {
    LevelSpread spread(levels);
    spread.learn(others);
    // A median of n has π/2 times the variance of their mean.
    const double ofMedian =
        std::numbers::pi / 2 * spread.pooled() / static_cast<double>(std::max<std::size_t>(1, others.size()));
    return {levels[node].value - medianOfLevels(levels, others), std::sqrt(spread.variance(node) + ofMedian),
            spread.freedom()};
}

bool standsOut(std::span<const NodeLevel> levels, std::size_t node, const Indices& rest,
               std::size_t questions) {
    const auto valueOf = [levels](std::size_t i) { return levels[i].value; };
    const auto [lowest, highest] = std::ranges::minmax(rest, {}, valueOf);
    const double gap = std::max(levels[node].value - valueOf(highest), valueOf(lowest) - levels[node].value);
    if (gap < kStretched * (valueOf(highest) - valueOf(lowest)))
        return false;
    const Distance distance = distanceFrom(levels, node, rest);
    return isCertain(std::abs(distance.value), distance.deviation, distance.freedom, questions);
}

/// Sorts the nodes by how far they lie from the median of all, and returns how many of the last stand out.
std::size_t findOutliers(std::span<const NodeLevel> levels, Indices& order, std::size_t questions) {
    const double middle = medianOfLevels(levels, order);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::abs(levels[i].value - middle); });
    for (std::size_t count = (order.size() - 1) / 2; count > 0; --count) {
        const auto first = order.end() - static_cast<std::ptrdiff_t>(count);
        if (standsOut(levels, *first, Indices(order.begin(), first), questions))
            return count;
    }
    return 0;
}

void findHalves(std::span<const NodeLevel> levels, std::size_t questions, LevelVerdict& verdict) {
    Indices order(levels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [levels](std::size_t i) { return levels[i].value; });
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
    const Indices lower(order.begin(), middle);
    const Indices upper(middle, order.end());
    LevelSpread spread(levels);
    spread.learn(lower);
    spread.learn(upper);
    const double variance = spread.variance(lower.back()) + spread.variance(upper.front());
    const double gap = levels[upper.front()].value - levels[lower.back()].value;
    if (!isCertain(gap, std::sqrt(variance), spread.freedom(), questions))
        return;
    verdict.lower = lower;
    verdict.upper = upper;
}

} // namespace

double medianOf(std::vector<double> values) {
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return values.size() % 2 == 1 ? *middle : (*middle + *std::max_element(values.begin(), middle)) / 2;
}

LevelVerdict judgeLevels(std::span<const NodeLevel> levels, std::size_t questions) {
    LevelVerdict verdict;
    verdict.nodes.resize(levels.size());
    if (levels.size() < 2)
        return verdict;
    Indices order(levels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t out = findOutliers(levels, order, questions);
    const Indices rest(order.begin(), order.end() - static_cast<std::ptrdiff_t>(out));
    std::map<int, double> quantiles; // nodes share a few
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t node = order[place];
        Indices others = rest;
        std::erase(others, node);
        const Distance distance = distanceFrom(levels, node, others);
        const auto [quantile, isNew] = quantiles.try_emplace(distance.freedom);
        if (isNew)
            quantile->second = studentQuantile(kSurely, distance.freedom);
        verdict.nodes[node] = {distance.value,
                               distance.freedom > 0 ? quantile->second * distance.deviation
                                                    : std::numeric_limits<double>::infinity(),
                               place >= rest.size()};
    }
    if (out == 0 && levels.size() % 2 == 0)
        findHalves(levels, questions, verdict);
    return verdict;
}

} // namespace headroom
