// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/run_spread.h"

#include "engine/measure/statistics.h"
#include "engine/measure/stopping_rule.h"
#include "engine/model/kernel_name.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom {

namespace {

/// Largest quotient of a visit's median call and the figure of its point, on a quiet machine.
constexpr double kSlow = 1.04;

/// What is taken of a family before its visits say more: this standard deviation, with the weight of so many
/// visits; and that times do not follow the clock, with the weight of one pair 0.3 % apart.
constexpr double kPriorDeviation = 0.003;
constexpr double kPriorFreedom = 4;
constexpr double kPriorClock = 0.003 * 0.003;
/// The family's weight against a point's own visits.
constexpr double kFamilyFreedom = 6;

/// Half width over the standard deviation of the difference of two runs. A little more than the 1.96 of the
/// normal distribution: deviations are estimated, and differ within a family.
constexpr double kHalfWidths = 2.1;

/// Points of one kernel from where memory limits them to where arithmetic does, in classes of four times.
int intensityClass(const GemmShape& shape) {
    return static_cast<int>(std::floor(std::log2(flop(shape) / operandBytes(shape)) / 2));
}

/// By how much the second fastest visit took longer than the fastest, relative.
double stepToNextVisit(const Measurement& row) {
    std::vector<double> medians;
    for (const VisitTime& visit : row.visitTimes)
        medians.push_back(visit.medianS);
    std::ranges::sort(medians);
    return medians.size() > 1 ? medians[1] / medians[0] - 1 : 0;
}

} // namespace

void RunSpread::Sums::add(const Sums& more, double sign) {
    xx += sign * more.xx;
    xy += sign * more.xy;
    yy += sign * more.yy;
    means += sign * more.means;
    means2 += sign * more.means2;
    points += sign * more.points;
    visits += sign * more.visits;
    freedom += sign * more.freedom;
    made += sign * more.made;
    slow += sign * more.slow;
}

double RunSpread::Sums::slope() const {
    return std::clamp(xy / (xx + kPriorClock), -1.0, 0.0);
}

double RunSpread::Sums::rest(double slope) const {
    return std::max(0.0, yy - 2 * slope * xy + slope * slope * xx);
}

double RunSpread::usualClock(const Sums& own, const Sums& family) {
    if (family.freedom <= 0 || family.points < 2)
        return own.means;
    const double within = family.xx / family.freedom;
    const double mean = family.means / family.points;
    const double ofMeans = std::max(0.0, family.means2 - family.points * mean * mean) / (family.points - 1);
    // What the points' means differ by beyond what their visits do.
    const double between = std::max(0.0, ofMeans - within * family.points / family.visits);
    const double sum = between + within / own.visits;
    const double weight = sum > 0 ? between / sum : 1;
    return weight * own.means + (1 - weight) * mean;
}

std::string RunSpread::familyOf(const Measurement& row) {
    return row.deviceId + " " + std::to_string(intensityClass(row.point.gemm)) + " " +
           parseKernel(row.kernel).function;
}

RunSpread::Sums RunSpread::sumsOf(const Measurement& row) {
    Sums sums;
    double x = 0;
    double y = 0;
    bool clocked = true; // every visit that counts: one alone would be taken for a change of the clock
    for (const VisitTime& visit : row.visitTimes) {
        sums.made += 1;
        if (!visit.counted)
            continue;
        sums.visits += 1;
        clocked = clocked && visit.clockMhz > 0;
        x += visit.clockMhz > 0 ? std::log(visit.clockMhz) : 0;
        y += std::log(visit.medianS);
    }
    if (sums.visits == 0)
        return sums;
    sums.freedom = sums.visits - 1;
    x /= sums.visits;
    y /= sums.visits;
    if (clocked) {
        sums.means = x;
        sums.means2 = x * x;
        sums.points = 1;
    }
    for (const VisitTime& visit : row.visitTimes) {
        const double dy = std::log(visit.medianS) - y;
        sums.slow += dy > std::log(kSlow) ? 1 : 0;
        if (!visit.counted)
            continue;
        const double dx = clocked ? std::log(visit.clockMhz) - x : 0;
        sums.xx += dx * dx;
        sums.xy += dx * dy;
        sums.yy += dy * dy;
    }
    return sums;
}

void RunSpread::learn(const Measurement& row) {
    const auto known = m_points.find(row.point.index);
    if (known != m_points.end()) {
        m_families[known->second.family].add(known->second.sums, -1);
        m_points.erase(known);
    }
    if (!row.ok() || row.visitTimes.empty())
        return;
    const Known now{familyOf(row), sumsOf(row)};
    m_families[now.family].add(now.sums, 1);
    m_points[row.point.index] = now;
}

void RunSpread::judge(Measurement& row) const {
    const Sums own = sumsOf(row);
    const auto known = m_families.find(familyOf(row));
    if (!row.ok() || own.visits == 0 || known == m_families.end())
        return;
    const Sums& family = known->second;

    const double slope = family.slope();
    const double usual = usualClock(own, family);
    std::vector<double> figures;
    for (const VisitTime& visit : row.visitTimes) {
        if (!visit.counted)
            continue;
        const double toUsual = own.points > 0 ? usual - std::log(visit.clockMhz) : 0;
        figures.push_back(std::log(visit.medianS) + slope * toUsual);
    }
    std::ranges::sort(figures);
    const double figureS = std::exp(median(figures));

    const double pooled = (family.rest(slope) + kPriorFreedom * kPriorDeviation * kPriorDeviation) /
                          (family.freedom + kPriorFreedom);
    const double variance = (own.rest(slope) + kFamilyFreedom * pooled) / (own.freedom + kFamilyFreedom);
    const double betweenRuns = m_betweenRuns * m_betweenRuns;
    double half = kHalfWidths * std::sqrt(2 * (variance / own.visits + betweenRuns));
    CallTime& time = row.time;
    if (family.freedom <= 0 && row.visits == 1) { // nothing but its own batches to judge by
        const double within = StoppingRule::halfWidth(time);
        half = std::sqrt(2 * (within * within + kHalfWidths * kHalfWidths * betweenRuns));
    }
    if (row.flags.has(Flag::VisitsDiffer)) // by what another run may differ, too
        half = std::max(half, stepToNextVisit(row));
    const double scale = figureS / time.medianS;
    time.q1S = std::min(time.q1S * scale, figureS);
    time.minS = std::min(time.minS * scale, time.q1S);
    time.q3S = std::max(time.q3S * scale, figureS);
    time.medianS = figureS;
    time.lowS = figureS / (1 + half);
    time.highS = figureS * (1 + half);
    if (row.flags.has(Flag::VisitsDiffer)) // whichever is right, if any is
        for (const VisitTime& visit : row.visitTimes) {
            time.lowS = std::min(time.lowS, visit.medianS);
            time.highS = std::max(time.highS, visit.medianS);
        }
    if (own.points > 0)
        row.smClockMhz = std::exp(slope < 0 ? usual : own.means);
}

double RunSpread::slowShare() const {
    double made = 0;
    double slow = 0;
    for (const auto& [index, known] : m_points) {
        made += known.sums.made;
        slow += known.sums.slow;
    }
    return made > 0 ? slow / made : 0;
}

} // namespace headroom
