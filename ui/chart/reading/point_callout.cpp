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

/// What the library's best algorithm would add to its own choice, where both were measured at this shape.
QString bestGain(const CurveSet& curves, const Hit& hit, const Measurement& own) {
    CurveKey other = hit.curve;
    if (other.algorithm != Algorithm::Default || !own.ok())
        return {};
    other.algorithm = Algorithm::Best;
    const Curve* best = curves.find(other);
    const StoredRun* stored = curves.run(hit.point.runId);
    if (!best || !stored)
        return {};
    const auto at = std::ranges::lower_bound(best->points, hit.hidden, {}, &CurvePoint::hidden);
    if (at == best->points.end() || at->hidden != hit.hidden)
        return {};
    const Measurement& row = stored->run.measurements.at(static_cast<std::size_t>(at->row));
    const double gain = 100 * (row.throughputTflops() / own.throughputTflops() - 1);
    const QString kernel = row.kernel == own.kernel ? words("the same kernel")
                                                    : QString::fromStdString(shortKernelName(row.kernel));
    const double rounded = std::round(gain);
    const QString text = rounded == 0 ? words("nothing more with algorithm best")
                                      : words("%1 % with algorithm best")
                                            .arg((rounded < 0 ? QStringLiteral("−") : QStringLiteral("+")) +
                                                 QString::number(std::abs(rounded)));
    return kernel.isEmpty() ? text : QStringLiteral("%1: %2").arg(text, kernel);
}

QString rateText(const QString& run, const Measurement& row) {
    const double low = row.throughputLowTflops();
    const double high = row.throughputHighTflops();
    const QString text =
        words("%1: %2 TFLOP/s").arg(run, shortNumber(row.throughputTflops(), kThroughputDigits));
    return low > 0 && high > low
               ? text + QStringLiteral("  (%1 – %2)")
                            .arg(shortNumber(low, kThroughputDigits), shortNumber(high, kThroughputDigits))
               : text;
}

/// Where runs are compared: their ratio, its interval and what it is made of.
Callout ratioCallout(const CurveSet& curves, const Hit& hit, const Measurement& over,
                     const Measurement& base) {
    const RateRatio ratio = rateRatio(over, base);
    QString headline = QStringLiteral("× ") + ratioText(ratio.value);
    if (ratio.halfWidth > 0)
        headline +=
            QStringLiteral("  (%1 – %2)")
                .arg(ratioText(ratio.value - ratio.halfWidth), ratioText(ratio.value + ratio.halfWidth));
    if (ratio.within())
        headline = words("%1, within the interval").arg(headline);
    Callout callout;
    callout.lines.push_back({headline, hit.curve.ratio, true});
    callout.lines.push_back({shapeText(over), std::nullopt, false});
    if (ratio.halfWidth == 0)
        callout.lines.push_back(
            {words("a run names no interval: a difference may be chance"), std::nullopt, false});
    const auto nameOf = [&curves](int runId) {
        const StoredRun* run = curves.run(runId);
        return run ? run->name : QString();
    };
    callout.lines.push_back({rateText(nameOf(curves.compared().runId), over), std::nullopt, false});
    callout.lines.push_back({rateText(nameOf(curves.compared().baseId), base), std::nullopt, false});
    return callout;
}

} // namespace

Callout pointCallout(const CurveSet& curves, const Hit& hit) {
    Callout callout;
    const StoredRun* stored = curves.run(hit.point.runId);
    if (!stored)
        return callout;
    const Measurement& row = stored->run.measurements.at(static_cast<std::size_t>(hit.point.row));
    if (const Measurement* base = curves.baseOf(hit.point.runId, hit.point.row); base && row.ok())
        return ratioCallout(curves, hit, row, *base);
    const Readout readout = readPoint(stored->run, row);
    callout.lines.push_back({readout.headline, hit.curve.ratio, true});
    for (const QString& line : readout.lines)
        callout.lines.push_back({line, std::nullopt, false});
    if (const QString gain = bestGain(curves, hit, row); !gain.isEmpty())
        callout.lines.push_back({gain, std::nullopt, false});
    if (curves.groups().size() > 1)
        callout.lines.push_back(
            {stored->isReference() ? words("reference: %1").arg(stored->name) : stored->name, std::nullopt,
             false});
    return callout;
}

QString valueText(const CurveSet& curves, const Hit& hit) {
    const StoredRun* stored = curves.run(hit.point.runId);
    const Measurement* base = curves.baseOf(hit.point.runId, hit.point.row);
    if (!stored || !base)
        return shortNumber(hit.value);
    const QString text = QStringLiteral("× ") + ratioText(hit.value);
    const bool within =
        rateRatio(stored->run.measurements.at(static_cast<std::size_t>(hit.point.row)), *base).within();
    return within ? words("%1, within the interval").arg(text) : text;
}

QString oneLine(const Callout& callout) {
    QStringList texts;
    for (const CalloutLine& line : callout.lines)
        texts += line.text;
    return texts.join(QStringLiteral("  ·  "));
}

} // namespace headroom::ui
