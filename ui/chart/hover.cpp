// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/hover.h"

#include "ui/chart/chart_theme.h"
#include "ui/chart/curve_set.h"
#include "ui/chart/point_callout.h"
#include "ui/chart/readout.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kRingRadius = 7.5;
constexpr double kClearance = 16; ///< between the point and its call-out

QString words(const char* text) {
    return QCoreApplication::translate("headroom::ui::Hover", text);
}

} // namespace

bool Hover::follow(const PlotMapping& mapping, const QPointF& cursor) {
    m_cursor = cursor;
    return update(mapping);
}

bool Hover::select(const PlotMapping& mapping, const PointKey& point) {
    m_cursor.reset();
    const auto hit = locatePoint(m_curves->curves(), mapping, point);
    return show(hit ? std::vector{*hit} : std::vector<Hit>());
}

bool Hover::step(const PlotMapping& mapping, int along, int across) {
    if (m_hits.empty()) { // begin at the point nearest to the middle of the plot
        const auto column = locateColumn(m_curves->curves(), mapping, mapping.plot().center().x());
        m_cursor.reset();
        return show(column.empty() ? column : std::vector{column.front()});
    }
    const Hit& from = m_hits.front();
    const auto next = along != 0 ? stepAlong(m_curves->curves(), mapping, from, along)
                                 : stepAcross(m_curves->curves(), mapping, from, across);
    if (!next)
        return false;
    m_cursor.reset();
    return show({*next});
}

bool Hover::clear() {
    m_cursor.reset();
    return show({});
}

bool Hover::update(const PlotMapping& mapping) {
    if (!m_cursor) {
        if (m_hits.empty())
            return false;
        const auto hit = locatePoint(m_curves->curves(), mapping, m_hits.front().point);
        return show(hit ? std::vector{*hit} : std::vector<Hit>());
    }
    if (!mapping.plot().adjusted(-kHoverRadius, -1, kHoverRadius, kHoverRadius).contains(*m_cursor))
        return show({});
    if (m_unified)
        return show(locateColumn(m_curves->curves(), mapping, m_cursor->x()));
    const auto hit = locate(m_curves->curves(), mapping, *m_cursor);
    return show(hit ? std::vector{*hit} : std::vector<Hit>());
}

bool Hover::show(std::vector<Hit> hits) {
    if (hits == m_hits)
        return false;
    m_hits = std::move(hits);
    m_callout.lines.clear();
    if (m_hits.size() == 1)
        m_callout = pointCallout(*m_curves, m_hits.front());
    else if (!m_hits.empty())
        describeColumn();
    m_text = oneLine(m_callout);
    return true;
}

void Hover::describeColumn() {
    // The cursor's own column leads; curves measured elsewhere say where.
    double column = m_hits.front().hidden;
    if (m_cursor) {
        const auto nearest = std::ranges::min_element(
            m_hits, {}, [this](const Hit& hit) { return std::abs(hit.pixel.x() - m_cursor->x()); });
        column = nearest->hidden;
    }
    m_callout.lines.push_back({words("h = %1").arg(column, 0, 'f', 0), std::nullopt, true});
    for (const Hit& hit : m_hits) {
        const Curve* curve = m_curves->find(hit.curve);
        QString text =
            QStringLiteral("%1:  %2").arg(curve ? curve->label : QString(), shortNumber(hit.value));
        if (hit.hidden != column)
            text += words("  at h = %1").arg(hit.hidden, 0, 'f', 0);
        m_callout.lines.push_back({text, hit.curve.ratio, false});
    }
}

void Hover::paint(QPainter& painter, const PlotMapping& mapping, const QFont& font,
                  const ChartTheme& theme) const {
    if (m_hits.empty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPointF anchor = m_hits.front().pixel;
    if (m_hits.size() > 1) {
        const auto nearest = std::ranges::min_element(m_hits, {}, [this, &anchor](const Hit& hit) {
            return std::abs(hit.pixel.x() - (m_cursor ? m_cursor->x() : anchor.x()));
        });
        const double x = nearest->pixel.x();
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(x, mapping.plot().top()), QPointF(x, mapping.plot().bottom()));
        anchor = {x, m_cursor ? m_cursor->y() : mapping.plot().center().y()};
    }
    painter.setBrush(Qt::NoBrush);
    for (const Hit& hit : m_hits) {
        if (!mapping.plot().adjusted(-1, -1, 1, 1).contains(hit.pixel))
            continue;
        painter.setPen(QPen(hit.failed ? theme.failure : curveColor(hit.curve.ratio, theme), 2));
        painter.drawEllipse(hit.pixel, kRingRadius, kRingRadius);
    }
    const auto box =
        placeCallout(m_callout.size(font), anchor, kClearance, mapping.plot().adjusted(3, 3, -3, -3));
    if (box && !m_callout.empty())
        paintCallout(painter, m_callout, *box, font, theme);
    painter.restore();
}

} // namespace headroom::ui
