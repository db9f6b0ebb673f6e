// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/sweep_runner.h"

#include "engine/measure/run_spread.h"
#include "engine/measure/stopping_rule.h"
#include "engine/sweep/plan_part.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

/// A change of a figure or of an end of its interval that is worth telling, relative.
constexpr double kNews = 5e-4;
/// More visits than this slowed down: the machine was shared.
constexpr double kSharedMachine = 0.1;

bool differs(double one, double other) {
    return std::abs(one - other) > kNews * std::abs(other);
}

bool tellsMore(const Measurement& now, const Measurement& before) {
    return now.flags != before.flags || differs(now.time.medianS, before.time.medianS) ||
           differs(now.time.lowS, before.time.lowS) || differs(now.time.highS, before.time.highS);
}

/// Goes through the plan once, then again and again through the points to be visited once more: visits to a
/// point lie as far apart as the others take.
class Rounds {
public:
    Rounds(const SweepPlan& plan, PointExecutor& executor, SweepObserver& observer, std::stop_token stop,
           SweepResult& result)
        : m_plan(plan)
        , m_executor(executor)
        , m_observer(observer)
        , m_stop(std::move(stop))
        , m_result(result)
        , m_spread(result.run.context.betweenRuns)
        , m_rowOf(plan.points.size())
        , m_isKnown(plan.points.size())
        , m_isDue(plan.points.size()) {
        for (const std::size_t index : plan.order)
            m_isDue[index] = true;
    }

    void run() {
        takeKnown();
        if (!visitAll() && m_result.end == SweepEnd::Completed)
            m_result.end = SweepEnd::Stopped;
        settle();
        tellOfSharing();
    }

private:
    /// Rows of this run, which goes on, are judged with the others; those of other runs stay as they are.
    void takeKnown() {
        for (const Measurement& row : m_plan.known) {
            m_isKnown[row.point.index] = !m_plan.continues;
            if (m_plan.continues && !repeatsDefault(row))
                m_spread.learn(row);
            keep(row);
        }
    }

    /// False when the sweep was over before.
    bool visitAll() {
        for (const std::size_t index : m_plan.order)
            while (m_isDue[index]) // several devices answer in an order of their own
                if (!measure(m_plan.points[index]))
                    return false;
        for (bool again = true; again;) {
            again = false;
            const std::size_t rows = m_result.run.measurements.size();
            for (std::size_t row = 0; row < rows; ++row) {
                const Measurement& known = m_result.run.measurements[row];
                if (m_isKnown[known.point.index] || !m_executor.wantsAgain(known))
                    continue;
                if (!measure(m_plan.points[known.point.index]))
                    return false;
                again = true;
            }
        }
        return true;
    }

    /// False when the sweep is over.
    bool measure(const PlannedPoint& point) {
        m_observer.betweenPoints(m_stop);
        if (m_stop.stop_requested())
            return false;
        std::optional<Measurement> row = m_executor.measure(point, m_stop);
        for (const std::string& note : m_executor.takeNotes())
            tell(note);
        if (!row)
            return false;
        const bool lost = row->status == Status::DeviceLost;
        m_isDue[row->point.index] = false;
        if (!saysLess(*row)) {
            if (!repeatsDefault(*row))
                m_spread.learn(*row);
            judge(*row);
            keep(*row);
        }
        if (lost) {
            m_result.end = SweepEnd::Failed;
            m_result.error = {Status::DeviceLost, row->reason};
        }
        return !lost;
    }

    /// What an earlier visit measured stays where the device went away, and what a run that goes on had
    /// measured until there are as many visits again.
    bool saysLess(const Measurement& row) const {
        const std::optional<std::size_t> place = m_rowOf[row.point.index];
        if (!place)
            return false;
        const Measurement& there = m_result.run.measurements[*place];
        return row.status == Status::DeviceLost || (row.ok() && there.ok() && row.visits < there.visits);
    }

    void judge(Measurement& row) const {
        if (row.visitTimes.empty()) // it failed, or was measured by something that does not tell
            return;
        if (const Measurement* known = defaultOf(row); known && repeatsDefault(row))
            return takeMeasured(*known, row);
        m_spread.judge(row);
        row.flags = row.flags.without(Flag::IntervalWide);
        const bool last = m_over || !m_executor.wantsAgain(row); // earlier ones are wide by nature
        if (last)
            flagIfWide(row, m_plan.spec.precision);
        takeDefaultIfFaster(row);
    }

    /// The row of the library's own choice for the same shape as this one of the best algorithm.
    const Measurement* defaultOf(const Measurement& row) const {
        const std::size_t index = row.point.index;
        if (row.point.algorithm != Algorithm::Best || index == 0 || !m_rowOf[index - 1])
            return nullptr;
        const Measurement& other = m_result.run.measurements[*m_rowOf[index - 1]];
        const bool same =
            other.ok() && other.point.algorithm == Algorithm::Default && other.point.gemm == row.point.gemm;
        return same ? &other : nullptr;
    }

