// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/figure.h"

#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/figure_layout.h"
#include "ui/chart/paint/end_labels.h"
#include "ui/chart/paint/off_scale_notes.h"
#include "ui/chart/paint/paint_curves.h"
#include "ui/chart/paint/wrapped_text.h"
#include "ui/chart/reading/box_placement.h"
#include "ui/chart/reading/comparison_note.h"
#include "ui/chart/view/home_view.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QPainter>

namespace headroom::ui {

namespace {

PaperPins pinsClearOf(const CurveCover& cover, const Figure& figure, const PlotView& view) {
    constexpr int kPinPixels = 10;
    PaperPins paper{view, {}, true, figure.pins};
    paper.view.font.setPixelSize(kPinPixels);
    if (!figure.noteBelow) {
        const ClearPlace place = comparisonNotePlace(figure.curves, paper.view, cover);
        paper.note = place.box;
        paper.noteIsClear = place.covered == 0;
    }
    Surroundings around{view.mapping.plot(), cover, {paper.note}};
    if (figure.advice)
        paper.arrow = arrowOn(*figure.advice, figure.curves, paper.view);
    if (paper.arrow) {
        placeLabel(*paper.arrow, paper.view, around);
        keepClearOf(*paper.arrow, paper.view, around);
    }
    paper.pins.arrange(paper.view, around, Pins::kOnPaper);
    return paper;
}

} // namespace

PaperPins pinsOnPaper(const Figure& figure, const PlotView& view) {
    return pinsClearOf(CurveCover(figure.curves, view.mapping), figure, view);
}

FrameTexts frameTexts(const CurveSet& curves, bool tellsDevices) {
    return {titleOf(curves), subtitleOf(curves, tellsDevices), xAxisTitleOf(curves), axisTitleOf(curves)};
}

Figure untouchedFigure(const CurveSet& curves, AxisScales scales) {
    return {curves, Pins(&curves), homeView(curves, scales), scales, frameTexts(curves), {}, {}};
}

void paintFigure(QPainter& painter, const QSizeF& size, const Figure& figure) {
    if (size.isEmpty())
        return;
    const FigureLayout layout = layOutFigure(size, figure);
    const PlotView& view = layout.view;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setFont(view.font); // SVG names it for all that has no text, too
    painter.fillRect(QRectF({}, size), view.theme.sheet);
    painter.scale(layout.unit, layout.unit);
    paintFrameBelow(painter, layout.frame, view);
    paintCurves(painter, figure.curves, view, strokeLines);
    const CurveCover cover(figure.curves, view.mapping);
    paintOffScaleNotes(painter, figure.curves, view, [&cover]() -> const CurveCover& { return cover; });
    if (layout.labels.width() > 0)
        layout.labels.paint(painter, figure.curves, view);
    paintFrameTexts(painter, layout.frame, figure.texts, layout.fonts, view);
    const PaperPins paper = pinsClearOf(cover, figure, view);
    paintComparisonNote(painter, figure.curves, paper.note, paper.view);
    if (paper.arrow)
        paintArrow(painter, *paper.arrow, paper.view);
    paper.pins.paint(painter, paper.view);
    paintLegend(painter, layout.legend, view.theme);
    painter.setFont(layout.captionType);
    painter.setPen(view.theme.quiet);
    painter.drawText(layout.caption, Qt::AlignLeft,
                     wrapped(figure.caption, layout.caption.width(), QFontMetricsF(layout.captionType)));
    painter.restore();
}

} // namespace headroom::ui
