// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/legend/legend_entry.h"

#include <QFont>

namespace headroom::ui {

/// The legend of a figure on paper.
class PrintedLegend {
public:
    /// In smaller type where rows are many, down to half of `leastPixels`.
    PrintedLegend(std::vector<LegendEntry> entries, const QFont& font, int leastPixels);

    bool empty() const { return m_entries.empty(); }
    double width() const;
    void paint(QPainter& painter, const QRectF& area, const ChartTheme& theme) const;

private:
    std::vector<LegendEntry> m_entries;
    QFont m_font;
    int m_leastPixels;
};

} // namespace headroom::ui
