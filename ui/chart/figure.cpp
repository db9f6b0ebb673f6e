// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/figure.h"

#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/legend/printed_legend.h"
#include "ui/chart/paint/paint_curves.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/box_placement.h"
#include "ui/chart/reading/comparison_note.h"
#include "ui/chart/view/home_view.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kWidth = 640; ///< a figure is laid out this wide, then scaled
constexpr int kTypePixels = 13;
constexpr int kLeastPixels = 10;  ///< of captions, call-outs and what does not fit otherwise
constexpr double kLeastType = 10; ///< of the painter's units: 7.5 points on paper, in a narrow column too
constexpr double kMargin = 10;
constexpr int kCaption = Qt::AlignLeft | Qt::TextWordWrap;

/// Paints the caption at the foot, whole, and returns its height: where it is long, in smaller type first,
/// then in more of the figure.
double paintCaption(QPainter& painter, const QSizeF& size, const QString& caption, const PlotView& view) {
    if (caption.isEmpty())
        return 0;
    constexpr int kSmallestPixels = 7;
    QFont font(view.font);
    font.setPixelSize(kLeastPixels);
    const QRectF most(kMargin, 0, size.width() - 2 * kMargin, size.height() / 3);
    const auto heightNow = [&] {
        return std::ceil(QFontMetricsF(font).boundingRect(most, kCaption, caption).height());
    };
    double height = heightNow();
    while (height > most.height() && font.pixelSize() > kSmallestPixels) {
        font.setPixelSize(font.pixelSize() - 1);
        height = heightNow();
    }
    painter.setFont(font);
    painter.setPen(view.theme.quiet);
    painter.drawText(QRectF(kMargin, size.height() - height - kMargin, most.width(), height + 1), kCaption,
                     caption);
    return height + kMargin;
}

/// Paints all but legend and caption; the view's mapping becomes that of the plot.
void paintChart(QPainter& painter, const QRectF& area, const Figure& figure, PlotView& view) {
    FrameFonts fonts(view.font);
    // A narrow column has no room for a large title, and half a title says nothing.
    const double title = QFontMetricsF(fonts.title).horizontalAdvance(figure.texts.title) + 2 * kMargin;
    if (title > area.width())
        fonts.title.setPixelSize(
            std::max(kLeastPixels, static_cast<int>(fonts.title.pixelSize() * area.width() / title)));
    const FrameLayout layout = layOutFrame(area, figure.texts, fonts, figure.view, figure.scales);
    view.mapping = PlotMapping(layout.plot, figure.view, figure.scales);
    paintFrameBelow(painter, layout, view);
    paintCurves(painter, figure.curves, view, strokeLines);
    paintFrameTexts(painter, layout, figure.texts, fonts, view);
    PlotView pinned = view;
    pinned.font.setPixelSize(kLeastPixels);
    const CurveCover cover(figure.curves.curves(), view.mapping);
    const QRectF note = comparisonNoteBox(figure.curves, pinned, cover);
    paintComparisonNote(painter, figure.curves, note, pinned);
    Pins pins = figure.pins; // as in the window, unless boxes of this type would lie over each other
    pins.arrange(pinned, {view.mapping.plot(), cover, {note}}, Pins::kOnPaper);
    pins.paint(painter, pinned);
}

} // namespace

FrameTexts frameTexts(const CurveSet& curves) {
    const auto [runId, baseId] = curves.compared();
    return {titleOf(curves), subtitleOf(curves), words("Hidden Size"),
            curves.quantity().axisTitle(curves.nameOf(runId), curves.nameOf(baseId))};
}

Figure untouchedFigure(const CurveSet& curves) {
    return {curves, Pins(&curves), homeView(curves, {}), {}, frameTexts(curves), QFont().family()};
}

void paintFigure(QPainter& painter, const QSizeF& size, const Figure& figure, const QString& caption) {
    if (size.isEmpty())
        return;
    const double width = std::min(kWidth, size.width() * kTypePixels / kLeastType);
    const double unit = size.width() / width;
    const QSizeF area(width, size.height() / unit);
    PlotView view;
    view.theme = paperTheme();
    view.font = QFont(figure.family);
    view.font.setPixelSize(kTypePixels);
    view.font.setHintingPreference(QFont::PreferNoHinting);

    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRectF({}, size), view.theme.sheet);
    painter.scale(unit, unit);
    const double foot = paintCaption(painter, area, caption, view);
    const PrintedLegend legend(legendEntries(figure.curves, LegendRows::Drawn), view.font);
    const double side = legend.empty() ? 0 : legend.width(area.width()) + 2 * kMargin;
    const QRectF chart(0, 0, area.width() - side, area.height() - foot);
    paintChart(painter, chart, figure, view);
    const double top = view.mapping.plot().top();
    legend.paint(painter, QRectF(chart.right() + kMargin / 2, top, side - kMargin, chart.height() - top),
                 view.theme);
    painter.restore();
}

} // namespace headroom::ui
