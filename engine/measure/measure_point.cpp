// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/measure_point.h"

#include "engine/measure/check.h"
#include "engine/measure/stopping_rule.h"
#include "engine/model/kernel_name.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom {

namespace {

/// A checked call this many times as long as the warm-up asked for has warmed up enough by itself.
constexpr double kLongCall = 5;
/// Time for further visits over that of the promised ones.
constexpr double kExtraShare = 0.25;

/// Batches at full pace that make those of a slow core superfluous: a few tell the time of a call better.
constexpr std::size_t kEnough = 3;

/// A window with one of these is thrown away and timed once more.
bool worthRepeating(Flags flags) {
    return flags.has(Flag::ProcessorLost) || flags.has(Flag::Throttled) || flags.has(Flag::DeviceBusy) ||
           flags.has(Flag::ClockLow);
}

/// The life of one point: each step returns false once the point is over, with its row filled in.
class PointMeasurer {
public:
    PointMeasurer(Session& session, const PlannedPoint& point, const MeasureOptions& options,
                  MeasureHistory& history, Clock& clock, std::stop_token stop)
        : m_session(session)
        , m_traits(session.timing())
        , m_options(options)
        , m_history(history)
        , m_clock(clock)
        , m_stop(std::move(stop))
        , m_elements(elementsToCheck(point.gemm)) {
        m_row.point = point;
    }

    std::optional<Measurement> run() {
        const double start = m_clock.now();
        const bool finished = measure();
        m_row.cost.wallS = m_clock.now() - start;
        m_row.timestampUtc = utcNow();
        if (!finished)
            return std::nullopt;
        if (m_traits.visits > 1)
            joinEarlierVisits();
        if (m_row.ok() && m_row.point.algorithm == Algorithm::Default)
            m_history.lastDefault = m_row;
        return m_row;
    }

private:
    void joinEarlierVisits() {
        PointHistory& own = m_history.points[m_row.point.index];
        ++own.made;
        own.cost += m_row.cost;
        (own.made > m_traits.visits ? m_history.extraS : m_history.promisedS) += m_row.cost.wallS;
        // A wrong result says something of the point. Another failure does not: what is known of it stays.
        const bool wrong = m_row.status == Status::CheckFailed || m_row.status == Status::DeviceLost;
        if (!m_row.ok() && !wrong && own.row)
            m_row = *own.row;
        m_row.cost = own.cost;
        m_row.visits = own.made;
        if (m_row.ok())
            own.row = m_row;
    }

    /// False only when stopped.
    bool measure() {
        const double start = m_clock.now();
        const Result<int> candidates = m_session.prepare(m_row.point.gemm, m_row.point.algorithm);
        m_row.cost.prepareS += m_clock.now() - start;
        if (!candidates)
            return fail(candidates.error());
        if (*candidates > 1)
            return measureBest(*candidates);
        if (m_row.point.algorithm == Algorithm::Best && knowsDefault())
            return takeDefault(); // there is no other
        if (!selectAndCheck(0))
            return !m_stop.stop_requested();
        return timeUntilPrecise();
    }

    /// A short window for each candidate, the whole protocol for the fastest whose result passes the check.
    /// The default is one of them: where that turns out to be the fastest, its measurement stands.
    bool measureBest(int candidates) {
        int best = -1;
        double bestS = std::numeric_limits<double>::infinity();
        for (int candidate = 0; candidate < candidates; ++candidate) {
            if (!selectAndCheck(candidate)) {
                if (m_stop.stop_requested())
                    return false;
                continue;
            }
            std::optional<TimedWindow> window = timeWindow();
            if (!window)
                return !m_stop.stop_requested();
            const CallTime time = summarise(perCall(*window), 0);
            if (time.medianS < bestS) {
                bestS = time.medianS;
                best = candidate;
            }
        }
        if (best < 0)
            return true; // the row tells why the last candidate failed
        if (best == 0 && knowsDefault())
            return takeDefault();
        if (!selectAndCheck(best))
            return !m_stop.stop_requested();
        if (!timeUntilPrecise())
            return false;
        if (m_row.ok() && knowsDefault() && m_history.lastDefault->time.medianS < m_row.time.medianS)
            return takeDefault();
        return true;
    }

    bool knowsDefault() const {
        return m_history.lastDefault && m_history.lastDefault->point.gemm == m_row.point.gemm;
    }

    bool takeDefault() {
        const Measurement& known = *m_history.lastDefault;
        m_row.status = known.status;
        m_row.reason.clear();
        m_row.flags = known.flags;
        m_row.time = known.time;
        m_row.kernel = known.kernel;
        m_row.smClockMhz = known.smClockMhz;
        return true;
    }

