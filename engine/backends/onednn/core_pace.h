// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

namespace headroom {

class ThreadTeam;

/// How fast one core went through a short loop of as many instructions as it can start in each cycle: they
/// become fewer where its other hardware thread works, whatever that does, and where its clock is low.
struct CorePace {
    int cpu = -1; ///< as the system numbers it; -1 where it does not say
    double roundsPerS = 0;
};

/// The pace of each thread of the team, read at the same time. Takes some 20 µs.
std::vector<CorePace> readPaces(const ThreadTeam& team);

/// The paces that each core has shown. A core that falls behind its own is slow, and so is what it measures.
/// No accounting of the system tells of the other hardware thread, least of all in a virtual machine.
///
/// A core lowers its clock by itself the harder its vector units work, and stays there for a moment: a pace
/// read right after a window is compared only with those read after work that computed at least as much a
/// second. What a core held after harder work, it could have held here. What counts is the highest pace that
/// several readings share: a single one is luck, and most of them may be disturbed.
class PaceReference {
public:
    /// Rounds a second, by CPU and by class of load.
    using Paces = std::map<int, std::map<int, double>>;

    /// `known`: from earlier runs. It counts like a few readings, so that many that never reach it again
    /// (another clock limit, a slower place of the host) outweigh it, and a long run replaces it.
    explicit PaceReference(Paces known = {}) : m_known(std::move(known)) {}

    /// Whether one of the cores is slow after work of so many FLOP/s; takes the paces into account for those
    /// to come.
    bool judge(std::span<const CorePace> paces, double flopPerS);
    /// What later runs should know.
    Paces toKeep() const;
    bool learnt() const { return toKeep() != m_known; }

private:
    using Readings = std::map<int, int>; ///< by pace, in steps of a percent: how many
    using Loads = std::map<int, Readings>;

    double knownPace(int cpu, int load) const;

    Paces m_known;
    std::map<int, Loads> m_cores; ///< readings of this run
};

} // namespace headroom
