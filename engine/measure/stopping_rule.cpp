// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/stopping_rule.h"

#include <algorithm>

namespace headroom {

StoppingRule::StoppingRule(double precision, double timeLimitS, int fewest)
    : m_precision(precision)
    , m_timeLimitS(timeLimitS)
    , m_fewest(static_cast<std::size_t>(std::max(fewest, kFewestForInterval))) {}

StoppingRule::Verdict StoppingRule::judge(std::vector<double> secondsPerCall, double spentS) const {
    const std::size_t count = secondsPerCall.size();
    if (count >= m_fewest && halfWidth(summarise(std::move(secondsPerCall), 0)) <= m_precision)
        return Verdict::Precise;
    return timeIsUp(spentS) && count > 0 ? Verdict::CapHit : Verdict::GoOn;
}

double StoppingRule::halfWidth(const CallTime& time) {
    return time.medianS > 0 ? (time.highS - time.lowS) / 2 / time.medianS : 0;
}

void flagIfWide(Measurement& row, double precision) {
    if (row.ok() && !row.visitTimes.empty() && StoppingRule::halfWidth(row.time) > precision)
        row.flags |= Flag::IntervalWide;
}

} // namespace headroom
