// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/compute/backend.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace headroom::cuda {

/// To each point, in bursts: a second one later in the run, at another temperature and clock.
inline constexpr int kBurstVisits = 2;

/// How the batches of one window are spread over launches of one graph. Between launches the session can be
/// stopped; a graph cannot.
struct GraphPlan {
    int batchesPerGraph = 1;
    int launches = 1; ///< the last one may hold more batches than are still needed
};
/// Graphs no longer than a tenth of a second and of a size that is built in milliseconds, where a single
/// batch is not beyond that.
GraphPlan planGraphs(const WindowRequest& request, double callS);

/// One multiprocessor's cycle counter and the GPU's own time, read together.
struct ClockReading {
    std::uint64_t cycles = 0;
    std::uint64_t nanoseconds = 0; ///< 0: this multiprocessor made no reading
};
/// Clock in MHz between two readings, indexed by multiprocessor: the median over those that made both.
std::optional<double> clockBetween(std::span<const ClockReading> before, std::span<const ClockReading> after);

/// Whether the driver's reasons for the present clock (NVML's bits) are worth a flag. Heat and the power
/// supply always are; the power limit only where it explains a clock that turned out low.
bool isThrottled(std::uint64_t clockReasons, bool clockWasLow);

/// When continuous load has settled: at least a second of it, and a clock that stayed within a percent for
/// half a second; or five seconds.
class SettlingRule {
public:
    /// One stretch of load: how long, and its clock where it could be read.
    void add(double seconds, std::optional<double> clockMhz);
    bool isSettled() const;
    double elapsedS() const { return m_elapsedS; }

private:
    struct Stretch {
        double endS;
        double clockMhz;
    };
    std::vector<Stretch> m_stretches;
    double m_elapsedS = 0;
};

} // namespace headroom::cuda