    bool fail(const Error& error) {
        m_row.status = error.status;
        m_row.reason = error.reason;
        return true;
    }

    bool selectAndCheck(int candidate) {
        const double start = m_clock.now();
        const Result<KernelInfo> kernel = m_session.select(candidate);
        m_row.cost.prepareS += m_clock.now() - start;
        if (!kernel) {
            fail(kernel.error());
            return false;
        }
        m_row.kernel = kernel->name;
        m_row.flags = kernel->isReference ? Flags(Flag::ReferenceKernel) : Flags();
        return check();
    }

    bool check() {
        rest();
        const double start = m_clock.now();
        const Result<Session::CheckedCall> call = m_session.callOnce(m_elements);
        if (!call) {
            fail(call.error());
            return false;
        }
        const std::string wrong = findWrongResult(m_row.point.gemm.type, call->samples);
        const double spent = m_clock.now() - start;
        m_row.cost.checkS += std::max(0.0, spent - call->callS);
        m_row.cost.warmupS += std::min(spent, call->callS);
        m_callS = call->callS;
        endBusy(call->callS, call->load);
        if (!wrong.empty()) {
            fail({Status::CheckFailed, wrong});
            return false;
        }
        return warmUp();
    }

    /// Untimed calls, which also tell how long one takes: the first call is slower than those that follow.
    bool warmUp() {
        double spent = 0;
        if (m_callS >= kLongCall * m_traits.warmupS)
            return !m_stop.stop_requested();
        while (spent < m_traits.warmupS && !m_stop.stop_requested()) {
            const double left = m_traits.warmupS - spent;
            const auto calls =
                static_cast<std::int64_t>(std::clamp(left / std::max(m_callS, 1e-7), 1.0, 1e4));
            const Result<TimedWindow> window = m_session.time({1, calls}, m_stop);
            if (!window) {
                fail(window.error());
                return false;
            }
            if (window->batchSeconds.empty())
                break;
            spent += window->batchSeconds.front();
            endBusy(window->batchSeconds.front(), window->load);
            m_callS = window->batchSeconds.front() / static_cast<double>(calls);
        }
        m_row.cost.warmupS += spent;
        return !m_stop.stop_requested();
    }

    WindowRequest nextWindow() const {
        const double callS = std::max(m_callS, 1e-8);
        WindowRequest request;
        request.callsPerBatch =
            static_cast<std::int64_t>(std::max(1.0, std::ceil(m_traits.minBatchS / callS)));
        const double batchS = static_cast<double>(request.callsPerBatch) * callS;
        request.batches = static_cast<int>(std::clamp(m_traits.windowS / batchS, 1.0, 1000.0));
        if (request.batches < m_traits.minBatches) { // spread what is needed evenly
            const int windows = (m_traits.minBatches + request.batches - 1) / request.batches;
            request.batches = (m_traits.minBatches + windows - 1) / windows;
        }
        request.batches = std::max(request.batches, m_traits.fewestPerWindow);
        return request;
    }

    std::vector<double> perCall(const TimedWindow& window) const {
        std::vector<double> seconds = window.batchSeconds;
        for (double& batch : seconds)
            batch /= static_cast<double>(m_request.callsPerBatch);
        return seconds;
    }

    /// One window, and once more after a longer rest where it was disturbed; nothing when it failed or was
    /// stopped.
    std::optional<TimedWindow> timeWindow() {
        std::optional<TimedWindow> window = timeOnce();
        if (!window || !worthRepeating(window->flags))
            return window;
        m_history.restUntilS = std::max(m_history.restUntilS, m_clock.now() + m_traits.recoveryS);
        return timeOnce();
    }

    std::optional<TimedWindow> timeOnce() {
        rest();
        m_request = nextWindow();
        Result<TimedWindow> window = m_session.time(m_request, m_stop);
        if (!window) {
            fail(window.error());
            return std::nullopt;
        }
        double spent = 0;
        for (const double batch : window->batchSeconds)
            spent += batch;
        m_row.cost.timedS += spent;
        m_row.cost.warmupS += window->settlingS;
        endBusy(spent, window->load);
        if (window->batchSeconds.empty() || m_stop.stop_requested())
            return std::nullopt;
        // The checked call may have been held up.
        if (const double callS = summarise(perCall(*window), 0).medianS; callS < m_callS / 2)
            m_callS = callS;
        judgeClock(*window);
        return *window;
    }

