// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/printed_legend.h"

#include "ui/chart/paint/chart_theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

constexpr double kPrintedSwatch = 28;
constexpr double kPrintedIndent = kPrintedSwatch + 6;
constexpr double kPrintedRow = 19;
constexpr double kPrintedRadius = 4;

bool isHeading(const LegendEntry& entry) {
    return entry.kind == LegendEntry::Kind::Group;
}

} // namespace

PrintedLegend::PrintedLegend(std::vector<LegendEntry> entries, const QFont& font, int leastPixels)
    : m_entries(std::move(entries)), m_font(font), m_leastPixels(leastPixels) {}

double PrintedLegend::width() const {
    constexpr double kWidestHeading = 130;
    const QFontMetricsF metrics(m_font);
    double width = 0;
    for (const LegendEntry& entry : m_entries) {
        const double text = metrics.horizontalAdvance(entry.label);
        width =
            std::max(width, isHeading(entry) ? std::min(kWidestHeading, 1.1 * text) : kPrintedIndent + text);
    }
    return width;
}

void PrintedLegend::paint(QPainter& painter, const QRectF& area, const ChartTheme& theme) const {
    if (empty())
        return;
    const auto headings = static_cast<double>(std::ranges::count_if(m_entries, isHeading));
    const double rowHeight =
        std::min(kPrintedRow, area.height() / (static_cast<double>(m_entries.size()) + headings / 3));
    QFont font(m_font);
    font.setPixelSize(std::clamp(static_cast<int>(rowHeight * 0.8), m_leastPixels / 2, m_font.pixelSize()));
    QFont heading(font);
    heading.setWeight(QFont::DemiBold);
    double top = area.top();
    for (const LegendEntry& entry : m_entries) {
        if (isHeading(entry) && top > area.top())
            top += rowHeight / 3;
        const QRectF line(area.left(), top, area.width(), rowHeight);
        top += rowHeight;
        painter.setFont(isHeading(entry) ? heading : font);
        painter.setPen(theme.text);
        const QRectF room = isHeading(entry) ? line : line.adjusted(kPrintedIndent, 0, 0, 0);
        const QString text =
            isHeading(entry) ? QFontMetricsF(heading).elidedText(entry.label, Qt::ElideRight, room.width())
                             : entry.label;
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
        if (!isHeading(entry))
            paintSwatch(painter, entry, QRectF(line.left(), line.top(), kPrintedSwatch, rowHeight),
                        kPrintedRadius, theme);
    }
}

} // namespace headroom::ui
