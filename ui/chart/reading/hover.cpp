// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/hover.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kRingRadius = 7.5;
constexpr double kClearance = 16; ///< between the point and its call-out

/// The call-out's first lines, and how many are left out.
Callout shortened(const Callout& callout, std::size_t kept) {
    Callout shorter;
    shorter.lines.assign(callout.lines.begin(), callout.lines.begin() + static_cast<std::ptrdiff_t>(kept));
    shorter.lines.push_back({words("… %1 more").arg(callout.lines.size() - kept), std::nullopt, false});
    return shorter;
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

std::optional<Hit> Hover::pointed(const PlotMapping& mapping) const {
    if (readsColumn())
        return locate(m_curves->curves(), mapping, *m_cursor);
    return m_hits.size() == 1 ? std::optional(m_hits.front()) : std::nullopt;
}

bool Hover::show(std::vector<Hit> hits) {
    // What is said of a point may change where the point does not: its run is named anew, or what it is
    // compared with arrives.
    Callout callout = describe(hits);
    QString text = oneLine(callout);
    if (hits == m_hits && text == m_text)
        return false;
    m_hits = std::move(hits);
    m_callout = std::move(callout);
    m_text = std::move(text);
    return true;
}

Callout Hover::describe(const std::vector<Hit>& hits) const {
    if (hits.size() == 1)
        return pointCallout(*m_curves, hits.front());
    Callout callout;
    if (hits.empty())
        return callout;
    // The cursor's own column leads; curves measured elsewhere say where.
    double column = hits.front().hidden;
    if (m_cursor) {
        const auto nearest = std::ranges::min_element(
            hits, {}, [this](const Hit& hit) { return std::abs(hit.pixel.x() - m_cursor->x()); });
        column = nearest->hidden;
    }
    const bool severalRuns = std::ranges::any_of(
        hits, [&hits](const Hit& hit) { return hit.point.runId != hits.front().point.runId; });
    callout.lines.push_back({words("h = %1").arg(column, 0, 'f', 0), std::nullopt, true});
    for (const Hit& hit : hits) {
        const Curve* curve = m_curves->find(hit.curve);
        QString text =
            QStringLiteral("%1:  %2").arg(curve ? curve->label : QString(), valueText(*m_curves, hit));
        if (hit.hidden != column)
            text += words("  at %1").arg(hit.hidden, 0, 'f', 0);
        if (const StoredRun* run = m_curves->run(hit.point.runId); run && severalRuns)
            text += QStringLiteral("  ") + run->name;
        callout.lines.push_back({text, hit.curve.ratio, false});
    }
    return callout;
}

void Hover::paint(QPainter& painter, const PlotView& view) const {
    if (m_hits.empty() || m_callout.empty())
        return;
    const PlotMapping& mapping = view.mapping;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPointF anchor = m_hits.front().pixel;
    if (readsColumn()) {
        const auto nearest = std::ranges::min_element(
            m_hits, {}, [this](const Hit& hit) { return std::abs(hit.pixel.x() - m_cursor->x()); });
        const double x = nearest->pixel.x();
        painter.setPen(QPen(view.theme.axis, 1));
        painter.drawLine(QPointF(x, mapping.plot().top()), QPointF(x, mapping.plot().bottom()));
        anchor = {x, m_cursor->y()};
    }
    painter.setBrush(Qt::NoBrush);
    for (const Hit& hit : m_hits) {
        if (!mapping.plot().adjusted(-1, -1, 1, 1).contains(hit.pixel))
            continue;
        painter.setPen(QPen(hit.failed ? view.theme.failure : curveColor(hit.curve.ratio, view.theme), 2));
        painter.drawEllipse(hit.pixel, kRingRadius, kRingRadius);
    }
    // As many lines as have a place beside what they speak of.
    const QRectF room = mapping.plot().adjusted(3, 3, -3, -3);
    Callout callout = m_callout;
    auto box = placeCallout(callout.size(view.font), anchor, kClearance, room);
    for (std::size_t kept = m_callout.lines.size() - 1; !box && kept > 0; --kept) {
        callout = shortened(m_callout, kept);
        box = placeCallout(callout.size(view.font), anchor, kClearance, room);
    }
    if (box)
        paintCallout(painter, callout, *box, view.font, view.theme);
    painter.restore();
}

} // namespace headroom::ui
