// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/chart/legend/printed_legend.h"

#include "ui/chart/paint/chart_theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kIndentGap = 6; ///< between a key and its text
constexpr double kPrintedRadius = 4;
constexpr double kPartSpace = 0.5; ///< line heights above a row that opens a part
constexpr double kLeading = 1.2;   ///< line heights from row to row
constexpr int kWrap = Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere | Qt::TextWordWrap;

double indent() {
    return swatchWidth() + kIndentGap;
}

QString textOf(const LegendEntry& entry) {
    return entry.detail.isEmpty() ? entry.label : entry.label + QStringLiteral(" · ") + entry.detail;
}

double textHeight(const LegendEntry& entry, double width, const QFontMetricsF& metrics) {
    const QRectF room(0, 0, width - indent(), 1e6);
    return std::max(metrics.height(), metrics.boundingRect(room, kWrap, textOf(entry)).height());
}

} // namespace

PrintedLegend::PrintedLegend(std::vector<LegendEntry> entries, const QFont& font)
    : m_entries(std::move(entries)), m_font(font) {}

QFont PrintedLegend::typeOf(int pixels) const {
    QFont font(m_font);
    font.setPixelSize(pixels);
    return font;
}

double PrintedLegend::width(double figure) const {
    constexpr double kMostForNames = 0.27; // of the figure
    const QFontMetricsF metrics(m_font);
    double labels = 0;
    double names = 0;
    for (const LegendEntry& entry : m_entries) {
        double& part = entry.kind == LegendEntry::Kind::Run ? names : labels;
        part = std::max(part, std::ceil(metrics.horizontalAdvance(textOf(entry))) + 1);
    }
    return std::max(indent() + labels, std::min(indent() + names, kMostForNames * figure));
}

double PrintedLegend::height(double width, int pixels) const {
    const QFontMetricsF metrics(typeOf(pixels));
    double height = 0;
    for (const LegendEntry& entry : m_entries)
        height += textHeight(entry, width, metrics) + (kLeading - 1) * metrics.height() +
                  (entry.opensPart ? kPartSpace * metrics.height() : 0);
    return height;
}

void PrintedLegend::paint(QPainter& painter, const QRectF& area, const ChartTheme& theme) const {
    int pixels = m_font.pixelSize();
    while (pixels > m_font.pixelSize() / 2 && height(area.width(), pixels) > area.height())
        --pixels;
    const QFont font = typeOf(pixels);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    double top = area.top();
    for (const LegendEntry& entry : m_entries) {
        if (entry.opensPart)
            top += kPartSpace * metrics.height();
        const double height = textHeight(entry, area.width(), metrics);
        painter.setPen(theme.text);
        painter.drawText(QRectF(area.left() + indent(), top, area.width() - indent(), height + 1), kWrap,
                         textOf(entry));
        paintSwatch(painter, entry, QRectF(area.left(), top, swatchWidth(), metrics.height()), kPrintedRadius,
                    theme);
        top += height + (kLeading - 1) * metrics.height();
    }
}

} // namespace headroom::ui
