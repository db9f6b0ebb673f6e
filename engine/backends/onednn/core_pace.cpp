// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/core_pace.h"

#include "engine/backends/host/batch_timer.h"

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

int stepOf(double pace) {
    return static_cast<int>(std::lround(std::log(std::max(pace, 1.0)) / std::log(kStep)));
}

/// Halves of a power of two.
int loadOf(double flopPerS) {
    return static_cast<int>(std::floor(2 * std::log2(std::max(flopPerS, 1.0))));
}

/// The highest pace that several readings share; 0 where there are too few.
double sharedBest(const std::map<int, int>& readings) {
    int all = 0;
    for (const auto& [step, count] : readings)
        all += count;
    const double enough = std::max(static_cast<double>(kFew), kShare * all);
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

PaceReference::PaceReference(Paces known) : m_known(std::move(known)) {
    for (const auto& [cpu, loads] : m_known)
        for (const auto& [load, pace] : loads)
            m_cores[cpu][load][stepOf(pace)] += kKnownReadings;
}

bool PaceReference::judge(std::span<const CorePace> paces, double flopPerS) {
    const int load = loadOf(flopPerS);
    bool slow = false;
    for (const CorePace& pace : paces) {
        std::map<int, Readings>& loads = m_cores[pace.cpu];
        ++loads[load][stepOf(pace.roundsPerS)];
        Readings comparable;
        for (auto harder = loads.lower_bound(load); harder != loads.end(); ++harder)
            for (const auto& [step, readings] : harder->second)
                comparable[step] += readings;
        slow = slow || pace.roundsPerS < kSlowShare * sharedBest(comparable);
    }
    return slow;
}

PaceReference::Paces PaceReference::toKeep() const {
    Paces keep;
    for (const auto& [cpu, loads] : m_cores)
        for (const auto& [load, readings] : loads)
            if (const double best = sharedBest(readings); best > 0)
                keep[cpu][load] = best;
    return keep;
}

} // namespace headroom
