// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace headroom {

class Devices;

/// `headroom-engine devices`: what can be measured on, and why other backends cannot. Returns the exit
/// status.
int runDevicesCommand(Devices& devices, bool json);

} // namespace headroom
