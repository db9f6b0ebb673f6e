// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/measure_point.h"

#include "engine/measure/check.h"
#include "engine/measure/stopping_rule.h"
#include "engine/measure/window_timer.h"
#include "engine/model/kernel_name.h"

#include <algorithm>

namespace headroom {

namespace {

/// Undisturbed batches that make disturbed ones superfluous: a few tell the time of a call better.
constexpr std::size_t kEnough = 3;

/// What follows a step of the method.
enum class Step {
    Next,    ///< the next step
    Over,    ///< nothing: the row is complete
    Stopped, ///< nothing: asked to stop, there is no row
};

/// One visit to one point.
class PointVisit {
public:
    PointVisit(Session& session, const PlannedPoint& point, const MeasureOptions& options,
               MeasureHistory& history, Clock& clock, std::stop_token stop)
        : m_session(session)
        , m_traits(session.timing())
        , m_options(options)
        , m_history(history)
        , m_own(history.points[point.index])
        , m_clock(clock)
        , m_stop(stop)
        , m_timer(session, m_traits, history, m_row.cost, clock, std::move(stop)) {
        m_row.point = point;
    }

    std::optional<Measurement> run() {
        const double start = m_clock.now();
        const Step end = visit();
        m_row.cost.wallS = m_clock.now() - start;
        m_row.timestampUtc = utcNow();
        if (end == Step::Stopped)
            return std::nullopt;
        joinEarlierVisits();
        if (m_row.ok() && m_row.point.algorithm == Algorithm::Default)
            m_history.lastDefault = m_row;
        return m_row;
    }

private:
    /// The method.
    Step visit() {
        const bool first = !m_own.candidate;
        if (!first && m_own.candidate == 0 && knowsDefault())
            return takeDefault();
        Step step = prepare();
        if (step == Step::Next)
            step = first ? chooseCandidate() : select(*m_own.candidate);
        if (step == Step::Next && first && !m_tried)
            step = check();
        if (step == Step::Next && !m_tried)
            step = warmUp();
        if (step == Step::Next)
            step = timeWindows();
        if (step == Step::Next)
            step = report();
        return step;
    }

    Step fail(const Error& error) {
        m_row.status = error.status;
        m_row.reason = error.reason;
        return Step::Over;
    }

    Step nextUnlessStopped() const { return m_stop.stop_requested() ? Step::Stopped : Step::Next; }

    Step prepare() {
        const double start = m_clock.now();
        const Result<int> candidates = m_session.prepare(m_row.point.gemm, m_row.point.algorithm);
        m_row.cost.prepareS += m_clock.now() - start;
        if (!candidates)
            return fail(candidates.error());
        m_candidates = *candidates;
        return Step::Next;
    }

    Step select(int candidate) {
        m_own.candidate = candidate;
        if (candidate == 0 && knowsDefault())
            return takeDefault();
        const double start = m_clock.now();
        const Result<KernelInfo> kernel = m_session.select(candidate);
        m_row.cost.prepareS += m_clock.now() - start;
        if (!kernel)
            return fail(kernel.error());
        m_row.kernel = kernel->name;
        m_row.flags = kernel->isReference ? Flags(Flag::ReferenceKernel) : Flags();
        return Step::Next;
    }

    /// The only one, or the one whose short window is the fastest among those with a right result. The
    /// library's default is one of them: where it is the fastest, its own measurement stands.
    Step chooseCandidate() {
        if (m_candidates == 1)
            return select(0);
        int best = -1;
        double bestS = 0;
        for (int candidate = 0; candidate < m_candidates; ++candidate) {
            const Result<double> callS = tryCandidate(candidate);
            if (m_stop.stop_requested())
                return Step::Stopped;
            if (!callS) {
                fail(callS.error()); // what the row says where no other is right
            } else if (best < 0 || *callS < bestS) {
                bestS = *callS;
                best = candidate;
            }
        }
        if (best < 0)
            return Step::Over;
        m_own.callS = bestS;
        m_tried = true;
        return select(best);
    }

    /// Checks a candidate and times one window of it: seconds of a call.
    Result<double> tryCandidate(int candidate) {
        const Result<KernelInfo> kernel = m_session.select(candidate);
        if (!kernel)
            return kernel.error();
        m_row.kernel = kernel->name;
        Step step = check();
        if (step == Step::Next)
            step = warmUp();
        if (step != Step::Next)
            return Error{m_row.status, m_row.reason};
        const Result<Visit> window = timeWindow();
        if (!window)
            return window.error();
        if (window->secondsPerCall.empty())
            return Error{Status::Error, "stopped"};
        return summarise(window->secondsPerCall, 0).medianS;
    }

    bool knowsDefault() const {
        return m_row.point.algorithm == Algorithm::Best && m_history.lastDefault &&
               m_history.lastDefault->point.gemm == m_row.point.gemm;
    }

    /// Best is never slower than what the library takes by itself.
    Step takeDefault() {
        takeMeasured(*m_history.lastDefault, m_row);
        m_own.candidate = 0;
        m_own.visits = {}; // those of another algorithm tell nothing of this one
        m_own.callS = m_history.lastDefault->time.medianS;
        return Step::Over;
    }