    bool repeatsDefault(const Measurement& row) const {
        const Measurement* known = defaultOf(row);
        return known && row.ok() && known->kernel == row.kernel && known->visitTimes == row.visitTimes;
    }

    /// The best of all algorithms is never slower than the default, which is one of them.
    void takeDefaultIfFaster(Measurement& row) const {
        const Measurement* known = defaultOf(row);
        if (known && row.ok() && known->time.medianS <= row.time.medianS)
            takeMeasured(*known, row);
    }

    void keep(const Measurement& row) {
        std::vector<Measurement>& rows = m_result.run.measurements;
        std::optional<std::size_t>& place = m_rowOf[row.point.index];
        if (place) {
            rows[*place] = row;
        } else {
            place = rows.size();
            rows.push_back(row);
        }
        m_observer.onMeasurement(row);
    }

    /// What the points told of each other counts for those that were measured first, too. Default rows come
    /// before the best ones that are held against them.
    void settle() {
        m_over = true;
        for (std::size_t index = 0; index < m_rowOf.size(); ++index) {
            if (!m_rowOf[index] || m_isKnown[index])
                continue;
            const Measurement& before = m_result.run.measurements[*m_rowOf[index]];
            Measurement row = before;
            if (before.visits > 1)
                judge(row);
            else
                takeDefaultIfFaster(row);
            // A run that was cut off, or goes on after it was, had more visits to come.
            flagIfWide(row, m_plan.spec.precision);
            const bool isBest = row.point.algorithm == Algorithm::Best;
            if (isBest ? row != before : tellsMore(row, before))
                keep(row);
        }
    }

    /// In a processor's times; a GPU says by itself when others use it.
    void tellOfSharing() {
        const double share = m_spread.slowShare();
        if (!m_result.run.context.isOfProcessor() || share < kSharedMachine)
            return;
        const std::string note =
            "The machine was shared with other work: " + std::to_string(std::lround(100 * share)) +
            " % of the visits to points were slowed down by more than 4 %. For figures to keep, end the "
            "other "
            "work or measure on a machine of your own; a longer time limit helps too.";
        tell(note);
    }

    /// A run that goes on has notes of its beginning, too.
    void tell(const std::string& note) {
        std::vector<std::string>& notes = m_result.run.context.notes;
        if (std::ranges::find(notes, note) != notes.end())
            return;
        notes.push_back(note);
        m_observer.onNote(m_result.run.context, note);
    }

    const SweepPlan& m_plan;
    PointExecutor& m_executor;
    SweepObserver& m_observer;
    std::stop_token m_stop;
    SweepResult& m_result;
    RunSpread m_spread;
    std::vector<std::optional<std::size_t>> m_rowOf; ///< in the run, by the point's index
    std::vector<bool> m_isKnown;                     ///< from another run, and not visited in this one
    std::vector<bool> m_isDue;                       ///< in the order, and not visited yet
    bool m_over = false;                             ///< no visit will follow
};

} // namespace

namespace {

/// The run goes on as what it was: under the circumstances of its first rows.
Outcome continueFrom(const RunContext& before, RunContext& now) {
    if (const Outcome alike = checkCircumstances(now, before); !alike)
        return Error{Status::Unsupported, "The run cannot be continued: " + alike.error().reason + "."};
    RunContext all = before;
    std::vector<std::string> notes = now.notes;
    if (now.host != before.host)
        notes.push_back("Partly measured on " + now.host + ".");
    for (const std::string& note : notes)
        if (std::ranges::find(all.notes, note) == all.notes.end())
            all.notes.push_back(note);
    now = std::move(all);
    return success();
}

} // namespace

SweepResult runSweep(const SweepPlan& plan, PointExecutor& executor, SweepObserver& observer,
                     std::stop_token stop) {
    SweepResult result;
    result.run.spec = plan.spec;
    Result<RunContext> context = executor.begin(plan, stop);
    if (!context) {
        result.end = stop.stop_requested() ? SweepEnd::Stopped : SweepEnd::Failed;
        result.error = context.error();
        return result;
    }
    context->notes.insert(context->notes.end(), plan.notes.begin(), plan.notes.end());
    if (plan.continues) {
        if (const Outcome alike = continueFrom(*plan.continues, *context); !alike) {
            executor.end();
            result.end = SweepEnd::Failed;
            result.error = alike.error();
            return result;
        }
    }
    result.run.context = *context;
    observer.onStarted(result.run.context);
    Rounds(plan, executor, observer, std::move(stop), result).run();
    executor.end();
    return result;
}

} // namespace headroom
