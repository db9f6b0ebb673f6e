// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/run_store.h"

#include <QString>

namespace headroom::ui {

/// The unit in which throughputs are shown: one for axis, legend, call-outs and table, so that their figures
/// can be compared. Files have TFLOP/s always.
enum class RateUnit {
    Teraflops,
    Gigaflops,
};

/// GFLOP/s where the visible runs of that topic have measured something, and nothing of 1 TFLOP/s or more, or
/// have only begun, under roofs below that.
RateUnit rateUnitOf(const RunStore& store, RunTopic topic = RunTopic::Curves);
/// The same for curves after that measurement arrived, in less time.
RateUnit rateUnitOf(const RunStore& store, RateUnit before, const Measurement& arrived);

/// In which a read-out writes a rate that is far too long in the chart's unit: a GPU's beside a processor's.
RateUnit readableUnit(double tflops, RateUnit unit);

double inUnit(double tflops, RateUnit unit);
/// "TFLOP/s"
QString nameOf(RateUnit unit);
/// The number alone, with as many digits as an interval gives sense to.
QString rateNumber(double tflops, RateUnit unit);

} // namespace headroom::ui
