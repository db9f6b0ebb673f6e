// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/run_comparison.h"

#include "engine/measure/statistics.h"
#include "engine/sweep/odd_points.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <tuple>

namespace headroom {

namespace {

using Indices = std::vector<std::size_t>;
using Kind = ComparisonFinding::Kind;

/// What half of the values lie within, about the middle, as a standard deviation.
double robustDeviation(const std::vector<double>& values, double middle) {
    constexpr double kOfNormal = 1.4826; // standard deviations in a median deviation
    std::vector<double> distances;
    for (const double value : values)
        distances.push_back(std::abs(value - middle));
    return kOfNormal * medianOf(std::move(distances));
}

/// The GEMMs of a curve, or of all.
class SpreadMaker {
public:
    explicit SpreadMaker(std::size_t nodes) : m_nodes(nodes) {}

    void add(const SharedGemm& gemm) { m_gemms.push_back(&gemm); }
    bool empty() const { return m_gemms.empty(); }
    CurveSpread made(std::size_t curve, std::size_t questions) const;

private:
    struct NodeValues {
        std::vector<double> levels; ///< about what is common to all at the GEMM
        std::vector<double> deviations;
    };

    /// Every node has every GEMM.
    bool allHave() const {
        return std::ranges::all_of(
            m_gemms, [this](const SharedGemm* gemm) { return gemm->figures.size() == m_nodes; });
    }
    std::vector<NodeValues> valuesAbout(const std::vector<double>& levels) const;
    void spreadOut(CurveSpread& spread) const;

