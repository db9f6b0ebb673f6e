// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// What one visit to a point timed.
struct Visit {
    std::vector<double> secondsPerCall; ///< a value a batch, at least one once it is over
    std::int64_t calls = 0;
    Flags flags;
    bool capHit = false; ///< its time was up before it was precise

    Visit& operator+=(const Visit& more);
};

/// The visits to one point. A visit's own interval tells of the moment it was made in. Other work on the
/// machine, and where a host places the processors it lends, last for seconds: they show only in visits that
/// lie apart. They slow a processor down and never speed it up, so the two fastest visits tell of the point,
/// once they agree.
class Visits {
public:
    void add(Visit visit);
    int count() const { return static_cast<int>(m_visits.size()); }
    /// The medians of two visits lie further apart than those of an undisturbed point.
    bool differ() const;
    /// Those of the two fastest do not.
    bool agree() const;
    /// The two fastest visits as one, in equal parts, where they agree and both or neither had the processor
    /// at full pace; else the better one alone. `calls` counts those of both. Requires count() > 0.
    Visit pooled() const;

private:
    struct Entry {
        Visit visit;
        double medianS;
    };
    std::vector<Entry> m_visits; ///< the fastest first
};

} // namespace headroom
