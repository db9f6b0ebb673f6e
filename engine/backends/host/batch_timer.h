// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"

#include <time.h>

#include <optional>
#include <stop_token>
#include <vector>

namespace headroom {

/// Seconds of the clock that neither jumps nor is slewed back.
inline double monotonicSeconds() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Times batches of calls back to back: the end of one is the start of the next. `call` makes one call and
/// returns whether it succeeded. Looks at `stop` between calls; a batch cut short is left out. Nothing after
/// a failed call.
template <class Call>
std::optional<std::vector<double>> timeBatches(const WindowRequest& request, const std::stop_token& stop,
                                               Call&& call) {
    std::vector<double> seconds;
    seconds.reserve(static_cast<std::size_t>(request.batches));
    double begin = monotonicSeconds();
    for (int batch = 0; batch < request.batches; ++batch) {
        for (std::int64_t made = 0; made < request.callsPerBatch; ++made) {
            if (stop.stop_requested())
                return seconds;
            if (!call())
                return std::nullopt;
        }
        const double end = monotonicSeconds();
        seconds.push_back(end - begin);
        begin = end;
    }
    return seconds;
}

} // namespace headroom