    void judgeClock(TimedWindow& window) {
        if (!window.clockMhz)
            return;
        const std::string kind = std::to_string(m_row.point.ratio) + " " + parseKernel(m_row.kernel).function;
        const double rate = tflops(flop(m_row.point.gemm), summarise(perCall(window), 0).medianS);
        m_history.clocks.add(kind, rate, *window.clockMhz);
        if (*window.clockMhz < m_traits.minClockShare * m_history.clocks.reference(kind, rate))
            window.flags |= Flag::ClockLow | m_session.whyClockLow();
    }

    bool timeUntilPrecise() {
        const StoppingRule rule(m_options.precision, m_options.timeLimitS / m_traits.visits,
                                m_traits.minBatches);
        Visit all;
        Visit atFullPace;
        auto verdict = StoppingRule::Verdict::GoOn;
        while (verdict == StoppingRule::Verdict::GoOn) {
            const std::optional<TimedWindow> window = timeWindow();
            if (!window)
                return !m_stop.stop_requested();
            std::vector<double> batches = perCall(*window);
            const auto calls = static_cast<std::int64_t>(batches.size()) * m_request.callsPerBatch;
            const Visit timed{std::move(batches), calls, window->flags, false};
            all += timed;
            if (!window->flags.has(Flag::ProcessorSlow))
                atFullPace += timed;
            if (window->clockMhz)
                m_row.smClockMhz = window->clockMhz;
            if (!atFullPace.secondsPerCall.empty())
                verdict = rule.judge(atFullPace.secondsPerCall, m_row.cost.timedS);
            else if (rule.timeIsUp(m_row.cost.timedS))
                verdict = StoppingRule::Verdict::CapHit;
        }
        all.capHit = atFullPace.capHit = verdict == StoppingRule::Verdict::CapHit;
        // What a slow core gave counts only where there is too little else.
        const bool enough = atFullPace.secondsPerCall.size() >= std::min(kEnough, all.secondsPerCall.size());
        report(std::move(enough ? atFullPace : all), rule);
        return true;
    }

    /// The row of this visit and those before it.
    void report(Visit visit, const StoppingRule& rule) {
        if (m_traits.visits > 1) {
            Visits& visits = m_history.points[m_row.point.index].visits;
            visits.add(std::move(visit));
            if (visits.differ())
                m_row.flags |= Flag::VisitsDiffer;
            visit = visits.pooled();
        }
        m_row.flags |= visit.flags;
        if (visit.capHit && rule.judge(visit.secondsPerCall, 0) != StoppingRule::Verdict::Precise)
            m_row.flags |= Flag::CapHit;
        m_row.time = summarise(std::move(visit.secondsPerCall), visit.calls);
        m_row.status = Status::Ok;
        m_row.reason.clear();
        if (StoppingRule::halfWidth(m_row.time) > m_options.precision)
            m_row.flags |= Flag::IntervalWide;
    }

    /// Lets the device idle until it may be busy again.
    void rest() {
        const double left = m_history.restUntilS - m_clock.now();
        if (left <= 0)
            return;
        const double start = m_clock.now();
        m_clock.idle(left, m_stop);
        m_row.cost.pacingS += m_clock.now() - start;
    }

    /// The rest owed for having been busy that long: at full load so much that the duty stays at maxDuty, in
    /// proportion less at less.
    void endBusy(double busyS, double load) {
        const double owed = busyS * std::max(0.0, load / m_traits.maxDuty - 1);
        m_history.restUntilS = std::max(m_history.restUntilS, m_clock.now()) + owed;
    }

    Session& m_session;
    const TimingTraits m_traits;
    const MeasureOptions& m_options;
    MeasureHistory& m_history;
    Clock& m_clock;
    std::stop_token m_stop;
    const std::vector<OutputIndex> m_elements;
    Measurement m_row;
    WindowRequest m_request;
    double m_callS = 0;
};

} // namespace

std::optional<Measurement> measurePoint(Session& session, const PlannedPoint& point,
                                        const MeasureOptions& options, MeasureHistory& history, Clock& clock,
                                        std::stop_token stop) {
    return PointMeasurer(session, point, options, history, clock, std::move(stop)).run();
}

bool wantsVisit(const Measurement& row, const TimingTraits& traits, const MeasureHistory& history) {
    const auto known = history.points.find(row.point.index);
    if (!row.ok() || known == history.points.end())
        return false;
    const PointHistory& own = known->second;
    if (own.made > own.visits.count())
        return false; // one failed: it is not tried again
    const bool certain = own.visits.agree() && !row.flags.has(Flag::ProcessorSlow);
    return own.made < traits.visits ||
           (own.made < 2 * traits.visits && !certain && history.extraS < kExtraShare * history.promisedS);
}

} // namespace headroom
