// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/box_placement.h"

#include "ui/chart/paint/curve_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headroom::ui {

namespace {

constexpr double kCell = 4; ///< pixels

// What counts against a place, in cells of curve that are covered.
constexpr double kOverBox = 150;  ///< another box, however little of it,
constexpr double kPerBoxCell = 4; ///< and a cell of it
constexpr double kPerPixelAway = 0.05;
constexpr double kOverAnchor = 1e6; ///< the point itself
constexpr double kSideStep = 0.2;   ///< sides that are as good: the first in the list

/// What a curve spans within a column of cells, in pixels.
struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void widen(double a, double b) {
        low = std::min({low, a, b});
        high = std::max({high, a, b});
    }
};

double distanceTo(const QRectF& box, const QPointF& point) {
    const double x = std::clamp(point.x(), box.left(), box.right()) - point.x();
    const double y = std::clamp(point.y(), box.top(), box.bottom()) - point.y();
    return std::hypot(x, y);
}

double covered(const QRectF& box, const Surroundings& around) {
    double cost = around.curves.under(box);
    for (const QRectF& other : around.boxes) {
        const QRectF common = box & other;
        if (!common.isEmpty())
            cost += kOverBox + kPerBoxCell * common.width() * common.height() / (kCell * kCell);
    }
    return cost;
}

} // namespace

CurveCover::CurveCover(const std::vector<Curve>& curves, const PlotMapping& mapping)
    : m_plot(mapping.plot())
    , m_columns(static_cast<int>(std::ceil(std::max(0.0, m_plot.width()) / kCell)))
    , m_rows(static_cast<int>(std::ceil(std::max(0.0, m_plot.height()) / kCell)))
    , m_cells(static_cast<std::size_t>((m_columns + 1) * (m_rows + 1))) {
    if (m_columns == 0 || m_rows == 0)
        return;
    for (const Curve& curve : curves)
        if (curve.shown)
            mark(curve, mapping);
    sum();
}

void CurveCover::mark(const Curve& curve, const PlotMapping& mapping) {
    std::vector<Span> spans(static_cast<std::size_t>(m_columns));
    const auto columnOf = [this](double x) {
        return static_cast<int>(std::clamp(std::floor((x - m_plot.left()) / kCell), -1.0, m_columns + 0.0));
    };
    const auto part = pointsInView(curve.points, mapping.view());
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
            ++m_cells[static_cast<std::size_t>((row + 1) * (m_columns + 1) + column + 1)];
    }
}

void CurveCover::sum() {
    const int width = m_columns + 1;
    for (int row = 1; row <= m_rows; ++row) {
        int ofRow = 0;
        for (int column = 1; column <= m_columns; ++column) {
            const auto at = static_cast<std::size_t>(row * width + column);
            ofRow += m_cells[at];
            m_cells[at] = ofRow + m_cells[at - static_cast<std::size_t>(width)];
        }
    }
}

int CurveCover::under(const QRectF& box) const {
    const QRectF part = box & m_plot;
    if (part.isEmpty())
        return 0;
    const auto cell = [](double pixels, int most) {
        return static_cast<int>(std::clamp(pixels / kCell, 0.0, most + 0.0));
    };
    const int left = cell(part.left() - m_plot.left(), m_columns);
    const int right = cell(std::ceil(part.right() - m_plot.left() + kCell - 1), m_columns);
    const int top = cell(part.top() - m_plot.top(), m_rows);
    const int bottom = cell(std::ceil(part.bottom() - m_plot.top() + kCell - 1), m_rows);
    const auto at = [this](int row, int column) {
        return m_cells[static_cast<std::size_t>(row * (m_columns + 1) + column)];
    };
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
}

QRectF movedInside(QRectF box, const QRectF& bounds) {
    box.moveLeft(
        std::clamp(box.left(), bounds.left(), std::max(bounds.left(), bounds.right() - box.width())));
    box.moveTop(std::clamp(box.top(), bounds.top(), std::max(bounds.top(), bounds.bottom() - box.height())));
    return box;
}

double standingCost(const QRectF& box, const QPointF& anchor, const Surroundings& around) {
    constexpr double kNear = 4;
    const bool over = box.adjusted(-kNear, -kNear, kNear, kNear).contains(anchor);
    return covered(box, around) + kPerPixelAway * distanceTo(box, anchor) + (over ? kOverAnchor : 0);
}

namespace {

/// The better of two places.
struct Best {
    QRectF box;
    double cost = std::numeric_limits<double>::infinity();

    void offer(const QRectF& other, double itsCost) {
        if (itsCost < cost) {
            cost = itsCost;
            box = other;
        }
    }
};

/// Anywhere within the bounds.
void lookEverywhere(Best& best, const QSizeF& size, const QPointF& anchor, const Surroundings& around) {
    constexpr double kStep = 16; // pixels
    const QRectF& bounds = around.bounds;
    for (double top = bounds.top(); top + size.height() <= bounds.bottom(); top += kStep)
        for (double left = bounds.left(); left + size.width() <= bounds.right(); left += kStep) {
            const QRectF box(QPointF(left, top), size);
            best.offer(box, standingCost(box, anchor, around));
        }
}

} // namespace

QRectF placeBox(const QSizeF& size, const QPointF& anchor, double clearance, const Surroundings& around) {
    // The side of the anchor on which the box lies: right and above first.
    static constexpr std::array<std::pair<int, int>, 8> kSides = {
        {{1, -1}, {-1, -1}, {1, 1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}}};
    static constexpr std::array kDistances = {1.0, 2.0, 3.5, 5.5, 8.0, 11.0, 15.0};
    Best best;
    for (const double distance : kDistances)
        for (std::size_t i = 0; i < kSides.size(); ++i) {
            const auto [x, y] = kSides[i];
            const QPointF centre(anchor.x() + x * (distance * clearance + size.width() / 2),
                                 anchor.y() + y * (distance * clearance + size.height() / 2));
            const QRectF box = movedInside(
                QRectF(centre - QPointF(size.width() / 2, size.height() / 2), size), around.bounds);
            best.offer(box, standingCost(box, anchor, around) + kSideStep * static_cast<double>(i));
        }
    if (covered(best.box, around) > 0)
        lookEverywhere(best, size, anchor, around);
    return best.box;
}

QRectF boxInCorner(const QSizeF& size, Corner corner, const QRectF& bounds) {
    const bool right = corner == Corner::TopRight || corner == Corner::BottomRight;
    const bool bottom = corner == Corner::BottomLeft || corner == Corner::BottomRight;
    return movedInside(QRectF(QPointF(right ? bounds.right() - size.width() : bounds.left(),
                                      bottom ? bounds.bottom() - size.height() : bounds.top()),
                              size),
                       bounds);
}

Corner clearestCorner(const QSizeF& size, Corner wished, double content, const Surroundings& around) {
    Corner best = wished;
    double least = covered(boxInCorner(size, wished, around.bounds), around) - content;
    for (const Corner corner : {Corner::TopLeft, Corner::TopRight, Corner::BottomRight, Corner::BottomLeft}) {
        const double cost = covered(boxInCorner(size, corner, around.bounds), around);
        if (cost < least) {
            least = cost;
            best = corner;
        }
    }
    return best;
}

QLineF leaderLine(const QRectF& box, const QPointF& anchor, double gap) {
    const QPointF edge(std::clamp(anchor.x(), box.left(), box.right()),
                       std::clamp(anchor.y(), box.top(), box.bottom()));
    QLineF line(edge, anchor);
    line.setLength(std::max(0.0, line.length() - gap));
    return line;
}

} // namespace headroom::ui
