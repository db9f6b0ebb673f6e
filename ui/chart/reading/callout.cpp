// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/callout.h"

#include "ui/chart/paint/chart_theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kPadding = 8;
constexpr double kLeading = 3;
constexpr double kMarkerColumn = 16;
constexpr double kHeadRadius = 4;

QFont fontOf(const CalloutLine& line, QFont font) {
    font.setWeight(line.strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

bool hasMarkers(const Callout& callout) {
    return std::ranges::any_of(callout.lines, [](const CalloutLine& line) { return line.ratio.has_value(); });
}

} // namespace

QSizeF Callout::size(const QFont& font) const {
    double width = 0;
    double height = 0;
    for (const CalloutLine& line : lines) {
        const QFontMetricsF metrics(fontOf(line, font));
        width = std::max(width, metrics.horizontalAdvance(line.text));
        height += metrics.height() + kLeading;
    }
    const double markers = hasMarkers(*this) ? kMarkerColumn : 0;
    return {std::ceil(width + markers + 2 * kPadding), std::ceil(height - kLeading + 2 * kPadding)};
}

void paintCallout(QPainter& painter, const Callout& callout, const QRectF& box, const QFont& font,
                  const ChartTheme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.calloutBorder, 1));
    painter.setBrush(theme.callout);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    const double indent = hasMarkers(callout) ? kMarkerColumn : 0;
    double top = box.top() + kPadding;
    for (const CalloutLine& line : callout.lines) {
        const QFont own = fontOf(line, font);
        const QFontMetricsF metrics(own);
        const QRectF row(box.left() + kPadding, top, box.width() - 2 * kPadding, metrics.height());
        if (line.ratio) {
            const QPointF centre(row.left() + kHeadRadius + 1, row.center().y());
            painter.setPen(Qt::NoPen);
            painter.setBrush(curveColor(*line.ratio, theme));
            painter.drawPath(markerPath(curveMarker(*line.ratio), kHeadRadius).translated(centre));
        }
        painter.setFont(own);
        painter.setPen(line.strong ? theme.text : theme.label);
        painter.drawText(row.adjusted(indent, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         line.text);
        top += metrics.height() + kLeading;
    }
    painter.restore();
}

} // namespace headroom::ui
