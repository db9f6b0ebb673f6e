// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/coinciding.h"

#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/view/joined_points.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace headroom::ui {

namespace {

using Group = std::vector<const Curve*>;

/// The points of a curve on either side of a hidden size; the same one twice where it lies there itself.
struct Neighbours {
    const CurvePoint& left;
    const CurvePoint& right;

    bool areOne() const { return &left == &right; }
};

/// A curve's points, so that the neighbours of ascending hidden sizes can be had in one walk along it.
class Line {
public:
    explicit Line(std::span<const CurvePoint> points) : m_points(points) {}

    bool empty() const { return m_points.empty(); }
    std::span<const CurvePoint> points() const { return m_points; }
    double first() const { return m_points.front().hidden; }
    double last() const { return m_points.back().hidden; }
    /// Of a hidden size between first and last that is not below the one asked for before.
    Neighbours at(double hidden) {
        while (m_next + 1 < m_points.size() && m_points[m_next].hidden < hidden)
            ++m_next;
        const CurvePoint& right = m_points[m_next];
        return {m_next == 0 || right.hidden == hidden ? right : m_points[m_next - 1], right};
    }

private:
    std::span<const CurvePoint> m_points;
    std::size_t m_next = 0;
};

/// What a curve has at a hidden size.
struct Height {
    double value = 0;
    double bottom = 0; ///< of the interval
    double top = 0;
};

/// Between two points: the time of a call grows by the same for each h, so it is h over the throughput that
/// is straight.
Height heightAt(const Neighbours& near, double hidden) {
    const auto& [left, right] = near;
    if (near.areOne() || !(left.value > 0 && right.value > 0))
        return {right.value, right.bottom(), right.top()};
    const double share = (hidden - left.hidden) / (right.hidden - left.hidden);
    const double value = hidden / std::lerp(left.hidden / left.value, right.hidden / right.value, share);
    return {value, value * std::lerp(left.bottom() / left.value, right.bottom() / right.value, share),
            value * std::lerp(left.top() / left.value, right.top() / right.value, share)};
}

/// Where the line is drawn.
double pixelAt(const Neighbours& near, double hidden, const PlotMapping& mapping) {
    const auto& [left, right] = near;
    return mapping.pixelY(near.areOne() ? right.value : between(left, right, hidden).value);
}

/// Of `seen` points so many may lie elsewhere.
bool areFew(int astray, int seen) {
    constexpr int kMayStray = 20; // one in so many
    return seen > 0 && astray * kMayStray <= seen;
}

/// Between the ends of what both have.
bool agrees(const Line& from, Line other, double low, double high) {
    int seen = 0;
    int astray = 0;
    for (const CurvePoint& point : from.points()) {
        if (point.hidden < low || point.hidden > high)
            continue;
        const Height there = heightAt(other.at(point.hidden), point.hidden);
        const double apart = std::max(point.bottom() - there.top, there.bottom - point.top());
        const double intervals = (point.top() - point.bottom() + there.top - there.bottom) / 2;
        if (apart > intervals)
            return false;
        ++seen;
        astray += apart > 0 ? 1 : 0;
    }
    return areFew(astray, seen);
}

/// Between the ends of what both have in view.
bool staysOn(const Line& from, Line other, double low, double high, double slack,
             const PlotMapping& mapping) {
    const QRectF& plot = mapping.plot();
    const auto isOutside = [&plot](double y) { return y < plot.top() || y > plot.bottom(); };
    int seen = 0;
    int astray = 0;
    for (const CurvePoint& point : from.points()) {
        if (point.hidden < low || point.hidden > high)
            continue;
        const double here = mapping.pixelY(point.value);
        const double there = pixelAt(other.at(point.hidden), point.hidden, mapping);
        if (isOutside(here) && isOutside(there))
            continue;
        ++seen;
        astray += std::abs(here - there) > slack ? 1 : 0;
    }
    return areFew(astray, seen);
}

/// Between sparse points a curve can be anywhere: only where none lies clearly beside the line that is drawn
/// of the other is it said that the two say the same.
bool isSeenToLieOn(const Curve& from, const Curve& other, const PlotView& view) {
    constexpr double kClear = 2; // markers
    const ViewRange& range = view.mapping.view();
    Line line(pointsInView(other.points, range));
    if (line.empty())
        return true;
    const double low = std::max(line.first(), range.xMin);
    const double high = std::min(line.last(), range.xMax);
    const QRectF& plot = view.mapping.plot();
    return std::ranges::all_of(pointsInView(from.points, range), [&](const CurvePoint& point) {
        if (point.hidden < low || point.hidden > high)
            return true;
        const auto inPlot = [&plot](double y) { return std::clamp(y, plot.top(), plot.bottom()); };
        const double here = view.mapping.pixelY(point.value);
        const double there = pixelAt(line.at(point.hidden), point.hidden, view.mapping);
        const double interval = view.mapping.pixelY(point.bottom()) - view.mapping.pixelY(point.top());
        return std::abs(inPlot(here) - inPlot(there)) <= kClear * markerDiameter(view) + interval;
    });
}

bool isInView(const Curve& curve, const ViewRange& view) {
    return std::ranges::any_of(pointsInView(curve.points, view), [&view](const CurvePoint& point) {
        return point.hidden >= view.xMin && point.hidden <= view.xMax && point.value >= view.yMin &&
               point.value <= view.yMax;
    });
}

/// Each of the candidates with the first one that it is the same as; groups of two and more.
template <class Same>
std::vector<Group> groupsAmong(const Group& candidates, Same same) {
    std::vector<Group> groups;
    for (const Curve* curve : candidates) {
        const auto home =
            std::ranges::find_if(groups, [&](const Group& group) { return same(*group.front(), *curve); });
        if (home == groups.end())
            groups.push_back({curve});
        else
            home->push_back(curve);
    }
    std::erase_if(groups, [](const Group& group) { return group.size() < 2; });
    return groups;
}

/// How curves lie upon each other: because they say the same, or only as they are drawn.
enum class Lying { Coinciding, DrawnOver };

QString verb(Lying how) {
    return how == Lying::Coinciding ? words("coincide") : words("are drawn over each other");
}

struct LyingGroup {
    Group curves;
    Lying how = Lying::Coinciding;
};

/// Of several runs only what coincides: what else is drawn over each other there would be a long list.
std::vector<LyingGroup> lyingAmong(const Group& candidates, const PlotView& view, std::size_t seenRuns) {
    const auto same = [&view](const Curve& a, const Curve& b) {
        return coincide(a, b) && isSeenToLieOn(a, b, view) && isSeenToLieOn(b, a, view);
    };
    std::vector<LyingGroup> found;
    for (Group& group : groupsAmong(candidates, same))
        found.push_back({std::move(group), Lying::Coinciding});
    if (seenRuns > 1)
        return found;
    const auto over = [&view](const Curve& a, const Curve& b) { return areDrawnOver(a, b, view); };
    for (Group& group : groupsAmong(candidates, over))
        if (!std::ranges::all_of(group, [&](const Curve* curve) { return same(*group.front(), *curve); }))
            found.push_back({std::move(group), Lying::DrawnOver});
    return found;
}

/// The curves that are seen, by what they share.
template <class Share>
auto seenBy(const CurveSet& curves, const PlotView& view, Share share) {
    std::map<decltype(share(curves.curves().front())), Group> shared;
    for (const Curve& curve : curves.curves())
        if (curve.shown && curve.points.size() > 1 && isInView(curve, view.mapping.view()))
            shared[share(curve)].push_back(&curve);
    return shared;
}

QString listedTexts(QStringList texts) {
    const QString last = texts.takeLast();
    return texts.isEmpty() ? last : words("%1 and %2").arg(texts.join(QStringLiteral(", ")), last);
}

/// "h/a = 2 and 4"
QString ratiosText(const std::set<std::int64_t>& ratios, const CurveSet& curves) {
    QStringList texts;
    for (const std::int64_t ratio : ratios)
        texts << QString::number(ratio);
    return QStringLiteral("%1 = %2").arg(classesOf(curves), listedTexts(texts));
}

/// From the front one; of many only how many of all.
QString runsText(const std::set<int>& runs, const CurveSet& curves, std::size_t seenRuns) {
    constexpr std::size_t kMostNames = 5;
    if (runs.size() > 2 && runs.size() == seenRuns)
        return words("all %1 runs").arg(seenRuns);
    if (runs.size() > kMostNames)
        return words("%1 of %2 runs").arg(runs.size()).arg(seenRuns);
    QStringList names;
    for (const CurveGroup& group : curves.groups())
        if (runs.contains(group.runId))
            names << curves.nameOf(group.runId);
    return listedTexts(names);
}

/// What is said of curves of one kind: all of it, or where that is much, that it is so.
struct Family {
    QStringList clauses;
    Lying how = Lying::Coinciding; ///< of all of them: coinciding ones are drawn over each other too

