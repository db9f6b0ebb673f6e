// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/shard.h"

#include "engine/claim/device_claim.h"

#include <utility>

namespace headroom {

namespace {

bool isOver(const std::optional<std::chrono::steady_clock::time_point>& time) {
    return time && *time <= std::chrono::steady_clock::now();
}

} // namespace

std::chrono::steady_clock::time_point timeIn(double seconds) {
    const std::chrono::duration<double> time(seconds);
    return std::chrono::steady_clock::now() +
           std::chrono::duration_cast<std::chrono::steady_clock::duration>(time);
}

Shard::Shard(std::size_t number, PlacedDevice device, RequestsAhead ahead)
    : m_number(number)
    , m_device(std::move(device))
    , m_id(m_device.id())
    , m_aheadAtFirst(ahead)
    , m_ahead(std::move(ahead)) {}

Outcome Shard::start() {
    m_state = State::Opening;
    m_startAgain.reset();
    m_ahead.forgetSent();
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
    m_askAgain = timeIn(kAskAgainS);
}

void Shard::waitFor(const std::string& holder) {
    m_holder = holder;
    askLater();
}

bool Shard::isToBeAsked() const {
    return isOver(m_askAgain);
}

bool Shard::isToBeStarted() const {
    return isOver(m_startAgain);
}

std::optional<std::chrono::steady_clock::time_point> Shard::due() const {
    return m_state == State::Resting ? m_startAgain : m_askAgain;
}

void Shard::setReady(RunContext context) {
    m_process->expectNothing();
    m_context = std::move(context);
    m_context->deviceId = m_id;
    m_holder.clear();
    m_state = State::Ready;
}

void Shard::request(const MeasureRequest& request, double limitS) {
    m_ahead.sent(std::chrono::steady_clock::now());
    m_process->request(request, limitS);
}

void Shard::answered(const std::optional<WorkerTime>& worker) {
    m_ahead.answered(std::chrono::steady_clock::now(), worker);
}

void Shard::giveBack() {
    m_process.reset();
    m_context.reset();
}

std::optional<double> Shard::lose(const Error& error, const RestartPauses& pauses) {
    const bool wasOpen = isReady();
    m_process.reset();
    m_askAgain.reset();
    m_error = error;
    ++m_lossesInARow;
    // What does not start will not start a moment later either; what has measured may well do so again.
    if (m_joined && m_lossesInARow < kLossesInARow) {
        const double pauseS = !wasOpen ? pauses.closedS : m_lossesInARow > 1 ? pauses.openS : 0;
        m_state = State::Resting;
        m_startAgain = timeIn(pauseS);
        return pauseS;
    }
    m_state = State::GivenUp;
    if (!m_joined)
        m_context.reset();
    else
        m_error.reason = "Given up after " + std::to_string(kLossesInARow) +
                         " losses in a row, the last one: " + error.reason;
    return std::nullopt;
}

void Shard::closeInput() {
    if (m_process && m_process->hasGreeted())
        m_process->closeInput();
    else
        m_process.reset();
}

void Shard::end() {
    if (m_process)
        m_process->end();
    abandon();
}

void Shard::abandon() {
    *this = Shard(m_number, PlacedDevice(m_device), m_aheadAtFirst);
}

} // namespace headroom
