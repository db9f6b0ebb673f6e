// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/sweep_runner.h"

namespace headroom {

namespace {

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
        , m_result(result) {}

    void run() {
        bool going = true;
        for (std::size_t i = 0; going && i < m_plan.order.size(); ++i)
            going = measure(m_plan.points[m_plan.order[i]]);
        for (bool wanted = true; going && wanted;)
            wanted = visitAgain(going);
        if (!going && m_result.end == SweepEnd::Completed)
            m_result.end = SweepEnd::Stopped;
    }

private:
    /// One round, in the order of the first. False when no point wanted it.
    bool visitAgain(bool& going) {
        bool wanted = false;
        const std::size_t rows = m_result.run.measurements.size();
        for (std::size_t row = 0; going && row < rows; ++row) {
            if (!m_executor.wantsAgain(m_result.run.measurements[row]))
                continue;
            wanted = true;
            const PlannedPoint point = m_result.run.measurements[row].point;
            going = measure(point);
        }
        return wanted;
    }

    /// False when the sweep is over.
    bool measure(const PlannedPoint& point) {
        m_observer.betweenPoints(m_stop);
        if (m_stop.stop_requested())
            return false;
        const std::optional<Measurement> row = m_executor.measure(point, m_stop);
        if (!row)
            return false;
        const bool lost = row->status == Status::DeviceLost;
        if (!lost || row->visits == 1) { // what an earlier visit measured stays
            place(m_result.run, *row);
            m_observer.onMeasurement(*row);
        }
        if (lost) {
            m_result.end = SweepEnd::Failed;
            m_result.error = {Status::DeviceLost, row->reason};
        }
        return !lost;
    }

    const SweepPlan& m_plan;
    PointExecutor& m_executor;
    SweepObserver& m_observer;
    std::stop_token m_stop;
    SweepResult& m_result;
};

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
    result.run.context = *context;
    observer.onStarted(result.run.context);
    Rounds(plan, executor, observer, std::move(stop), result).run();
    executor.end();
    return result;
}

} // namespace headroom
