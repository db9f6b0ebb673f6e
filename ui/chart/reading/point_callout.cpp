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

Callout calloutOf(const Readout& readout, std::int64_t ratio) {
    Callout callout;
    callout.lines.push_back({readout.headline, ratio, true});
    for (const QString& line : readout.lines)
        callout.lines.push_back({line, std::nullopt, false});
    return callout;
}

} // namespace

Callout pointCallout(const CurveSet& curves, const Hit& hit) {
    const auto row = curves.rowAt(hit.point);
    if (!row)
        return {};
    if (const auto readout = curves.quantity().readout(*row))
        return calloutOf(*readout, hit.curve.ratio);
    Callout callout = calloutOf(readPoint(row->run.run, row->measurement), hit.curve.ratio);
    if (const QString gain = bestGain(curves, hit, row->measurement); !gain.isEmpty())
        callout.lines.push_back({gain, std::nullopt, false});
    if (curves.groups().size() > 1)
        callout.lines.push_back(
            {row->run.isReference() ? words("reference: %1").arg(row->run.fullName()) : row->run.fullName(),
             std::nullopt, false});
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
