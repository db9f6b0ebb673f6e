// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/measurement.h"

namespace headroom {

PointCost& PointCost::operator+=(const PointCost& other) {
    prepareS += other.prepareS;
    checkS += other.checkS;
    warmupS += other.warmupS;
    timedS += other.timedS;
    pacingS += other.pacingS;
    wallS += other.wallS;
    return *this;
}

void takeMeasured(const Measurement& from, Measurement& to) {
    to.status = from.status;
    to.reason = from.reason;
    to.flags = from.flags;
    to.time = from.time;
    to.kernel = from.kernel;
    to.smClockMhz = from.smClockMhz;
    to.visitTimes = from.visitTimes;
}

double Measurement::throughputTflops() const {
    return ok() ? tflops(flop(point.gemm), time.medianS) : 0;
}

double Measurement::throughputLowTflops() const {
    return ok() ? tflops(flop(point.gemm), time.highS) : 0;
}

double Measurement::throughputHighTflops() const {
    return ok() ? tflops(flop(point.gemm), time.lowS) : 0;
}

} // namespace headroom