    void add(const QString& clause, Lying lying) {
        clauses << QStringLiteral("%1 %2").arg(clause, verb(lying));
        if (lying == Lying::DrawnOver)
            how = lying;
    }
    QString sentence(const QString& inShort) const {
        constexpr qsizetype kMost = 2;
        return clauses.size() > kMost ? QStringLiteral("%1 %2").arg(inShort, verb(how))
                                      : clauses.join(QStringLiteral("; "));
    }
};

/// The h/a that lie upon each other within one run, told once for all runs in which they do.
QString ratiosWithinRuns(const CurveSet& curves, const PlotView& view, std::size_t seenRuns) {
    struct Key {
        Lying how;
        bool best;
        std::set<std::int64_t> ratios;
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, std::set<int>> runsOf;
    const auto runAndAlgorithm = [](const Curve& curve) { return std::pair(curve.key.runId, curve.best); };
    for (const auto& [run, candidates] : seenBy(curves, view, runAndAlgorithm))
        for (const LyingGroup& group : lyingAmong(candidates, view, seenRuns)) {
            std::set<std::int64_t> ratios;
            for (const Curve* curve : group.curves)
                ratios.insert(curve->key.ratio);
            runsOf[{group.how, run.second, ratios}].insert(run.first);
        }
    Family family;
    for (const auto& [key, runs] : runsOf) {
        const auto ofDefault = runsOf.find({key.how, false, key.ratios});
        if (key.best && ofDefault != runsOf.end() && ofDefault->second == runs)
            continue; // said already
        const QString ratios =
            key.best ? words("best: %1").arg(ratiosText(key.ratios, curves)) : ratiosText(key.ratios, curves);
        family.add(runs.size() == seenRuns
                       ? ratios
                       : QStringLiteral("%1: %2").arg(runsText(runs, curves, seenRuns), ratios),
                   key.how);
    }
    return family.sentence(words("several %1 of a run").arg(classesOf(curves)));
}

/// Of which h/a the two algorithms of a run lie upon each other.
QString algorithmsWithinRuns(const CurveSet& curves, const PlotView& view, std::size_t seenRuns) {
    std::map<std::pair<Lying, int>, std::set<std::int64_t>> ratiosOf;
    const auto runAndRatio = [](const Curve& curve) { return std::pair(curve.key.runId, curve.key.ratio); };
    for (const auto& [key, candidates] : seenBy(curves, view, runAndRatio))
        for (const LyingGroup& group : lyingAmong(candidates, view, seenRuns))
            ratiosOf[{group.how, key.first}].insert(key.second);
    Family family;
    for (const auto& [key, ratios] : ratiosOf) {
        const QString text = words("%1: default and best").arg(ratiosText(ratios, curves));
        family.add(seenRuns == 1
                       ? text
                       : QStringLiteral("%1: %2").arg(runsText({key.second}, curves, seenRuns), text),
                   key.first);
    }
    return family.sentence(words("default and best of several %1").arg(classesOf(curves)));
}

/// Runs whose curves of one h/a lie upon each other, told once for all h/a of which they do.
QString betweenRuns(const CurveSet& curves, const PlotView& view, std::size_t seenRuns) {
    std::map<std::pair<Lying, std::set<int>>, std::set<std::int64_t>> ratiosOf;
    const auto ratioAndAlgorithm = [](const Curve& curve) { return std::pair(curve.key.ratio, curve.best); };
    for (const auto& [key, candidates] : seenBy(curves, view, ratioAndAlgorithm))
        for (const LyingGroup& group : lyingAmong(candidates, view, seenRuns)) {
            std::set<int> runs;
            for (const Curve* curve : group.curves)
                runs.insert(curve->key.runId);
            ratiosOf[{group.how, runs}].insert(key.first);
        }
    Family family;
    for (const auto& [key, ratios] : ratiosOf)
        family.add(
            QStringLiteral("%1: %2").arg(ratiosText(ratios, curves), runsText(key.second, curves, seenRuns)),
            key.first);
    return family.sentence(words("several runs, each at one %1 or more,").arg(classesOf(curves)));
}

} // namespace

bool coincide(const Curve& a, const Curve& b) {
    const Line lineA(a.points);
    const Line lineB(b.points);
    if (lineA.empty() || lineB.empty())
        return false;
    const double low = std::max(lineA.first(), lineB.first());
    const double high = std::min(lineA.last(), lineB.last());
    return low < high && agrees(lineA, lineB, low, high) && agrees(lineB, lineA, low, high);
}

bool areDrawnOver(const Curve& a, const Curve& b, const PlotView& view) {
    const ViewRange& range = view.mapping.view();
    const Line lineA(pointsInView(a.points, range));
    const Line lineB(pointsInView(b.points, range));
    if (lineA.empty() || lineB.empty())
        return false;
    const double low = std::max({lineA.first(), lineB.first(), range.xMin});
    const double high = std::min({lineA.last(), lineB.last(), range.xMax});
    const double width =
        std::max(curvePen(a, view.theme, view.scale).widthF(), curvePen(b, view.theme, view.scale).widthF());
    return low < high && staysOn(lineA, lineB, low, high, width, view.mapping) &&
           staysOn(lineB, lineA, low, high, width, view.mapping);
}

QStringList coincidingCurves(const CurveSet& curves, const PlotView& view) {
    if (classesOf(curves).isEmpty())
        return {}; // it is said of classes
    const auto runs = seenBy(curves, view, [](const Curve& curve) { return curve.key.runId; });
    QStringList sentences{ratiosWithinRuns(curves, view, runs.size()),
                          algorithmsWithinRuns(curves, view, runs.size())};
    if (runs.size() > 1)
        sentences << betweenRuns(curves, view, runs.size());
    sentences.removeAll(QString());
    return sentences;
}

} // namespace headroom::ui
