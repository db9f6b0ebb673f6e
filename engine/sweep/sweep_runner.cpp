// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/sweep_runner.h"

namespace headroom {

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
    for (const std::size_t index : plan.order) {
        observer.betweenPoints(stop);
        if (stop.stop_requested())
            break;
        std::optional<Measurement> measurement = executor.measure(plan.points[index], stop);
        if (!measurement)
            break;
        result.run.measurements.push_back(*measurement);
        observer.onMeasurement(*measurement);
        if (measurement->status == Status::DeviceLost) {
            result.end = SweepEnd::Failed;
            result.error = {Status::DeviceLost, measurement->reason};
            break;
        }
    }
    executor.end();
    if (result.end == SweepEnd::Completed && result.run.measurements.size() < plan.order.size())
        result.end = SweepEnd::Stopped;
    return result;
}

} // namespace headroom
