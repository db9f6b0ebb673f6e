// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/roof_lines.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/view/joined_points.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headroom::ui {

namespace {

constexpr int kMostTold = 3; ///< runs with roofs of their own

/// Whether a line of those points goes through the point.
bool goesThrough(const std::vector<CurvePoint>& points, const CurvePoint& point) {
    constexpr double kSame = 1e-6;
    const auto right = std::ranges::lower_bound(points, point.hidden, {}, &CurvePoint::hidden);
    if (right == points.end() || (right == points.begin() && right->hidden != point.hidden))
        return false;
    const double value =
        right->hidden == point.hidden ? right->value : between(*std::prev(right), *right, point.hidden).value;
    return std::abs(value - point.value) <= kSame * point.value;
}

/// What is left of a roof beside those drawn, in pieces that reach to where it is shared.
std::vector<RoofLine> ownParts(const RoofCurve& roof, const std::vector<RoofLine>& drawn) {
    const auto isDrawn = [&drawn](const CurvePoint& point) {
        return std::ranges::any_of(drawn,
                                   [&](const RoofLine& line) { return goesThrough(line.points, point); });
    };
    const std::vector<CurvePoint>& points = roof.points;
    std::vector<RoofLine> parts;
    for (auto end = points.begin(); end != points.end();) {
        const auto begin = std::find_if_not(end, points.end(), isDrawn);
        end = std::find_if(begin, points.end(), isDrawn);
        if (begin != end)
            parts.push_back(
                {roof.runId,
                 0,
                 roof.ratio,
                 {begin == points.begin() ? begin : begin - 1, end == points.end() ? end : end + 1}});
    }
    return parts;
}

} // namespace

std::vector<RoofLine> roofLines(const CurveSet& curves) {
    std::vector<RoofLine> lines; // that do not change when others come
    int runs = 0;
    for (const RoofCurve& roof : curves.roofs())
        if (roof.shown)
            for (RoofLine& own : ownParts(roof, lines)) {
                if (own.points.size() < 2)
                    continue;
                const bool isRest = 2 * own.points.size() < roof.points.size(); // of one that is drawn
                if (isRest && !lines.empty())
                    own.runId = lines.front().runId;
                const auto before = std::ranges::find(lines, own.runId, &RoofLine::runId);
                own.place = before == lines.end() ? runs++ : before->place;
                lines.push_back(std::move(own));
            }
    if (runs > kMostTold) // more dashes than one can tell apart, and a long legend
        for (RoofLine& line : lines) {
            line.runId = lines.front().runId;
            line.place = 0;
        }
    return lines;
}

std::vector<RoofLine> roofOfEachRun(const CurveSet& curves) {
    std::vector<RoofLine> firsts;
    for (RoofLine& line : roofLines(curves))
        if (line.place == static_cast<int>(firsts.size()))
            firsts.push_back(std::move(line));
    return firsts;
}

QString roofLabel(const CurveSet& curves, const RoofLine& roof, bool several) {
    return several ? words("roof of %1").arg(curves.nameOf(roof.runId)) : words("roof");
}

} // namespace headroom::ui
