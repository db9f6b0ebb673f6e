// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/point_callout.h"

#include "engine/model/kernel_name.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/readout.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

/// The row of the run's other algorithm at the same shape; null where that was not measured.
const Measurement* otherAlgorithm(const CurveSet& curves, const Hit& hit) {
    CurveKey other = hit.curve;
    other.algorithm = other.algorithm == Algorithm::Best ? Algorithm::Default : Algorithm::Best;
    const Curve* curve = curves.find(other);
    const StoredRun* stored = curves.run(hit.point.runId);
    if (!curve || !stored)
        return nullptr;
    const auto at = std::ranges::lower_bound(curve->points, hit.hidden, {}, &CurvePoint::hidden);
    if (at == curve->points.end() || at->hidden != hit.hidden)
        return nullptr;
    return &stored->run.measurements.at(static_cast<std::size_t>(at->row));
}

QString signedPercent(double percent) {
    return (percent < 0 ? QStringLiteral("−") : QStringLiteral("+")) + QString::number(std::abs(percent));
}

/// What the library's best algorithm adds to its own choice, read at either of the two, with the kernel of
/// the other.
CalloutLine bestGain(const CurveSet& curves, const Hit& hit, const Measurement& own) {
    const Measurement* other = own.ok() ? otherAlgorithm(curves, hit) : nullptr;
    if (!other)
        return {};
    const bool readsBest = hit.curve.algorithm == Algorithm::Best;
    const double best = (readsBest ? own : *other).throughputTflops();
    const double usual = (readsBest ? *other : own).throughputTflops();
    const double gain = std::round(100 * (best / usual - 1));
    QString text;
    if (readsBest)
        text = gain == 0 ? words("no more than the default algorithm")
                         : words("%1 % over the default algorithm").arg(signedPercent(gain));
    else
        text = gain == 0 ? words("nothing more with algorithm best")
                         : words("%1 % with algorithm best").arg(signedPercent(gain));
    const QString kernel = other->kernel == own.kernel
                               ? words("the same kernel")
                               : QString::fromStdString(shortKernelName(other->kernel));
    CalloutLine line{kernel.isEmpty() ? text : QStringLiteral("%1: %2").arg(text, kernel), std::nullopt};
    line.briefly = text;
    return line;
}

Callout calloutOf(const Readout& readout, std::int64_t ratio, bool best) {
    Callout callout;
    callout.lines.push_back({readout.headline, ratio, true, false, best});
    for (const QString& line : readout.lines)
        callout.lines.push_back({line, std::nullopt, false, readout.details.contains(line)});
    return callout;
}

/// What the y axis shows of the row, with its interval, where that is not the throughput that a read-out
/// leads with.
QString axisText(const Quantity& quantity, const MeasuredRow& row) {
    const auto value =
        row.measurement.ok() && !quantity.leadsReadouts() ? quantity.valueOf(row) : std::nullopt;
    if (!value)
        return {};
    const QString text = quantity.withUnit(value->value);
    const ValueRange& interval = value->interval;
    return interval.high > interval.low
               ? QStringLiteral("%1  (%2 – %3)")
                     .arg(text, quantity.withUnit(interval.low), quantity.withUnit(interval.high))
               : text;
}

} // namespace

Callout pointCallout(const CurveSet& curves, const Hit& hit) {
    const auto row = curves.rowAt(hit.point);
    if (!row)
        return {};
    const Curve* curve = curves.find(hit.curve);
    const bool best = curve && curve->best;
    const std::int64_t look = (curve ? curve->key : hit.curve).look();
    if (auto readout = curves.quantity().readout(*row)) {
        if (curve && curves.quantity().comparesAll())
            readout->lines << curves.beside().othersText(row->measurement.point, row->unit)
                           << curves.beside().reasons(*curve) << row->run.fullName();
        return calloutOf(*readout, look, best);
    }
    Readout readout = readPoint(row->run.run, row->measurement, row->unit);
    if (const QString value = axisText(curves.quantity(), *row); !value.isEmpty())
        readout.lines.prepend(std::exchange(readout.headline, value));
    Callout callout = calloutOf(readout, look, best);
    if (CalloutLine gain = bestGain(curves, hit, row->measurement); !gain.text.isEmpty())
        callout.lines.push_back(std::move(gain));
    if (curves.groups().size() > 1)
        callout.lines.push_back(
            {row->run.isReference() ? words("reference: %1").arg(row->run.fullName()) : row->run.fullName(),
             std::nullopt, false});
    if (row->run.isReference() && row->measurement.ok() && !(row->measurement.time.highS > 0))
        callout.lines.push_back({words("Its interval is not known."), std::nullopt, false});
    return callout;
}

QString valueText(const CurveSet& curves, const Hit& hit) {
    const auto row = curves.rowAt(hit.point);
    const auto value = row ? curves.quantity().valueOf(*row) : std::nullopt;
    return value ? curves.quantity().text(*value) : QString();
}

QString oneLine(const Callout& callout) {
    QStringList texts;
    for (const CalloutLine& line : callout.lines)
        texts += line.text;
    return texts.join(QStringLiteral("  ·  "));
}

} // namespace headroom::ui
