// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/window_plan.h"

#include "engine/measure/statistics.h"

#include <algorithm>

namespace headroom::cuda {

namespace {

constexpr double kLongestGraphS = 0.1;
constexpr double kMostCallsPerGraph = 6000;

constexpr double kShortestLoadS = 1.0;
constexpr double kLongestLoadS = 5.0;
constexpr double kSteadySpanS = 0.5;
constexpr double kSteadyShare = 0.01;

// NVML's nvmlClocksEventReasons.
constexpr std::uint64_t kSwPowerCap = 0x4;
constexpr std::uint64_t kHwSlowdown = 0x8;
constexpr std::uint64_t kSwThermalSlowdown = 0x20;
constexpr std::uint64_t kHwThermalSlowdown = 0x40;
constexpr std::uint64_t kHwPowerBrake = 0x80;

} // namespace

GraphPlan planGraphs(const WindowRequest& request, double callS) {
    const auto calls = static_cast<double>(request.callsPerBatch);
    const double byTime = kLongestGraphS / std::max(calls * callS, 1e-9);
    const double byCalls = kMostCallsPerGraph / calls;
    GraphPlan plan;
    plan.batchesPerGraph = static_cast<int>(
        std::clamp(std::min(byTime, byCalls), 1.0, static_cast<double>(std::max(1, request.batches))));
    plan.launches = (request.batches + plan.batchesPerGraph - 1) / plan.batchesPerGraph;
    return plan;
}

std::optional<double> clockBetween(std::span<const ClockReading> before,
                                   std::span<const ClockReading> after) {
    std::vector<double> clocks;
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
        if (before[i].nanoseconds == 0 || after[i].nanoseconds <= before[i].nanoseconds ||
            after[i].cycles <= before[i].cycles)
            continue;
        const auto cycles = static_cast<double>(after[i].cycles - before[i].cycles);
        const auto nanoseconds = static_cast<double>(after[i].nanoseconds - before[i].nanoseconds);
        clocks.push_back(cycles / nanoseconds * 1e3);
    }
    if (clocks.empty())
        return std::nullopt;
    std::ranges::sort(clocks);
    return median(clocks);
}

bool isThrottled(std::uint64_t clockReasons, bool clockWasLow) {
    std::uint64_t watched = kHwSlowdown | kSwThermalSlowdown | kHwThermalSlowdown | kHwPowerBrake;
    if (clockWasLow)
        watched |= kSwPowerCap;
    return (clockReasons & watched) != 0;
}

void SettlingRule::add(double seconds, std::optional<double> clockMhz) {
    m_elapsedS += seconds;
    if (clockMhz)
        m_stretches.push_back({m_elapsedS, *clockMhz});
}

bool SettlingRule::isSettled() const {
    if (m_elapsedS >= kLongestLoadS)
        return true;
    if (m_elapsedS < kShortestLoadS)
        return false;
    double low = 0;
    double high = 0;
    bool reachesBack = false; // whether the span is covered by readings
    for (auto stretch = m_stretches.rbegin(); stretch != m_stretches.rend(); ++stretch) {
        if (stretch->endS < m_elapsedS - kSteadySpanS) {
            reachesBack = true;
            break;
        }
        low = low == 0 ? stretch->clockMhz : std::min(low, stretch->clockMhz);
        high = std::max(high, stretch->clockMhz);
    }
    return m_stretches.empty() || (reachesBack && high - low <= kSteadyShare * high);
}

} // namespace headroom::cuda
