// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace headroom {

class InterruptWatch;
class Registry;

/// `headroom-engine serve`: measures for another program, which talks to it by its standard streams, until
/// the input closes. The devices are looked for once nothing but the protocol can reach the standard output.
/// Returns the exit status.
int runServeCommand(Registry (*findDevices)(), InterruptWatch& interrupts);

} // namespace headroom
