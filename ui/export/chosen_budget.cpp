// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/chosen_budget.h"

#include "ui/budget/budget_texts.h"
#include "ui/budget/paint_bars.h"
#include "ui/export/csv_export.h"
#include "ui/export/figure_caption.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kBudgetWidth = 640;    ///< pixels in which a figure is laid out, then scaled
constexpr double kLeastBudgetType = 10; ///< of the painter's units: 7.5 points on paper, in a column too
constexpr double kLeastBar = 3.2;       ///< line heights: a label of three lines
constexpr double kNotesShare = 0.8;     ///< of the tick labels' type

} // namespace

ChosenBudget::ChosenBudget(const BudgetBars& bars, bool intervals, const FigureOptions& options)
    : PaperFigure(options), m_bars(bars), m_intervals(intervals) {
    m_automatic = {titleOf(bars), subtitleOf(bars),
                   (notesOn(bars) + captionLines(bars.runs(), false)).join(u'\n')};
    FigureOptions possible = options;
    if (options.fitsHeight)
        possible.size.setHeight(options.size.width());
    if (!validate(possible).empty())
        return;
    if (options.fitsHeight)
        fitHeight();
    makeRoom();
}

double ChosenBudget::unit() const {
    const double width = m_options.layoutSize().width();
    return width / (std::min(kBudgetWidth, width * kFigureType / kLeastBudgetType) * m_shrink);
}

BarsRequest ChosenBudget::request() const {
    const FigureTexts texts = chosenTexts();
    BarsRequest request;
    request.area = QRectF({}, m_options.layoutSize() / unit());
    request.texts = {texts.title, texts.subtitle, axisTitleOf(m_bars), texts.caption};
    request.font = figureFont();
    request.overflow = Overflow::Keep;
    request.intervals = m_intervals && m_options.intervals;
    request.notesShare = kNotesShare;
    if (!m_bars.isList()) // whose labels stand beside the bars
        request.leastBar = kLeastBar;
    return request;
}

BarsLayout ChosenBudget::layout() const {
    return layOutBars(m_bars, request());
}

/// As high as bars of a pleasant height and all texts take.
void ChosenBudget::fitHeight() {
    constexpr double kBarHeight = 46; // pixels of the layout
    constexpr double kRowHeight = 16;
    constexpr double kMostHeights = 3; // of the width
    const double scale = m_options.size.width() / m_options.layoutSize().width();
    const double width = m_options.layoutSize().width();
    double height = 0.3 * width;
    const auto isEnough = [&] {
        m_options.size.setHeight(std::ceil(height * scale));
        const BarsLayout placed = layout();
        const double wanted = m_bars.isList() ? kRowHeight : kBarHeight;
        return placed.fits && std::ranges::all_of(placed.bars, [wanted](const PlacedBar& bar) {
                   return bar.box.height() >= wanted || bar.box.isNull();
               });
    };
    while (!isEnough() && height < kMostHeights * width)
        height *= 1.04;
}

/// Smaller type, where a figure of that size would have no room for its bars.
void ChosenBudget::makeRoom() {
    constexpr double kLarger = 1.06;
    constexpr double kMost = 2.4;
    while (!layout().fits && m_shrink < kMost)
        m_shrink *= kLarger;
}

void ChosenBudget::paint(QPainter& painter) const {
    const QSizeF size = m_options.layoutSize();
    if (size.isEmpty())
        return;
    ChartTheme theme = paperTheme(m_options.style.dark);
    theme.curves.frameLine = std::max(0.5, 0.6 / unit());
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setFont(figureFont()); // SVG names it for all that has no text, too
    painter.fillRect(QRectF({}, size), theme.sheet);
    painter.scale(unit(), unit());
    paintBars(painter, m_bars, layout(), request(), theme);
    painter.restore();
}

QString ChosenBudget::whyEmpty() const {
    return ui::whyEmpty(m_bars);
}

QString ChosenBudget::note() const {
    const BarsLayout placed = layout();
    if (!placed.fits)
        return words("There is no room for bars that can be read. Use a higher figure or fewer words.");
    return smallTypeNote(placed.notesType.pixelSize() * unit() * 72 / kDotsPerInch);
}

FigureLimits ChosenBudget::limits() const {
    FigureLimits limits;
    limits.flags = words("A bar says below itself how many of its rows carry a flag.");
    if (!m_intervals)
        limits.intervals = words("The window shows none: View → Intervals puts them on.");
    limits.references = words("There is no reference data of layers.");
    if (m_bars.isList()) {
        limits.flags = words("○ stands beside a row that carries a flag.");
        limits.references = words("There is no reference data of lists.");
        limits.dashes = words("A list has no curves.");
        limits.legend = words("Rows are named at their bars.");
        limits.palette = words("A list has one colour for each run.");
        return limits;
    }
    limits.dashes = words("A layer has no curves: shades tell the passes apart.");
    limits.legend = words("Operations are named below the bars, and in them where there is room.");
    limits.palette = words("An operation has the same colour in each figure.");
    return limits;
}

std::string ChosenBudget::csv(const RunStore& store) const {
    return csvOfShown(store);
}

} // namespace headroom::ui
