// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/registry.h"
#include "engine/measure/clock.h"
#include "engine/sweep/point_executor.h"

#include <memory>

namespace headroom {

/// Whether the plan's operands fit into the device's free memory; asked before anything is allocated. The
/// error (Status::OutOfMemory) names the bytes.
Outcome checkFits(const Backend& backend, const DeviceInfo& device, const SweepPlan& plan);

/// Executes points on a backend of this process.
class LocalExecutor final : public PointExecutor {
public:
    /// `backend` and `clock` must outlive the executor.
    LocalExecutor(Backend& backend, DeviceInfo device, Clock& clock);
    ~LocalExecutor() override;

    void setLockRules(LockRules rules) override { m_lockRules = std::move(rules); }
    /// Claims the device first of all: what another program uses of it is not there for this plan.
    Result<RunContext> begin(const SweepPlan& plan, std::stop_token stop) override;
    std::optional<Measurement> measure(const PlannedPoint& point, std::stop_token stop) override;
    bool wantsAgain(const Measurement& row) const override;
    void end() override;

private:
    struct State;
    Backend& m_backend;
    DeviceInfo m_device;
    Clock& m_clock;
    LockRules m_lockRules;
    std::unique_ptr<State> m_state;
};

} // namespace headroom
