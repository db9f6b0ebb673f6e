// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/column_widths.h"

#include <QAbstractItemModel>
#include <QFontMetrics>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr int kMeasuredRows = 600; ///< at most, of a table that is there at once
constexpr int kAsLong = 4;         ///< characters: so much shorter a text may be as wide as the longest

} // namespace

void ColumnWidths::measure(const QAbstractItemModel& model, const QFontMetrics& metrics) {
    m_widest.assign(static_cast<std::size_t>(model.columnCount()), 0);
    m_longest = m_widest;
    m_characters.clear();
    const int step = 1 + model.rowCount() / kMeasuredRows;
    for (int row = 0; row < model.rowCount(); row += step)
        addRow(model, row, metrics);
}

bool ColumnWidths::add(const QAbstractItemModel& model, int first, int last, const QFontMetrics& metrics) {
    bool grew = false;
    for (int row = first; row <= last; ++row)
        grew |= addRow(model, row, metrics);
    return grew;
}

bool ColumnWidths::addRow(const QAbstractItemModel& model, int row, const QFontMetrics& metrics) {
    bool grew = false;
    for (int column = 0; column < model.columnCount(); ++column) {
        const auto at = static_cast<std::size_t>(column);
        const QString text = model.index(row, column).data().toString();
        const auto length = static_cast<int>(text.size());
        // To lay out a text takes long: not of each row that arrives.
        if (length + kAsLong <= m_longest[at] || widthOfCharacters(text, metrics) <= m_widest[at])
            continue;
        m_longest[at] = std::max(m_longest[at], length);
        const int width = metrics.horizontalAdvance(text);
        grew |= width > m_widest[at];
        m_widest[at] = std::max(m_widest[at], width);
    }
    return grew;
}

/// One beside the other: as wide as the text, or a little wider where it is kerned.
double ColumnWidths::widthOfCharacters(const QString& text, const QFontMetrics& metrics) {
    double sum = 0;
    for (const QChar character : text) {
        auto known = m_characters.find(character);
        if (known == m_characters.end())
            known = m_characters.insert(character, QFontMetricsF(metrics).horizontalAdvance(character));
        sum += *known;
    }
    return sum;
}

std::vector<int> fitted(const std::vector<FittedColumn>& columns, int room) {
    std::vector<int> widths;
    int sum = 0;
    for (const FittedColumn& column : columns) {
        widths.push_back(std::max(column.least, column.wanted));
        sum += widths.back();
    }
    while (sum > room) {
        // The widest is cut to the next one, or to what is missing.
        int widest = -1;
        int next = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i].yields || widths[i] <= columns[i].least)
                continue;
            if (widest < 0 || widths[i] > widths[static_cast<std::size_t>(widest)]) {
                next = widest < 0 ? 0 : widths[static_cast<std::size_t>(widest)];
                widest = static_cast<int>(i);
            } else {
                next = std::max(next, widths[i]);
            }
        }
        if (widest < 0)
            break;
        const auto at = static_cast<std::size_t>(widest);
        const int to =
            std::max({columns[at].least, std::min(next, widths[at] - 1), widths[at] - (sum - room)});
        sum -= widths[at] - to;
        widths[at] = to;
    }
    return widths;
}

} // namespace headroom::ui
