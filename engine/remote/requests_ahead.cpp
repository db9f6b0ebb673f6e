// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/requests_ahead.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

/// One is worked on, another is there when it is done.
constexpr int kFewest = 2;
/// Points differ, and so does the way from one to the next.
constexpr double kMargin = 1.5;
/// The weight of a point in the average.
constexpr double kNewPoint = 1.0 / 8;
/// A worker that waited for less than this part of a point was as good as busy.
constexpr double kIdlePart = 0.05;
/// While nobody waits the way cannot be seen, and may have become shorter: it is forgotten so slowly that
/// finding out costs little.
constexpr double kForgotten = 0.999;
/// No line is so slow: this program was away, or the machine asleep.
constexpr double kLongestWayS = 2;
constexpr double kShortestPointS = 1e-6;

} // namespace

void RequestsAhead::answered(Time now, const std::optional<WorkerTime>& worker) {
    if (m_sent.empty())
        return;
    const double sinceS = std::chrono::duration<double>(now - m_sent.front()).count();
    m_sent.pop_front();
    if (!worker)
        return;
    m_tookS = m_tookS ? *m_tookS + kNewPoint * (worker->tookS - *m_tookS) : worker->tookS;
    // Beside the way this holds the time the request lay in the worker's queue, unless the worker waited for
    // it.
    const double restS = std::max(0.0, sinceS - worker->tookS);
    const bool isWay = worker->waitedS > kIdlePart * worker->tookS;
    if (m_wayS && !isWay)
        m_wayS = std::min(*m_wayS * kForgotten, restS);
    else if (restS <= kLongestWayS)
        m_wayS = m_wayS ? (*m_wayS + restS) / 2 : restS;
    if (!m_wayS)
        return;
    const double behind = std::ceil(kMargin * *m_wayS / std::max(*m_tookS, kShortestPointS));
    m_wanted = static_cast<int>(
        std::clamp(1 + behind, static_cast<double>(std::min(kFewest, m_most)), static_cast<double>(m_most)));
}

} // namespace headroom
