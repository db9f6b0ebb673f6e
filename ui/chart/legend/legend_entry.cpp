// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/chart/legend/legend_entry.h"

#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/roof_lines.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

using Entries = std::vector<LegendEntry>;

bool isEmpty(const Curve& curve) {
    return curve.points.empty() && curve.failures.empty();
}

bool hasRow(const Curve& curve, LegendRows rows) {
    if (rows == LegendRows::Drawn)
        return curve.shown && !isEmpty(curve);
    return curve.role == CurveRole::Main || !isEmpty(curve);
}

void fill(LegendEntry& entry, const Curve& curve, const Quantity& quantity) {
    entry.points = static_cast<int>(curve.points.size());
    entry.failures = static_cast<int>(curve.failures.size());
    if (!curve.points.empty())
        entry.lastValue = quantity.shortText(curve.points.back().value);
}

/// One row for the curves of all runs that look alike but for their line's pattern.
Entries curveEntries(const CurveSet& curves, LegendRows rows, bool severalRuns) {
    Entries entries;
    for (const Curve& curve : curves.curves()) {
        if (!hasRow(curve, rows))
            continue;
        auto entry = std::ranges::find_if(entries, [&curve](const LegendEntry& other) {
            return other.key.ofEveryAlgorithm() == curve.key.ofEveryAlgorithm() && other.best == curve.best;
        });
        if (entry == entries.end()) {
            entry = entries.emplace(entries.end());
            static_cast<CurveHead&>(*entry) = curve;
            entry->role = CurveRole::Main;
            entry->place = curve.line;
            if (severalRuns)
                entry->key.runId = 0;
        }
        entry->shown |= curve.shown;
        if (entry->points == 0)
            fill(*entry, curve, curves.quantity());
        if (std::ranges::find(entry->curves, curve.key.ofEveryRun()) == entry->curves.end())
            entry->curves.push_back(curve.key.ofEveryRun());
    }
    if (severalRuns) // a run behind the front one may have a curve between two of its
        std::ranges::stable_sort(entries, {}, [](const LegendEntry& entry) {
            return std::tuple(entry.best, entry.key.ofEveryAlgorithm());
        });
    return entries;
}

Entries runEntries(const CurveSet& curves, LegendRows rows) {
    Entries entries;
    for (const CurveGroup& group : curves.groups()) {
        const bool isDrawn = std::ranges::any_of(curves.curves(), [&](const Curve& curve) {
            return curve.key.runId == group.runId && hasRow(curve, LegendRows::Drawn);
        });
        const StoredRun* stored = curves.run(group.runId);
        if (!stored || (rows == LegendRows::Drawn && !isDrawn))
            continue;
        LegendEntry entry;
        entry.kind = LegendEntry::Kind::Run;
        entry.key.runId = group.runId;
        // A list of hidden runs too must tell them from each other; a drawing need not.
        const RunName called = rows == LegendRows::Drawn ? curves.calledOf(stored->id) : stored->called;
        entry.label = called.name;
        entry.detail = rows == LegendRows::Drawn ? detailOf(curves, *stored) : called.detail;
        entry.shown = group.shown;
        entry.role = group.role;
        entry.place = group.place;
        entries.push_back(std::move(entry));
    }
    return entries;
}

Entries hollowEntries(const CurveSet& curves, const PlotView* view) {
    if (view ? !marksFlagged(curves.curves(), *view) : !anyFlaggedShown(curves))
        return {};
    LegendEntry entry;
    entry.kind = LegendEntry::Kind::Hollow;
    entry.label = hollowLabel();
    return {entry};
}

Entries roofEntries(const CurveSet& curves, LegendRows rows) {
    const auto drawn = std::ranges::find_if(curves.roofs(), &RoofCurve::shown);
    const bool isDrawn = drawn != curves.roofs().end();
    const bool isOff = rows == LegendRows::All && !curves.choices().roofShown;
    if (curves.roofs().empty() || (!isDrawn && !isOff)) // of hidden runs there is none to show
        return {};
    const std::vector<RoofLine> roofs = roofOfEachRun(curves);
    Entries entries;
    for (const RoofLine& roof : roofs) {
        LegendEntry& entry = entries.emplace_back();
        entry.label = roofLabel(curves, roof, roofs.size() > 1);
        entry.place = roof.place;
        if (rows == LegendRows::Drawn)
            entry.roofRatio = roof.ratio;
    }
    if (roofs.empty() && rows == LegendRows::All) // to be shown again
        entries.emplace_back().label = words("roof");
    for (LegendEntry& entry : entries) {
        entry.kind = LegendEntry::Kind::Roof;
        entry.shown = isDrawn;
    }
    return entries;
}

} // namespace

Entries legendEntries(const CurveSet& curves, LegendRows rows, const PlotView* view) {
    Entries runs = runEntries(curves, rows);
    const bool isReplay = std::ranges::any_of(curves.groups(), &CurveGroup::replay);
    const bool severalRuns = runs.size() > 1 || (rows == LegendRows::All && curves.groups().size() > 1);
    Entries entries = curveEntries(curves, rows, severalRuns);
    std::ranges::move(hollowEntries(curves, view), std::back_inserter(entries));
    std::ranges::move(roofEntries(curves, rows), std::back_inserter(entries));
    if (severalRuns ||
        isReplay) // a replay is named even where it is alone, lest it be taken for measured now
        std::ranges::move(runs, std::back_inserter(entries));
    for (std::size_t i = 1; i < entries.size(); ++i)
        entries[i].opensPart =
            entries[i].kind == LegendEntry::Kind::Run && entries[i - 1].kind != LegendEntry::Kind::Run;
    return entries;
}

double swatchWidth(const CurveLook& look) {
    return std::ceil(longestPattern(look));
}

QPen keyPen(const LegendEntry& entry, const ChartTheme& theme) {
    switch (entry.kind) {
    case LegendEntry::Kind::Roof:
        return roofPen(entry.roofRatio, entry.place, theme);
    case LegendEntry::Kind::Run:
        return runPen(entry.role, entry.place, theme);
    case LegendEntry::Kind::Curve:
    case LegendEntry::Kind::Hollow:
    case LegendEntry::Kind::Note:
        break;
    }
    return curvePen(entry, theme);
}

void paintSwatch(QPainter& painter, const LegendEntry& entry, const QRectF& area, double markerRadius,
                 const ChartTheme& theme) {
    if (entry.kind == LegendEntry::Kind::Note)
        return;
    if (entry.kind == LegendEntry::Kind::Hollow) {
        painter.setPen(QPen(theme.label, 1.5 * theme.curves.markers));
        painter.setBrush(theme.sheet);
        painter.drawEllipse(area.center(), markerRadius, markerRadius);
        painter.setBrush(Qt::NoBrush);
        return;
    }
    const QPen pen = keyPen(entry, theme);
    const double aside = (area.width() - sampleLength(pen, area.width())) / 2;
    painter.setPen(pen);
    painter.drawLine(QPointF(area.left() + aside, area.center().y()),
                     QPointF(area.right() - aside, area.center().y()));
    if (entry.kind != LegendEntry::Kind::Curve)
        return;
    painter.setPen(QPen(theme.sheet, 0.8 * theme.curves.markers));
    painter.setBrush(curveColor(entry, theme));
    painter.drawPath(markerPath(curveMarker(entry.key.look()), markerRadius).translated(area.center()));
    painter.setBrush(Qt::NoBrush);
}

} // namespace headroom::ui
