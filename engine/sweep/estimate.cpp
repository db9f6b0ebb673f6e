// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/sweep/estimate.h"

#include "engine/sweep/curve_sizes.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace headroom {

namespace {

/// One visit beside its calls, the calls timed in it, and visits beyond those planned over these, at most: as
/// in TimingTraits.
struct VisitCost {
    double fixedS;
    double timedS;
    double mostExtra;
};
constexpr VisitCost kOnCpu{0.01, 0.05, 5};
constexpr VisitCost kOnGpu{0.004, 0.003, 1};
constexpr double kCallsPerVisit = 8; // where a call is longer than a window
/// Larger plans are estimated from a plan of this many points per curve.
constexpr std::int64_t kSampledPoints = 64;
/// One part in so many of the points tells enough of the others for one figure of the time left.
constexpr std::size_t kTellingPart = 10;
/// A guess is off by so much, as a factor: as if so many points had told it.
const double kUsualSpread = std::log(1.5);
constexpr double kUsualSpreadWeight = 4;
/// Ends of a range of times closer together than this, or wider apart, are of no use.
const double kLeastSpread = std::log(1.15);
const double kMostSpread = std::log(2.0);
/// Less than this share of the planned time left is not told.
constexpr double kExtraWorthTelling = 0.1;

const VisitCost& visitCost(const DeviceInfo& device) {
    return device.kind() == DeviceKind::Processor ? kOnCpu : kOnGpu;
}

} // namespace

double guessSeconds(const PlannedPoint& point, const SweepSpec& spec, const DeviceInfo& device) {
    const double rough = device.roughTflops > 0 ? device.roughTflops : 1;
    const double callS = flop(point.gemm) / (rough * 1e12);
    const VisitCost& cost = visitCost(device);
    if (static_cast<std::uint64_t>(operandBytes(point.gemm)) > operandLimit(device))
        return cost.fixedS; // it fails
    const double timedS = std::min(cost.timedS, spec.timeLimitS / plannedVisits(spec, device));
    return cost.fixedS + callS + std::min(kCallsPerVisit * callS, std::max(timedS, callS));
}

int plannedVisits(const SweepSpec& spec, const DeviceInfo& device) {
    return spec.regime == Regime::Burst ? device.visits : 1;
}

void CostModel::learn(const DeviceInfo& device, double guessedS, double measuredS) {
    constexpr double kForgotten = 0.5; // of what was learnt before, with each sweep
    if (guessedS <= 0 || measuredS <= 0)
        return;
    Pace& pace = m_paces[device.id];
    pace.guessedS = kForgotten * pace.guessedS + guessedS;
    pace.measuredS = kForgotten * pace.measuredS + measuredS;
}

void CostModel::recall(const DeviceInfo& device, double factor) {
    if (factor > 0)
        m_paces.try_emplace(device.id, Pace{.recalled = factor});
}

std::optional<double> CostModel::learnt(const DeviceInfo& device) const {
    constexpr double kRecalledS = 2; // that earlier sessions stand for
    const auto known = m_paces.find(device.id);
    if (known == m_paces.end())
        return std::nullopt;
    const Pace& pace = known->second;
    return (pace.measuredS + pace.recalled * kRecalledS) / (pace.guessedS + kRecalledS);
}

