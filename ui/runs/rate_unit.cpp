// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rate_unit.h"

#include "ui/widgets/number_text.h"

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kLeastTeraflops = 1; // TFLOP/s
constexpr double kGigaPerTera = 1000;

} // namespace

RateUnit rateUnitOf(const RunStore& store, RunTopic topic) {
    bool measured = false;
    double reach = 0; // of runs that have only begun
    for (const StoredRun& run : store.measured(topic)) {
        if (!run.visible)
            continue;
        for (const auto* rows : {&run.run.measurements, &run.outlook})
            for (const Measurement& row : *rows) {
                if (row.throughputTflops() >= kLeastTeraflops)
                    return RateUnit::Teraflops;
                measured = measured || row.ok();
            }
        for (const Roof& roof : run.run.context.roofs)
            reach = std::max(reach, roof.peakTflops);
    }
    return measured || (reach > 0 && reach < kLeastTeraflops) ? RateUnit::Gigaflops : RateUnit::Teraflops;
}

RateUnit rateUnitOf(const RunStore& store, RateUnit before, const Measurement& arrived) {
    // Slow points are looked for one by one only where a single one can make a difference.
    if (before == RateUnit::Gigaflops && arrived.ok() && arrived.throughputTflops() < kLeastTeraflops)
        return before;
    return rateUnitOf(store);
}

RateUnit readableUnit(double tflops, RateUnit unit) {
    constexpr double kLong = 10; // TFLOP/s: five digits of the smaller unit
    return tflops >= kLong ? RateUnit::Teraflops : unit;
}

double inUnit(double tflops, RateUnit unit) {
    return unit == RateUnit::Gigaflops ? tflops * kGigaPerTera : tflops;
}

QString nameOf(RateUnit unit) {
    return unit == RateUnit::Gigaflops ? QStringLiteral("GFLOP/s") : QStringLiteral("TFLOP/s");
}

QString rateNumber(double tflops, RateUnit unit) {
    return shortNumber(inUnit(tflops, unit), kThroughputDigits);
}

} // namespace headroom::ui
