// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/legend/legend_entry.h"

#include <QFont>

namespace headroom::ui {

/// One row of a printed legend, key and text.
struct PrintedRow {
    LegendEntry entry;
    QRectF area;
};

/// The legend of a figure on paper: every name whole, on as many lines as it takes.
struct PrintedLegend {
    QFont font;
    CurveLook look;
    double keyWidth = 0; ///< in which each line's pattern shows itself twice
    std::vector<PrintedRow> rows;
    QSizeF size;

    bool empty() const { return rows.empty(); }
    void moveTo(const QPointF& topLeft);
};

/// What a legend beside the plot of a figure takes of its width.
double widthBeside(const std::vector<LegendEntry>& entries, const CurveLook& look, const QFont& font,
                   double figure);

/// Whether a run's name then takes more than one line.
bool wrapsBeside(const std::vector<LegendEntry>& entries, const CurveLook& look, const QFont& font,
                 double figure);

/// Rows below each other, at the origin.
PrintedLegend legendBeside(std::vector<LegendEntry> entries, const CurveLook& look, const QFont& font,
                           double width);
/// Each part in as many columns as there is room for, centred, at the origin.
PrintedLegend legendBelow(std::vector<LegendEntry> entries, const CurveLook& look, const QFont& font,
                          double width);

void paintLegend(QPainter& painter, const PrintedLegend& legend, const ChartTheme& theme);

} // namespace headroom::ui
