// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/protocol.h"

#include <chrono>
#include <deque>
#include <optional>

namespace headroom {

/// How many points are to be under way on one device: so many that it need not wait for the next one while an
/// answer and a request are on their way, and no more, for they are what a loss costs and what a paused or
/// stopped sweep waits for, and no other device can take them. Follows what the worker tells with each answer
/// of its own time; the rest of the time is the way.
class RequestsAhead {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `atFirst`: until something is known, and for a worker that tells nothing.
    RequestsAhead(int atFirst, int most) : m_most(most), m_wanted(atFirst) {}

    void sent(Time now) { m_sent.push_back(now); }
    /// The answer to the first request that had none.
    void answered(Time now, const std::optional<WorkerTime>& worker);
    /// Nothing is under way any more: a new process.
    void forgetSent() { m_sent.clear(); }

    std::size_t wanted() const { return static_cast<std::size_t>(m_wanted); }

private:
    int m_most;
    int m_wanted;
    std::deque<Time> m_sent;
    std::optional<double> m_wayS;  ///< there and back
    std::optional<double> m_tookS; ///< for a point, on average
};

} // namespace headroom
