// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/pins.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/plot_view.h"

#include <QPainter>

#include <algorithm>
#include <iterator>

namespace headroom::ui {

namespace {

// Pixels at scale 1.
constexpr double kPinClearance = 18;
constexpr double kPinGap = 4;         ///< between a marker and the leader to it
constexpr double kBadge = 8;          ///< radius of the letters A and B
constexpr double kBadgeRoom = 12;     ///< with what they keep clear of
constexpr double kBadgeClearance = 8; ///< of that to the point
constexpr double kPinEdge = 3;        ///< between the plot's border and a box

QRectF pinRoom(const PlotView& view) {
    return view.mapping.plot().adjusted(kPinEdge, kPinEdge, -kPinEdge, -kPinEdge);
}

QColor colorOf(const Hit& hit, const CurveSet& curves, const ChartTheme& theme) {
    const Curve* curve = curves.find(hit.curve);
    return curve ? curveColor(*curve, theme) : curveColor(hit.curve.ratio, theme);
}

/// Which end of the box, or its middle, is nearest to the point: 0, 1 or 0.5.
double nearestShare(double point, double low, double high) {
    return point < low ? 0 : point > high ? 1 : 0.5;
}

QPointF pointIn(const QRectF& box, const QPointF& share) {
    return {box.left() + share.x() * box.width(), box.top() + share.y() * box.height()};
}

bool liesOverAny(const QRectF& box, const std::vector<QRectF>& others) {
    return std::ranges::any_of(others, [&box](const QRectF& other) { return box.intersects(other); });
}

/// What no box should cover of a point that one speaks of.
QRectF markedPoint(const QPointF& pixel, double scale) {
    const double radius = kPinGap * scale;
    return {pixel - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)};
}

Callout linesOf(const QStringList& lines) {
    Callout callout;
    for (const QString& line : lines)
        callout.lines.push_back({line, std::nullopt});
    if (!callout.empty())
        callout.lines.back().strong = true;
    return callout;
}

} // namespace

void Pins::toggle(const PointKey& point) {
    const auto found = std::ranges::find(m_pins, point, &Pin::point);
    if (found != m_pins.end())
        m_pins.erase(found);
    else
        m_pins.push_back({point, {}, {}, false, false});
}

void Pins::remove(int index) {
    m_pins.erase(m_pins.begin() + index);
}

bool Pins::has(const PointKey& point) const {
    return std::ranges::find(m_pins, point, &Pin::point) != m_pins.end();
}

std::optional<Hit> Pins::locatePin(const PointKey& point, const PlotMapping& mapping) const {
    const auto hit = locatePoint(m_curves->curves(), mapping, point);
    return hit && mapping.plot().adjusted(-1, -1, 1, 1).contains(hit->pixel) ? hit : std::nullopt;
}

void Pins::put(Pin& pin, const QRectF& box, const QPointF& point, const QRectF& plot) {
    pin.grip = {nearestShare(point.x(), box.left(), box.right()),
                nearestShare(point.y(), box.top(), box.bottom())};
    const QPointF away = pointIn(box, pin.grip) - point;
    pin.offset = {away.x() / plot.width(), away.y() / plot.height()};
    pin.placed = true;
}

QRectF Pins::boxAt(const Pin& pin, const QSizeF& size, const QPointF& point, const PlotView& view) {
    const QRectF& plot = view.mapping.plot();
    const QPointF grip = point + QPointF(pin.offset.x() * plot.width(), pin.offset.y() * plot.height());
    return movedInside(QRectF(grip - pointIn(QRectF({}, size), pin.grip), size), pinRoom(view));
}

std::optional<QRectF> Pins::boxOf(int index, const PlotView& view) const {
    const Pin& pin = m_pins[static_cast<std::size_t>(index)];
    const auto hit = locatePin(pin.point, view.mapping);
    if (!hit)
        return std::nullopt;
    const QSizeF size = calloutOf(*hit, view).size(view.font, pinRoom(view).width());
    if (!pin.placed)
        return placeBox(size, hit->pixel, kPinClearance * view.scale, {pinRoom(view), CurveCover(), {}});
    return boxAt(pin, size, hit->pixel, view);
}

QRectF Pins::badgeBox(const Pin& cursor, const QPointF& point, const PlotView& view) {
    const double side = 2 * kBadgeRoom * view.scale;
    return boxAt(cursor, {side, side}, point, view);
}

std::optional<QRectF> Pins::boxOf(Cursor cursor, const PlotView& view) const {
    const auto& pin = m_cursors[static_cast<std::size_t>(cursor)];
    const auto hit = pin ? locatePin(pin->point, view.mapping) : std::nullopt;
    return hit ? std::optional(badgeBox(*pin, hit->pixel, view)) : std::nullopt;
}

std::vector<QRectF> Pins::boxes(const PlotView& view) const {
    std::vector<QRectF> all;
    for (int i = 0; i < count(); ++i)
        if (const auto box = boxOf(i, view))
            all.push_back(*box);
    for (const Cursor cursor : {Cursor::A, Cursor::B})
        if (const auto box = boxOf(cursor, view))
            all.push_back(*box);
    if (const auto box = comparisonBox(view))
        all.push_back(*box);
    return all;
}

