// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/pin_texts.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/readout.h"
#include "ui/chart/data/run_comparison.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

QString hiddenText(const MeasuredRow& row) {
    const Axis axis = axisOf(row.run.run.spec);
    return words("%1 = %2")
        .arg(QString::fromLatin1(infoOf(axis).symbol))
        .arg(valueOf(row.measurement.point.layer, axis));
}

/// Only where the other algorithm lies beside it.
QString algorithmText(const Curve& curve) {
    return curve.best ? words("algorithm best") : QString();
}

std::optional<CurvePoint> measuredAt(const CurveSet& curves, const Hit& hit) {
    const Curve* curve = curves.find(hit.curve);
    const auto found = curve ? std::ranges::find(curve->points, hit.point.row, &CurvePoint::row)
                             : std::vector<CurvePoint>::const_iterator();
    return curve && found != curve->points.end() ? std::optional(*found) : std::nullopt;
}

QString withInterval(const QString& value, const QString& interval) {
    if (interval.isEmpty())
        return value;
    return QStringLiteral("%1 (%2)").arg(value, QString(interval).replace(u' ', QChar::Nbsp)); // on one line
}

QString valueText(const Quantity& quantity, const CurvePoint& point) {
    return withInterval(quantity.withUnit(point.value),
                        point.hasInterval() ? quantity.intervalText({point.low, point.high}) : QString());
}

/// As it is shown: a difference is that of the values beside it.
double shownValue(const Quantity& quantity, double value) {
    bool isNumber = false;
    const double shown = quantity.shortText(value).toDouble(&isNumber);
    return isNumber ? shown : value;
}

/// From `a` to `b`; where both look the same, to as many digits as it takes.
QString differenceText(const Quantity& quantity, double a, double b) {
    double difference = shownValue(quantity, b) - shownValue(quantity, a);
    if (difference == 0)
        difference = b - a;
    const QString sign = difference < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + quantity.differenceText(std::abs(difference));
}

/// How many times `a` the value of `b` is, as rateRatio() says it of two throughputs.
QString timesText(const CurvePoint& a, const CurvePoint& b) {
    const double times = b.value / a.value;
    const QString text = QStringLiteral("× ") + ratioText(times);
    if (!a.hasInterval() || !b.hasInterval() || a.unsure || b.unsure)
        return text;
    const auto relative = [](const CurvePoint& point) {
        return (point.high - point.low) / (2 * point.value);
    };
    const double half = times * std::hypot(relative(a), relative(b));
    const QString interval =
        withInterval(text, QStringLiteral("%1 – %2").arg(ratioText(times - half), ratioText(times + half)));
    return std::abs(times - 1) <= half ? words("%1, within the interval").arg(interval) : interval;
}

/// A point of the chart with all that is said of it.
struct PlaceOfPin {
    const Curve& curve;
    CurvePoint point;
    MeasuredRow row;
    QString run;
};

std::optional<PlaceOfPin> placeOf(const CurveSet& curves, const Hit& hit) {
    const auto point = measuredAt(curves, hit);
    const auto row = curves.rowAt(hit.point);
    const Curve* curve = curves.find(hit.curve);
    if (hit.failed || !point || !row || !curve)
        return std::nullopt;
    return PlaceOfPin{*curve, *point, *row, curves.nameOf(hit.point.runId)};
}

/// The hidden size, and in what else the point lies elsewhere than the other.
QString differenceOf(const PlaceOfPin& place, const PlaceOfPin& other) {
    const LayerShape& layer = place.row.measurement.point.layer;
    QStringList parts;
    if (place.run != other.run)
        parts << place.run;
    if (place.curve.key.ofEveryAlgorithm() != other.curve.key.ofEveryAlgorithm())
        parts << place.curve.label;
    else if (place.curve.best != other.curve.best)
        parts << (place.curve.best ? words("best") : words("default"));
    parts << hiddenText(place.row);
    if (layer.heads != other.row.measurement.point.layer.heads)
        parts << words("a = %1").arg(layer.heads);
    return inOneLine(parts, QStringLiteral(", "));
}

QString wholeText(const PlaceOfPin& place, bool namesRun) {
    return inOneLine(
        {namesRun ? place.run : QString(), shapeText(place.row.run.run.spec, place.row.measurement)},
        QStringLiteral(", "));
}

} // namespace

Callout pinnedCallout(const CurveSet& curves, const Hit& hit, PinWords howMuch) {
    const auto row = curves.rowAt(hit.point);
    const Curve* curve = curves.find(hit.curve);
    Callout callout = pointCallout(curves, hit);
    if (callout.empty() || !row || !curve)
        return callout;
    callout.lines.resize(1);
    const QString run = curves.groups().size() > 1 ? curves.nameOf(hit.point.runId) : QString();
    if (howMuch == PinWords::Whole) {
        callout.lines.push_back({shapeText(row->run.run.spec, row->measurement)});
        if (!run.isEmpty())
            callout.lines.push_back({run});
        return callout;
    }
    if (!hit.failed)
        callout.lines.front().text = curves.quantity().withUnit(hit.value);
    callout.lines.push_back(
        {inOneLine({hiddenText(*row), algorithmText(*curve), run}, QStringLiteral(", "))});
    return callout;
}

QStringList comparedPoints(const CurveSet& curves, const Hit& hitA, const Hit& hitB, PinWords howMuch) {
    const auto a = placeOf(curves, hitA);
    const auto b = placeOf(curves, hitB);
    if (!a || !b || !(a->point.value > 0))
        return {};
    const Quantity& quantity = curves.quantity();
    const bool whole = howMuch == PinWords::Whole;
    const auto told = [&](const PlaceOfPin& place, const PlaceOfPin& other) {
        return QStringLiteral("%1: %2").arg(
            whole ? wholeText(place, place.run != other.run) : differenceOf(place, other),
            whole ? valueText(quantity, place.point) : quantity.withUnit(place.point.value));
    };
    QStringList lines{words("A  %1").arg(told(*a, *b)), words("B  %1").arg(told(*b, *a))};
    if (const QStringList terms = gemmDifferences(b->row.measurement.point, a->row.measurement.point);
        !terms.isEmpty())
        lines << words("B and A are not the same GEMM: %1").arg(terms.join(QStringLiteral(", ")));
    const QString times = timesText(a->point, b->point);
    return lines << (whole ? words("A to B: %1, %2")
                                 .arg(differenceText(quantity, a->point.value, b->point.value), times)
                           : words("A to B: %1").arg(times));
}

} // namespace headroom::ui
