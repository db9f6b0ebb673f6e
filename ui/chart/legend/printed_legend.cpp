// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/chart/legend/printed_legend.h"

#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/wrapped_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace headroom::ui {

namespace {

using Entries = std::vector<LegendEntry>;
using Kind = LegendEntry::Kind;

constexpr double kIndentGap = 6; ///< between a key and its text
constexpr double kPrintedRadius = 4;
constexpr double kPartSpace = 0.5;    ///< line heights above a row that opens a part
constexpr double kEntryLeading = 1.2; ///< line heights from row to row
constexpr double kColumnGap = 10;

double keyWidthFor(const Entries& entries, const CurveLook& look) {
    constexpr double kLeast = 26; // a marker with a line on either side
    ChartTheme theme;
    theme.curves = look;
    double width = kLeast;
    for (const LegendEntry& entry : entries)
        if (entry.kind != Kind::Note && entry.kind != Kind::Hollow)
            width = std::max(width, 2 * patternLength(keyPen(entry, theme)));
    return std::ceil(width);
}

double indentOf(const LegendEntry& entry, double keyWidth) {
    return entry.kind == Kind::Note ? 0 : keyWidth + kIndentGap;
}

QString textOf(const LegendEntry& entry) {
    return entry.detail.isEmpty() ? entry.label : entry.label + QStringLiteral(" · ") + entry.detail;
}

/// On one line.
double rowWidth(const LegendEntry& entry, double keyWidth, const QFontMetricsF& metrics) {
    return indentOf(entry, keyWidth) + std::ceil(metrics.horizontalAdvance(textOf(entry))) + 1;
}

double rowHeight(const LegendEntry& entry, double keyWidth, double width, const QFontMetricsF& metrics) {
    const double room = std::max(1.0, width - indentOf(entry, keyWidth));
    return std::max(metrics.height(), wrappedHeight(textOf(entry), room, metrics));
}

/// Rows that stand in columns of one width: those of one part, but for sentences, which have a row each.
bool sharesColumns(const LegendEntry& a, const LegendEntry& b) {
    return a.kind != Kind::Note && b.kind != Kind::Note && (a.kind == Kind::Run) == (b.kind == Kind::Run);
}

/// The default algorithm's curves and the best one's do not share a row.
bool sharesRow(const LegendEntry& a, const LegendEntry& b) {
    return a.kind != Kind::Curve || b.kind != Kind::Curve || a.best == b.best;
}

/// Rows of a part in so many columns, each as wide as its widest row.
struct LegendGrid {
    std::vector<std::pair<int, int>> cells; ///< row and column of each entry
    std::vector<double> widths;             ///< of the columns
    int rows = 0;

    double width() const {
        return std::accumulate(widths.begin(), widths.end(), 0.0) +
               kColumnGap * static_cast<double>(widths.size() - 1);
    }
};

LegendGrid gridOf(std::span<const LegendEntry> part, int columns, double keyWidth,
                  const QFontMetricsF& metrics) {
    LegendGrid grid;
    grid.widths.resize(static_cast<std::size_t>(columns));
    int row = 0;
    int column = 0;
    for (std::size_t i = 0; i < part.size(); ++i, ++column) {
        if (column == columns || (i > 0 && !sharesRow(part[i - 1], part[i]))) {
            column = 0;
            ++row;
        }
        grid.cells.emplace_back(row, column);
        double& width = grid.widths[static_cast<std::size_t>(column)];
        width = std::max(width, rowWidth(part[i], keyWidth, metrics));
    }
    grid.rows = row + 1;
    return grid;
}

/// In as few rows as the width allows, and in those as few columns as they need.
LegendGrid fittingGrid(std::span<const LegendEntry> part, double width, double keyWidth,
                       const QFontMetricsF& metrics) {
    LegendGrid best = gridOf(part, 1, keyWidth, metrics);
    for (int columns = 2; columns <= static_cast<int>(part.size()); ++columns) {
        LegendGrid grid = gridOf(part, columns, keyWidth, metrics);
        if (grid.width() <= width && grid.rows < best.rows)
            best = std::move(grid);
    }
    best.widths.front() = std::min(best.widths.front(), width); // a long name alone takes several lines
    return best;
}

/// Adds the entries row by row from `top`; returns where the next may begin.
double addPart(PrintedLegend& legend, std::span<const LegendEntry> part, double top, double width) {
    const QFontMetricsF metrics(legend.font);
    const LegendGrid grid = fittingGrid(part, width, legend.keyWidth, metrics);
    std::vector<double> lefts{(width - grid.width()) / 2};
    for (const double column : grid.widths)
        lefts.push_back(lefts.back() + column + kColumnGap);
    double bottom = top;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const auto [row, column] = grid.cells[i];
        if (i > 0 && row != grid.cells[i - 1].first)
            top = bottom;
        const auto at = static_cast<std::size_t>(column);
        const double height = rowHeight(part[i], legend.keyWidth, grid.widths[at], metrics);
        legend.rows.push_back({part[i], QRectF(lefts[at], top, grid.widths[at], height)});
        bottom = std::max(bottom, top + height + (kEntryLeading - 1) * metrics.height());
    }
    return bottom;
}

} // namespace

