// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/measurement.h"

#include "engine/model/words.h"

namespace headroom {

namespace {

constexpr std::array<Word<Flag>, 12> kFlags{{
    {Flag::ClockLow, "clock-low"},
    {Flag::Throttled, "throttled"},
    {Flag::IntervalWide, "interval-wide"},
    {Flag::CapHit, "cap-hit"},
    {Flag::LaunchBound, "launch-bound"},
    {Flag::AboveRoof, "above-roof"},
    {Flag::KernelChanged, "kernel-changed"},
    {Flag::DeviceBusy, "device-busy"},
    {Flag::ReferenceKernel, "reference-kernel"},
    {Flag::ProcessorLost, "processor-lost"},
    {Flag::VisitsDiffer, "visits-differ"},
    {Flag::ProcessorSlow, "processor-slow"},
}};

} // namespace

std::string toString(Flags flags) {
    std::string text;
    for (const auto& word : kFlags) {
        if (!flags.has(word.value))
            continue;
        if (!text.empty())
            text += '|';
        text += word.text;
    }
    return text;
}

bool parse(std::string_view words, Flags& flags) {
    Flags result;
    while (!words.empty()) {
        const std::size_t end = words.find('|');
        Flag flag{};
        if (!valueOf(kFlags, words.substr(0, end), flag))
            return false;
        result |= flag;
        if (end == std::string_view::npos)
            break;
        words.remove_prefix(end + 1);
        if (words.empty())
            return false;
    }
    flags = result;
    return true;
}

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
