// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/core_pace.h"

#include "engine/backends/host/batch_timer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sched.h>

namespace headroom {

namespace {

/// On an AMD EPYC (Zen 5) the pace of an undisturbed core varies by 0.1 %, and falls to about half when its
/// other hardware thread works: the GEMMs on it lose 5 to 30 %.
constexpr double kSlowShare = 0.85;
/// Below this a better pace is no news.
constexpr double kNews = 1.01;
constexpr int kManyReadings = 1000; // some 10 s of measuring

// Independent chains of dependent instructions: together as many as a core starts in each cycle.
constexpr int kChains = 8;
constexpr int kRounds = 5000; // some 6 µs
constexpr int kReadings = 3;  // the middle one counts: an interrupt spoils one, luck another

double roundsPerSecond() {
    std::array<std::uint64_t, kChains> chains{1, 2, 3, 4, 5, 6, 7, 8};
    std::array<double, kReadings> seconds{};
    for (double& reading : seconds) {
        const double begin = monotonicSeconds();
        for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 8
            for (std::uint64_t& chain : chains) {
                chain = (chain >> 7) + chain;
                asm volatile("" : "+r"(chain)); // one register each, not several in a vector
            }
        }
        reading = monotonicSeconds() - begin;
    }
    std::ranges::sort(seconds);
    return kRounds / std::max(seconds[kReadings / 2], 1e-9);
}

} // namespace

std::vector<CorePace> readPaces(const ThreadTeam& team) {
    std::vector<CorePace> paces(static_cast<std::size_t>(team.size()));
    team.each([&paces](int thread) {
        paces[static_cast<std::size_t>(thread)] = {sched_getcpu(), roundsPerSecond()};
    });
    return paces;
}

bool PaceReference::judge(std::span<const CorePace> paces) {
    ++m_readings;
    bool slow = false;
    for (const CorePace& pace : paces) {
        double& seen = m_seen[pace.cpu];
        seen = std::max(seen, pace.roundsPerS);
        const auto known = m_known.find(pace.cpu);
        const double best = known == m_known.end() ? seen : std::max(seen, known->second);
        slow = slow || pace.roundsPerS < kSlowShare * best;
    }
    return slow;
}

PaceReference::Paces PaceReference::toKeep() const {
    Paces keep = m_known;
    for (const auto& [cpu, seen] : m_seen) {
        double& best = keep[cpu];
        if (seen > kNews * best || (seen < kSlowShare * best && m_readings >= kManyReadings))
            best = seen;
    }
    return keep;
}

} // namespace headroom
