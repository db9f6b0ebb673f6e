// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/shard.h"

#include "engine/claim/device_claim.h"

#include <utility>

namespace headroom {

Shard::Shard(std::size_t number, PlacedDevice device)
    : m_number(number), m_device(std::move(device)), m_id(m_device.id()) {}

Outcome Shard::start() {
    m_state = State::Opening;
    Result<std::unique_ptr<EngineProcess>> process = EngineProcess::start(m_device.place);
    if (!process)
        return process.error();
    m_process = std::move(*process);
    return success();
}

void Shard::askForDevice(const SweepPlan& plan, bool share) {
    m_askAgain.reset();
    m_process->request(PlanRequest{m_device.device.id, plan.spec, plan.operandLimit, share},
                       m_device.place.limits.openS);
}

void Shard::askLater() {
    m_process->expectNothing();
    m_askAgain =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>(kAskAgainS));
}

void Shard::waitFor(const std::string& holder) {
    m_holder = holder;
    askLater();
}

bool Shard::isToBeAsked() const {
    return m_askAgain && *m_askAgain <= std::chrono::steady_clock::now();
}

void Shard::setReady(RunContext context) {
    m_process->expectNothing();
    m_context = std::move(context);
    m_context->deviceId = m_id;
    m_holder.clear();
    m_state = State::Ready;
}

void Shard::giveBack() {
    m_process.reset();
    m_context.reset();
}

bool Shard::lose(const Error& error, bool measures) {
    m_process.reset();
    m_askAgain.reset();
    m_error = error;
    ++m_lossesInARow;
    // What does not start will not start a moment later either; what has measured may well do so again.
    if (measures && m_lossesInARow < kLossesInARow)
        return true;
    m_state = State::GivenUp;
    if (!measures)
        m_context.reset();
    else
        m_error.reason = "Given up after " + std::to_string(kLossesInARow) +
                         " losses in a row, the last one: " + error.reason;
    return false;
}

void Shard::closeInput() {
    if (m_process)
        m_process->closeInput();
}

void Shard::end() {
    if (m_process)
        m_process->end();
    abandon();
}

void Shard::abandon() {
    *this = Shard(m_number, PlacedDevice(m_device));
}

} // namespace headroom
