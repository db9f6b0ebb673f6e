// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/flags.h"
#include "engine/model/operations.h"
#include "engine/model/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// One shape of a plan: what is measured at one place of one curve.
struct PlannedPoint {
    std::size_t index = 0; ///< its place in SweepPlan::points, unique in the plan
    Operation operation = Operation::KeyQueryScore;
    Pass pass = Pass::Forward;
    /// The curve it belongs to, "h/a = ratio"; in a layer's budget the power-of-two divisor that n and k
    /// share.
    std::int64_t ratio = 0;
    LayerShape layer;
    Layout layout = Layout::NN;
    GemmShape gemm;                           ///< of that operation on that layer
    Algorithm algorithm = Algorithm::Default; ///< Default or Best
    // How often a layer and its model have this GEMM; 0 outside of a layer's budget, 1 in a list of GEMMs.
    std::int64_t perLayer = 0;
    std::int64_t perModel = 0;
    std::string label; ///< of a list's row, as its user wrote it

    friend bool operator==(const PlannedPoint&, const PlannedPoint&) = default;
};

/// Seconds of one call, over the batches that count. All 0 where nothing was measured.
struct CallTime {
    double medianS = 0;
    double minS = 0;
    double q1S = 0;
    double q3S = 0;
    double lowS = 0;  ///< lower end of the interval that another run's median falls into, 95 times in 100
    double highS = 0; ///< its upper end
    std::int64_t calls = 0; ///< calls timed, over all batches

    friend bool operator==(const CallTime&, const CallTime&) = default;
};

/// What one visit to a point gave.
struct VisitTime {
    double medianS = 0;  ///< seconds of its median call, as timed
    double clockMhz = 0; ///< over its timed windows; 0 where it cannot be read
    bool counted = true; ///< the row tells of this visit; of a disturbed one it does not

    friend bool operator==(const VisitTime&, const VisitTime&) = default;
};

/// Where a point's wall time went, in seconds, over all visits.
struct PointCost {
    double prepareS = 0; ///< selecting the kernel
    double checkS = 0;   ///< poisoning, sampling and judging, without the call itself
    double warmupS = 0;  ///< calls made before timing, the checked one included
    double timedS = 0;   ///< inside timed windows
    double pacingS = 0;  ///< idle on purpose
    double wallS = 0;    ///< all of it

    double overheadS() const { return wallS - warmupS - timedS - pacingS; }
    PointCost& operator+=(const PointCost& other);

    friend bool operator==(const PointCost&, const PointCost&) = default;
};

/// One result row. Its throughput is derived, never stored.
struct Measurement {
    PlannedPoint point;
    Status status = Status::Error;
    std::string reason; ///< empty when ok
    Flags flags;
    CallTime time;
    std::string kernel;                ///< the implementation's own name
    std::optional<double> smClockMhz;  ///< over the timed window; absent where it cannot be read
    int visits = 1;                    ///< made at different times of the run, failed ones included
    std::vector<VisitTime> visitTimes; ///< of those that timed something, as they were made
    std::string deviceId;              ///< of the device that ran it: "cpu", "cuda:0", "gpu7/cuda:0"
    std::string timestampUtc;          ///< ISO 8601, when it was finished
    PointCost cost;

    bool ok() const { return status == Status::Ok; }
    /// TFLOP/s of the median call, and at the two ends of its interval; 0 unless ok.
    double throughputTflops() const;
    double throughputLowTflops() const;
    double throughputHighTflops() const;

    friend bool operator==(const Measurement&, const Measurement&) = default;
};

/// Gives `to` all that was measured of `from`, a row of the same call: status, times, flags, kernel, clock.
void takeMeasured(const Measurement& from, Measurement& to);

} // namespace headroom