QRectF Pins::settle(Pin& pin, const QRectF& box, double clearance, const QPointF& point, const PlotView& view,
                    const Surroundings& taken, double content) {
    const QRectF best = placeBox(box.size(), point, clearance * view.scale, taken);
    const bool getsClear = liesOverAny(box, taken.boxes) && !liesOverAny(best, taken.boxes);
    if (pin.placed && !getsClear &&
        standingCost(box, point, taken) <= standingCost(best, point, taken) + content)
        return box;
    put(pin, best, point, view.mapping.plot());
    return best;
}

std::vector<QRectF> Pins::markedPoints(const PlotView& view) const {
    std::vector<QRectF> points;
    const auto mark = [&](const Pin& pin) {
        if (const auto hit = locatePin(pin.point, view.mapping))
            points.push_back(markedPoint(hit->pixel, view.scale));
    };
    std::ranges::for_each(m_pins, mark);
    for (const auto& cursor : m_cursors)
        if (cursor)
            mark(*cursor);
    return points;
}

/// Boxes that lie over each other or over a point that is spoken of.
int Pins::overlaps(const PlotView& view) const {
    const std::vector<QRectF> all = boxes(view);
    const std::vector<QRectF> points = markedPoints(view);
    int found = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto over = [&](const QRectF& other) { return all[i].intersects(other); };
        found +=
            static_cast<int>(std::count_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), over) +
                             std::ranges::count_if(points, over));
    }
    return found;
}

/// Boxes from which one has to follow a leader across much of the plot, but for those that stand as before.
int Pins::farAway(const PlotView& view, const Pins& before) const {
    constexpr double kFar = 0.3; // of the plot's width
    int found = 0;
    for (int i = 0; i < count(); ++i) {
        const Pin& pin = m_pins[static_cast<std::size_t>(i)];
        const auto hit = locatePin(pin.point, view.mapping);
        const auto box = boxOf(i, view);
        if (hit && box && pin.offset != before.m_pins[static_cast<std::size_t>(i)].offset)
            found += leaderLine(*box, hit->pixel, 0).length() > kFar * view.mapping.plot().width() ? 1 : 0;
    }
    return found;
}

void Pins::arrange(const PlotView& view, const Surroundings& around, double content) {
    constexpr double kNear = 20; // a pixel away counts as much as a cell of curve that is covered
    if (content < kOnPaper)
        return place(view, around, content);
    struct Try {
        PinWords words;
        double near;
    };
    std::optional<Pins> best;
    std::pair<int, int> least;
    for (const auto& [words, near] : {Try{PinWords::Whole, 1},
                                      {PinWords::Few, 1},
                                      {PinWords::Few, kNear / 4},
                                      {PinWords::Few, kNear},
                                      {PinWords::Few, 3 * kNear}}) {
        Pins pins(*this);
        pins.m_words = words;
        Surroundings closer = around;
        closer.near = near;
        pins.place(view, closer, near > 1 ? 0 : content);
        const std::pair found(pins.overlaps(view), pins.farAway(view, *this));
        if (!best || found < least) {
            best = pins;
            least = found;
        }
        if (least == std::pair(0, 0))
            break;
    }
    *this = *best;
}

