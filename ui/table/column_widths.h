// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

class QAbstractItemModel;
class QFontMetrics;

namespace headroom::ui {

/// What the columns of a table hold, as widths. Of a long table some of the rows are measured, and each that
/// arrives: that costs the same however many there are.
class ColumnWidths {
public:
    /// Measures anew.
    void measure(const QAbstractItemModel& model, const QFontMetrics& metrics);
    /// Takes account of these rows; returns whether a column grew.
    bool add(const QAbstractItemModel& model, int first, int last, const QFontMetrics& metrics);
    /// Pixels of the widest text of each column; 0 for none.
    const std::vector<int>& widest() const { return m_widest; }

private:
    bool addRow(const QAbstractItemModel& model, int row, const QFontMetrics& metrics);
    double widthOfCharacters(const QString& text, const QFontMetrics& metrics);

    std::vector<int> m_widest;
    std::vector<int> m_longest;        ///< characters of the longest text of each column
    QHash<QChar, double> m_characters; ///< widths of those seen
};

/// A column that is to be fitted into a table.
struct FittedColumn {
    int least = 0; ///< with room for its title
    int wanted = 0;
    bool yields = false; ///< its texts can be cut where there is little room
};

/// The width of each: as wanted where they fit into `room`, else those that yield are cut, the widest first,
/// down to what they need at least.
std::vector<int> fitted(const std::vector<FittedColumn>& columns, int room);

} // namespace headroom::ui
