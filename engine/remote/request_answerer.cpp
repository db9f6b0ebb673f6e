// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/request_answerer.h"

#include <chrono>
#include <utility>

namespace headroom {

RequestAnswerer::RequestAnswerer(const Registry& registry, Clock& clock, Told told, std::stop_token stop)
    : m_registry(registry), m_clock(clock), m_told(std::move(told)), m_stop(std::move(stop)) {}

RequestAnswerer::~RequestAnswerer() {
    close();
}

std::optional<ServeEnd> RequestAnswerer::answer(std::string_view line, double waitedS) {
    const Result<Request> request = requestFromLine(line);
    if (!request)
        return refuseLine(request.error().reason);
    if (const auto* plan = std::get_if<PlanRequest>(&*request))
        return open(*plan);
    return measure(std::get<MeasureRequest>(*request).index, waitedS);
}

std::optional<ServeEnd> RequestAnswerer::open(const PlanRequest& request) {
    close();
    const Result<DeviceInfo> device = m_registry.find(request.deviceId);
    if (!device)
        return refuse(device.error());
    if (device->id != request.deviceId || device->standsForSeveral())
        return refuse({Status::Unsupported, "\"" + request.deviceId + "\" does not name one device."});
    std::string broken;
    for (const SpecError& error : validate(request.spec, *device))
        broken += (broken.empty() ? "" : " ") + error.message;
    if (!broken.empty())
        return refuse({Status::Unsupported, broken});
    m_plan = makePlan(request.spec, request.operandLimit);
    auto executor = std::make_unique<LocalExecutor>(m_registry.backendOf(*device), *device, m_clock);
    // Waiting for a device is the client's: it asks again.
    Refused refused;
    std::stop_source share;
    if (request.share)
        share.request_stop();
    executor->setLockRules({.wait = false,
                            .onHeld = [&](const HeldDevice& held) { refused.holder = held.holder; },
                            .anyway = share.get_token()});
    Result<RunContext> context = executor->begin(m_plan, m_stop);
    if (!context) {
        refused.error = context.error();
        m_told(refused);
        return std::nullopt;
    }
    m_executor = std::move(executor);
    m_told(Started{m_plan.points.size(), std::move(*context)});
    return std::nullopt;
}

std::optional<ServeEnd> RequestAnswerer::measure(std::size_t index, double waitedS) {
    if (!m_executor)
        return refuseLine("there is no plan to measure a point of");
    if (index >= m_plan.points.size())
        return refuseLine("the plan has no point " + std::to_string(index));
    const auto began = std::chrono::steady_clock::now();
    std::optional<Measurement> row = m_executor->measure(m_plan.points[index], m_stop);
    if (!row)
        return ServeEnd::InputClosed;
    const bool lost = row->status == Status::DeviceLost;
    const bool again = m_executor->wantsAgain(*row);
    m_told(Measured{
        std::move(*row), again,
        WorkerTime{waitedS,
                   std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()}});
    return lost ? std::optional(ServeEnd::DeviceLost) : std::nullopt;
}

std::optional<ServeEnd> RequestAnswerer::refuse(const Error& error) {
    m_told(Refused{error});
    return std::nullopt;
}

std::optional<ServeEnd> RequestAnswerer::refuseLine(const std::string& reason) {
    m_told(Fault{reason});
    return ServeEnd::Fault;
}

void RequestAnswerer::close() {
    if (m_executor)
        m_executor->end();
    m_executor.reset();
}

} // namespace headroom
