// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/legend/legend_entry.h"

#include <QFont>

namespace headroom::ui {

/// The legend of a figure on paper: every name whole, on as many lines as it takes.
class PrintedLegend {
public:
    PrintedLegend(std::vector<LegendEntry> entries, const QFont& font);

    bool empty() const { return m_entries.empty(); }
    /// At the side of a figure of that width.
    double width(double figure) const;
    /// In smaller type where the rows would not fit otherwise, down to half of it.
    void paint(QPainter& painter, const QRectF& area, const ChartTheme& theme) const;

private:
    /// Of all rows below each other, in that type.
    double height(double width, int pixels) const;
    QFont typeOf(int pixels) const;

    std::vector<LegendEntry> m_entries;
    QFont m_font;
};

} // namespace headroom::ui
