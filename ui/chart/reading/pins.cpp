// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/pins.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/readout.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

// Pixels at scale 1.
constexpr double kPinClearance = 18;
constexpr double kPinGap = 4;         ///< between a marker and the leader to it
constexpr double kBadge = 8;          ///< radius of the letters A and B
constexpr double kBadgeRoom = 12;     ///< with what they keep clear of
constexpr double kBadgeClearance = 8; ///< of that to the point
constexpr double kPinEdge = 3;        ///< between the plot's border and a box

/// The value and the shape: a fastened call-out stays, so it must not cover much. On little room for its
/// type, as in a paper's column, the value and the hidden size.
Callout pinnedCallout(const CurveSet& curves, const Hit& hit, const PlotView& view) {
    constexpr double kMostWidth = 0.5; // of the plot
    const auto row = curves.rowAt(hit.point);
    Callout callout = pointCallout(curves, hit);
    if (callout.empty() || !row)
        return callout;
    callout.lines.resize(1);
    callout.lines.push_back({shapeText(row->measurement), std::nullopt, false});
    if (curves.groups().size() > 1)
        callout.lines.push_back({row->run.name(), std::nullopt, false});
    if (hit.failed || callout.size(view.font).width() <= kMostWidth * view.mapping.plot().width())
        return callout;
    callout.lines[0].text = curves.quantity().withUnit(hit.value);
    callout.lines[1].text = words("h = %1").arg(row->measurement.point.layer.hidden);
    return callout;
}

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

std::optional<CurvePoint> measuredAt(const CurveSet& curves, const Hit& hit) {
    const Curve* curve = curves.find(hit.curve);
    const auto found = curve ? std::ranges::find(curve->points, hit.point.row, &CurvePoint::row)
                             : std::vector<CurvePoint>::const_iterator();
    return curve && found != curve->points.end() ? std::optional(*found) : std::nullopt;
}

QString withInterval(const QString& value, const QString& interval) {
    return interval.isEmpty() ? value : QStringLiteral("%1 (%2)").arg(value, interval);
}

QString valueText(const Quantity& quantity, const CurvePoint& point) {
    return withInterval(quantity.withUnit(point.value),
                        point.hasInterval() ? quantity.intervalText({point.low, point.high}) : QString());
}

/// How many times `a` the value of `b` is, as rateRatio() says it of two throughputs.
QString timesText(const CurvePoint& a, const CurvePoint& b) {
    const double times = b.value / a.value;
    const QString text = QStringLiteral("× ") + ratioText(times);
    if (!a.hasInterval() || !b.hasInterval())
        return text;
    const auto relative = [](const CurvePoint& point) {
        return (point.high - point.low) / (2 * point.value);
    };
    const double half = times * std::hypot(relative(a), relative(b));
    const QString interval =
        withInterval(text, QStringLiteral("%1 – %2").arg(ratioText(times - half), ratioText(times + half)));
    return std::abs(times - 1) <= half ? words("%1, within the interval").arg(interval) : interval;
}

/// What no box should cover of a point that one speaks of.
QRectF markedPoint(const QPointF& pixel, double scale) {
    const double radius = kPinGap * scale;
    return {pixel - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)};
}

QString placeText(const MeasuredRow& row, const QString& value, bool namesRun, bool briefly) {
    const QString shape =
        briefly ? words("h = %1").arg(row.measurement.point.layer.hidden) : shapeText(row.measurement);
    const QString place = QStringLiteral("%1: %2").arg(shape, value);
    return namesRun ? QStringLiteral("%1, %2").arg(row.run.name(), place) : place;
}

Callout linesOf(const QStringList& lines) {
    Callout callout;
    for (const QString& line : lines)
        callout.lines.push_back({line, std::nullopt, false});
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
    const QSizeF size = pinnedCallout(*m_curves, *hit, view).size(view.font, pinRoom(view).width());
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

void Pins::arrange(const PlotView& view, const Surroundings& around, double content) {
    Surroundings taken{pinRoom(view), around.curves, around.boxes};
    for (auto& cursor : m_cursors)
        if (const auto hit = cursor ? locatePin(cursor->point, view.mapping) : std::nullopt)
            taken.boxes.push_back(settle(*cursor, badgeBox(*cursor, hit->pixel, view), kBadgeClearance,
                                         hit->pixel, view, taken, content));
    for (const Pin& pin : m_pins)
        if (const auto hit = locatePin(pin.point, view.mapping))
            taken.boxes.push_back(markedPoint(hit->pixel, view.scale));
    // Those that stay where the user put them first: the others keep clear of them. In a figure that is much
    // smaller than the window they may lie over each other there.
    std::vector<bool> stays(m_pins.size());
    for (int i = 0; i < count(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const auto box = m_pins[at].moved ? boxOf(i, view) : std::nullopt;
        stays[at] = box && (content < kOnPaper || !liesOverAny(*box, taken.boxes));
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

QStringList Pins::comparison(const PlotMapping& mapping, bool briefly) const {
    if (!m_cursors[0] || !m_cursors[1])
        return {};
    const auto a = locatePoint(m_curves->curves(), mapping, m_cursors[0]->point);
    const auto b = locatePoint(m_curves->curves(), mapping, m_cursors[1]->point);
    if (!a || !b || a->failed || b->failed || a->value <= 0)
        return {};
    const auto pointA = measuredAt(*m_curves, *a);
    const auto pointB = measuredAt(*m_curves, *b);
    if (!pointA || !pointB)
        return {};
    const auto rowA = m_curves->rowAt(a->point);
    const auto rowB = m_curves->rowAt(b->point);
    const Quantity& quantity = m_curves->quantity();
    const bool namesRuns = a->point.runId != b->point.runId;
    const auto told = [&](const MeasuredRow& row, const CurvePoint& point) {
        const QString value = briefly ? quantity.withUnit(point.value) : valueText(quantity, point);
        return placeText(row, value, namesRuns, briefly);
    };
    QStringList lines{words("A  %1").arg(told(*rowA, *pointA)), words("B  %1").arg(told(*rowB, *pointB))};
    if (const QStringList terms = gemmDifferences(rowB->measurement.point, rowA->measurement.point);
        !terms.isEmpty())
        lines << words("B and A are not the same GEMM: %1").arg(terms.join(QStringLiteral(", ")));
    const QString times = timesText(*pointA, *pointB);
    const double difference = b->value - a->value;
    return lines << (briefly ? words("A to B: %1").arg(times)
                             : words("A to B: %1%2, %3")
                                   .arg(difference < 0 ? QStringLiteral("−") : QStringLiteral("+"),
                                        quantity.differenceText(std::abs(difference)), times));
}

/// As much as has room.
Callout Pins::comparisonCallout(const PlotView& view) const {
    constexpr double kMostWidth = 0.8; // of the plot
    const Callout whole = linesOf(comparison(view.mapping));
    return whole.size(view.font).width() <= kMostWidth * view.mapping.plot().width()
               ? whole
               : linesOf(comparison(view.mapping, true));
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
        painter.setPen(QPen(curveColor(hit->curve.ratio, view.theme), kLeaderWidth * view.scale));
        painter.drawLine(leaderLine(*boxOf(i, view), hit->pixel, kPinGap * view.scale));
    }
    for (int i = 0; i < count(); ++i)
        if (const auto hit = locatePin(m_pins[static_cast<std::size_t>(i)].point, view.mapping))
            paintCallout(painter, pinnedCallout(*m_curves, *hit, view), *boxOf(i, view), view.font,
                         view.theme);
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
        painter.setPen(QPen(curveColor(hit->curve.ratio, view.theme), kLeaderWidth * view.scale));
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
