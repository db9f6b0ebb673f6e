// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/figure.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/ratio_band.h"
#include "ui/chart/view/home_view.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr double kWidth = 640; ///< a figure is laid out this wide, then scaled
constexpr int kTypePixels = 13;
constexpr int kCaptionPixels = 10;
constexpr double kLeastType = 10; ///< of the painter's units: 7.5 points on paper, in a narrow column too
constexpr double kMargin = 10;
constexpr double kSwatch = 28;
constexpr double kRow = 19;
constexpr double kKeyRadius = 4;

/// One line of the figure's legend.
struct Row {
    QString text;
    const Curve* curve = nullptr;
    const RoofCurve* roof = nullptr;

    bool heading() const { return !curve && !roof; }
};

std::vector<Row> rowsOf(const CurveSet& curves) {
    std::vector<Row> rows;
    std::vector<const CurveGroup*> groups;
    const bool comparing = curves.quantity().comparesRuns(); // then one run has all the curves
    for (const CurveGroup& group : curves.groups())
        if ((!comparing || group.runId == curves.compared().runId) &&
            std::ranges::any_of(curves.curves(),
                                [&](const Curve& c) { return c.shown && c.key.runId == group.runId; }))
            groups.push_back(&group);
    const auto addGroup = [&](const CurveGroup& group) {
        if ((groups.size() > 1 || group.replay) && !group.name.isEmpty())
            rows.push_back({group.name, nullptr, nullptr});
        for (const Curve& curve : curves.curves())
            if (curve.shown && curve.key.runId == group.runId)
                rows.push_back({curve.label, &curve, nullptr});
    };
    for (const CurveGroup* group : groups)
        if (group->role != CurveRole::Reference)
            addGroup(*group);
    for (const RoofCurve& roof : curves.roofs())
        if (roof.shown) {
            rows.push_back({QStringLiteral("roof"), nullptr, &roof});
            break;
        }
    for (const CurveGroup* group : groups)
        if (group->role == CurveRole::Reference)
            addGroup(*group);
    return rows;
}

void paintLegend(QPainter& painter, const std::vector<Row>& rows, const QRectF& area, double rowHeight,
                 const QFont& font, const ChartTheme& theme) {
    QFont heading(font);
    heading.setWeight(QFont::DemiBold);
    double top = area.top();
    for (const Row& row : rows) {
        if (row.heading() && top > area.top())
            top += rowHeight / 3;
        const QRectF line(area.left(), top, area.width(), rowHeight);
        top += rowHeight;
        painter.setFont(row.heading() ? heading : font);
        painter.setPen(theme.text);
        if (row.heading()) {
            const QString text = QFontMetricsF(heading).elidedText(row.text, Qt::ElideRight, line.width());
            painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
            continue;
        }
        painter.drawText(line.adjusted(kSwatch + 6, 0, 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, row.text);
        painter.setPen(row.curve ? curvePen(*row.curve, theme) : roofPen(*row.roof, theme));
        painter.drawLine(QPointF(line.left(), line.center().y()),
                         QPointF(line.left() + kSwatch, line.center().y()));
        if (!row.curve)
            continue;
        const QPointF centre(line.left() + kSwatch / 2, line.center().y());
        painter.setPen(QPen(theme.sheet, 0.8));
        painter.setBrush(curveColor(*row.curve, theme));
        painter.drawPath(markerPath(curveMarker(row.curve->key.ratio), kKeyRadius).translated(centre));
        painter.setBrush(Qt::NoBrush);
    }
}

double legendWidth(const std::vector<Row>& rows, const QFont& font) {
    constexpr double kWidestHeading = 130;
    const QFontMetricsF metrics(font);
    double width = 0;
    for (const Row& row : rows)
        width = std::max(width, row.heading()
                                    ? std::min(kWidestHeading, 1.1 * metrics.horizontalAdvance(row.text))
                                    : kSwatch + 6 + metrics.horizontalAdvance(row.text));
    return rows.empty() ? 0 : width + 2 * kMargin;
}

/// Paints the caption at the foot and returns its height.
double paintCaption(QPainter& painter, const QSizeF& size, const QString& caption, QFont font,
                    const ChartTheme& theme) {
    if (caption.isEmpty())
        return 0;
    font.setPixelSize(kCaptionPixels);
    const QRectF most(kMargin, 0, size.width() - 2 * kMargin, size.height() / 3);
    const QRectF bounds = QFontMetricsF(font).boundingRect(most, Qt::AlignLeft | Qt::TextWordWrap, caption);
    const double height = std::ceil(std::min(bounds.height(), most.height()));
    painter.setFont(font);
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(kMargin, size.height() - height - kMargin, most.width(), height),
                     Qt::AlignLeft | Qt::TextWordWrap, caption);
    return height + kMargin;
}

} // namespace

