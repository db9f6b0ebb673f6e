// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/readout.h"

#include "engine/model/certainty.h"
#include "engine/model/kernel_name.h"
#include "engine/sweep/planned_curve.h"
#include "ui/runs/roof_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

QString failureText(Status status) {
    switch (status) {
    case Status::CheckFailed:
        return words("wrong result");
    case Status::Unsupported:
        return words("not supported");
    case Status::OutOfMemory:
        return words("does not fit in memory");
    case Status::DeviceLost:
        return words("device lost");
    case Status::Error:
    case Status::Ok:
        break;
    }
    return words("failed");
}

/// "64 % of the roof"; where the chip ran at another clock than the roof is for, that of the roof at this
/// clock too.
QStringList roofShares(const RunContext& context, const Measurement& measurement) {
    const GemmShape& gemm = measurement.point.gemm;
    const auto roof = std::ranges::find(context.roofs, gemm.type, &Roof::type);
    if (roof == context.roofs.end() || !(roofTflops(*roof, gemm) > 0))
        return {};
    const auto shareOf = [&](double limit) {
        return QString::number(100 * measurement.throughputTflops() / limit, 'f', 0);
    };
    const QString specified = shareOf(roofTflops(*roof, gemm));
    const auto atClock =
        measurement.smClockMhz ? roofTflopsAt(*roof, gemm, *measurement.smClockMhz) : std::nullopt;
    if (!atClock || shareOf(*atClock) == specified)
        return {words("%1 % of the roof").arg(specified)};
    return {words("%1 % of the roof at the specified clock").arg(specified),
            words("%1 % of the roof at the measured clock, %2 MHz")
                .arg(shareOf(*atClock), QString::number(*measurement.smClockMhz, 'f', 0))};
}

} // namespace

QString ratioText(double ratio) {
    return QString::number(ratio, 'f', 3);
}

QString rateText(const Measurement& measurement, RateUnit chartUnit) {
    const RateUnit unit = readableUnit(measurement.throughputTflops(), chartUnit);
    const QString rate = rateNumber(measurement.throughputTflops(), unit) + QLatin1Char(' ') + nameOf(unit);
    const double low = measurement.throughputLowTflops();
    const double high = measurement.throughputHighTflops();
    return low > 0 && high > low
               ? rate + QStringLiteral("  (%1 – %2)").arg(rateNumber(low, unit), rateNumber(high, unit))
               : rate;
}

QString headDimText(const Measurement& measurement) {
    const LayerShape& layer = measurement.point.layer;
    const std::int64_t headDim = layer.headDim;
    const std::int64_t ratio = measurement.point.ratio;
    if (layer.heads <= 0 || layer.hidden % layer.heads != 0) // read off a picture, between two points
        return words("h/a ≈ %1")
            .arg(static_cast<double>(layer.hidden) / std::max<std::int64_t>(1, layer.heads), 0, 'f', 1);
    if (ratio <= 0 || headDim % ratio != 0 || headDim == ratio)
        return words("h/a = %1").arg(headDim);
    return words("h/a = %1 = %2 × %3").arg(headDim).arg(ratio).arg(headDim / ratio);
}

namespace {

/// "MLP Up: b·s = 8192, f/t = 16384, h = 4096".
QString gemmText(const PlannedPoint& point) {
    const OperationLengths lengths = infoOf(point.operation).lengthsOf(point.layer, point.pass);
    QStringList parts;
    if (lengths.batch > 1)
        parts << words("batch %1").arg(lengths.batch);
    for (const NamedLength& length : {lengths.m, lengths.n, lengths.k}) {
        const QString part =
            QStringLiteral("%1 = %2").arg(QString::fromUtf8(length.symbol)).arg(length.value);
        if (!parts.contains(part))
            parts << part;
    }
    return QStringLiteral("%1: %2").arg(QString::fromStdString(titleOf(point.operation, point.pass)),
                                        parts.join(QStringLiteral(", ")));
}

} // namespace

QString shapeText(const SweepSpec& spec, const Measurement& measurement) {
    const PlannedPoint& point = measurement.point;
    const LayerShape& layer = point.layer;
    const bool isOfHeads = infoOf(point.operation).hasCurves() && point.pass == Pass::Forward &&
                           layer == layerOf(layer.hidden, layer.heads, layer.seq, layer.batch);
    QString shape =
        isOfHeads
            ? words("h = %1, a = %2, %3").arg(layer.hidden).arg(layer.heads).arg(headDimText(measurement))
            : gemmText(point);
    if (varietyOf(spec).types)
        shape = words("%1, %2").arg(shape, QLatin1String(toString(point.gemm.type)));
    return measurement.point.algorithm == Algorithm::Best ? words("%1, algorithm best").arg(shape) : shape;
}

Readout readPoint(const Run& run, const Measurement& measurement, RateUnit unit) {
    Readout readout;
    const QString shape = shapeText(run.spec, measurement);
    if (!measurement.ok()) {
        readout.headline = words("Not measured: %1").arg(failureText(measurement.status));
        readout.lines << shape;
        if (!measurement.reason.empty())
            readout.lines << QString::fromStdString(measurement.reason);
        return readout;
    }
    readout.headline = rateText(measurement, unit);
    readout.lines << shape;
    QStringList costs(words("%1 per call").arg(timeText(measurement.time.medianS)));
    QStringList shares = roofShares(run.context, measurement);
    if (!shares.isEmpty())
        costs << shares.takeFirst();
    readout.details << costs.join(QStringLiteral(", ")) << shares;
    if (const QString why = notedWhyNoRoof(run.context, measurement); !why.isEmpty())
        readout.details << why;
    if (!measurement.kernel.empty())
        readout.details
            << words("kernel %1").arg(QString::fromStdString(shortKernelName(measurement.kernel)));
    readout.lines << readout.details;
    if (!measurement.flags.empty())
        readout.lines << (tellsOfOtherRuns(measurement.flags)
                              ? words("Note: %1").arg(flagsText(measurement.flags))
                              : words("Note: %1; the interval holds for these visits alone")
                                    .arg(flagsText(measurement.flags)));
    return readout;
}

} // namespace headroom::ui
