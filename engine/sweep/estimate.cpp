// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/sweep/estimate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom {

namespace {

/// One visit beside its calls, and the calls timed in it, as in TimingTraits.
struct VisitCost {
    double fixedS;
    double timedS;
};
constexpr VisitCost kOnCpu{0.01, 0.05};
constexpr VisitCost kOnGpu{0.004, 0.003};
constexpr double kCallsPerVisit = 8; // where a call is longer than a window
/// Larger plans are estimated from a plan of this many points per curve.
constexpr std::int64_t kSampledPoints = 64;

} // namespace

double guessSeconds(const PlannedPoint& point, const SweepSpec& spec, const DeviceInfo& device) {
    const double rough = device.roughTflops > 0 ? device.roughTflops : 1;
    const double callS = flop(point.gemm) / (rough * 1e12);
    const VisitCost& cost = device.kind() == DeviceKind::Processor ? kOnCpu : kOnGpu;
    const double timedS = std::min(cost.timedS, spec.timeLimitS / plannedVisits(spec, device));
    return cost.fixedS + callS + std::min(kCallsPerVisit * callS, std::max(timedS, callS));
}

int plannedVisits(const SweepSpec& spec, const DeviceInfo& device) {
    return spec.regime == Regime::Burst ? device.visits : 1;
}

void CostModel::learn(const DeviceInfo& device, double guessedS, double measuredS) {
    if (guessedS > 0 && measuredS > 0)
        m_factors[device.id] = measuredS / guessedS;
}

double CostModel::factor(const DeviceInfo& device) const {
    const auto known = m_factors.find(device.id);
    return known == m_factors.end() ? 1 : known->second;
}

SweepEstimate CostModel::estimate(const SweepSpec& spec, const DeviceInfo& device) const {
    SweepEstimate estimate;
    estimate.points = countPoints(spec, operandLimit(device));
    SweepSpec sampled = spec;
    if (!sampled.pointsPerCurve || *sampled.pointsPerCurve > kSampledPoints)
        sampled.pointsPerCurve = kSampledPoints;
    const SweepPlan plan = makePlan(sampled, operandLimit(device));
    estimate.notes = plan.notes;
    if (plan.points.empty())
        return estimate;
    double sum = 0;
    for (const PlannedPoint& point : plan.points)
        sum += guessSeconds(point, spec, device);
    const double perPoint = sum / static_cast<double>(plan.points.size());
    estimate.seconds = perPoint * static_cast<double>(estimate.points * plannedVisits(spec, device)) *
                       factor(device) / device.parallelDevices;
    return estimate;
}

SweepProgress::SweepProgress(const SweepPlan& plan, const DeviceInfo& device, double factor)
    : m_factor(factor)
    , m_parallelDevices(device.parallelDevices)
    , m_visits(plannedVisits(plan.spec, device)) {
    m_guesses.reserve(plan.points.size());
    m_spentS.resize(plan.points.size());
    m_made.resize(plan.points.size());
    for (const PlannedPoint& point : plan.points) {
        m_guesses.push_back(guessSeconds(point, plan.spec, device));
        m_guessedTotalS += m_visits * m_guesses.back();
    }
}

void SweepProgress::add(const Measurement& measurement) {
    const std::size_t index = measurement.point.index;
    if (index >= m_made.size())
        return;
    m_measuredDoneS += measurement.cost.wallS;
    m_measuredDoneS -= std::exchange(m_spentS[index], measurement.cost.wallS); // it tells of all visits
    const int before = std::exchange(m_made[index], std::max(m_made[index], measurement.visits));
    if (m_made[index] == before)
        return; // what other points told of it
    if (before == 0)
        ++m_done;
    if (measurement.visits > m_visit)
        m_doneInVisit = m_failed; // which are not visited again
    m_visit = std::max(m_visit, measurement.visits);
    if (measurement.visits == m_visit)
        ++m_doneInVisit;
    m_lastHidden = measurement.point.layer.hidden;
    const int planned = std::min(measurement.ok() ? measurement.visits : m_visits, m_visits);
    const int steps = std::max(0, planned - before);
    m_stepsDone += static_cast<std::size_t>(steps);
    m_guessedDoneS += m_guesses[index] * steps;
    if (!measurement.ok())
        ++m_failed; // is not visited again
}

double SweepProgress::secondsLeft() const {
    const double guessedLeft = std::max(0.0, m_guessedTotalS - m_guessedDoneS);
    // The first few points say little about the rest: until 5 % is done the earlier factor has its weight.
    const double weight = 0.05 * m_guessedTotalS;
    if (m_guessedDoneS + weight <= 0)
        return 0;
    const double factor = (m_measuredDoneS + weight * m_factor) / (m_guessedDoneS + weight);
    return guessedLeft * factor / m_parallelDevices;
}

std::string clockText(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(std::clamp(seconds, 0.0, 1e9)));
    const auto twoDigits = [](std::int64_t value) {
        return (value < 10 ? ":0" : ":") + std::to_string(value);
    };
    if (whole < 3600)
        return std::to_string(whole / 60) + twoDigits(whole % 60);
    return std::to_string(whole / 3600) + twoDigits(whole / 60 % 60) + twoDigits(whole % 60);
}

} // namespace headroom
