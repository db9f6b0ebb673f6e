// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/odd_points.h"

#include "engine/measure/statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace headroom {

namespace {

using Indices = std::vector<std::size_t>;

constexpr double kLeastOdd = 0.03;
constexpr std::size_t kFewestOdd = 2;
constexpr std::size_t kOverUsual = 4; ///< times as many as half of the nodes have
constexpr std::size_t kFewestOthers = 2;
/// The scatter of a curve's points is known from many, but its tails are heavier than a normal
/// distribution's.
constexpr int kFreedom = 30;

/// A point of a node, about its own level on the curve.
struct Rest {
    std::size_t gemm = 0;
    std::size_t node = 0;
    double distance = 0;  ///< from the median of the others
    double deviation = 0; ///< as its interval and the others' say
    bool beyondAll = false;
};

/// Where the nodes lie, by curve and node.
using LevelsByCurve = std::vector<std::vector<double>>;

LevelsByCurve levelsByCurve(const SharedGemms& shared, const RunComparison& comparison) {
    LevelsByCurve levels(shared.curves().size(), std::vector<double>(shared.nodes().size()));
    for (const CurveSpread& spread : comparison.curves)
        for (std::size_t place = 0; place < spread.nodes.size(); ++place)
            levels[spread.curve][spread.nodes[place]] = spread.levels[place].value;
    return levels;
}

bool isToldAsAWhole(const RunComparison& comparison, std::size_t curve, std::size_t node) {
    return std::ranges::any_of(comparison.findings, [&](const ComparisonFinding& finding) {
        return std::ranges::find(finding.curves, curve) != finding.curves.end() &&
               std::ranges::find(finding.nodes, node) != finding.nodes.end();
    });
}

/// Makes the rests of one GEMM after the other, of nodes whose rows nothing disturbed.
class RestMaker {
public:
    RestMaker(const SharedGemms& shared, const LevelsByCurve& levels) : m_shared(shared), m_levels(levels) {}

    void add(std::size_t index, std::vector<Rest>& rests) {
        const SharedGemm& gemm = m_shared.gemms()[index];
        if (gemm.figures.size() <= kFewestOthers)
            return;
        m_sorted.clear();
        m_deviations.clear();
        for (const NodeFigure& figure : gemm.figures) {
            m_sorted.push_back(valueOf(gemm, figure));
            m_deviations.push_back(figure.deviation);
        }
        std::ranges::sort(m_sorted);
        std::ranges::sort(m_deviations);
        const double usual = median(m_deviations);
        const double ofOthers =
            std::numbers::pi / 2 * usual * usual / static_cast<double>(m_sorted.size() - 1);
        for (const NodeFigure& own : gemm.figures) {
            if (isDisturbed(m_shared.rowOf(own).flags))
                continue;
            const double value = valueOf(gemm, own);
            const auto place = std::ranges::lower_bound(m_sorted, value);
            m_others.assign(m_sorted.begin(), place);
            m_others.insert(m_others.end(), place + 1, m_sorted.end());
            rests.push_back({index, own.node, value - median(m_others),
                             std::sqrt(own.deviation * own.deviation + ofOthers),
                             value < m_others.front() || value > m_others.back()});
        }
    }

private:
    double valueOf(const SharedGemm& gemm, const NodeFigure& figure) const {
        return figure.level - m_levels[gemm.curve][figure.node];
    }

    const SharedGemms& m_shared;
    const LevelsByCurve& m_levels;
    std::vector<double> m_sorted;
    std::vector<double> m_deviations;
    std::vector<double> m_others;
};

/// Those that are no chance.
std::vector<Rest> oddOf(const SharedGemms& shared, const std::vector<Rest>& rests) {
    constexpr double kSigmas = 1.4826;
    std::vector<std::vector<double>> byCurve(shared.curves().size());
    for (const Rest& rest : rests)
        byCurve[shared.gemms()[rest.gemm].curve].push_back(std::abs(rest.distance));
    std::vector<double> scatter;
    for (std::vector<double>& distances : byCurve)
        scatter.push_back(kSigmas * medianOf(std::move(distances)));
    const double bound = studentQuantile(kFalseAlarm / static_cast<double>(rests.size() + 1), kFreedom);
    std::vector<Rest> odd;
    for (const Rest& rest : rests) {
        const double deviation = std::max(rest.deviation, scatter[shared.gemms()[rest.gemm].curve]);
        if (rest.beyondAll && std::abs(rest.distance) > std::max(std::log1p(kLeastOdd), bound * deviation))
            odd.push_back(rest);
    }
    return odd;
}

ComparisonFinding findingOf(const SharedGemms& shared, const std::vector<Rest>& odd) {
    ComparisonFinding finding;
    finding.kind = ComparisonFinding::Kind::Points;
    finding.nodes = {odd.front().node};
    std::vector<double> distances;
    for (const Rest& rest : odd) {
        const SharedGemm& gemm = shared.gemms()[rest.gemm];
        finding.gemms.push_back(rest.gemm);
        if (std::ranges::find(finding.curves, gemm.curve) == finding.curves.end())
            finding.curves.push_back(gemm.curve);
        distances.push_back(std::expm1(rest.distance));
    }
    std::ranges::sort(finding.curves, {},
                      [&shared](std::size_t curve) { return shared.curves()[curve].curve; });
    for (std::size_t node = 0; node < shared.nodes().size(); ++node)
        if (node != odd.front().node)
            finding.others.push_back(node);
    const auto nearer = [](double a, double b) { return std::abs(a) < std::abs(b); };
    std::ranges::sort(distances, nearer);
    finding.least = distances.front();
    finding.most = distances.back();
    finding.typical = medianOf(distances);
    return finding;
}

} // namespace

std::vector<ComparisonFinding> oddPoints(const SharedGemms& shared, const RunComparison& comparison) {
    const LevelsByCurve levels = levelsByCurve(shared, comparison);
    RestMaker maker(shared, levels);
    std::vector<Rest> rests;
    for (std::size_t i = 0; i < shared.gemms().size(); ++i)
        if (shared.isShared(shared.gemms()[i]))
            maker.add(i, rests);
    // Those of a node to each side.
    std::map<std::pair<std::size_t, bool>, std::vector<Rest>> sides;
    std::vector<double> counts(shared.nodes().size());
    for (const Rest& rest : oddOf(shared, rests)) {
        ++counts[rest.node];
        if (!isToldAsAWhole(comparison, shared.gemms()[rest.gemm].curve, rest.node))
            sides[{rest.node, rest.distance < 0}].push_back(rest);
    }
    const auto usual = static_cast<std::size_t>(medianOf(counts));
    std::vector<ComparisonFinding> findings;
    for (const auto& [side, odd] : sides) {
        if (odd.size() < std::max(kFewestOdd, kOverUsual * usual))
            continue;
        findings.push_back(findingOf(shared, odd));
        for (const Rest& rest : rests)
            findings.back().ofGemms += rest.node == side.first ? 1 : 0;
    }
    return findings;
}

} // namespace headroom
