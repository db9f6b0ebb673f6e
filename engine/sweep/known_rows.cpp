// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/known_rows.h"

#include "engine/compute/environment.h"
#include "engine/model/host_name.h"
#include "engine/model/version.h"

#include <algorithm>

namespace headroom {

namespace {

bool holdsOn(const Run& run, const SweepSpec& spec, const DeviceInfo& device) {
    const RunContext& context = run.context;
    const bool here = device.place.empty();
    return context.deviceId == device.id && context.device.starts_with(device.name) &&
           context.backend == device.backend && context.libraryVersion == device.libraryVersion &&
           context.driverVersion == device.driverVersion && context.headroomVersion == programVersion() &&
           (!here || (context.host == hostName() && context.environment == recordedEnvironment())) &&
           run.spec.regime == spec.regime && run.spec.threads == spec.threads;
}

bool isOfTheSameCall(const Measurement& row, const PlannedPoint& point) {
    return row.point.gemm == point.gemm && row.point.layout == point.layout &&
           row.point.algorithm == point.algorithm;
}

} // namespace

void takeKnownRows(SweepPlan& plan, const Run& run, const DeviceInfo& device) {
    if (!holdsOn(run, plan.spec, device))
        return;
    std::erase_if(plan.order, [&](std::size_t index) {
        const PlannedPoint& point = plan.points[index];
        const auto row = std::ranges::find_if(run.measurements, [&](const Measurement& known) {
            return known.ok() && known.flags.empty() && isOfTheSameCall(known, point);
        });
        if (row == run.measurements.end())
            return false;
        plan.known.push_back(*row);
        plan.known.back().point = point;
        return true;
    });
}

} // namespace headroom
