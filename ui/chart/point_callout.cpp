// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/point_callout.h"

#include "ui/chart/curve_set.h"
#include "ui/chart/readout.h"
#include "ui/sweep/run_store.h"

#include <QCoreApplication>

#include <algorithm>

namespace headroom::ui {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("headroom::ui::PointCallout", text);
}

/// How the library's best algorithm compares with its own choice, where both were measured at this shape.
QString bestGain(const CurveSet& curves, const Hit& hit) {
    CurveKey other = hit.curve;
    if (other.algorithm != Algorithm::Default)
        return {};
    other.algorithm = Algorithm::Best;
    const Curve* best = curves.find(other);
    if (!best || hit.value <= 0)
        return {};
    const auto at = std::ranges::lower_bound(best->points, hit.hidden, {}, &CurvePoint::hidden);
    if (at == best->points.end() || at->hidden != hit.hidden)
        return {};
    return words("best algorithm: %1 (%2 %)")
        .arg(shortNumber(at->value))
        .arg(QString::asprintf("%+.0f", 100 * (at->value / hit.value - 1)));
}

} // namespace

Callout pointCallout(const CurveSet& curves, const Hit& hit) {
    Callout callout;
    const StoredRun* stored = curves.run(hit.point.runId);
    if (!stored)
        return callout;
    const Readout readout =
        readPoint(stored->run, stored->run.measurements.at(static_cast<std::size_t>(hit.point.row)));
    callout.lines.push_back({readout.headline, hit.curve.ratio, true});
    for (const QString& line : readout.lines)
        callout.lines.push_back({line, std::nullopt, false});
    if (const QString gain = bestGain(curves, hit); !gain.isEmpty())
        callout.lines.push_back({gain, std::nullopt, false});
    if (curves.groups().size() > 1)
        callout.lines.push_back(
            {stored->kind == RunKind::Reference ? words("reference: %1").arg(stored->name) : stored->name,
             std::nullopt, false});
    return callout;
}

QString oneLine(const Callout& callout) {
    QStringList texts;
    for (const CalloutLine& line : callout.lines)
        texts += line.text;
    return texts.join(QStringLiteral("  ·  "));
}

} // namespace headroom::ui
