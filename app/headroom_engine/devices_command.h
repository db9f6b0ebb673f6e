// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

namespace headroom {

class Devices;
class InterruptWatch;

/// What `headroom-engine devices` was asked for.
struct DevicesCommand {
    bool asJson = false;
    std::vector<std::string> places; ///< names of the user's places; this machine where there are none
};

/// Lists what can be measured on, and why other backends cannot. Returns the exit status.
int runDevicesCommand(const DevicesCommand& command, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom
