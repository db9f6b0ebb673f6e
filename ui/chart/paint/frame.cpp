// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/frame.h"

#include "ui/chart/paint/plot_view.h"

#include <QFontMetricsF>
#include <QPainter>

namespace headroom::ui {

namespace {

// Pixels; more of them beside large type.
constexpr double kTextGap = 6; ///< between texts and what they belong to
constexpr double kTickLength = 4;
constexpr double kLabelSpace = 24; ///< least space between two labels of the x axis
constexpr double kUsualLine = 17;  ///< up to which height of tick labels these hold
constexpr int kSubtitle = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
constexpr int kMostXTicks = 9; ///< 0, 4096, … 32768
constexpr int kMostYTicks = 11;
constexpr double kRowHeights = 2.6; ///< line heights from one label of the y axis to the next

double growth(const QFontMetricsF& tick) {
    return std::max(1.0, tick.height() / kUsualLine);
}

double widest(const std::vector<Tick>& ticks, const QFontMetricsF& metrics) {
    double width = 0;
    for (const Tick& tick : ticks)
        width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

std::vector<Tick> xTicksFor(const ViewRange& view, bool logX, double width, const QFontMetricsF& metrics) {
    const double label =
        metrics.horizontalAdvance(QString::number(view.xMax, 'f', 0)) + kLabelSpace * growth(metrics);
    const int wanted =
        std::clamp(static_cast<int>(width / label) + 1, 2, logX ? 2 * kMostXTicks : kMostXTicks);
    return logX ? log2Ticks(view.xMin, view.xMax, wanted) : hiddenTicks(view.xMin, view.xMax, wanted);
}

QFont scaledFont(const QFont& base, double factor) {
    QFont font(base);
    if (base.pixelSize() > 0)
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(base.pixelSize() * factor))));
    else
        font.setPointSizeF(std::max(1.0, base.pointSizeF() * factor));
    return font;
}

} // namespace

FrameFonts::FrameFonts(const QFont& base, For whom)
    : title(scaledFont(base, 1.3))
    , axis(scaledFont(base, 1.05))
    , tick(scaledFont(base, 0.95))
    , subtitle(whom == For::Audience ? scaledFont(tick, 0.88) : tick)
    , leastAxisTitle(whom == For::Audience ? 0.92 : 0.75) {
    title.setWeight(QFont::DemiBold);
}

namespace {

/// Below the title, as high as the text becomes there.
QRectF subtitleRoom(const QRectF& title, double gap, const QString& text, const QFontMetricsF& metrics) {
    const QRectF room(title.left() + gap, title.bottom() + gap / 3, title.width() - 2 * gap, 1e6);
    if (text.isEmpty())
        return {room.topLeft(), QSizeF(room.width(), 0)};
    return {room.topLeft(), QSizeF(room.width(), metrics.boundingRect(room, kSubtitle, text).height())};
}

} // namespace

FrameLayout layOutFrame(const QRectF& area, const FrameTexts& texts, const FrameFonts& fonts,
                        const ViewRange& view, AxisScales scales, double beside) {
    const QFontMetricsF title(fonts.title);
    const QFontMetricsF axis(fonts.axis);
    const QFontMetricsF tick(fonts.tick);

    FrameLayout layout;
    const double gap = layout.textGap = kTextGap * growth(tick);
    layout.tickLength = kTickLength * growth(tick);
    const double line = tick.height();
    layout.showTitle = !texts.title.isEmpty() && area.height() > 9 * line;
    layout.showAxisTitles = area.height() > 7 * line && area.width() - beside > 16 * line;
    layout.showTicks = area.height() > 4 * line && area.width() - beside > 9 * line;

    layout.title = QRectF(area.left(), area.top() + 2 * gap, area.width(), title.height());
    double top = 2 * gap;
    if (layout.showTitle) {
        layout.subtitle = subtitleRoom(layout.title, gap, texts.subtitle, QFontMetricsF(fonts.subtitle));
        top = layout.subtitle.bottom() - area.top() + gap;
    }
    double bottom = gap;
    if (layout.showTicks)
        bottom += layout.tickLength + tick.height() + gap;
    if (layout.showAxisTitles)
        bottom += axis.height() + gap;
    const double height = area.height() - top - bottom;
    const int rows = std::clamp(1 + static_cast<int>(height / (kRowHeights * line)), 2, kMostYTicks);
    layout.yTicks =
        scales.logY ? logTicks(view.yMin, view.yMax, rows) : valueTicks(view.yMin, view.yMax, rows);

    double left = 2 * gap;
    if (layout.showAxisTitles)
        left += axis.height() + gap;
    if (layout.showTicks)
        left += widest(layout.yTicks, tick) + layout.tickLength + gap;
    const double right =
        2 * gap + (layout.showTicks ? tick.horizontalAdvance(QString::number(view.xMax, 'f', 0)) / 2 : 0);
    layout.plot = QRectF(area.left() + std::round(left), area.top() + std::round(top),
                         std::max(0.0, std::floor(area.width() - beside - left - right)),
                         std::max(0.0, std::floor(height)));
    layout.xTicks = xTicksFor(view, scales.logX, layout.plot.width(), tick);
    layout.yTitleLeft = area.left() + 2 * gap;
    layout.xTitleTop = layout.plot.bottom() + layout.tickLength + tick.height() + gap + gap / 2;
    return layout;
}