FrameTexts frameTexts(const CurveSet& curves) {
    const auto nameOf = [&curves](int runId) {
        const StoredRun* run = curves.run(runId);
        return run ? run->name : QString();
    };
    return {QString::fromStdString(chartTitle(curves.spec())), words("Hidden Size"),
            curves.quantity().axisTitle(nameOf(curves.compared().runId), nameOf(curves.compared().baseId))};
}

Figure untouchedFigure(const CurveSet& curves) {
    return {curves, Pins(&curves), homeView(curves, false), false, frameTexts(curves), QFont().family()};
}

void paintFigure(QPainter& painter, const QSizeF& size, const Figure& figure, const QString& captionText) {
    if (size.isEmpty())
        return;
    const ChartTheme theme = paperTheme();
    const double width = std::min(kWidth, size.width() * kTypePixels / kLeastType);
    const double unit = size.width() / width;
    const QSizeF area(width, size.height() / unit);
    QFont font(figure.family);
    font.setPixelSize(kTypePixels);
    font.setHintingPreference(QFont::PreferNoHinting);

    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRectF({}, size), theme.sheet);
    painter.scale(unit, unit);
    const double caption = paintCaption(painter, area, captionText, font, theme);
    const std::vector<Row> rows = rowsOf(figure.curves);
    const double legend = legendWidth(rows, font);

    const QRectF chart(0, 0, area.width() - legend, area.height() - caption);
    FrameFonts fonts(font);
    // A narrow column has no room for a large title, and half a title says nothing.
    const double title = QFontMetricsF(fonts.title).horizontalAdvance(figure.texts.title) + 2 * kMargin;
    if (title > chart.width())
        fonts.title.setPixelSize(
            std::max(kCaptionPixels, static_cast<int>(fonts.title.pixelSize() * chart.width() / title)));
    const FrameLayout layout = layOutFrame(chart, figure.texts, fonts, figure.view, figure.logX);
    const PlotMapping mapping(layout.plot, figure.view, figure.logX);
    paintFrameBelow(painter, layout, mapping, theme);
    paintRatioBands(painter, figure.curves, mapping, theme);
    painter.setBrush(Qt::NoBrush);
    for (const RoofCurve& roof : figure.curves.roofs())
        if (roof.shown)
            painter.strokePath(clippedPath(roof.points, mapping), roofPen(roof, theme));
    for (const Curve* curve : drawingOrder(figure.curves.curves())) {
        painter.strokePath(clippedPath(curve->points, mapping), curvePen(*curve, theme));
    }
    for (const Curve* curve : drawingOrder(figure.curves.curves()))
        paintMarkers(painter, *curve, mapping, theme);
    paintFrameTexts(painter, layout, mapping, figure.texts, fonts, theme);
    QFont small(font);
    small.setPixelSize(kCaptionPixels);
    figure.pins.paint(painter, mapping, small, theme);
    if (!rows.empty()) {
        const double room = chart.height() - layout.plot.top();
        const auto headings = std::ranges::count_if(rows, &Row::heading);
        const double rowHeight =
            std::min(kRow, room / (static_cast<double>(rows.size()) + static_cast<double>(headings) / 3));
        QFont rowFont(font);
        rowFont.setPixelSize(std::clamp(static_cast<int>(rowHeight * 0.8), kCaptionPixels / 2, kTypePixels));
        paintLegend(painter, rows,
                    QRectF(area.width() - legend + kMargin / 2, layout.plot.top(), legend - kMargin, room),
                    rowHeight, rowFont, theme);
    }
    painter.restore();
}

} // namespace headroom::ui
