// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/roof_lines.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/view/joined_points.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headroom::ui {

namespace {

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
                {roof.ratio,
                 {begin == points.begin() ? begin : begin - 1, end == points.end() ? end : end + 1}});
    }
    return parts;
}

} // namespace

std::vector<RoofLine> roofLines(const CurveSet& curves) {
    std::vector<RoofLine> lines; // that do not change when others come
    for (const RoofCurve& roof : curves.roofs())
        if (roof.shown)
            for (RoofLine& own : ownParts(roof, lines))
                if (own.points.size() > 1)
                    lines.push_back(std::move(own));
    return lines;
}

} // namespace headroom::ui
