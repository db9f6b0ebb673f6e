// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string>

namespace headroom {

/// A device that another program is measuring on.
struct HeldDevice {
    std::string holder; ///< "headroom-engine 0.1.0 (process 4711, user alice, host node7)"
    std::string reason; ///< a sentence that names device and holder, and since when
    bool waitedFor = false;
};

/// What a sweep does where another program is measuring on its device.
struct LockRules {
    /// Wait until the device is free; otherwise the sweep does not begin.
    bool wait = false;
    /// Told of the holder, on the sweep's thread: once for each that is waited for, or before giving up.
    std::function<void(const HeldDevice&)> onHeld;
    /// Once requested, from any thread, a device that is held is measured on all the same. Each row then
    /// carries Flag::DeviceBusy.
    std::stop_token anyway;
};

} // namespace headroom
