// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/frame.h"

#include "ui/chart/paint/plot_view.h"
#include "ui/chart/paint/wrapped_text.h"
#include "ui/widgets/scaled_font.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

namespace headroom::ui {

namespace {

// Pixels; more of them beside large type.
constexpr double kTextGap = 6; ///< between texts and what they belong to
constexpr double kTickLength = 4;
constexpr double kLabelSpace = 24; ///< least space between two labels of the x axis
constexpr double kUsualLine = 17;  ///< up to which height of tick labels these hold
constexpr int kMostXTicks = 9;     ///< 0, 4096, … 32768
constexpr int kMostYTicks = 11;
constexpr double kLeastTitle = 0.75; ///< of its size, before it takes a second line
constexpr double kRowHeights = 2.6;  ///< line heights from one label of the y axis to the next

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

/// Type in which the text has that width, or the least share as large where that is too much still.
QFont smallerToFit(const QFont& font, const QString& text, double width, double least) {
    QFont type(font);
    for (const double factor : {0.96, 0.92, 0.85, 0.8, 0.75}) {
        if (factor < least || QFontMetricsF(type).horizontalAdvance(text) <= width)
            break;
        type = scaledFont(font, factor);
    }
    return type;
}

/// At the top of the area from there, as high as the text becomes.
QRectF headingRoom(const QRectF& area, double top, double gap, const QString& text,
                   const QFontMetricsF& metrics) {
    const double width = std::max(1.0, area.width() - 2 * gap);
    return {area.left() + gap, top, width, wrappedHeight(text, width, metrics)};
}

/// "a · b · c" on as few lines as that width allows, none of which begins or ends within a fact.
QString brokenBetweenFacts(const QString& text, double width, const QFontMetricsF& metrics) {
    const QString dot = QStringLiteral(" · ");
    QStringList lines;
    for (const QString& fact : text.split(dot)) {
        const QString longer = lines.isEmpty() ? fact : lines.back() + dot + fact;
        if (lines.isEmpty() || metrics.horizontalAdvance(longer) > width)
            lines << fact;
        else
            lines.back() = longer;
    }
    return lines.join(QLatin1Char('\n'));
}

/// Below each other, as far as they are not empty; returns where the plot may begin.
double layOutHeadings(FrameLayout& layout, const QRectF& area, const FrameTexts& texts,
                      const FrameFonts& fonts) {
    const double space = layout.textGap;
    const double top = area.top() + 2 * space;
    layout.titleType = smallerToFit(fonts.title, texts.title, area.width() - 2 * space, kLeastTitle);
    layout.title = headingRoom(area, top, space, texts.title, QFontMetricsF(layout.titleType));
    const double gap = layout.title.isEmpty() ? 0 : space / 3;
    const QFontMetricsF metrics(fonts.subtitle);
    layout.subtitleText = brokenBetweenFacts(texts.subtitle, area.width() - 2 * space, metrics);
    layout.subtitle = headingRoom(area, layout.title.bottom() + gap, space, layout.subtitleText, metrics);
    return layout.subtitle.bottom() + (layout.subtitle.bottom() > top ? space : 0);
}

/// Over the middle of the plot, where that takes no more lines than over the whole area.
void centreHeadings(FrameLayout& layout, const QRectF& area, const FrameTexts& texts,
                    const FrameFonts& fonts) {
    const double middle = layout.plot.center().x();
    const double half = std::min(middle - area.left(), area.right() - middle);
    FrameLayout centred;
    centred.textGap = layout.textGap;
    layOutHeadings(centred, QRectF(middle - half, area.top(), 2 * half, area.height()), texts, fonts);
    if (centred.subtitle.bottom() > layout.subtitle.bottom() ||
        QFontMetricsF(centred.titleType).height() < QFontMetricsF(layout.titleType).height())
        return;
    layout.title = centred.title;
    layout.titleType = centred.titleType;
    layout.subtitle = centred.subtitle;
    layout.subtitleText = centred.subtitleText;
}

/// Beside a plot of that height. Two runs' names may be long: smaller type first, then more lines.
void layOutYTitle(FrameLayout& layout, double left, const QRectF& beside, const QString& text,
                  const FrameFonts& fonts) {
    layout.yTitleType = smallerToFit(fonts.axis, text, beside.height(), fonts.leastAxisTitle);
    const QFontMetricsF metrics(layout.yTitleType);
    const double depth = wrappedHeight(text, std::max(1.0, beside.height()), metrics);
    layout.yTitle = QRectF(left, beside.top(), std::max(metrics.height(), depth), beside.height());
}

} // namespace

FrameLayout layOutFrame(const QRectF& area, const FrameTexts& texts, const FrameFonts& fonts,
                        const ViewRange& view, AxisScales scales, FrameMargins margins) {
    const QFontMetricsF axis(fonts.axis);
    const QFontMetricsF tick(fonts.tick);

    FrameLayout layout;
    const double gap = layout.textGap = kTextGap * growth(tick);
    layout.tickLength = kTickLength * growth(tick);
    const double line = tick.height();
    layout.showTitle = area.height() > 9 * line;
    layout.showAxisTitles = area.height() > 7 * line && area.width() - margins.right > 16 * line;
    layout.showTicks = area.height() > 4 * line && area.width() - margins.right > 9 * line;

    double top = 2 * gap;
    if (layout.showTitle)
        top = layOutHeadings(layout, area, texts, fonts) - area.top();
    double bottom = gap;
    if (layout.showTicks)
        bottom += layout.tickLength + tick.height() + gap;
    if (layout.showAxisTitles)
        bottom += axis.height() + gap;
    const double height = area.height() - top - bottom;
    const int rows = std::clamp(1 + static_cast<int>(height / (kRowHeights * line)), 2, kMostYTicks);
    layout.yTicks =
        scales.logY ? logTicks(view.yMin, view.yMax, rows) : valueTicks(view.yMin, view.yMax, rows);

    const double edge = margins.edge * growth(tick);
    double left = edge;
    if (layout.showAxisTitles) {
        layOutYTitle(layout, area.left() + edge,
                     QRectF(area.left(), area.top() + std::round(top), 0, std::floor(height)), texts.yAxis,
                     fonts);
        left += layout.yTitle.width() + gap;
    }
    if (layout.showTicks)
        left += widest(layout.yTicks, tick) + layout.tickLength + gap;
    const double right =
        edge + (layout.showTicks ? tick.horizontalAdvance(QString::number(view.xMax, 'f', 0)) / 2 : 0);
    layout.plot = QRectF(area.left() + std::round(left), area.top() + std::round(top),
                         std::max(0.0, std::floor(area.width() - margins.right - left - right)),
                         std::max(0.0, std::floor(height)));
    centreHeadings(layout, area, texts, fonts);
    layout.xTicks = xTicksFor(view, scales.logX, layout.plot.width(), tick);
    layout.xTitle =
        QRectF(layout.plot.left(), layout.plot.bottom() + layout.tickLength + tick.height() + gap + gap / 2,
               layout.plot.width(), axis.height());
    return layout;
}

namespace {

/// Of a pixmap a whole number of pixels: a fraction would make some lines thicker than others.
double hairlineWidth(const QPainter& painter, double wanted) {
    const QPaintEngine::Type engine = painter.paintEngine()->type();
    if (engine == QPaintEngine::SVG || engine == QPaintEngine::Pdf)
        return wanted;
    const double scale = std::max(1e-6, painter.deviceTransform().m11());
    return std::max(1.0, std::floor(wanted * scale)) / scale;
}

} // namespace

void paintFrameBelow(QPainter& painter, const FrameLayout& layout, const PlotView& view) {
    if (layout.plot.isEmpty())
        return;
    const PlotMapping& mapping = view.mapping;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double hairline =
        hairlineWidth(painter, view.theme.curves.frameLine * std::max(1.0, view.scale / 2));
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

/// In the middle of the room, from its top.
void paintCentred(QPainter& painter, const QRectF& room, const QString& text, const QFont& font) {
    painter.setFont(font);
    painter.drawText(room.adjusted(0, 0, 0, 1), Qt::AlignHCenter | Qt::AlignTop,
                     wrapped(text, room.width(), QFontMetricsF(font)));
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
                     const QFont& font) {
    painter.setFont(font);
    painter.drawText(layout.xTitle, Qt::AlignCenter | Qt::TextSingleLine, texts.xAxis);
    const QRectF& title = layout.yTitle;
    painter.translate(title.left(), title.bottom());
    painter.rotate(-90);
    paintCentred(painter, QRectF(0, 0, title.height(), title.width()), texts.yAxis, layout.yTitleType);
}

} // namespace

void paintFrameTexts(QPainter& painter, const FrameLayout& layout, const FrameTexts& texts,
                     const FrameFonts& fonts, const PlotView& view) {
    if (layout.plot.isEmpty())
        return;
    painter.save();
    painter.setPen(view.theme.text);
    if (layout.showTitle)
        paintCentred(painter, layout.title, texts.title, layout.titleType);
    painter.setPen(view.theme.quiet);
    if (layout.showTitle)
        paintCentred(painter, layout.subtitle, layout.subtitleText, fonts.subtitle);
    painter.setPen(view.theme.label);
    if (layout.showTicks)
        paintTickLabels(painter, layout, fonts.tick, view.mapping);
    if (layout.showAxisTitles)
        paintAxisTitles(painter, layout, texts, fonts.axis);
    painter.restore();
}

} // namespace headroom::ui