    Step check() {
        const std::vector<OutputIndex> elements = elementsToCheck(m_row.point.gemm);
        const Result<Session::CheckedCall> call = m_timer.callOnce(elements);
        if (!call)
            return fail(call.error());
        const double start = m_clock.now();
        const std::string wrong = findWrongResult(m_row.point.gemm.type, call->samples);
        m_row.cost.checkS += m_clock.now() - start;
        m_own.callS = call->callS;
        if (!wrong.empty())
            return fail({Status::CheckFailed, wrong});
        return nextUnlessStopped();
    }

    Step warmUp() {
        if (const Outcome warm = m_timer.warmUp(m_own.callS); !warm)
            return fail(warm.error());
        return nextUnlessStopped();
    }

    Result<Visit> timeWindow() {
        const std::string kind = std::to_string(m_row.point.ratio) + " " + parseKernel(m_row.kernel).function;
        return m_timer.time(m_own.callS, m_row.point.gemm, kind);
    }

    /// Until what was timed undisturbed is precise, or the visit's time is up.
    Step timeWindows() {
        const StoppingRule rule(m_options.precision, visitTimeS(), m_traits.minBatches);
        Visit all;
        Visit undisturbed;
        auto verdict = StoppingRule::Verdict::GoOn;
        for (double spentS = 0; verdict == StoppingRule::Verdict::GoOn;) {
            const double before = m_row.cost.timedS;
            const Result<Visit> window = timeWindow();
            if (!window)
                return fail(window.error());
            if (window->secondsPerCall.empty())
                return Step::Stopped;
            spentS += m_row.cost.timedS - before;
            all += *window;
            const bool disturbed = isDisturbed(window->flags);
            if (!disturbed)
                undisturbed += *window;
            // The checked call may have been held up.
            m_own.callS = std::min(m_own.callS, summarise(all.secondsPerCall, 0).medianS);
            if (!undisturbed.secondsPerCall.empty())
                verdict = rule.judge(undisturbed.secondsPerCall, spentS);
            else if (rule.timeIsUp(spentS))
                verdict = StoppingRule::Verdict::CapHit;
            // What shares a core stays for longer than any rest.
            if (disturbed && verdict == StoppingRule::Verdict::GoOn &&
                window->flags != Flags(Flag::ProcessorSlow))
                m_timer.restAfterDisturbance();
        }
        const bool enough = undisturbed.secondsPerCall.size() >= std::min(kEnough, all.secondsPerCall.size());
        m_visit = std::move(enough ? undisturbed : all);
        m_capHit = verdict == StoppingRule::Verdict::CapHit &&
                   rule.judge(m_visit.secondsPerCall, 0) != StoppingRule::Verdict::Precise;
        return Step::Next;
    }

    double visitTimeS() const {
        return m_traits.visits == 1 ? m_options.timeLimitS
                                    : std::min(m_traits.visitS, m_options.timeLimitS / m_traits.visits);
    }

    /// The row of this visit and those before it.
    Step report() {
        m_own.visits.add(std::move(m_visit));
        Visit counted = m_own.visits.counted();
        m_row.flags |= counted.flags;
        if (m_traits.visits == 1 && m_capHit)
            m_row.flags |= Flag::CapHit;
        if (m_own.visits.count() > 1 && m_own.visits.count() >= m_traits.visits &&
            !m_own.visits.agree(m_traits.agreeing, m_traits.agreement))
            m_row.flags |= Flag::VisitsDiffer;
        m_row.smClockMhz = counted.clockMhz;
        m_row.time = summarise(std::move(counted.secondsPerCall), counted.calls);
        m_row.visitTimes = m_own.visits.times();
        m_row.status = Status::Ok;
        m_row.reason.clear();
        const bool slower = knowsDefault() && m_history.lastDefault->time.medianS < m_row.time.medianS;
        return slower ? takeDefault() : Step::Over;
    }

    void joinEarlierVisits() {
        ++m_own.made;
        m_own.cost += m_row.cost;
        // A wrong result says something of the point. Another failure does not: what is known of it stays.
        const bool wrong = m_row.status == Status::CheckFailed || m_row.status == Status::DeviceLost;
        if (!m_row.ok() && !wrong && m_own.row)
            m_row = *m_own.row;
        m_row.cost = m_own.cost;
        m_row.visits = m_own.made;
        if (m_row.ok())
            m_own.row = m_row;
    }

    Session& m_session;
    const TimingTraits m_traits;
    const MeasureOptions& m_options;
    MeasureHistory& m_history;
    PointHistory& m_own;
    Clock& m_clock;
    std::stop_token m_stop;
    Measurement m_row;
    WindowTimer m_timer;
    int m_candidates = 0;
    bool m_tried = false; ///< checked and warmed up among other candidates
    Visit m_visit;
    bool m_capHit = false;
};

} // namespace

std::optional<Measurement> measurePoint(Session& session, const PlannedPoint& point,
                                        const MeasureOptions& options, MeasureHistory& history, Clock& clock,
                                        std::stop_token stop) {
    return PointVisit(session, point, options, history, clock, std::move(stop)).run();
}

bool wantsVisit(const Measurement& row, const TimingTraits& traits, const MeasureOptions& options,
                const MeasureHistory& history) {
    const auto known = history.points.find(row.point.index);
    if (!row.ok() || known == history.points.end())
        return false;
    const PointHistory& own = known->second;
    if (own.made > std::max(1, own.visits.count()))
        return false; // one failed: it is not tried again
    if (own.made < traits.visits)
        return true;
    return own.made < traits.mostVisits && history.timedS < options.budgetS && own.visits.count() > 0 &&
           !own.visits.agree(traits.agreeing, traits.agreement);
}

} // namespace headroom
