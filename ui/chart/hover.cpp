// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/hover.h"

#include "ui/chart/chart_theme.h"
#include "ui/chart/curve_set.h"
#include "ui/chart/readout.h"
#include "ui/sweep/run_store.h"

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

/// How the library's best algorithm compares with its own choice, where both were measured at this shape.
QString bestGain(const CurveSet& curves, const Hit& hit) {
    CurveKey other = hit.curve;
    if (other.algorithm != Algorithm::Default)
        return {};
    other.algorithm = Algorithm::Best;
    const Curve* best = curves.find(other);
    if (!best || hit.value <= 0)
        return {};
    const auto at = std::ranges::lower_bound(best->points, hit.hidden, {}, &CurvePoint::hidden);
    if (at == best->points.end() || at->hidden != hit.hidden)
        return {};
    return words("best algorithm: %1 (%2 %)")
        .arg(shortNumber(at->value))
        .arg(QString::asprintf("%+.0f", 100 * (at->value / hit.value - 1)));
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
    m_text.clear();
    if (m_hits.size() == 1)
        describePoint(m_hits.front());
    else if (!m_hits.empty())
        describeColumn();
    return true;
}

void Hover::describePoint(const Hit& hit) {
    const StoredRun* stored = m_curves->run(hit.point.runId);
    if (!stored)
        return;
    const Readout readout =
        readPoint(stored->run, stored->run.measurements.at(static_cast<std::size_t>(hit.point.row)));
    m_callout.lines.push_back({readout.headline, hit.curve.ratio, true});
    QStringList lines = readout.lines;
    const QString gain = bestGain(*m_curves, hit);
    if (!gain.isEmpty())
        lines += gain;
    if (m_curves->groups().size() > 1)
        lines += stored->kind == RunKind::Reference ? words("reference: %1").arg(stored->name) : stored->name;
    for (const QString& line : lines)
        m_callout.lines.push_back({line, std::nullopt, false});
    m_text = (QStringList(readout.headline) + lines).join(QStringLiteral("  ·  "));
}

void Hover::describeColumn() {
    // The cursor's own column leads; curves measured elsewhere say where.
    double column = m_hits.front().hidden;
    if (m_cursor) {
        const auto nearest = std::ranges::min_element(
            m_hits, {}, [this](const Hit& hit) { return std::abs(hit.pixel.x() - m_cursor->x()); });
        column = nearest->hidden;
    }
    QStringList texts;
    m_callout.lines.push_back({words("h = %1").arg(column, 0, 'f', 0), std::nullopt, true});
    for (const Hit& hit : m_hits) {
        const Curve* curve = m_curves->find(hit.curve);
        QString text =
            QStringLiteral("%1:  %2").arg(curve ? curve->label : QString(), shortNumber(hit.value));
        if (hit.hidden != column)
            text += words("  at h = %1").arg(hit.hidden, 0, 'f', 0);
        m_callout.lines.push_back({text, hit.curve.ratio, false});
        texts += text;
    }
    m_text = m_callout.lines.front().text + QStringLiteral("  ·  ") + texts.join(QStringLiteral("  ·  "));
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
