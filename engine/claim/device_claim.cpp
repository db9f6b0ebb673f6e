// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/claim/device_claim.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace headroom {

namespace {

/// Hardly any point takes that long.
constexpr double kLooksPausedS = 60;

/// Waits a while, or until one of them is requested.
void pause(std::stop_token stop, std::stop_token anyway) {
    std::mutex mutex;
    std::condition_variable_any changed;
    const std::stop_callback wake(anyway, [&] {
        const std::lock_guard lock(mutex);
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, std::chrono::duration<double>(kAskAgainS),
                     [&anyway] { return anyway.stop_requested(); });
}

} // namespace

HeldDevice describeHolder(const DeviceInfo& device, const LockHolder& holder) {
    if (holder.program.empty())
        return {"a program that does not give its name",
                device.id + " is in use: a program that does not give its name is measuring on it.", false};
    HeldDevice held;
    held.holder = holder.program + " (process " + std::to_string(holder.pid) + ", user " + holder.user +
                  ", host " + holder.host + ")";
    held.reason = device.id + " is in use: " + held.holder + " has been measuring " + holder.measures +
                  " on it since " + holder.since + ".";
    if (holder.idleS > kLooksPausedS)
        held.reason += " It began its last point " +
                       std::to_string(static_cast<long long>(holder.idleS / 60)) +
                       " min ago: that run may be paused.";
    return held;
}

Result<DeviceClaim> claimDevice(const DeviceInfo& device, const std::string& measures, const LockRules& rules,
                                std::stop_token stop) {
    std::string told;
    while (true) {
        LockAttempt attempt = DeviceLock::take(device.hardwareIds, measures);
        if (!attempt.holder) {
            DeviceClaim claim{std::move(attempt.lock), false, {}};
            if (!attempt.problem.empty())
                claim.note = "Nothing kept other programs from measuring on " + device.id +
                             " at the same time: " + attempt.problem + ".";
            return claim;
        }
        HeldDevice held = describeHolder(device, *attempt.holder);
        held.waitedFor = rules.wait;
        if (rules.anyway.stop_requested())
            return DeviceClaim{{}, true, "Measured beside another program, as was asked for: " + held.reason};
        if (held.holder != told && rules.onHeld)
            rules.onHeld(held);
        told = held.holder;
        if (!rules.wait)
            return Error{Status::DeviceLost, held.reason};
        pause(stop, rules.anyway);
        if (stop.stop_requested())
            return Error{Status::Error, "Stopped before " + device.id + " was free."};
    }
}

} // namespace headroom
