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

} // namespace

std::vector<OffScale> offScale(const CurveSet& curves, const ViewRange& view) {
    std::vector<OffScale> found;
    for (const CurveGroup& group : curves.groups()) {
        if (group.role == CurveRole::Main)
            continue;
        std::vector<const Curve*> above;
        std::vector<const Curve*> below;
        std::size_t drawn = 0;
        for (const Curve& curve : curves.curves()) {
            const auto points = between(curve.points, view);
            if (curve.key.runId != group.runId || !curve.shown || points.empty())
                continue;
            ++drawn;
            if (std::ranges::all_of(points, [&](const CurvePoint& p) { return p.value > view.yMax; }))
                above.push_back(&curve);
            if (std::ranges::all_of(points, [&](const CurvePoint& p) { return p.value < view.yMin; }))
                below.push_back(&curve);
        }
        const auto tell = [&](const std::vector<const Curve*>& outside, bool isAbove) {
            if (!outside.empty())
                found.push_back(
                    {textOf(curves.nameOf(group.runId), outside, drawn - outside.size()), isAbove, outside});
        };
        tell(above, true);
        tell(below, false);
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
