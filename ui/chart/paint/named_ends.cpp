// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/named_ends.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/roof_lines.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace headroom::ui {

namespace {

constexpr double kOneHeight = 0.5; // pixels

std::vector<NamedEnd> endsOf(const CurveSet& curves, const PlotMapping& mapping, const IsMeant& isMeant) {
    std::vector<NamedEnd> ends;
    for (const Curve& curve : curves.curves())
        if (curve.shown && isMeant(curve))
            if (const auto end = lastSeen(curve.points, mapping))
                ends.push_back({end, &curve, std::nullopt});
    return ends;
}

} // namespace

NamedEnd uppermostCurve(const CurveSet& curves, const PlotMapping& mapping, const IsMeant& isMeant) {
    const std::vector<NamedEnd> ends = endsOf(curves, mapping, isMeant);
    const auto uppermost =
        std::ranges::min_element(ends, {}, [](const NamedEnd& named) { return named.end->at.y(); });
    return uppermost == ends.end() ? NamedEnd() : *uppermost;
}

NamedEnd farthestCurve(const CurveSet& curves, const PlotMapping& mapping, double reach,
                       const IsMeant& isMeant) {
    const std::vector<NamedEnd> ends = endsOf(curves, mapping, isMeant);
    double farthest = -std::numeric_limits<double>::infinity();
    for (const NamedEnd& named : ends)
        farthest = std::max(farthest, named.end->at.x());
    const auto first = std::ranges::find_if(
        ends, [&](const NamedEnd& named) { return named.end->at.x() >= farthest - reach; });
    return first == ends.end() ? NamedEnd() : *first;
}

NamedEnd uppermostRoof(const CurveSet& curves, int runId, const PlotMapping& mapping) {
    NamedEnd uppermost;
    for (const RoofLine& roof : roofLines(curves)) {
        const auto end = roof.runId == runId ? lastSeen(roof.points, mapping) : std::nullopt;
        if (!end)
            continue;
        const double above = uppermost.end ? uppermost.end->at.y() - end->at.y() : 1;
        if (above >= kOneHeight || (above > -kOneHeight && end->at.x() > uppermost.end->at.x()))
            uppermost = {end, nullptr, roof.ratio, roof.place};
    }
    return uppermost;
}

std::optional<Qt::Edge> edgeAt(const LineEnd& end, const QRectF& plot) {
    if (!end.leaves || end.at.x() > plot.right() - 0.5) // pixels
        return std::nullopt;
    return end.at.y() < plot.center().y() ? Qt::TopEdge : Qt::BottomEdge;
}

} // namespace headroom::ui