SweepEstimate CostModel::estimate(const SweepSpec& spec, const DeviceInfo& device) const {
    SweepEstimate estimate;
    estimate.points = countPoints(spec, operandLimit(device));
    SweepSpec sampled = spec;
    if (!sampled.pointsPerCurve || *sampled.pointsPerCurve > kSampledPoints)
        sampled.pointsPerCurve = kSampledPoints;
    const SweepPlan plan = makePlan(sampled, operandLimit(device));
    estimate.timeIsKnown = learnt(device) || device.kind() != DeviceKind::Processor;
    estimate.shortage = memoryShortage(spec, device);
    if (!estimate.shortage)
        estimate.notes = describeGaps(spec, operandLimit(device));
    for (const DataType type : allTypes(spec))
        if (const std::optional<std::string> reason = whyNotIn(device, type))
            estimate.notes.push_back("Points in " + std::string(toString(type)) + " will fail: " + *reason);
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
    , m_visits(plannedVisits(plan.spec, device))
    , m_mostExtra(visitCost(device).mostExtra)
    , m_budgetS(timedBudgetS(plan)) {
    m_total = plan.order.size();
    m_guesses.resize(plan.points.size());
    m_own.resize(plan.points.size());
    for (const std::size_t index : plan.order) {
        m_guesses[index] = guessSeconds(plan.points[index], plan.spec, device);
        m_guessedTotalS += m_visits * m_guesses[index];
    }
    for (const Measurement& row : plan.known)
        m_own[row.point.index].isToldFirst = true;
}

void SweepProgress::add(const Measurement& measurement) {
    const std::size_t index = measurement.point.index;
    if (index >= m_own.size() || m_guesses[index] <= 0) // what was measured before is no progress
        return;
    Own& own = m_own[index];
    if (std::exchange(own.isToldFirst, false))
        return;
    m_measuredDoneS += measurement.cost.wallS;
    m_measuredDoneS -= std::exchange(own.spentS, measurement.cost.wallS); // it tells of all visits
    m_timedDoneS += measurement.cost.timedS;
    m_timedDoneS -= std::exchange(own.timedS, measurement.cost.timedS);
    const double doubt = doubtOf(measurement);
    m_doubt += doubt;
    m_doubt -= std::exchange(own.doubt, doubt);
    const int before = std::exchange(own.made, std::max(own.made, measurement.visits));
    if (own.made == before)
        return; // what other points told of it
    if (before == 0) {
        ++m_done;
        if (measurement.ok())
            learnSpread(index, measurement.cost.wallS / measurement.visits);
    }
    if (measurement.visits > m_visit)
        m_doneInVisit = m_failed; // which are not visited again
    m_visit = std::max(m_visit, measurement.visits);
    if (measurement.visits == m_visit)
        ++m_doneInVisit;
    m_lastHidden = measurement.point.perModel > 0 ? 0 : measurement.point.layer.hidden;
    const int planned = std::min(measurement.ok() ? measurement.visits : m_visits, m_visits);
    const int steps = std::max(0, planned - before);
    m_stepsDone += static_cast<std::size_t>(steps);
    m_guessedDoneS += m_guesses[index] * steps;
    if (!measurement.ok())
        ++m_failed; // is not visited again
}

void SweepProgress::learnSpread(std::size_t index, double visitS) {
    if (!(visitS > 0))
        return;
    const double off = std::log(visitS / m_guesses[index]);
    m_logSum += off;
    m_logSquares += off * off;
    m_logCount += 1;
}

double SweepProgress::spread(double factor) const {
    const double about = std::log(factor);
    const double squares = m_logSquares - 2 * about * m_logSum + m_logCount * about * about;
    const double usual = kUsualSpreadWeight * kUsualSpread * kUsualSpread;
    const double spread = std::sqrt((std::max(0.0, squares) + usual) / (m_logCount + kUsualSpreadWeight));
    return std::clamp(spread, kLeastSpread, kMostSpread);
}

double SweepProgress::doubtOf(const Measurement& measurement) const {
    if (!measurement.ok())
        return 0;
    if (measurement.visits >= m_visits)
        return measurement.flags.has(Flag::VisitsDiffer) ? 1 : 0;
    if (isDisturbed(measurement.flags)) // no visit was undisturbed
        return 1;
    const auto slow = std::ranges::count(measurement.visitTimes, false, &VisitTime::counted);
    return static_cast<double>(slow) / std::max(1, measurement.visits);
}

double SweepProgress::extraSeconds(double plannedLeftS) const {
    if (m_done == m_failed || !(m_timedDoneS > 0))
        return 0;
    const double perTimed = m_measuredDoneS / m_timedDoneS;
    const double budgetLeftS = (m_budgetS - m_timedDoneS) * perTimed - plannedLeftS;
    const double most = m_mostExtra * (m_measuredDoneS + plannedLeftS);
    return std::clamp(budgetLeftS, 0.0, most) * m_doubt / static_cast<double>(m_done - m_failed);
}

TimeLeft SweepProgress::timeLeft() const {
    const double guessedLeft = std::max(0.0, m_guessedTotalS - m_guessedDoneS);
    // The first few points say little about the rest: until 5 % is done the earlier factor has its weight.
    const double weight = 0.05 * m_guessedTotalS;
    if (m_guessedDoneS + weight <= 0)
        return {};
    const double factor = (m_measuredDoneS + weight * m_factor) / (m_guessedDoneS + weight);
    const double seconds = guessedLeft * factor / m_parallelDevices;
    TimeLeft left{seconds, seconds};
    if (m_done * kTellingPart < total() && factor > 0) {
        const double apart = std::exp(spread(factor));
        left = {seconds / apart, seconds * apart};
    }
    const double extra = extraSeconds(guessedLeft * factor) / m_parallelDevices;
    if (extra > kExtraWorthTelling * seconds)
        left.mostS += extra;
    return left;
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

std::string timeLeftText(const TimeLeft& left, const char* dash) {
    if (left.mostS <= left.leastS)
        return clockText(left.mostS);
    // Steps in which each end is told, by how long it is.
    const auto step = [](double seconds) {
        const std::pair<double, double> steps[] = {{20, 1}, {120, 5}, {600, 30}, {3600, 60}};
        const auto* found = std::ranges::find_if(steps, [=](const auto& of) { return seconds < of.first; });
        return found == std::end(steps) ? 300.0 : found->second;
    };
    const double least = std::floor(left.leastS / step(left.leastS)) * step(left.leastS);
    const double most = std::ceil(left.mostS / step(left.mostS)) * step(left.mostS);
    return clockText(least) + dash + clockText(most);
}

} // namespace headroom
