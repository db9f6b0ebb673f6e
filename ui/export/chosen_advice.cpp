// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/chosen_advice.h"

#include "ui/advice/advice_state.h"
#include "ui/advice/advice_texts.h"
#include "ui/export/csv_export.h"
#include "ui/export/figure_caption.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kAdviceWidth = 640;   ///< pixels in which a figure is laid out, then scaled
constexpr double kLeastPrinted = 10;   ///< of the painter's units: 7.5 points on paper, in a column too
constexpr double kAdviceHeight = 0.55; ///< of the width, where a figure is as high as it takes

} // namespace

ChosenAdvice::ChosenAdvice(const AdviceState& state, const FigureOptions& options)
    : PaperFigure(options)
    , m_chart(adviceChart(state))
    , m_run(state.run())
    , m_intervals(state.intervalsShown()) {
    QStringList caption;
    if (m_run)
        caption << verdictOf(state.advice());
    m_automatic = {m_chart.texts.title, m_chart.texts.subtitle,
                   (caption + captionLines(runs(), false)).join(u'\n')};
    FigureOptions possible = options;
    if (options.fitsHeight)
        possible.size.setHeight(options.size.width());
    if (options.fitsHeight && validate(possible).empty())
        fitHeight();
}

double ChosenAdvice::unit() const {
    const double width = m_options.layoutSize().width();
    return width / std::min(kAdviceWidth, width * kFigureType / kLeastPrinted);
}

AdviceRequest ChosenAdvice::request() const {
    const FigureTexts texts = chosenTexts();
    AdviceRequest request;
    request.area = QRectF({}, m_options.layoutSize() / unit());
    request.texts = {texts.title, texts.subtitle, m_chart.texts.xAxis, m_chart.texts.yAxis};
    request.notes = texts.caption;
    request.font = figureFont();
    request.theme = paperTheme(m_options.style.dark);
    request.theme.curves.palette = m_options.style.palette;
    request.theme.curves.frameLine = std::max(0.5, 0.6 / unit());
    request.intervals = m_intervals && m_options.intervals;
    return request;
}

AdviceLayout ChosenAdvice::layout() const {
    return layOutAdvice(m_chart, request());
}

void ChosenAdvice::fitHeight() {
    constexpr double kMostHeights = 3; // of the width
    const double width = m_options.layoutSize().width();
    const double scale = m_options.size.width() / width;
    double height = kAdviceHeight * width;
    const auto isEnough = [&] {
        m_options.size.setHeight(std::ceil(height * scale));
        const QRectF plot = layout().frame.plot;
        return plot.height() >= kAdviceHeight * 0.7 * plot.width();
    };
    while (!isEnough() && height < kMostHeights * width)
        height *= 1.04;
}

void ChosenAdvice::paint(QPainter& painter) const {
    const QSizeF size = m_options.layoutSize();
    if (size.isEmpty())
        return;
    const AdviceRequest wanted = request();
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setFont(figureFont()); // SVG names it for all that has no text, too
    painter.fillRect(QRectF({}, size), wanted.theme.sheet);
    painter.scale(unit(), unit());
    paintAdvice(painter, m_chart, layout(), wanted);
    painter.restore();
}

QString ChosenAdvice::whyEmpty() const {
    if (!m_run)
        return words("No advice is shown: View → Runs shows one.");
    return m_chart.isEmpty() ? words("No value could be measured.") : QString();
}

QString ChosenAdvice::note() const {
    const AdviceLayout placed = layout();
    if (!placed.fits)
        return words("There is no room for a plot that can be read. Use a higher figure or fewer words.");
    return smallTypeNote(placed.notesType.pixelSize() * unit() * 72 / kDotsPerInch);
}

FigureLimits ChosenAdvice::limits() const {
    FigureLimits limits;
    limits.flags = words("Values with flagged rows are hollow.");
    if (!m_intervals)
        limits.intervals = words("The window shows none: View → Intervals puts them on.");
    limits.references = words("There is no reference data for advice.");
    limits.dashes = words("Values are points and have no lines.");
    limits.legend = words("The markers are named below the plot.");
    return limits;
}

std::vector<const StoredRun*> ChosenAdvice::runs() const {
    return m_run ? std::vector{m_run} : std::vector<const StoredRun*>();
}

std::string ChosenAdvice::csv(const RunStore& store) const {
    return csvOfShown(store);
}

} // namespace headroom::ui
