// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/shared_gemms.h"

#include "engine/sweep/outliers.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace headroom {

namespace {

/// A row's interval is what another run of the program on that machine falls into 95 times in 100: 1.96
/// standard deviations of the difference of two runs to either side.
double deviationOf(const Measurement& row) {
    const CallTime& time = row.time;
    if (isDisturbed(row.flags) || !(time.lowS > 0) || !(time.highS > time.lowS))
        return 0;
    return std::log(time.highS / time.lowS) / 2 / (1.96 * std::numbers::sqrt2);
}

bool hasSeveralDevices(const Run& run) {
    return std::ranges::any_of(run.measurements, [&run](const Measurement& row) {
        return row.deviceId != run.measurements.front().deviceId;
    });
}

/// "NVIDIA H100 (a, b), NVIDIA H200 (c)".
template <class TextOf>
std::string whoHasWhich(std::span<const NamedRun> runs, TextOf textOf) {
    std::string all;
    std::set<std::string> told;
    for (const NamedRun& first : runs) {
        const std::string text = textOf(*first.run);
        if (!told.insert(text).second)
            continue;
        std::string names;
        for (const NamedRun& other : runs)
            if (textOf(*other.run) == text)
                names += (names.empty() ? "" : ", ") + other.name;
        all += (all.empty() ? "" : ", ") + text + " (" + names + ')';
    }
    return all;
}

template <class TextOf>
bool differ(std::span<const NamedRun> runs, TextOf textOf) {
    return std::ranges::any_of(
        runs, [&](const NamedRun& other) { return textOf(*other.run) != textOf(*runs.front().run); });
}

std::string nodeName(const std::string& run, const std::string& deviceId) {
    return deviceId.empty() ? run : run + ", " + deviceId;
}

std::string nameOfGroup(const SweepSpec& spec, const SharedCurve& group) {
    if (spec.budget)
        return titleOf(group.curve.operation, group.curve.pass);
    const bool best = spec.algorithm == Algorithm::Both && group.algorithm == Algorithm::Best;
    return nameOf(spec, group.curve) + (best ? ", best" : "");
}

} // namespace

std::string cardOf(const RunContext& context) {
    constexpr std::string_view kTimes = " × ";
    std::string card = context.device.substr(0, context.device.find(" · "));
    const std::size_t number = card.find_first_not_of("0123456789");
    if (number != 0 && number != std::string::npos && card.compare(number, kTimes.size(), kTimes) == 0)
        card.erase(0, number + kTimes.size());
    return card;
}

Outcome checkComparable(std::span<const NamedRun> runs) {
    const auto card = [](const Run& run) { return cardOf(run.context); };
    const auto regime = [](const Run& run) { return std::string(toString(run.spec.regime)); };
    if (differ(runs, card))
        return Error{Status::Unsupported, "These runs are of unlike cards, which are never held against each "
                                          "other: " +
                                              whoHasWhich(runs, card) + ". Name runs of one kind of card."};
    if (differ(runs, regime))
        return Error{Status::Unsupported, "These runs were measured in unlike regimes: " +
                                              whoHasWhich(runs, regime) + ". Name runs of one regime."};
    return success();
}

void SharedGemms::call(std::span<const std::string> names) {
    for (std::size_t run = 0; run < std::min(names.size(), m_runs.size()); ++run)
        m_runs[run].name = names[run];
    for (ComparedNode& node : m_nodes)
        node.name = nodeName(m_runs[node.run].name, node.deviceId);
}

SharedGemms::SharedGemms(std::vector<NamedRun> runs) : m_runs(std::move(runs)) {
    for (const NamedRun& run : m_runs)
        m_ofSeveral.push_back(hasSeveralDevices(*run.run));
    for (std::size_t run = 0; run < m_runs.size(); ++run)
        if (!m_ofSeveral[run])
            m_nodes.push_back({run, {}, m_runs[run].name});
    for (std::size_t run = 0; run < m_runs.size(); ++run)
        for (std::size_t row = 0; row < m_runs[run].run->measurements.size(); ++row)
            take(run, row);
}

SharedGemms::Key SharedGemms::keyOf(const PlannedPoint& point) {
    const GemmShape& gemm = point.gemm;
    return {point.operation, point.pass, point.layout, point.algorithm, gemm.type,
            gemm.batch,      gemm.m,     gemm.n,       gemm.k};
}

std::size_t SharedGemms::nodeOf(std::size_t run, const Measurement& row) {
    const bool ofSeveral = m_ofSeveral[run];
    const auto found = std::ranges::find_if(m_nodes, [&](const ComparedNode& node) {
        return node.run == run && (!ofSeveral || node.deviceId == row.deviceId);
    });
    if (found != m_nodes.end())
        return static_cast<std::size_t>(found - m_nodes.begin());
    m_nodes.push_back({run, row.deviceId, nodeName(m_runs[run].name, row.deviceId)});
    return m_nodes.size() - 1;
}

std::size_t SharedGemms::curveFor(std::size_t run, const PlannedPoint& point) {
    const SweepSpec& spec = m_runs[run].run->spec;
    SharedCurve group{spec.budget ? PlannedCurve{point.operation, point.pass, point.gemm.type, 0, 0}
                                  : curveOf(spec, point),
                      point.algorithm, std::string()};
    const auto isSame = [&group](const SharedCurve& other) {
        return other.curve == group.curve && other.algorithm == group.algorithm;
    };
    const auto found = std::ranges::find_if(m_curves, isSame);
    if (found != m_curves.end())
        return static_cast<std::size_t>(found - m_curves.begin());
    group.name = nameOfGroup(spec, group);
    m_curves.push_back(std::move(group));
    return m_curves.size() - 1;
}

std::size_t SharedGemms::take(std::size_t run, std::size_t row) {
    const Measurement& measurement = m_runs[run].run->measurements[row];
    const auto [place, isNew] = m_places.try_emplace(keyOf(measurement.point), m_gemms.size());
    if (isNew)
        m_gemms.push_back({curveFor(run, measurement.point), {}, 0});
    SharedGemm& gemm = m_gemms[place->second];
    const auto own = std::ranges::find_if(
        gemm.figures, [&](const NodeFigure& figure) { return m_nodes[figure.node].run == run; });
    if (own != gemm.figures.end() && (measurement.ok() || own->row == row))
        gemm.figures.erase(own);
    if (measurement.ok() && measurement.throughputTflops() > 0)
        gemm.figures.push_back({nodeOf(run, measurement), row, std::log(measurement.throughputTflops()),
                                deviationOf(measurement)});
    std::vector<double> levels;
    for (const NodeFigure& figure : gemm.figures)
        levels.push_back(figure.level);
    gemm.median = medianOf(std::move(levels));
    return place->second;
}

std::optional<std::size_t> SharedGemms::find(const PlannedPoint& point) const {
    const auto place = m_places.find(keyOf(point));
    return place == m_places.end() ? std::nullopt : std::optional(place->second);
}

const Measurement& SharedGemms::rowOf(const NodeFigure& figure) const {
    return m_runs[m_nodes[figure.node].run].run->measurements[figure.row];
}

} // namespace headroom
