// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"
#include "engine/remote/request_answerer.h"

#include <functional>
#include <stop_token>

namespace headroom {

struct ServeOptions {
    double heartbeatS = 1;
    /// After the input closed, a call of the library in flight, or the search for devices, gets this long to
    /// return.
    double stuckS = 5;
    /// Called, on another thread, when it has not: ends the program.
    std::function<void()> onStuck;
};

/// The worker's end of the protocol: measures for one client, which it reads from `input` and answers on
/// `output`, until the input closes. Returns within one call of the library from then. The devices are looked
/// for and used on the calling thread.
ServeEnd serve(const std::function<Registry()>& findDevices, int input, int output,
               const ServeOptions& options, std::stop_token stop);

} // namespace headroom