    std::size_t m_nodes;
    std::vector<const SharedGemm*> m_gemms;
};

/// What is common at a GEMM is the mean of what the nodes measured over their levels: the median of three
/// would be one of them, and take its chance for theirs.
std::vector<SpreadMaker::NodeValues> SpreadMaker::valuesAbout(const std::vector<double>& levels) const {
    std::vector<NodeValues> nodes(m_nodes);
    for (const SharedGemm* gemm : m_gemms) {
        double sum = 0;
        for (const NodeFigure& figure : gemm->figures)
            sum += figure.level - levels[figure.node];
        const double common = sum / static_cast<double>(gemm->figures.size());
        for (const NodeFigure& figure : gemm->figures) {
            nodes[figure.node].levels.push_back(figure.level - common);
            if (figure.deviation > 0)
                nodes[figure.node].deviations.push_back(figure.deviation);
        }
    }
    return nodes;
}

NodeLevel levelOf(const std::vector<double>& levels, std::vector<double> deviations) {
    const double middle = medianOf(levels);
    // A row may err by more than its interval says: of few rows the median may, too.
    const double scatter = robustDeviation(levels, middle);
    const double ofMedian = std::numbers::pi / 2 * scatter * scatter / static_cast<double>(levels.size());
    const double own = medianOf(std::move(deviations));
    return {middle, own > 0 ? std::sqrt(own * own + ofMedian) : 0};
}

CurveSpread SpreadMaker::made(std::size_t curve, std::size_t questions) const {
    CurveSpread spread;
    spread.curve = curve;
    spreadOut(spread);
    // Where nodes lack GEMMs, what is common and where they lie follow from each other.
    const int rounds = allHave() ? 1 : 4;
    std::vector<double> levels(m_nodes);
    std::vector<NodeValues> values;
    for (int round = 0; round < rounds; ++round) {
        values = valuesAbout(levels);
        for (std::size_t node = 0; node < m_nodes; ++node)
            levels[node] = medianOf(values[node].levels);
    }
    for (std::size_t node = 0; node < m_nodes; ++node) {
        if (values[node].levels.empty())
            continue;
        spread.nodes.push_back(node);
        spread.levels.push_back(levelOf(values[node].levels, std::move(values[node].deviations)));
    }
    spread.verdict = judgeLevels(spread.levels, questions);
    return spread;
}

void SpreadMaker::spreadOut(CurveSpread& spread) const {
    constexpr double kLower = 0.25;
    constexpr double kUpper = 0.75;
    std::vector<double> medians;
    std::vector<double> ranges;
    std::vector<double> halves;
    for (const SharedGemm* gemm : m_gemms) {
        std::vector<double> levels;
        for (const NodeFigure& figure : gemm->figures)
            levels.push_back(figure.level);
        std::ranges::sort(levels);
        medians.push_back(gemm->median);
        ranges.push_back(levels.back() - levels.front());
        halves.push_back(quantile(levels, kUpper) - quantile(levels, kLower));
    }
    spread.gemms = m_gemms.size();
    spread.tflops = std::exp(medianOf(std::move(medians)));
    spread.range = std::expm1(medianOf(std::move(ranges)));
    spread.middleHalf = std::expm1(medianOf(std::move(halves)));
}

/// The nodes of these places in the spread.
Indices nodesAt(const CurveSpread& spread, const Indices& places) {
    Indices nodes;
    for (const std::size_t place : places)
        nodes.push_back(spread.nodes[place]);
    std::ranges::sort(nodes);
    return nodes;
}

/// Who stands apart from whom.
struct Apart {
    Indices nodes;
    Indices others;
};

std::vector<Apart> apartIn(const CurveSpread& spread) {
    Indices band;
    for (std::size_t place = 0; place < spread.nodes.size(); ++place)
        if (!spread.verdict.nodes[place].out)
            band.push_back(place);
    std::vector<Apart> found;
    for (std::size_t place = 0; place < spread.nodes.size(); ++place)
        if (spread.verdict.nodes[place].out)
            found.push_back({{spread.nodes[place]}, nodesAt(spread, band)});
    if (spread.verdict.isSplit())
        found.push_back({nodesAt(spread, spread.verdict.lower), nodesAt(spread, spread.verdict.upper)});
    return found;
}

/// How far, in logarithms, those lie from these; nothing where one side has no points.
std::optional<double> distanceIn(const CurveSpread& spread, const Apart& apart) {
    const auto levelOf = [&spread](const Indices& nodes) {
        std::vector<double> values;
        for (std::size_t place = 0; place < spread.nodes.size(); ++place)
            if (std::ranges::binary_search(nodes, spread.nodes[place]))
                values.push_back(spread.levels[place].value);
        return values.empty() ? std::nullopt : std::optional(medianOf(std::move(values)));
    };
    const std::optional<double> here = levelOf(apart.nodes);
    const std::optional<double> there = levelOf(apart.others);
    return here && there ? std::optional(*here - *there) : std::nullopt;
}

double halfWidthIn(const CurveSpread& spread, std::size_t node) {
    const auto place = std::ranges::find(spread.nodes, node) - spread.nodes.begin();
    return static_cast<std::size_t>(place) < spread.nodes.size()
               ? spread.verdict.nodes[static_cast<std::size_t>(place)].halfWidth
               : 0;
}

/// Makes findings of who stands apart on which curves.
class LevelFindings {
public:
    LevelFindings(const SharedGemms& shared, const RunComparison& comparison)
        : m_shared(shared), m_comparison(comparison) {
        for (std::size_t i = 0; i < comparison.curves.size(); ++i)
            for (Apart& apart : apartIn(comparison.curves[i]))
                take(std::move(apart), i);
        if (comparison.curves.size() > 1)
            for (const Apart& apart : apartIn(comparison.all))
                judgeEverywhere(apart);
    }

    std::vector<ComparisonFinding> findings() const {
        std::vector<ComparisonFinding> found;
        for (const Place& place : m_places)
            found.push_back(findingOf(place));
        return found;
    }

private:
    struct Place {
        Apart apart;
        bool below = false;
        Kind kind = Kind::Curves;
        Indices spreads; ///< of RunComparison::curves
    };

    void take(Apart apart, std::size_t spread) {
        const bool below = distanceIn(m_comparison.curves[spread], apart).value_or(0) < 0;
        const auto same = std::ranges::find_if(m_places, [&](const Place& place) {
            return place.apart.nodes == apart.nodes && place.below == below;
        });
        if (same != m_places.end())
            same->spreads.push_back(spread);
        else
            m_places.push_back({std::move(apart), below, Kind::Curves, {spread}});
    }

    /// What is out over all points is so everywhere where no curve says otherwise.
    void judgeEverywhere(const Apart& apart) {
        constexpr double kAlike = 0.5; // of the whole distance
        const double whole = distanceIn(m_comparison.all, apart).value_or(0);
        Indices all;
        for (std::size_t i = 0; i < m_comparison.curves.size(); ++i) {
            const std::optional<double> here = distanceIn(m_comparison.curves[i], apart);
            if (!here)
                continue;
            if (*here / whole < kAlike)
                return;
            all.push_back(i);
        }
        std::erase_if(m_places, [&](const Place& place) {
            return place.apart.nodes == apart.nodes && place.below == (whole < 0);
        });
        m_places.push_back({apart, whole < 0, Kind::Everywhere, all});
    }