void paintFrameBelow(QPainter& painter, const FrameLayout& layout, const PlotView& view) {
    if (layout.plot.isEmpty())
        return;
    const PlotMapping& mapping = view.mapping;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    // A whole number of the device's pixels: a fraction would make some lines thicker than others.
    const double scale = std::max(1e-6, painter.deviceTransform().m11());
    const double hairline = std::max(1.0, std::floor(scale * std::max(1.0, view.scale / 2))) / scale;
    painter.setPen(QPen(view.theme.grid, hairline));
    for (const Tick& tick : layout.xTicks) {
        const double x = std::round(mapping.pixelX(tick.value));
        painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, layout.plot.bottom()));
    }
    for (const Tick& tick : layout.yTicks) {
        const double y = std::round(mapping.pixelY(tick.value));
        painter.drawLine(QPointF(layout.plot.left(), y), QPointF(layout.plot.right(), y));
    }
    painter.setPen(QPen(view.theme.axis, hairline));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(layout.plot);
    if (layout.showTicks) {
        for (const Tick& tick : layout.xTicks) {
            const double x = std::round(mapping.pixelX(tick.value));
            painter.drawLine(QPointF(x, layout.plot.bottom()),
                             QPointF(x, layout.plot.bottom() + layout.tickLength));
        }
        for (const Tick& tick : layout.yTicks) {
            const double y = std::round(mapping.pixelY(tick.value));
            painter.drawLine(QPointF(layout.plot.left() - layout.tickLength, y),
                             QPointF(layout.plot.left(), y));
        }
    }
    painter.restore();
}

namespace {

/// Over the middle of the plot, as far as the room allows.
QRectF overPlot(const QRectF& room, const QRectF& plot, double width) {
    QRectF over(room);
    over.setWidth(std::min(std::ceil(width) + 1, room.width()));
    over.moveCenter({plot.center().x(), room.center().y()});
    over.moveLeft(std::clamp(over.left(), room.left(), room.right() - over.width()));
    return over;
}

void paintTitle(QPainter& painter, const FrameLayout& layout, const QString& title, const QFont& font) {
    // Over the middle of the plot as far as the room allows, in smaller type if need be.
    constexpr double kSmallest = 0.65;
    const double width = QFontMetricsF(font).horizontalAdvance(title);
    const QRectF over = overPlot(layout.title, layout.plot, width);
    const double share = (over.width() - 1) / width;
    const QFont type = share < 1 ? scaledFont(font, std::max(kSmallest, share)) : font;
    painter.setFont(type);
    painter.drawText(over, Qt::AlignCenter | Qt::TextSingleLine,
                     QFontMetricsF(type).elidedText(title, Qt::ElideRight, over.width()));
}

void paintSubtitle(QPainter& painter, const FrameLayout& layout, const QString& subtitle, const QFont& font) {
    painter.setFont(font);
    const QRectF over =
        overPlot(layout.subtitle, layout.plot, QFontMetricsF(font).horizontalAdvance(subtitle));
    painter.drawText(over.adjusted(0, 0, 0, 1), kSubtitle, subtitle);
}

void paintTickLabels(QPainter& painter, const FrameLayout& layout, const QFont& font,
                     const PlotMapping& mapping) {
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    for (const Tick& tick : layout.xTicks) {
        const double width = metrics.horizontalAdvance(tick.label);
        painter.drawText(
            QPointF(mapping.pixelX(tick.value) - width / 2,
                    layout.plot.bottom() + layout.tickLength + layout.textGap / 2 + metrics.ascent()),
            tick.label);
    }
    for (const Tick& tick : layout.yTicks) {
        const double width = metrics.horizontalAdvance(tick.label);
        painter.drawText(QPointF(layout.plot.left() - layout.tickLength - layout.textGap / 2 - width,
                                 mapping.pixelY(tick.value) + metrics.capHeight() / 2),
                         tick.label);
    }
}

void paintAxisTitles(QPainter& painter, const FrameLayout& layout, const FrameTexts& texts,
                     const FrameFonts& fonts) {
    const QFont& font = fonts.axis;
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.drawText(QRectF(layout.plot.left(), layout.xTitleTop, layout.plot.width(), metrics.height()),
                     Qt::AlignCenter | Qt::TextSingleLine, texts.xAxis);
    painter.translate(layout.yTitleLeft, layout.plot.center().y());
    painter.rotate(-90);
    // Two runs' names may be long: smaller type first, then less text.
    const double fits = layout.plot.height() / metrics.horizontalAdvance(texts.yAxis);
    const QFont type = fits < 1 ? scaledFont(font, std::max(fonts.leastAxisTitle, 0.98 * fits)) : font;
    painter.setFont(type);
    painter.drawText(QRectF(-layout.plot.height() / 2, 0, layout.plot.height(), metrics.height()),
                     Qt::AlignCenter | Qt::TextSingleLine,
                     QFontMetricsF(type).elidedText(texts.yAxis, Qt::ElideMiddle, layout.plot.height()));
}

} // namespace

void paintFrameTexts(QPainter& painter, const FrameLayout& layout, const FrameTexts& texts,
                     const FrameFonts& fonts, const PlotView& view) {
    if (layout.plot.isEmpty())
        return;
    painter.save();
    painter.setPen(view.theme.text);
    if (layout.showTitle)
        paintTitle(painter, layout, texts.title, fonts.title);
    painter.setPen(view.theme.quiet);
    if (layout.showTitle)
        paintSubtitle(painter, layout, texts.subtitle, fonts.subtitle);
    painter.setPen(view.theme.label);
    if (layout.showTicks)
        paintTickLabels(painter, layout, fonts.tick, view.mapping);
    if (layout.showAxisTitles)
        paintAxisTitles(painter, layout, texts, fonts);
    painter.restore();
}

} // namespace headroom::ui
