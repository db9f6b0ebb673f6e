// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"
#include "engine/model/clock.h"
#include "engine/sweep/point_executor.h"

#include <memory>

namespace headroom {

/// Executes points on a backend of this process. Shapes that do not fit into the memory that is free when it
/// begins become rows of status out-of-memory; a plan of which none fits is refused with that status, with
/// both sizes, before anything is allocated.
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