    ComparisonFinding findingOf(const Place& place) const {
        ComparisonFinding finding;
        finding.kind = place.kind;
        finding.nodes = place.apart.nodes;
        finding.others = place.apart.others;
        std::vector<double> distances;
        for (const std::size_t i : place.spreads) {
            finding.curves.push_back(m_comparison.curves[i].curve);
            if (const auto distance = distanceIn(m_comparison.curves[i], place.apart))
                distances.push_back(std::expm1(*distance));
        }
        if (finding.nodes.size() == 1 && !finding.isSplit())
            for (const std::size_t i : place.spreads)
                finding.halfWidth =
                    std::max(finding.halfWidth, halfWidthIn(m_comparison.curves[i], finding.nodes.front()));
        const auto nearer = [](double a, double b) { return std::abs(a) < std::abs(b); };
        std::ranges::sort(distances, nearer);
        finding.least = distances.front();
        finding.most = distances.back();
        finding.typical = place.kind == Kind::Everywhere
                              ? std::expm1(distanceIn(m_comparison.all, place.apart).value_or(0))
                              : medianOf(distances);
        addGemms(finding, place.below);
        return finding;
    }

    void addGemms(ComparisonFinding& finding, bool below) const {
        for (std::size_t i = 0; i < m_shared.gemms().size(); ++i) {
            const SharedGemm& gemm = m_shared.gemms()[i];
            if (!m_shared.isShared(gemm) ||
                std::ranges::find(finding.curves, gemm.curve) == finding.curves.end())
                continue;
            std::vector<double> here;
            std::vector<double> there;
            for (const NodeFigure& figure : gemm.figures)
                if (std::ranges::binary_search(finding.nodes, figure.node))
                    here.push_back(figure.level);
                else if (std::ranges::binary_search(finding.others, figure.node))
                    there.push_back(figure.level);
            if (here.empty() || there.empty())
                continue;
            ++finding.ofGemms;
            if (below ? std::ranges::max(here) < std::ranges::min(there)
                      : std::ranges::min(here) > std::ranges::max(there))
                finding.gemms.push_back(i);
        }
    }

    const SharedGemms& m_shared;
    const RunComparison& m_comparison;
    std::vector<Place> m_places;
};

void spreadCurves(const SharedGemms& shared, RunComparison& comparison) {
    std::vector<SpreadMaker> makers(shared.curves().size(), SpreadMaker(shared.nodes().size()));
    SpreadMaker whole(shared.nodes().size());
    for (const SharedGemm& gemm : shared.gemms())
        if (shared.isShared(gemm)) {
            makers[gemm.curve].add(gemm);
            whole.add(gemm);
        }
    Indices curves;
    for (std::size_t curve = 0; curve < makers.size(); ++curve)
        if (!makers[curve].empty())
            curves.push_back(curve);
    std::ranges::sort(curves, {}, [&shared](std::size_t curve) {
        const SharedCurve& group = shared.curves()[curve];
        return std::tuple(group.algorithm, group.curve);
    });
    const std::size_t questions = (curves.size() + 1) * shared.nodes().size();
    for (const std::size_t curve : curves)
        comparison.curves.push_back(makers[curve].made(curve, questions));
    comparison.all = whole.made(0, questions);
}

} // namespace

RunComparison compareRuns(const SharedGemms& shared) {
    RunComparison comparison;
    spreadCurves(shared, comparison);
    for (std::size_t node = 0; node < shared.nodes().size(); ++node)
        if (std::ranges::find(comparison.all.nodes, node) == comparison.all.nodes.end())
            comparison.apart.push_back(node);
    comparison.intervals = std::ranges::any_of(comparison.all.levels,
                                               [](const NodeLevel& level) { return level.deviation > 0; });
    if (comparison.curves.empty())
        return comparison;
    comparison.findings = LevelFindings(shared, comparison).findings();
    std::ranges::move(oddPoints(shared, comparison), std::back_inserter(comparison.findings));
    std::ranges::stable_sort(comparison.findings, [](const ComparisonFinding& a, const ComparisonFinding& b) {
        return std::tuple(a.kind, -std::abs(a.typical)) < std::tuple(b.kind, -std::abs(b.typical));
    });
    return comparison;
}

} // namespace headroom
