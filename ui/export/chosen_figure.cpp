// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/chosen_figure.h"

#include "ui/chart/data/chart_texts.h"
#include "ui/chart/figure_layout.h"
#include "ui/export/figure_caption.h"
#include "ui/widgets/words.h"

#include <QImage>
#include <QPainter>

#include <cmath>

namespace headroom::ui {

namespace {

CurveSet chosenCurves(const CurveSet& curves, const FigureOptions& options) {
    CurveSet chosen = curves;
    ChartChoices choices = curves.choices();
    choices.flagsShown = options.flags;
    choices.intervalsShown = choices.intervalsShown && options.intervals;
    // References alone are what the figure is of.
    choices.referencesShown = options.references || shownRuns(curves, false).empty();
    chosen.rebuild(choices);
    return chosen;
}

QString either(const QString& text, const QString& otherwise) {
    return text.isEmpty() ? otherwise : text;
}

} // namespace

ChosenFigure::ChosenFigure(const Figure& figure, const FigureOptions& options)
    : m_curves(chosenCurves(figure.curves, options))
    , m_options(options)
    , m_figure{m_curves, figure.pins, figure.view, figure.scales, frameTexts(m_curves), {}, options.style} {
    m_automatic = {m_figure.texts.title, m_figure.texts.subtitle, figureCaption(m_curves)};
    m_figure.pins.readFrom(&m_curves);
    m_figure.texts.title = options.title.value_or(m_automatic.title);
    m_figure.texts.subtitle = options.subtitle.value_or(m_automatic.subtitle);
    m_figure.caption = options.caption.value_or(m_automatic.caption);
    FigureOptions possible = options;
    if (options.fitsHeight)
        possible.size.setHeight(options.size.width());
    if (!validate(possible).empty())
        return;
    fitHeight();
    captionWhatIsNotSeen();
}

void ChosenFigure::fitHeight() {
    if (!m_options.fitsHeight)
        return;
    const double unit = m_options.layoutSize().width() / m_options.size.width();
    m_options.size.setHeight(std::ceil(fittingHeight(m_options.layoutSize().width(), m_figure) / unit));
}

/// Once it is known how the curves are drawn, and where names and notes have room.
void ChosenFigure::captionWhatIsNotSeen() {
    const FigureLayout layout = layOutFigure(m_options.layoutSize(), m_figure);
    const bool isCaptions = !m_options.caption.has_value(); // else nobody else says it
    CaptionNeeds needs;
    needs.details = layout.legendPlace == LegendPlace::Labels && layout.labels.sayAll();
    needs.differences = isCaptions && !pinsOnPaper(m_figure, layout.view).noteIsClear;
    needs.view = &layout.view;
    const QString caption = figureCaption(m_curves, needs);
    if (caption == m_automatic.caption)
        return;
    m_automatic.caption = caption;
    if (!isCaptions)
        return;
    m_figure.noteBelow = needs.differences;
    m_figure.caption = m_automatic.caption;
    fitHeight();
}

FigureTexts ChosenFigure::told() const {
    return {either(m_figure.texts.title, m_automatic.title),
            either(m_figure.texts.subtitle, m_automatic.subtitle),
            either(m_figure.caption, m_automatic.caption)};
}

void ChosenFigure::paint(QPainter& painter) const {
    paintFigure(painter, m_options.layoutSize(), m_figure);
}

Result<QImage> ChosenFigure::image(const QSize& pixels) const {
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return errorOf(words("There is not enough memory for a picture of this size. Choose a smaller one."));
    image.fill(Qt::white);
    const double scale = pixels.width() / m_options.layoutSize().width();
    QPainter painter(&image);
    painter.scale(scale, scale);
    paint(painter);
    return image;
}

bool legendStandsBelow(const ChosenFigure& chosen) {
    const FigureLayout layout = layOutFigure(chosen.options().layoutSize(), chosen.figure());
    const LegendPlace wanted = chosen.options().style.legend;
    return layout.legendPlace != wanted || (wanted == LegendPlace::Labels && !layout.labels.sayAll());
}

} // namespace headroom::ui
