// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/chosen_figure.h"

#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/figure_layout.h"
#include "ui/chart/view/empty_view.h"
#include "ui/export/csv_export.h"
#include "ui/export/figure_caption.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <iterator>

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

/// Of what the chart shows, before anything is left out.
FigureLimits limitsOf(const CurveSet& curves) {
    FigureLimits limits;
    if (!anyFlaggedShown(curves))
        limits.flags = words("No point that is shown carries a flag.");
    if (!curves.choices().intervalsShown)
        limits.intervals = words("The chart shows none: View → Intervals puts them on.");
    if (shownRuns(curves, true).empty() || shownRuns(curves, false).empty())
        limits.references = words("The chart shows no reference beside a measured run.");
    return limits;
}

} // namespace

ChosenFigure::ChosenFigure(const Figure& figure, const FigureOptions& options)
    : PaperFigure(options)
    , m_curves(chosenCurves(figure.curves, options))
    , m_limits(limitsOf(figure.curves))
    , m_figure{m_curves, figure.pins, figure.view, figure.scales, frameTexts(m_curves), {}, options.style} {
    if (!canHaveDashes(m_curves))
        m_limits.dashes =
            words("The pattern of a line tells the runs apart where there are several; markers tell h/a.");
    m_automatic = {m_figure.texts.title, m_figure.texts.subtitle, figureCaption(m_curves)};
    m_figure.pins.readFrom(&m_curves);
    m_figure.advice = figure.advice;
    const FigureTexts texts = chosenTexts();
    m_figure.texts.title = texts.title;
    m_figure.texts.subtitle = texts.subtitle;
    m_figure.caption = texts.caption;
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
    m_figure.caption = chosenTexts().caption;
    fitHeight();
}

void ChosenFigure::paint(QPainter& painter) const {
    paintFigure(painter, m_options.layoutSize(), m_figure);
}

QString ChosenFigure::whyEmpty() const {
    return ui::whyEmpty(m_curves, m_figure.view);
}

QString ChosenFigure::note() const {
    const FigureLayout layout = layOutFigure(m_options.layoutSize(), m_figure);
    if (const QString small = smallTypeNote(layout.smallestTypePoints()); !small.isEmpty())
        return small;
    if (layout.legendPlace != m_options.style.legend)
        return words("In so narrow a figure the legend stands below: the plot keeps seven tenths of the "
                     "width.");
    return {};
}

FigureLimits ChosenFigure::limits() const {
    return m_limits;
}

std::vector<const StoredRun*> ChosenFigure::runs() const {
    std::vector<const StoredRun*> runs = shownRuns(m_curves, false);
    std::ranges::copy(shownRuns(m_curves, true), std::back_inserter(runs));
    return runs;
}

std::string ChosenFigure::csv(const RunStore& store) const {
    return csvOfVisible(store, m_curves, CsvStyle::Standard, m_figure.view);
}

bool legendStandsBelow(const ChosenFigure& chosen) {
    const FigureLayout layout = layOutFigure(chosen.options().layoutSize(), chosen.figure());
    const LegendPlace wanted = chosen.options().style.legend;
    return layout.legendPlace != wanted || (wanted == LegendPlace::Labels && !layout.labels.sayAll());
}

} // namespace headroom::ui
