// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/core_pace.h"

#include "engine/backends/host/batch_timer.h"
#include "engine/backends/onednn/thread_team.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <sched.h>

namespace headroom {

namespace {

/// The pace of an undisturbed core varies by 0.1 % after equal work (AMD Zen 3 and Zen 5, Intel with
/// AVX-512), and falls to about half when its other hardware thread works: the GEMMs on it lose 5 to 30 %.
constexpr double kSlowShare = 0.85;

/// Paces are told apart in steps of this factor.
constexpr double kStep = 1.01;
/// Readings that share a pace, of a step and the one below it, before it counts: so many, and this share.
constexpr int kFew = 2;
constexpr double kShare = 0.03;
/// The weight of what earlier runs knew.
constexpr int kKnownReadings = 10;
/// Readings of one core: a run of so many, a default sweep and more, knows better than those before it.
constexpr int kManyReadings = 300;

// Independent chains of dependent instructions: together as many as a core starts in each cycle.
constexpr int kChains = 8;
constexpr int kLoopRounds = 5000; // some 6 µs
constexpr int kReadings = 3;      // the middle one counts: an interrupt spoils one, luck another

double roundsPerSecond() {
    std::array<std::uint64_t, kChains> chains{1, 2, 3, 4, 5, 6, 7, 8};
    std::array<double, kReadings> seconds{};
    for (double& reading : seconds) {
        const double begin = monotonicSeconds();
        for (int round = 0; round < kLoopRounds; ++round) {
#pragma GCC unroll 8
            for (std::uint64_t& chain : chains) {
                chain = (chain >> 7) + chain;
                asm volatile("" : "+r"(chain)); // one register each, not several in a vector
            }
        }
        reading = monotonicSeconds() - begin;
    }
    std::ranges::sort(seconds);
    return kLoopRounds / std::max(seconds[kReadings / 2], 1e-9);
}

int stepOf(double pace) {
    return static_cast<int>(std::lround(std::log(std::max(pace, 1.0)) / std::log(kStep)));
}

/// Halves of a power of two.
int loadOf(double flopPerS) {
    return static_cast<int>(std::floor(2 * std::log2(std::max(flopPerS, 1.0))));
}

int countOf(const std::map<int, int>& readings) {
    int all = 0;
    for (const auto& [step, count] : readings)
        all += count;
    return all;
}

/// The highest pace that several readings share; 0 where there are too few.
double sharedBest(const std::map<int, int>& readings) {
    const double enough = std::max(static_cast<double>(kFew), kShare * countOf(readings));
    for (auto reading = readings.rbegin(); reading != readings.rend(); ++reading) {
        const auto [step, count] = *reading;
        const auto below = readings.find(step - 1);
        if (count + (below == readings.end() ? 0 : below->second) >= enough)
            return std::pow(kStep, step);
    }
    return 0;
}

} // namespace

std::vector<CorePace> readPaces(const ThreadTeam& team) {
    std::vector<CorePace> paces(static_cast<std::size_t>(team.size()));
    team.each([&paces](int thread) {
        paces[static_cast<std::size_t>(thread)] = {sched_getcpu(), roundsPerSecond()};
    });
    return paces;
}

bool PaceReference::judge(std::span<const CorePace> paces, double flopPerS) {
    const int load = loadOf(flopPerS);
    bool slow = false;
    for (const CorePace& pace : paces) {
        Loads& loads = m_cores[pace.cpu];
        ++loads[load][stepOf(pace.roundsPerS)];
        Readings comparable;
        for (auto harder = loads.lower_bound(load); harder != loads.end(); ++harder)
            for (const auto& [step, readings] : harder->second)
                comparable[step] += readings;
        if (const double known = knownPace(pace.cpu, load); known > 0)
            comparable[stepOf(known)] += kKnownReadings;
        slow = slow || pace.roundsPerS < kSlowShare * sharedBest(comparable);
    }
    return slow;
}

/// The best after work of at least that load.
double PaceReference::knownPace(int cpu, int load) const {
    double best = 0;
    if (const auto loads = m_known.find(cpu); loads != m_known.end())
        for (auto harder = loads->second.lower_bound(load); harder != loads->second.end(); ++harder)
            best = std::max(best, harder->second);
    return best;
}

PaceReference::Paces PaceReference::toKeep() const {
    Paces keep = m_known;
    for (const auto& [cpu, loads] : m_cores) {
        int all = 0;
        for (const auto& [load, readings] : loads)
            all += countOf(readings);
        for (const auto& [load, readings] : loads) {
            const double best = sharedBest(readings);
            double& kept = keep[cpu][load];
            if (best > kept || (all >= kManyReadings && countOf(readings) >= kKnownReadings))
                kept = best;
            if (kept <= 0)
                keep[cpu].erase(load);
        }
    }
    return keep;
}

} // namespace headroom
