// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/pins.h"

#include <QPainter>

namespace headroom::ui {

namespace {

QColor colorOf(const Hit& hit, const CurveSet& curves, const ChartTheme& theme) {
    const Curve* curve = curves.find(hit.curve);
    return curve ? curveColor(*curve, theme) : curveColor(hit.curve.look(), theme);
}

} // namespace

void Pins::paint(QPainter& painter, const PlotView& view) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Leaders first: none crosses a box.
    for (int i = 0; i < count(); ++i) {
        const auto hit = locatePin(m_pins[static_cast<std::size_t>(i)].point, view.mapping);
        if (!hit)
            continue;
        painter.setPen(QPen(colorOf(*hit, *m_curves, view.theme), kLeaderWidth * view.scale));
        painter.drawLine(leaderLine(*boxOf(i, view), hit->pixel, kGap * view.scale));
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
        const auto hit = seenCursor(static_cast<Cursor>(i), view.mapping);
        if (!hit)
            continue;
        const double aside = (kBadgeRoom - kBadge) * view.scale;
        const QRectF badge = badgeBox(*m_cursors[i], hit->pixel, view).adjusted(aside, aside, -aside, -aside);
        painter.setPen(QPen(colorOf(*hit, *m_curves, view.theme), kLeaderWidth * view.scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(hit->pixel, kGap * view.scale, kGap * view.scale);
        painter.drawLine(leaderLine(badge, hit->pixel, kGap * view.scale));
        painter.setPen(Qt::NoPen);
        painter.setBrush(view.theme.text);
        painter.drawEllipse(badge);
        painter.setPen(view.theme.sheet);
        painter.setFont(bold);
        painter.drawText(badge, Qt::AlignCenter, i == 0 ? QStringLiteral("A") : QStringLiteral("B"));
    }
}

} // namespace headroom::ui
