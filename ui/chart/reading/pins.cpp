// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/pins.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/plot_view.h"

#include <algorithm>
#include <iterator>

namespace headroom::ui {

namespace {

// Pixels at scale 1.
constexpr double kPinClearance = 18;
constexpr double kBadgeClearance = 8; ///< of that to the point
constexpr double kPinEdge = 3;        ///< between the plot's border and a box

QRectF pinRoom(const PlotView& view) {
    return view.mapping.plot().adjusted(kPinEdge, kPinEdge, -kPinEdge, -kPinEdge);
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
QRectF markedPoint(const QPointF& pixel, double radius) {
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

/// A letter alone would speak of a comparison that nobody sees.
std::optional<Hit> Pins::seenCursor(Cursor cursor, const PlotMapping& mapping) const {
    const auto& pin = m_cursors[static_cast<std::size_t>(cursor)];
    const auto& other = m_cursors[cursor == Cursor::A ? 1 : 0];
    if (!pin || (other && !m_curves->shows(other->point)))
        return std::nullopt;
    return locatePin(pin->point, mapping);
}

std::optional<QRectF> Pins::boxOf(Cursor cursor, const PlotView& view) const {
    const auto hit = seenCursor(cursor, view.mapping);
    return hit ? std::optional(badgeBox(*m_cursors[static_cast<std::size_t>(cursor)], hit->pixel, view))
               : std::nullopt;
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

std::vector<QLineF> Pins::leaders(const PlotView& view) const {
    std::vector<QLineF> all;
    const auto add = [&](const Pin& pin, const std::optional<QRectF>& box) {
        const auto hit = locatePin(pin.point, view.mapping);
        if (const QLineF line = hit && box ? leaderLine(*box, hit->pixel, 0) : QLineF(); !line.isNull())
            all.push_back(line);
    };
    for (int i = 0; i < count(); ++i)
        add(m_pins[static_cast<std::size_t>(i)], boxOf(i, view));
    for (const Cursor cursor : {Cursor::A, Cursor::B})
        if (const auto& pin = m_cursors[static_cast<std::size_t>(cursor)])
            add(*pin, boxOf(cursor, view));
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
            points.push_back(markedPoint(hit->pixel, kGap * view.scale));
    };
    std::ranges::for_each(m_pins, mark);
    for (const auto& cursor : m_cursors)
        if (cursor)
            mark(*cursor);
    return points;
}

/// Boxes that lie over each other, over a leader or over a point that is spoken of.
int Pins::overlaps(const PlotView& view) const {
    const std::vector<QRectF> all = boxes(view);
    const std::vector<QRectF> points = markedPoints(view);
    const std::vector<QLineF> lines = leaders(view);
    int found = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto over = [&](const QRectF& other) { return all[i].intersects(other); };
        found += static_cast<int>(
            std::count_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), over) +
            std::ranges::count_if(points, over) +
            std::ranges::count_if(lines, [&](const QLineF& line) { return runsBelow(line, all[i]); }));
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
        return placeOnScreen(view, around, content);
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

/// The first that are placed may leave no way to the point of the last: then another comes first.
void Pins::placeOnScreen(const PlotView& view, const Surroundings& around, double content) {
    constexpr std::size_t kTries = 6;
    place(view, around, content);
    int least = overlaps(view);
    const Pins before(*this);
    const std::size_t tries = least > 0 ? std::min(m_pins.size(), kTries) : 0;
    for (std::size_t first = m_pins.size(); least > 0 && first > m_pins.size() - tries; --first) {
        Pins pins(before);
        for (Pin& pin : pins.m_pins)
            pin.placed = pin.moved;
        pins.place(view, around, content, first - 1);
        if (const int found = pins.overlaps(view); found < least) {
            *this = pins;
            least = found;
        }
    }
}

void Pins::place(const PlotView& view, const Surroundings& around, double content, std::size_t first) {
    Surroundings taken{pinRoom(view), around.curves, around.boxes};
    taken.near = around.near;
    const auto take = [&taken](const QRectF& box, const QPointF& point) {
        taken.boxes.push_back(box);
        if (const QLineF leader = leaderLine(box, point, 0); !leader.isNull())
            taken.leaders.push_back(leader);
    };
    for (auto& cursor : m_cursors)
        if (const auto hit = cursor ? locatePin(cursor->point, view.mapping) : std::nullopt)
            take(settle(*cursor, badgeBox(*cursor, hit->pixel, view), kBadgeClearance, hit->pixel, view,
                        taken, content),
                 hit->pixel);
    std::ranges::copy(markedPoints(view), std::back_inserter(taken.boxes));
    // Those that stay where the user put them first: the others keep clear of them. In a figure that is much
    // smaller than the window they may lie over each other there.
    std::vector<bool> stays(m_pins.size());
    for (int i = 0; i < count(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const auto box = m_pins[at].moved ? boxOf(i, view) : std::nullopt;
        stays[at] = box && ((around.near <= 1 && content < kOnPaper) || !liesOverAny(*box, taken.boxes));
        if (stays[at])
            take(*box, locatePin(m_pins[at].point, view.mapping)->pixel);
    }
    if (const auto box = comparisonBox(view)) {
        taken.leads = false;
        const QRectF stands =
            settle(m_comparison, *box, kPinClearance, *comparisonAnchor(view.mapping), view, taken, content);
        taken.leads = true;
        taken.boxes.push_back(stands);
    }
    for (std::size_t i = 0; i < m_pins.size(); ++i) {
        const std::size_t at = (first + i) % m_pins.size();
        const auto hit = stays[at] ? std::nullopt : locatePin(m_pins[at].point, view.mapping);
        if (hit)
            take(settle(m_pins[at], *boxOf(static_cast<int>(at), view), kPinClearance, hit->pixel, view,
                        taken, content),
                 hit->pixel);
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

} // namespace headroom::ui
