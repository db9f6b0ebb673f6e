// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace headroom {

/// What one visit to a point timed.
struct Visit {
    std::vector<double> secondsPerCall; ///< a value a batch, at least one once it is over
    std::int64_t calls = 0;
    Flags flags;
    std::optional<double> clockMhz;

    Visit& operator+=(const Visit& more);
};

/// The visits to one point. A visit's own interval tells of the moment it was made in. Other work on the
/// machine, and where a host places the processors it lends, last for seconds: they show only in visits that
/// lie apart. They slow a device down and never speed it up, so the fastest visits tell of the point, once
/// enough of them agree that no single lucky one decides.
class Visits {
public:
    void add(Visit visit);
    int count() const { return static_cast<int>(m_visits.size()); }
    /// So many of the fastest undisturbed visits lie within `agreement` of the fastest of all.
    bool agree(int agreeing, double agreement) const;
    /// The visits that count as one, in equal parts: the undisturbed ones that agree with the fastest of
    /// these, or with the fastest of all where every one was disturbed or an undisturbed one was slower than
    /// they ever differ. Requires count() > 0.
    Visit counted() const;
    /// What each visit gave, in the order in which they were made.
    std::vector<VisitTime> times() const;

private:
    struct Entry {
        Visit visit;
        double medianS;
    };
    std::vector<const Entry*> countedEntries() const;

    std::vector<Entry> m_visits; ///< as they were made
};

} // namespace headroom
