// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/legend_entry.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/paint/curve_style.h"

#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

LegendEntry groupEntry(const CurveGroup& group) {
    LegendEntry entry;
    entry.kind = LegendEntry::Kind::Group;
    entry.key.runId = group.runId;
    entry.label = group.name;
    entry.shown = group.shown;
    entry.role = group.role;
    return entry;
}

LegendEntry curveEntry(const Curve& curve, const Quantity& quantity) {
    LegendEntry entry;
    static_cast<CurveHead&>(entry) = curve;
    entry.points = static_cast<int>(curve.points.size());
    entry.failures = static_cast<int>(curve.failures.size());
    if (!curve.points.empty())
        entry.lastValue = quantity.shortText(curve.points.back().value);
    return entry;
}

LegendEntry roofEntry(bool shown, std::optional<std::int64_t> ratio) {
    LegendEntry entry;
    entry.kind = LegendEntry::Kind::Roof;
    entry.label = QStringLiteral("roof");
    entry.shown = shown;
    entry.roofRatio = ratio;
    return entry;
}

std::vector<const CurveGroup*> groupsOf(const CurveSet& curves, LegendRows rows) {
    const auto isDrawn = [&curves](const CurveGroup& group) {
        return curves.hasPointsOf(group.runId) &&
               std::ranges::any_of(curves.curves(), [&](const Curve& curve) {
                   return curve.shown && curve.key.runId == group.runId;
               });
    };
    std::vector<const CurveGroup*> groups;
    for (const CurveGroup& group : curves.groups())
        if (rows == LegendRows::All || isDrawn(group))
            groups.push_back(&group);
    return groups;
}

} // namespace

std::vector<LegendEntry> legendEntries(const CurveSet& curves, LegendRows rows) {
    const bool all = rows == LegendRows::All;
    const std::vector<const CurveGroup*> groups = groupsOf(curves, rows);
    std::vector<LegendEntry> entries;
    const auto addGroups = [&](bool references) {
        for (const CurveGroup* group : groups) {
            if ((group->role == CurveRole::Reference) != references)
                continue;
            if ((groups.size() > 1 || group->replay) && group->runId != 0)
                entries.push_back(groupEntry(*group));
            for (const Curve& curve : curves.curves())
                if (curve.key.runId == group->runId && (all || curve.shown))
                    entries.push_back(curveEntry(curve, curves.quantity()));
        }
    };
    addGroups(false);
    const auto drawn = std::ranges::find_if(curves.roofs(), &RoofCurve::shown);
    if (all && !curves.roofs().empty())
        entries.push_back(roofEntry(curves.choices().roofShown, std::nullopt));
    else if (!all && drawn != curves.roofs().end())
        entries.push_back(roofEntry(true, drawn->ratio));
    addGroups(true);
    return entries;
}

void paintSwatch(QPainter& painter, const LegendEntry& entry, const QRectF& area, double markerRadius,
                 const ChartTheme& theme) {
    const bool roof = entry.kind == LegendEntry::Kind::Roof;
    painter.setPen(roof ? roofPen(entry.roofRatio, theme) : curvePen(entry, theme));
    painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()));
    if (roof)
        return;
    painter.setPen(QPen(theme.sheet, 0.8));
    painter.setBrush(curveColor(entry, theme));
    painter.drawPath(markerPath(curveMarker(entry.key.ratio), markerRadius).translated(area.center()));
    painter.setBrush(Qt::NoBrush);
}

} // namespace headroom::ui
