// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/window_timer.h"

#include "engine/measure/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom {

namespace {

/// A call this many times as long as the warm-up asked for warms up enough by itself.
constexpr double kLongCall = 5;

} // namespace

WindowTimer::WindowTimer(Session& session, const TimingTraits& traits, MeasureHistory& history,
                         PointCost& cost, Clock& clock, std::stop_token stop)
    : m_session(session)
    , m_traits(traits)
    , m_history(history)
    , m_cost(cost)
    , m_clock(clock)
    , m_stop(std::move(stop)) {}

Result<Session::CheckedCall> WindowTimer::callOnce(std::span<const OutputIndex> elements) {
    rest();
    const double start = m_clock.now();
    Result<Session::CheckedCall> call = m_session.callOnce(elements);
    const double spent = m_clock.now() - start;
    const double callS = call ? std::min(spent, call->callS) : 0;
    m_cost.checkS += spent - callS;
    m_cost.warmupS += callS;
    if (call)
        endBusy(call->callS, call->load);
    return call;
}

Outcome WindowTimer::warmUp(double& callS) {
    double spent = 0;
    if (callS >= kLongCall * m_traits.warmupS)
        return success();
    while (spent < m_traits.warmupS && !m_stop.stop_requested()) {
        rest();
        const double left = m_traits.warmupS - spent;
        const auto calls = static_cast<std::int64_t>(std::clamp(left / std::max(callS, 1e-7), 1.0, 1e4));
        const Result<TimedWindow> window = m_session.time({1, calls}, m_stop);
        if (!window)
            return window.error();
        if (window->batchSeconds.empty())
            break;
        spent += window->batchSeconds.front();
        endBusy(window->batchSeconds.front(), window->load);
        callS = window->batchSeconds.front() / static_cast<double>(calls);
    }
    m_cost.warmupS += spent;
    return success();
}

WindowRequest WindowTimer::nextWindow(double callS) const {
    callS = std::max(callS, 1e-8);
    WindowRequest request;
    request.callsPerBatch = static_cast<std::int64_t>(std::max(1.0, std::ceil(m_traits.minBatchS / callS)));
    const double batchS = static_cast<double>(request.callsPerBatch) * callS;
    request.batches = static_cast<int>(std::clamp(m_traits.windowS / batchS, 1.0, 1000.0));
    request.batches = std::max(request.batches, m_traits.fewestPerWindow);
    return request;
}

Result<Visit> WindowTimer::time(double callS, const GemmShape& shape, const std::string& kind) {
    rest();
    const WindowRequest request = nextWindow(callS);
    Result<TimedWindow> window = m_session.time(request, m_stop);
    if (!window)
        return window.error();
    std::vector<double>& seconds = window->batchSeconds;
    const double spent = std::accumulate(seconds.begin(), seconds.end(), 0.0);
    m_cost.timedS += spent;
    m_history.timedS += spent;
    m_cost.warmupS += window->settlingS;
    endBusy(spent, window->load);
    if (seconds.empty() || m_stop.stop_requested())
        return Visit();
    for (double& batch : seconds)
        batch /= static_cast<double>(request.callsPerBatch);
    if (window->clockMhz) {
        const double rate = tflops(flop(shape), summarise(seconds, 0).medianS);
        m_history.clocks.add(kind, rate, *window->clockMhz);
        if (*window->clockMhz < m_traits.minClockShare * m_history.clocks.reference(kind, rate))
            window->flags |= Flag::ClockLow | m_session.whyClockLow();
    }
    const auto calls = static_cast<std::int64_t>(seconds.size()) * request.callsPerBatch;
    return Visit{std::move(seconds), calls, window->flags, window->clockMhz};
}

void WindowTimer::restAfterDisturbance() {
    m_history.restUntilS = std::max(m_history.restUntilS, m_clock.now() + m_traits.recoveryS);
}

/// Lets the device idle until it may be busy again.
void WindowTimer::rest() {
    const double left = m_history.restUntilS - m_clock.now();
    if (left <= 0)
        return;
    const double start = m_clock.now();
    m_clock.idle(left, m_stop);
    m_cost.pacingS += m_clock.now() - start;
}

/// The rest owed for having been busy that long: at full load so much that the duty stays at maxDuty, in
/// proportion less at less. The host's own work until the next call is part of it.
void WindowTimer::endBusy(double busyS, double load) {
    const double owed = busyS * std::max(0.0, load / m_traits.maxDuty - 1);
    m_history.restUntilS = std::max(m_history.restUntilS, m_clock.now()) + owed;
}

} // namespace headroom
