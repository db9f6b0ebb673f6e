// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/hover.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/box_placement.h"
#include "ui/chart/reading/point_callout.h"

#include <QPainter>

#include <utility>

namespace headroom::ui {

namespace {

// Pixels at scale 1.
constexpr double kRingRadius = 7.5;
constexpr double kClearance = 16; ///< between the point and its call-out

void paintRing(QPainter& painter, const Hit& hit, const PlotView& view) {
    if (!view.mapping.plot().adjusted(-1, -1, 1, 1).contains(hit.pixel))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(hit.failed ? view.theme.failure : curveColor(hit.curve.look(), view.theme), 2 * view.scale));
    painter.drawEllipse(hit.pixel, kRingRadius * view.scale, kRingRadius * view.scale);
}

} // namespace

bool Hover::setUnified(const PlotMapping& mapping, bool on) {
    m_unified = on;
    m_rest.reset();
    return refresh(mapping);
}

bool Hover::follow(const PlotMapping& mapping, const QPointF& cursor) {
    if (std::exchange(m_cursor, cursor) != cursor) // a new layout reports a move too
        m_rest.reset();
    m_selected.reset();
    return update(mapping);
}

bool Hover::select(const PlotMapping& mapping, const PointKey& point) {
    m_cursor.reset();
    m_selected = point;
    return update(mapping);
}

bool Hover::step(const PlotMapping& mapping, int along, int across) {
    const auto from = pointed(mapping);
    std::optional<Hit> next;
    if (!from) { // begin on the highest curve, in the middle of the plot or where all curves are read
        const std::vector<Curve>& curves = m_curves->curves();
        const auto hidden =
            m_reading.hidden ? m_reading.hidden : hiddenNear(curves, mapping, mapping.plot().center().x());
        const auto column = hidden ? locateColumn(curves, mapping, *hidden) : std::vector<Hit>();
        if (!column.empty())
            next = column.front();
    } else {
        next = along != 0 ? stepAlong(m_curves->curves(), mapping, *from, along)
                          : stepAcross(m_curves->curves(), mapping, *from, across);
    }
    return next && select(mapping, next->point);
}

bool Hover::hold(const PlotMapping& mapping, double hidden) {
    m_held = hidden;
    m_selected.reset();
    return refresh(mapping);
}

bool Hover::release(const PlotMapping& mapping) {
    m_held.reset();
    return refresh(mapping);
}

bool Hover::clear(const PlotMapping& mapping) {
    m_cursor.reset();
    m_selected.reset();
    return update(mapping);
}

bool Hover::refresh(const PlotMapping& mapping) {
    m_empty = readsColumns() ? emptyReading(*m_curves) : ColumnReading();
    const bool moved = mapping != std::exchange(m_mapping, mapping);
    if (moved && m_cursor && !m_rest)
        m_rest = Rest{m_point ? std::optional(m_point->point) : std::nullopt, m_reading.hidden};
    return update(mapping);
}

bool Hover::update(const PlotMapping& mapping) {
    const std::vector<Curve>& curves = m_curves->curves();
    const auto selected = m_selected ? locatePoint(curves, mapping, *m_selected) : std::nullopt;
    if (m_selected && !selected)
        m_selected.reset();
    if (m_held)
        return show(mapping, selected, m_held);
    if (!m_cursor)
        return show(mapping, selected,
                    m_unified && selected ? std::optional(selected->hidden) : std::nullopt);
    return showAtCursor(mapping);
}

/// Where the view changes under a pointer at rest, nobody pointed at what comes to lie there.
bool Hover::showAtCursor(const PlotMapping& mapping) {
    const std::vector<Curve>& curves = m_curves->curves();
    if (m_unified && m_rest && m_rest->hidden)
        return show(mapping, std::nullopt, m_rest->hidden);
    if (!mapping.plot().adjusted(-kHoverRadius, -1, kHoverRadius, kHoverRadius).contains(*m_cursor))
        return show(mapping, std::nullopt, std::nullopt);
    if (m_unified)
        return show(mapping, std::nullopt, hiddenNear(curves, mapping, m_cursor->x()));
    std::optional<Hit> hit = locate(curves, mapping, *m_cursor);
    if (hit && m_rest && m_rest->point != hit->point)
        hit.reset();
    return show(mapping, hit, std::nullopt);
}

std::optional<Hit> Hover::pointed(const PlotMapping& mapping) const {
    if (m_point || !m_cursor)
        return m_point;
    return locate(m_curves->curves(), mapping, *m_cursor);
}

bool Hover::show(const PlotMapping& mapping, std::optional<Hit> point, std::optional<double> column) {
    ColumnReading reading = m_empty;
    std::vector<Hit> hits;
    if (column) {
        reading.about = m_held.has_value();
        readColumn(reading, *m_curves, *column, mapping.scales().logX);
        hits = locateColumn(m_curves->curves(), mapping, *column);
    }
    // What is said of a point may change where the point does not: its run is named anew, or what it is
    // compared with arrives.
    Callout callout = point ? pointCallout(*m_curves, *point) : Callout();
    QString text = point ? ui::oneLine(callout) : reading.oneLine();
    if (point == m_point && hits == m_column && text == m_text && reading == m_reading)
        return false;
    m_point = point;
    m_column = std::move(hits);
    m_reading = std::move(reading);
    m_callout = std::move(callout);
    m_text = std::move(text);
    return true;
}

void Hover::paint(QPainter& painter, const PlotView& view, const Surroundings& around, bool pinned) const {
    if (empty())
        return;
    const QRectF& plot = view.mapping.plot();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_reading.hidden) {
        const double x = view.mapping.pixelX(*m_reading.hidden);
        painter.setPen(QPen(view.theme.axis, 1));
        if (x >= plot.left() && x <= plot.right())
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    for (const Hit& hit : m_column)
        paintRing(painter, hit, view);
    if (m_point) {
        if (!pinned)
            paintCallout(painter, view, around);
        paintRing(painter, *m_point, view);
    }
    painter.restore();
}

void Hover::paintCallout(QPainter& painter, const PlotView& view, const Surroundings& around) const {
    if (m_callout.empty())
        return;
    const Callout callout = m_brief ? m_callout.brief() : m_callout;
    const QPointF& anchor = m_point->pixel;
    // In a plot that is too small for it, over the axes too.
    const QSizeF wanted = callout.size(view.font, around.bounds.width());
    const bool fits = wanted.width() <= around.bounds.width() && wanted.height() <= around.bounds.height();
    const auto [box, font] = placeWhole(callout, view.font, anchor, kClearance * view.scale,
                                        {fits ? around.bounds : around.most, around.curves, around.boxes});
    if (view.mapping.plot().contains(anchor)) {
        painter.setPen(QPen(curveColor(m_point->curve.look(), view.theme), kLeaderWidth * view.scale));
        painter.drawLine(leaderLine(box, anchor, kRingRadius * view.scale));
    }
    ui::paintCallout(painter, callout, box, font, view.theme);
}

} // namespace headroom::ui
