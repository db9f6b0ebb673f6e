// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/curve_cover.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/roof_lines.h"
#include "ui/chart/view/joined_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::ui {

namespace {

/// What a curve spans within a column of cells, in pixels.
struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void widen(double a, double b) {
        low = std::min({low, a, b});
        high = std::max({high, a, b});
    }
};

} // namespace

CurveCover::CurveCover(const QRectF& plot)
    : m_plot(plot)
    , m_columns(static_cast<int>(std::ceil(std::max(0.0, m_plot.width()) / kCell)))
    , m_rows(static_cast<int>(std::ceil(std::max(0.0, m_plot.height()) / kCell)))
    , m_curves(static_cast<std::size_t>((m_columns + 1) * (m_rows + 1)))
    , m_roofs(m_curves) {}

CurveCover::CurveCover(const CurveSet& curves, const PlotMapping& mapping)
    : CurveCover(curves, mapping, Depth::Behind) {
    *this += CurveCover(curves, mapping, Depth::Front);
}

CurveCover::CurveCover(const CurveSet& curves, const PlotMapping& mapping, Depth depth)
    : CurveCover(mapping.plot()) {
    for (const Curve& curve : curves.curves())
        if (curve.shown && (curve.role == CurveRole::Main) == (depth == Depth::Front))
            mark(curve.points, mapping, m_curves);
    if (depth == Depth::Behind) {
        for (const RoofLine& roof : roofLines(curves))
            mark(roof.points, mapping, m_roofs);
        if (const auto baseLine = curves.quantity().baseLine())
            mark({{mapping.view().xMin, *baseLine}, {mapping.view().xMax, *baseLine}}, mapping, m_curves);
    }
    sum(m_curves);
    sum(m_roofs);
}

CurveCover::CurveCover(const std::vector<Curve>& curves, const PlotMapping& mapping)
    : CurveCover(mapping.plot()) {
    for (const Curve& curve : curves)
        if (curve.shown)
            mark(curve.points, mapping, m_curves);
    sum(m_curves);
}

CurveCover& CurveCover::operator+=(const CurveCover& other) {
    std::ranges::transform(m_curves, other.m_curves, m_curves.begin(), std::plus());
    std::ranges::transform(m_roofs, other.m_roofs, m_roofs.begin(), std::plus());
    return *this;
}

void CurveCover::mark(const std::vector<CurvePoint>& points, const PlotMapping& mapping, Cells& cells) const {
    if (m_columns == 0 || m_rows == 0)
        return;
    std::vector<Span> spans(static_cast<std::size_t>(m_columns));
    const auto columnOf = [this](double x) {
        return static_cast<int>(std::clamp(std::floor((x - m_plot.left()) / kCell), -1.0, m_columns + 0.0));
    };
    const JoinedPoints joined(pointsInView(points, mapping.view()), mapping);
    const auto part = joined.points();
    QPointF from;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const QPointF to = mapping.toPixel(part[i].hidden, part[i].value);
        if (i == 0)
            from = to;
        const double slope = to.x() > from.x() ? (to.y() - from.y()) / (to.x() - from.x()) : 0;
        const int last = std::min(columnOf(to.x()), m_columns - 1);
        for (int column = std::max(columnOf(from.x()), 0); column <= last; ++column) {
            const double left = std::max(from.x(), m_plot.left() + column * kCell);
            const double right = std::min(to.x(), m_plot.left() + (column + 1) * kCell);
            spans[static_cast<std::size_t>(column)].widen(from.y() + slope * (left - from.x()),
                                                          from.y() + slope * (right - from.x()));
        }
        from = to;
    }
    for (int column = 0; column < m_columns; ++column) {
        const auto [low, high] = spans[static_cast<std::size_t>(column)];
        if (!(low <= m_plot.bottom() && high >= m_plot.top()))
            continue;
        const int first = static_cast<int>((std::max(low, m_plot.top()) - m_plot.top()) / kCell);
        const int last = static_cast<int>((std::min(high, m_plot.bottom()) - m_plot.top()) / kCell);
        for (int row = first; row <= std::min(last, m_rows - 1); ++row)
            ++cells[placeOf(row + 1, column + 1)];
    }
}

/// Among the sums, of which each row and each column begins with 0.
std::size_t CurveCover::placeOf(int row, int column) const {
    return static_cast<std::size_t>(row) * (static_cast<std::size_t>(m_columns) + 1) +
           static_cast<std::size_t>(column);
}

void CurveCover::sum(Cells& cells) const {
    for (int row = 1; row <= m_rows; ++row) {
        int ofRow = 0;
        for (int column = 1; column <= m_columns; ++column) {
            const std::size_t at = placeOf(row, column);
            ofRow += cells[at];
            cells[at] = ofRow + cells[placeOf(row - 1, column)];
        }
    }
}

int CurveCover::under(const QRectF& box, const Cells& cells) const {
    const QRectF part = box & m_plot;
    if (part.isEmpty() || cells.empty())
        return 0;
    const auto cell = [](double pixels, int most) {
        return static_cast<int>(std::clamp(pixels / kCell, 0.0, most + 0.0));
    };
    const int left = cell(part.left() - m_plot.left(), m_columns);
    const int right = cell(std::ceil(part.right() - m_plot.left() + kCell - 1), m_columns);
    const int top = cell(part.top() - m_plot.top(), m_rows);
    const int bottom = cell(std::ceil(part.bottom() - m_plot.top() + kCell - 1), m_rows);
    const auto at = [&](int row, int column) { return cells[placeOf(row, column)]; };
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
}

} // namespace headroom::ui
