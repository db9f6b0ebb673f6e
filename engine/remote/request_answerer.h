// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"
#include "engine/model/clock.h"
#include "engine/remote/protocol.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace headroom {

enum class ServeEnd {
    InputClosed, ///< the client went away, or `stop` was requested: what a client does when it is done
    Fault,       ///< the client was not understood, or the output could not be written
    DeviceLost,  ///< the device cannot be used again in this process
};

/// What a worker does with its client's lines, wherever they come from: plans, opens a device, measures.
class RequestAnswerer {
public:
    using Told = std::function<void(const Event&)>;

    /// `told` gets each answer. Registry and clock must outlive this.
    RequestAnswerer(const Registry& registry, Clock& clock, Told told, std::stop_token stop);
    ~RequestAnswerer();
    RequestAnswerer(const RequestAnswerer&) = delete;
    RequestAnswerer& operator=(const RequestAnswerer&) = delete;

    /// Answers a line for which there was nothing else to do so long. How serving ends, where it does.
    std::optional<ServeEnd> answer(std::string_view line, double waitedS);

private:
    std::optional<ServeEnd> open(const PlanRequest& request);
    std::optional<ServeEnd> measure(std::size_t index, double waitedS);
    std::optional<ServeEnd> refuse(const Error& error);
    std::optional<ServeEnd> refuseLine(const std::string& reason);
    void close();

    const Registry& m_registry;
    Clock& m_clock;
    Told m_told;
    std::stop_token m_stop;
    SweepPlan m_plan;
    std::unique_ptr<LocalExecutor> m_executor; ///< once a plan was accepted
};

} // namespace headroom
