// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/onednn/thread_team.h"

#include <map>
#include <span>
#include <vector>

namespace headroom {

/// How fast one core went through a short loop of as many instructions as it can start in each cycle: they
/// become fewer where its other hardware thread works, whatever that does, and where its clock is low.
struct CorePace {
    int cpu = -1; ///< as the system numbers it; -1 where it does not say
    double roundsPerS = 0;
};

/// Of each thread of the team, at the same time. Takes some 20 µs.
std::vector<CorePace> readPaces(const ThreadTeam& team);

/// The best pace that each core has shown. A core that falls behind it is slow, and so is what it measures.
/// No accounting of the system tells of the other hardware thread, least of all in a virtual machine.
class PaceReference {
public:
    using Paces = std::map<int, double>; ///< rounds a second, by CPU

    /// What is known from earlier runs.
    explicit PaceReference(Paces known = {}) : m_known(std::move(known)) {}

    /// Whether one of the cores is slow; takes the paces into account for those to come.
    bool judge(std::span<const CorePace> paces);
    /// What later runs should know. Where a core was slow all along, in many readings, it is a slower machine
    /// than the one that was known, or one with its clock set lower: that is what counts from now on.
    Paces toKeep() const;
    bool learnt() const { return toKeep() != m_known; }

private:
    Paces m_known;
    Paces m_seen; ///< by this run
    int m_readings = 0;
};

} // namespace headroom
