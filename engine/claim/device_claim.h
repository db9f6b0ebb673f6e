// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/claim/device_lock.h"
#include "engine/claim/lock_rules.h"
#include "engine/compute/device_info.h"
#include "engine/model/result.h"

namespace headroom {

/// A device that this program may measure on, as long as the claim lives.
struct DeviceClaim {
    DeviceLock lock;
    bool shared = false; ///< with another program's measurement, by the user's wish
    std::string note;    ///< for RunContext::notes; empty where there is nothing to say
};

/// How long to wait before asking again whether a device is free, seconds.
inline constexpr double kAskAgainS = 0.25;

/// Claims the device as the rules say; `measures` tells other programs what for. May wait, until `stop` is
/// requested. The error (Status::DeviceLost) names who holds it.
Result<DeviceClaim> claimDevice(const DeviceInfo& device, const std::string& measures, const LockRules& rules,
                                std::stop_token stop);

/// How that holder of the device is told.
HeldDevice describeHolder(const DeviceInfo& device, const LockHolder& holder);

} // namespace headroom
