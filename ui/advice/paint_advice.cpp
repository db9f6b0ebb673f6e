// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_chart.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/intervals.h"
#include "ui/chart/paint/wrapped_text.h"
#include "ui/widgets/scaled_font.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kAdviceNotesShare = 0.85; ///< of the size of tick labels
constexpr double kAdvisedRadius = 4.5;     ///< of keys, pixels at scale 1
constexpr double kLeastPlotLines = 5;      ///< lines of tick labels that a plot is high, at least

/// "curve", and a marker with its number for each.
class KeyRow {
public:
    KeyRow(const AdviceChart& chart, const QFont& font, double scale)
        : m_classes(chart.classes), m_metrics(font), m_scale(scale) {}

    double width() const {
        double width = m_metrics.horizontalAdvance(lead());
        for (const std::int64_t of : m_classes)
            width += gap() + 2 * kAdvisedRadius * m_scale + gap() / 3 +
                     m_metrics.horizontalAdvance(QString::number(of));
        return width;
    }

    void paint(QPainter& painter, const QRectF& room, const ChartTheme& theme) const {
        double x = room.center().x() - width() / 2;
        const double base = room.center().y() + m_metrics.capHeight() / 2;
        const auto write = [&](const QString& text) {
            painter.setPen(theme.label);
            painter.drawText(QPointF(x, base), text);
            x += m_metrics.horizontalAdvance(text);
        };
        write(lead());
        const double radius = kAdvisedRadius * m_scale;
        for (const std::int64_t of : m_classes) {
            x += gap() + radius;
            const QColor color = curveColor(of, theme);
            QPainterPath marker = markerPath(curveMarker(of), radius);
            marker.translate(x, room.center().y());
            painter.fillPath(marker, color);
            x += radius + gap() / 3;
            write(QString::number(of));
        }
    }

private:
    static QString lead() { return words("curve"); }
    double gap() const { return 0.9 * m_metrics.height(); }

    const std::vector<std::int64_t>& m_classes;
    QFontMetricsF m_metrics;
    double m_scale;
};

std::optional<AdviceArrow> arrowBetween(const AdviceChart& chart, const PlotView& view) {
    if (!chart.asked)
        return std::nullopt;
    const auto at = [&](const CurvePoint& point) { return view.mapping.toPixel(point.hidden, point.value); };
    AdviceArrow arrow{at(*chart.asked), std::nullopt};
    if (chart.best) {
        arrow.to = at(*chart.best);
        arrow.label = chart.label;
    }
    // Markers and whiskers are small here: the label keeps clear of each.
    const CurveCover nothing;
    Surroundings around{view.mapping.plot().adjusted(3, 3, -3, -3), nothing, {}};
    const double radius = markerDiameter(view);
    for (const Curve& curve : chart.points)
        for (const CurvePoint& point : curve.points)
            around.boxes.push_back(
                QRectF(QPointF(view.mapping.pixelX(point.hidden), view.mapping.pixelY(point.top())),
                       QPointF(view.mapping.pixelX(point.hidden), view.mapping.pixelY(point.bottom())))
                    .adjusted(-radius, -radius, radius, radius));
    placeLabel(arrow, view, around);
    return arrow;
}

} // namespace

AdviceLayout layOutAdvice(const AdviceChart& chart, const AdviceRequest& request) {
    AdviceLayout layout;
    layout.fonts = FrameFonts(request.font, request.whom);
    layout.notesType = scaledFont(layout.fonts.tick, kAdviceNotesShare);
    const QFontMetricsF tick(layout.fonts.tick);
    const double gap = tick.height() / 2;
    const double edge = tick.height() * 0.7;
    QRectF area(request.area);
    if (!request.notes.isEmpty()) {
        const double width = std::max(1.0, area.width() - 2 * edge);
        const double height = wrappedHeight(request.notes, width, QFontMetricsF(layout.notesType));
        layout.notes = QRectF(area.left() + edge, area.bottom() - gap - height, width, height);
        area.setBottom(layout.notes.top());
    }
    const KeyRow keys(chart, layout.fonts.tick, request.scale);
    const bool hasKeys =
        chart.classes.size() > 1 && keys.width() < area.width() && area.height() > 12 * tick.height();
    if (hasKeys) {
        layout.keys = QRectF(area.left(), area.bottom() - gap - tick.height(), area.width(), tick.height());
        area.setBottom(layout.keys.top());
    }
    layout.frame = layOutFrame(area, request.texts, layout.fonts, chart.range, {});
    if (hasKeys)
        layout.keys.setRect(std::max(area.left(), layout.frame.plot.center().x() - keys.width() / 2),
                            layout.keys.top(), keys.width(), layout.keys.height());
    layout.fits = layout.frame.plot.height() >= kLeastPlotLines * tick.height();
    layout.view.mapping = PlotMapping(layout.frame.plot, chart.range, {});
    layout.view.font = layout.fonts.tick;
    layout.view.theme = request.theme;
    layout.view.scale = request.scale;
    if (!layout.frame.plot.isEmpty())
        layout.arrow = arrowBetween(chart, layout.view);
    return layout;
}

void paintAdvice(QPainter& painter, const AdviceChart& chart, const AdviceLayout& layout,
                 const AdviceRequest& request) {
    const PlotView& view = layout.view;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (!chart.texts.title.isEmpty()) {
        paintFrameBelow(painter, layout.frame, view);
        paintFrameTexts(painter, layout.frame, request.texts, layout.fonts, view);
    }
    if (!layout.frame.plot.isEmpty()) {
        for (const Curve& curve : chart.points)
            if (request.intervals)
                painter.strokePath(whiskers(curve, view), QPen(curveColor(curve, view.theme),
                                                               view.theme.curves.roofLine * view.scale));
        for (const Curve& curve : chart.points)
            paintMarkers(painter, curve, view);
        if (layout.arrow)
            paintArrow(painter, *layout.arrow, view);
    }
    if (!layout.keys.isEmpty()) {
        painter.setFont(layout.fonts.tick);
        KeyRow(chart, layout.fonts.tick, request.scale).paint(painter, layout.keys, view.theme);
    }
    if (!layout.notes.isEmpty()) {
        painter.setFont(layout.notesType);
        painter.setPen(view.theme.quiet);
        painter.drawText(layout.notes.adjusted(0, 0, 0, 1), Qt::AlignLeft | Qt::AlignTop,
                         wrapped(request.notes, layout.notes.width(), QFontMetricsF(layout.notesType)));
    }
    painter.restore();
}

} // namespace headroom::ui
