// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/measure/statistics.h"
#include "engine/model/measurement.h"

#include <cstddef>

namespace headroom {

/// When a point has been timed enough: the 95 % interval of its median is as narrow as asked for, or its time
/// is up.
class StoppingRule {
public:
    /// `precision`: half width of the interval over the median. `fewest`: batches before anything is judged.
    StoppingRule(double precision, double timeLimitS, int fewest);

    enum class Verdict { GoOn, Precise, CapHit };
    /// Judges everything timed so far (seconds of one call, a value a batch), after `spentS` seconds of
    /// timing.
    Verdict judge(std::vector<double> secondsPerCall, double spentS) const;

    bool timeIsUp(double spentS) const { return spentS >= m_timeLimitS; }

    /// Half width of the interval over the median.
    static double halfWidth(const CallTime& time);
    double precision() const { return m_precision; }

private:
    double m_precision;
    double m_timeLimitS;
    std::size_t m_fewest;
};

/// Flags a row that no visit will follow where its interval is wider than asked for (Flag::IntervalWide). One
/// that failed, or was measured by something that does not tell of its visits, stays as it is.
void flagIfWide(Measurement& row, double precision);

} // namespace headroom
