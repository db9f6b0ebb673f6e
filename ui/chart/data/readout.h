// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/measurement.h"
#include "engine/sweep/run.h"
#include "ui/runs/rate_unit.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/number_text.h"

#include <QString>
#include <QStringList>

namespace headroom::ui {

/// A ratio of two throughputs: three decimals, as many as an interval of a percent gives sense to.
QString ratioText(double ratio);
/// The throughput of a row that is ok, with its interval where that is known: "71.3 TFLOP/s  (70.5 – 72.0)".
QString rateText(const Measurement& measurement, RateUnit unit = RateUnit::Teraflops);
/// "341 = 1 × 341": the head dimension and the divisor that puts it on its curve.
QString headDimText(const Measurement& measurement);

/// Hidden size, heads and head dimension of a row of such a run; the type where the run has several, and the
/// algorithm where it is not the library's default.
QString shapeText(const SweepSpec& spec, const Measurement& measurement);

/// What the chart says of one point.
struct Readout {
    QString headline;         ///< throughput, or what went wrong
    QStringList lines;        ///< the rest, one fact a line
    QStringList details = {}; ///< those of the lines that are nothing for an audience
};

Readout readPoint(const Run& run, const Measurement& measurement, RateUnit unit = RateUnit::Teraflops);

} // namespace headroom::ui
