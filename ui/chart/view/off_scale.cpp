// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/off_scale.h"

#include "ui/chart/data/curve_set.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <span>

namespace headroom::ui {

namespace {

/// The points between the ends of the x axis.
std::span<const CurvePoint> between(const std::vector<CurvePoint>& points, const ViewRange& view) {
    return {std::ranges::lower_bound(points, view.xMin, {}, &CurvePoint::hidden),
            std::ranges::upper_bound(points, view.xMax, {}, &CurvePoint::hidden)};
}

QString textOf(const QString& name, const std::vector<const Curve*>& outside, std::size_t seen) {
    if (outside.size() == 1 && seen > 0)
        return words("%1, %2 off the scale").arg(name, outside.front()->label);
    if (seen > 0)
        return words("%1, %2 curves off the scale").arg(name).arg(outside.size());
    return words("%1 off the scale").arg(name);
}

/// Of a run's curves between the ends of the x axis.
struct Places {
    std::vector<const Curve*> above;
    std::vector<const Curve*> below;
    std::vector<const Curve*> flat;
    std::size_t drawn = 0;
};

Places placesOf(const CurveSet& curves, int runId, const ViewRange& view) {
    Places places;
    for (const Curve& curve : curves.curves()) {
        const auto points = between(curve.points, view);
        if (curve.key.runId != runId || !curve.shown || points.empty())
            continue;
        ++places.drawn;
        const auto [low, high] = std::ranges::minmax(points, {}, &CurvePoint::value);
        if (low.value > view.yMax)
            places.above.push_back(&curve);
        else if (high.value < view.yMin)
            places.below.push_back(&curve);
        else if (view.yMin <= 0 && high.value < kFlatShare * view.yMax) // a logarithmic axis has no 0
            places.flat.push_back(&curve);
    }
    return places;
}

OffScale flatRun(const CurveSet& curves, const CurveGroup& group, const std::vector<const Curve*>& flat) {
    OffScale note{
        words("%1 lies below %2 % of the axis").arg(curves.nameOf(group.runId)).arg(100 * kFlatShare), false,
        flat, true};
    if (group.role != CurveRole::Reference)
        note.advice = words("“Scale to this run”, in its menu in the legend, shows it");
    return note;
}

} // namespace

std::vector<OffScale> offScale(const CurveSet& curves, const ViewRange& view) {
    std::vector<OffScale> found;
    const bool several = std::ranges::count(curves.groups(), true, &CurveGroup::shown) > 1;
    for (const CurveGroup& group : curves.groups()) {
        const Places places = placesOf(curves, group.runId, view);
        const auto tell = [&](const std::vector<const Curve*>& outside, bool isAbove) {
            if (!outside.empty() && several)
                found.push_back({textOf(curves.nameOf(group.runId), outside, places.drawn - outside.size()),
                                 isAbove, outside});
        };
        tell(places.above, true);
        tell(places.below, false);
        if (!places.flat.empty() && places.flat.size() == places.drawn && curves.groups().size() > 1)
            found.push_back(flatRun(curves, group, places.flat));
    }
    for (const int runId : curves.onOtherAxes()) {
        OffScale note;
        note.text = words("%1 lies along %2 and not along %3: it is seen once runs along %3 are hidden")
                        .arg(curves.nameOf(runId),
                             QString::fromLatin1(infoOf(axisOf(curves.specOf({.runId = runId}))).symbol),
                             QString::fromLatin1(curves.axis().symbol));
        found.push_back(std::move(note));
    }
    return found;
}

QString roofAbove(const CurveSet& curves, const ViewRange& view) {
    double top = 0;
    for (const RoofCurve& roof : curves.roofs())
        if (roof.shown)
            for (const CurvePoint& point : between(roof.points, view))
                top = std::max(top, point.value);
    return top > view.yMax ? words("roof of %1 off the scale").arg(curves.quantity().withUnit(top))
                           : QString();
}

} // namespace headroom::ui