void Pins::place(const PlotView& view, const Surroundings& around, double content) {
    Surroundings taken{pinRoom(view), around.curves, around.boxes};
    taken.near = around.near;
    for (auto& cursor : m_cursors)
        if (const auto hit = cursor ? locatePin(cursor->point, view.mapping) : std::nullopt)
            taken.boxes.push_back(settle(*cursor, badgeBox(*cursor, hit->pixel, view), kBadgeClearance,
                                         hit->pixel, view, taken, content));
    std::ranges::copy(markedPoints(view), std::back_inserter(taken.boxes));
    // Those that stay where the user put them first: the others keep clear of them. In a figure that is much
    // smaller than the window they may lie over each other there.
    std::vector<bool> stays(m_pins.size());
    for (int i = 0; i < count(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const auto box = m_pins[at].moved ? boxOf(i, view) : std::nullopt;
        stays[at] = box && ((around.near <= 1 && content < kOnPaper) || !liesOverAny(*box, taken.boxes));
        if (stays[at])
            taken.boxes.push_back(*box);
    }
    if (const auto box = comparisonBox(view))
        taken.boxes.push_back(
            settle(m_comparison, *box, kPinClearance, *comparisonAnchor(view.mapping), view, taken, content));
    for (int i = 0; i < count(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const auto hit = stays[at] ? std::nullopt : locatePin(m_pins[at].point, view.mapping);
        if (hit)
            taken.boxes.push_back(
                settle(m_pins[at], *boxOf(i, view), kPinClearance, hit->pixel, view, taken, content));
    }
}

void Pins::moveBy(int index, const QPointF& pixels, const PlotView& view) {
    Pin& pin = m_pins[static_cast<std::size_t>(index)];
    const auto hit = locatePin(pin.point, view.mapping);
    const auto box = boxOf(index, view);
    if (!hit || !box)
        return;
    put(pin, movedInside(box->translated(pixels), pinRoom(view)), hit->pixel, view.mapping.plot());
    pin.moved = true;
}

int Pins::at(const QPointF& pixel, const PlotView& view) const {
    for (int i = count() - 1; i >= 0; --i)
        if (const auto box = boxOf(i, view); box && box->contains(pixel))
            return i;
    return -1;
}

void Pins::setCursor(Cursor cursor, const PointKey& point) {
    auto& slot = m_cursors[static_cast<std::size_t>(cursor)];
    const bool isThere = slot && slot->point == point;
    m_comparison = {};
    slot = isThere ? std::nullopt : std::optional(Pin{point, {}, {}, false, false});
}

QStringList Pins::comparison(const PlotMapping& mapping, PinWords words) const {
    if (!m_cursors[0] || !m_cursors[1])
        return {};
    const auto a = locatePoint(m_curves->curves(), mapping, m_cursors[0]->point);
    const auto b = locatePoint(m_curves->curves(), mapping, m_cursors[1]->point);
    return a && b ? comparedPoints(*m_curves, *a, *b, words) : QStringList();
}

/// As much as has room.
Callout Pins::comparisonCallout(const PlotView& view) const {
    constexpr double kMostWidth = 0.8; // of the plot
    const Callout whole = linesOf(comparison(view.mapping, m_words));
    return whole.size(view.font).width() <= kMostWidth * view.mapping.plot().width()
               ? whole
               : linesOf(comparison(view.mapping, PinWords::Few));
}

/// On little room for its type, as in a paper's column, in few words.
Callout Pins::calloutOf(const Hit& hit, const PlotView& view) const {
    constexpr double kMostWidth = 0.5; // of the plot
    Callout callout = pinnedCallout(*m_curves, hit, m_words);
    return callout.size(view.font).width() <= kMostWidth * view.mapping.plot().width()
               ? callout
               : pinnedCallout(*m_curves, hit, PinWords::Few);
}

std::optional<QPointF> Pins::comparisonAnchor(const PlotMapping& mapping) const {
    if (comparison(mapping).isEmpty())
        return std::nullopt;
    const auto a = locatePoint(m_curves->curves(), mapping, m_cursors[0]->point);
    const auto b = locatePoint(m_curves->curves(), mapping, m_cursors[1]->point);
    return (a->pixel + b->pixel) / 2;
}

std::optional<QRectF> Pins::comparisonBox(const PlotView& view) const {
    const auto anchor = comparisonAnchor(view.mapping);
    if (!anchor)
        return std::nullopt;
    return boxAt(m_comparison, comparisonCallout(view).size(view.font, pinRoom(view).width()), *anchor, view);
}

void Pins::paint(QPainter& painter, const PlotView& view) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Leaders first: none crosses a box.
    for (int i = 0; i < count(); ++i) {
        const auto hit = locatePin(m_pins[static_cast<std::size_t>(i)].point, view.mapping);
        if (!hit)
            continue;
        painter.setPen(QPen(colorOf(*hit, *m_curves, view.theme), kLeaderWidth * view.scale));
        painter.drawLine(leaderLine(*boxOf(i, view), hit->pixel, kPinGap * view.scale));
    }
    for (int i = 0; i < count(); ++i)
        if (const auto hit = locatePin(m_pins[static_cast<std::size_t>(i)].point, view.mapping))
            paintCallout(painter, calloutOf(*hit, view), *boxOf(i, view), view.font, view.theme);
    paintCursors(painter, view);
    if (const auto box = comparisonBox(view))
        paintCallout(painter, comparisonCallout(view), *box, view.font, view.theme);
    painter.restore();
}

void Pins::paintCursors(QPainter& painter, const PlotView& view) const {
    QFont bold(view.font);
    bold.setWeight(QFont::DemiBold);
    for (std::size_t i = 0; i < m_cursors.size(); ++i) {
        const auto hit = m_cursors[i] ? locatePin(m_cursors[i]->point, view.mapping) : std::nullopt;
        if (!hit)
            continue;
        const double aside = (kBadgeRoom - kBadge) * view.scale;
        const QRectF badge = badgeBox(*m_cursors[i], hit->pixel, view).adjusted(aside, aside, -aside, -aside);
        painter.setPen(QPen(colorOf(*hit, *m_curves, view.theme), kLeaderWidth * view.scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(hit->pixel, kPinGap * view.scale, kPinGap * view.scale);
        painter.drawLine(leaderLine(badge, hit->pixel, kPinGap * view.scale));
        painter.setPen(Qt::NoPen);
        painter.setBrush(view.theme.text);
        painter.drawEllipse(badge);
        painter.setPen(view.theme.sheet);
        painter.setFont(bold);
        painter.drawText(badge, Qt::AlignCenter, i == 0 ? QStringLiteral("A") : QStringLiteral("B"));
    }
}

} // namespace headroom::ui
