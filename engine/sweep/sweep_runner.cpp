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
        if (!visitAll() && m_result.end == SweepEnd::Completed)
            m_result.end = SweepEnd::Stopped;
    }

private:
    /// False when the sweep was over before.
    bool visitAll() {
        for (const std::size_t index : m_plan.order)
            if (!measure(m_plan.points[index]))
                return false;
        for (bool again = true; again;) {
            again = false;
            const std::size_t rows = m_result.run.measurements.size();
            for (std::size_t row = 0; row < rows; ++row) {
                const Measurement& known = m_result.run.measurements[row];
                if (!m_executor.wantsAgain(known))
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
