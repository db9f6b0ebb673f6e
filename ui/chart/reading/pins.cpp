// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/pins.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/readout.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kPinClearance = 18;
constexpr double kBadge = 8; ///< radius of the letters A and B

/// The value and the shape: a fastened call-out stays, so it must not cover much.
Callout pinnedCallout(const CurveSet& curves, const Hit& hit) {
    constexpr std::size_t kLines = 2;
    Callout callout = pointCallout(curves, hit);
    callout.lines.resize(std::min(callout.lines.size(), kLines));
    return callout;
}

QRectF inside(QRectF box, const QRectF& bounds) {
    box.moveLeft(
        std::clamp(box.left(), bounds.left(), std::max(bounds.left(), bounds.right() - box.width())));
    box.moveTop(std::clamp(box.top(), bounds.top(), std::max(bounds.top(), bounds.bottom() - box.height())));
    return box;
}

} // namespace

void Pins::toggle(const PointKey& point) {
    const auto found = std::ranges::find(m_pins, point, &Pin::point);
    if (found != m_pins.end())
        m_pins.erase(found);
    else
        m_pins.push_back({point, std::nullopt});
}

void Pins::remove(int index) {
    m_pins.erase(m_pins.begin() + index);
}

std::optional<Hit> Pins::locatePin(const Pin& pin, const PlotMapping& mapping) const {
    const auto hit = locatePoint(m_curves->curves(), mapping, pin.point);
    return hit && mapping.plot().adjusted(-1, -1, 1, 1).contains(hit->pixel) ? hit : std::nullopt;
}

std::optional<QRectF> Pins::boxOf(int index, const PlotView& view) const {
    const PlotMapping& mapping = view.mapping;
    const Pin& pin = m_pins[static_cast<std::size_t>(index)];
    const auto hit = locatePin(pin, mapping);
    if (!hit)
        return std::nullopt;
    const QSizeF size = pinnedCallout(*m_curves, *hit).size(view.font);
    const QRectF bounds = mapping.plot().adjusted(3, 3, -3, -3);
    if (pin.offset)
        return inside(QRectF(hit->pixel + QPointF(pin.offset->x() * mapping.plot().width(),
                                                  pin.offset->y() * mapping.plot().height()),
                             size),
                      bounds);
    return placeCallout(size, hit->pixel, kPinClearance, bounds);
}

void Pins::moveBy(int index, const QPointF& pixels, const PlotView& view) {
    const PlotMapping& mapping = view.mapping;
    Pin& pin = m_pins[static_cast<std::size_t>(index)];
    const auto hit = locatePin(pin, mapping);
    const auto box = boxOf(index, view);
    if (!hit || !box)
        return;
    const QRectF moved = inside(box->translated(pixels), mapping.plot().adjusted(3, 3, -3, -3));
    pin.offset = QPointF((moved.left() - hit->pixel.x()) / mapping.plot().width(),
                         (moved.top() - hit->pixel.y()) / mapping.plot().height());
}

int Pins::at(const QPointF& pixel, const PlotView& view) const {
    for (int i = count() - 1; i >= 0; --i)
        if (const auto box = boxOf(i, view); box && box->contains(pixel))
            return i;
    return -1;
}

void Pins::setCursor(Cursor cursor, const PointKey& point) {
    auto& slot = m_cursors[static_cast<std::size_t>(cursor)];
    slot = slot == point ? std::nullopt : std::optional(point);
}

QString Pins::comparison(const PlotMapping& mapping) const {
    if (!m_cursors[0] || !m_cursors[1])
        return {};
    const auto a = locatePoint(m_curves->curves(), mapping, *m_cursors[0]);
    const auto b = locatePoint(m_curves->curves(), mapping, *m_cursors[1]);
    if (!a || !b || a->failed || b->failed || a->value <= 0)
        return {};
    const double difference = b->value - a->value;
    return words("A %1  →  B %2:  %3%4, × %5")
        .arg(shortNumber(a->value), shortNumber(b->value),
             difference < 0 ? QStringLiteral("−") : QStringLiteral("+"), shortNumber(std::abs(difference)))
        .arg(b->value / a->value, 0, 'f', 3);
}

void Pins::paint(QPainter& painter, const PlotView& view) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i) {
        const auto box = boxOf(i, view);
        if (!box)
            continue;
        const Hit hit = *locatePin(m_pins[static_cast<std::size_t>(i)], view.mapping);
        painter.setPen(QPen(view.theme.calloutBorder, 1));
        painter.drawLine(hit.pixel, {std::clamp(hit.pixel.x(), box->left(), box->right()),
                                     std::clamp(hit.pixel.y(), box->top(), box->bottom())});
        paintCallout(painter, pinnedCallout(*m_curves, hit), *box, view.font, view.theme);
    }
    paintCursors(painter, view);
    paintComparison(painter, view);
    painter.restore();
}

void Pins::paintCursors(QPainter& painter, const PlotView& view) const {
    QFont bold(view.font);
    bold.setWeight(QFont::DemiBold);
    for (std::size_t i = 0; i < m_cursors.size(); ++i) {
        const auto hit = m_cursors[i] ? locatePin({*m_cursors[i], {}}, view.mapping) : std::nullopt;
        if (!hit)
            continue;
        const QPointF centre = hit->pixel - QPointF(0, 2.2 * kBadge);
        painter.setPen(Qt::NoPen);
        painter.setBrush(view.theme.text);
        painter.drawEllipse(centre, kBadge, kBadge);
        painter.setPen(view.theme.sheet);
        painter.setFont(bold);
        painter.drawText(QRectF(centre - QPointF(kBadge, kBadge), QSizeF(2 * kBadge, 2 * kBadge)),
                         Qt::AlignCenter, i == 0 ? QStringLiteral("A") : QStringLiteral("B"));
    }
}

void Pins::paintComparison(QPainter& painter, const PlotView& view) const {
    const QString text = comparison(view.mapping);
    if (text.isEmpty())
        return;
    Callout difference;
    difference.lines.push_back({text, std::nullopt, true});
    const QRectF& plot = view.mapping.plot();
    const QSizeF size = difference.size(view.font);
    const QRectF box(plot.right() - size.width() - 8, plot.bottom() - size.height() - 8, size.width(),
                     size.height());
    if (plot.contains(box))
        paintCallout(painter, difference, box, view.font, view.theme);
}

} // namespace headroom::ui
