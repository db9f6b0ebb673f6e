// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/measure/measure_point.h"

#include <string>

namespace headroom {

/// Makes calls on a session at the pace that the backend asks for, and keeps account of the time.
class WindowTimer {
public:
    /// Everything but `kind` must outlive it. `cost` is where the time goes.
    WindowTimer(Session& session, const TimingTraits& traits, MeasureHistory& history, PointCost& cost,
                Clock& clock, std::stop_token stop);

    /// One checked call.
    Result<Session::CheckedCall> callOnce(std::span<const OutputIndex> elements);
    /// Untimed calls, as long as the backend asks for. Sharpens `callS`.
    Outcome warmUp(double& callS);
    /// One window of calls of about `callS` seconds: a value a batch, of one call. Its flags tell what
    /// disturbed it, a clock below that of other windows of this kind of kernel included. No batches when
    /// stopped.
    Result<Visit> time(double callS, const GemmShape& shape, const std::string& kind);
    /// Before the next call the device idles for as long as it needs to recover from what disturbed it.
    void restAfterDisturbance();

private:
    void rest();
    void endBusy(double busyS, double load);
    WindowRequest nextWindow(double callS) const;

    Session& m_session;
    const TimingTraits& m_traits;
    MeasureHistory& m_history;
    PointCost& m_cost;
    Clock& m_clock;
    std::stop_token m_stop;
};

} // namespace headroom