void PrintedLegend::moveTo(const QPointF& topLeft) {
    for (PrintedRow& row : rows)
        row.area.translate(topLeft);
}

namespace {

constexpr double kMostForNames = 0.27; // of a figure's width
constexpr double kMostForWhole = 0.34; // where none of them then takes a second line

/// What the rows of each kind take of the width, on one line each.
struct WidthsBeside {
    double curves = 0;
    double runs = 0;
    double notes = 0;
};

WidthsBeside widthsOf(const Entries& entries, const CurveLook& look, const QFont& font) {
    const QFontMetricsF metrics(font);
    const double keyWidth = keyWidthFor(entries, look);
    WidthsBeside widths;
    for (const LegendEntry& entry : entries) {
        double& kind = entry.kind == Kind::Run    ? widths.runs
                       : entry.kind == Kind::Note ? widths.notes
                                                  : widths.curves;
        kind = std::max(kind, rowWidth(entry, keyWidth, metrics));
    }
    return widths;
}

} // namespace

bool wrapsBeside(const Entries& entries, const CurveLook& look, const QFont& font, double figure) {
    return widthsOf(entries, look, font).runs > kMostForWhole * figure;
}

double widthBeside(const Entries& entries, const CurveLook& look, const QFont& font, double figure) {
    const WidthsBeside widths = widthsOf(entries, look, font);
    const double runs = widths.runs <= kMostForWhole * figure ? widths.runs : kMostForNames * figure;
    return std::max({widths.curves, runs, std::min(widths.notes, std::max(runs, kMostForNames * figure))});
}

PrintedLegend legendBeside(Entries entries, const CurveLook& look, const QFont& font, double width) {
    PrintedLegend legend{font, look, keyWidthFor(entries, look), {}, {}};
    const QFontMetricsF metrics(font);
    double top = 0;
    for (LegendEntry& entry : entries) {
        if (entry.opensPart)
            top += kPartSpace * metrics.height();
        const double height = rowHeight(entry, legend.keyWidth, width, metrics);
        legend.rows.push_back({std::move(entry), QRectF(0, top, width, height)});
        top += height + (kEntryLeading - 1) * metrics.height();
    }
    legend.size = QSizeF(width, top);
    return legend;
}

PrintedLegend legendBelow(Entries entries, const CurveLook& look, const QFont& font, double width) {
    PrintedLegend legend{font, look, keyWidthFor(entries, look), {}, {}};
    const std::span<const LegendEntry> all = entries;
    double top = 0;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin + 1;
        while (end < all.size() && sharesColumns(all[begin], all[end]))
            ++end;
        const bool goesOn = begin > 0 && all[begin].kind == Kind::Note && all[begin - 1].kind == Kind::Note;
        if (begin > 0 && !goesOn)
            top += kPartSpace / 2 * QFontMetricsF(font).height();
        top = addPart(legend, all.subspan(begin, end - begin), top, width);
        begin = end;
    }
    legend.size = QSizeF(width, top);
    return legend;
}

void paintLegend(QPainter& painter, const PrintedLegend& legend, const ChartTheme& theme) {
    painter.setFont(legend.font);
    const QFontMetricsF metrics(legend.font);
    for (const auto& [entry, area] : legend.rows) {
        const double indent = indentOf(entry, legend.keyWidth);
        painter.setPen(theme.text);
        painter.drawText(area.adjusted(indent, 0, 0, 1), Qt::AlignLeft | Qt::AlignTop,
                         wrapped(textOf(entry), area.width() - indent, metrics));
        paintSwatch(painter, entry, QRectF(area.left(), area.top(), indent - kIndentGap, metrics.height()),
                    kPrintedRadius * legend.look.markers, theme);
    }
}

} // namespace headroom::ui
