// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/coinciding.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace headroom::ui {

namespace {

using Group = std::vector<const Curve*>;

/// A curve's points in pixels, so that heights between two of them can be had in one walk along it.
class Line {
public:
    Line(const Curve& curve, const PlotMapping& mapping)
        : m_points(pointsInView(curve.points, mapping.view())), m_mapping(mapping) {}

    bool empty() const { return m_points.empty(); }
    std::span<const CurvePoint> points() const { return m_points; }
    double first() const { return m_points.front().hidden; }
    double last() const { return m_points.back().hidden; }
    /// At a hidden size between first and last that is not below the one asked for before.
    double pixelAt(double hidden) {
        while (m_next + 1 < m_points.size() && m_points[m_next].hidden < hidden)
            ++m_next;
        const CurvePoint& right = m_points[m_next];
        if (m_next == 0 || right.hidden == hidden)
            return m_mapping.pixelY(right.value);
        const CurvePoint& left = m_points[m_next - 1];
        const double from = m_mapping.pixelX(left.hidden);
        const double share = (m_mapping.pixelX(hidden) - from) / (m_mapping.pixelX(right.hidden) - from);
        return std::lerp(m_mapping.pixelY(left.value), m_mapping.pixelY(right.value), share);
    }

private:
    std::span<const CurvePoint> m_points;
    const PlotMapping& m_mapping;
    std::size_t m_next = 0;
};

/// Between the ends of what both have, but for few of the points of `from`.
bool staysOn(const Line& from, Line other, double low, double high, double slack,
             const PlotMapping& mapping) {
    constexpr int kMayStray = 20; // one in so many
    const QRectF& plot = mapping.plot();
    int seen = 0;
    int astray = 0;
    for (const CurvePoint& point : from.points()) {
        if (point.hidden < low || point.hidden > high)
            continue;
        const double here = mapping.pixelY(point.value);
        const double there = other.pixelAt(point.hidden);
        const bool bothOutside =
            (here < plot.top() && there < plot.top()) || (here > plot.bottom() && there > plot.bottom());
        ++seen;
        astray += !bothOutside && std::abs(here - there) > slack ? 1 : 0;
    }
    return astray * kMayStray <= seen;
}

/// Each of the candidates with the first one that it lies upon; groups of two and more.
std::vector<Group> groupsAmong(const Group& candidates, const PlotView& view) {
    std::vector<Group> groups;
    for (const Curve* curve : candidates) {
        const auto home = std::ranges::find_if(
            groups, [&](const Group& group) { return coincide(*group.front(), *curve, view); });
        if (home == groups.end())
            groups.push_back({curve});
        else
            home->push_back(curve);
    }
    std::erase_if(groups, [](const Group& group) { return group.size() < 2; });
    return groups;
}

/// The curves that are drawn, by what they share.
template <class Share>
auto drawnBy(const CurveSet& curves, Share share) {
    std::map<decltype(share(curves.curves().front())), Group> shared;
    for (const Curve& curve : curves.curves())
        if (curve.shown && curve.points.size() > 1)
            shared[share(curve)].push_back(&curve);
    return shared;
}

QString listedTexts(QStringList texts) {
    const QString last = texts.takeLast();
    return texts.isEmpty() ? last : words("%1 and %2").arg(texts.join(QStringLiteral(", ")), last);
}

/// "h/a = 2 and 4"
QString ratiosText(const std::set<std::int64_t>& ratios) {
    QStringList texts;
    for (const std::int64_t ratio : ratios)
        texts << QString::number(ratio);
    return QStringLiteral("h/a = ") + listedTexts(texts);
}

/// From the front one.
QString runsText(const std::set<int>& runs, const CurveSet& curves) {
    QStringList names;
    for (const CurveGroup& group : curves.groups())
        if (runs.contains(group.runId))
            names << curves.nameOf(group.runId);
    return listedTexts(names);
}

/// What lies upon each other within one run, told once for all runs in which it does.
QStringList withinRuns(const CurveSet& curves, const PlotView& view, std::size_t drawnRuns) {
    std::map<std::pair<std::set<std::int64_t>, bool>, std::set<int>> ratios; // and whether of the best ones
    for (const auto& [run, candidates] :
         drawnBy(curves, [](const Curve& curve) { return std::pair(curve.key.runId, curve.best); }))
        for (const Group& group : groupsAmong(candidates, view)) {
            std::set<std::int64_t> together;
            for (const Curve* curve : group)
                together.insert(curve->key.ratio);
            ratios[{together, run.second}].insert(run.first);
        }
    std::map<int, std::set<std::int64_t>> bestAsDefault;
    for (const auto& [key, candidates] :
         drawnBy(curves, [](const Curve& curve) { return std::pair(curve.key.runId, curve.key.ratio); }))
        if (!groupsAmong(candidates, view).empty())
            bestAsDefault[key.first].insert(key.second);
    QStringList sentences;
    const auto tell = [&](const std::set<int>& runs, const QString& sentence) {
        sentences << (runs.size() == drawnRuns
                          ? sentence
                          : QStringLiteral("%1: %2").arg(runsText(runs, curves), sentence));
    };
    for (const auto& [key, runs] : ratios)
        tell(runs,
             (key.second ? words("best: %1 coincide") : words("%1 coincide")).arg(ratiosText(key.first)));
    for (const auto& [run, which] : bestAsDefault)
        tell({run}, words("%1: default and best coincide").arg(ratiosText(which)));
    return sentences;
}

/// Runs whose curves of one h/a lie upon each other, told once for all h/a of which they do.
QStringList betweenRuns(const CurveSet& curves, const PlotView& view) {
    std::map<std::set<int>, std::set<std::int64_t>> ratios;
    for (const auto& [key, candidates] :
         drawnBy(curves, [](const Curve& curve) { return std::pair(curve.key.ratio, curve.best); }))
        for (const Group& group : groupsAmong(candidates, view)) {
            std::set<int> runs;
            for (const Curve* curve : group)
                runs.insert(curve->key.runId);
            ratios[runs].insert(key.first);
        }
    QStringList sentences;
    for (const auto& [runs, which] : ratios)
        sentences << words("%1: %2 coincide").arg(ratiosText(which), runsText(runs, curves));
    return sentences;
}

} // namespace

bool coincide(const Curve& a, const Curve& b, const PlotView& view) {
    const Line lineA(a, view.mapping);
    const Line lineB(b, view.mapping);
    if (lineA.empty() || lineB.empty())
        return false;
    const double low = std::max({lineA.first(), lineB.first(), view.mapping.view().xMin});
    const double high = std::min({lineA.last(), lineB.last(), view.mapping.view().xMax});
    const double width =
        std::max(curvePen(a, view.theme, view.scale).widthF(), curvePen(b, view.theme, view.scale).widthF());
    return low < high && staysOn(lineA, lineB, low, high, width, view.mapping) &&
           staysOn(lineB, lineA, low, high, width, view.mapping);
}

QStringList coincidingCurves(const CurveSet& curves, const PlotView& view) {
    constexpr qsizetype kMost = 3;
    const auto runs = drawnBy(curves, [](const Curve& curve) { return curve.key.runId; });
    QStringList sentences = withinRuns(curves, view, runs.size());
    if (runs.size() > 1)
        sentences += betweenRuns(curves, view);
    if (sentences.size() > kMost)
        sentences = sentences.mid(0, kMost) << words("more curves coincide");
    return sentences;
}

} // namespace headroom::ui
