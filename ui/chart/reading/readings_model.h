// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/column_reading.h"

#include <QAbstractTableModel>

namespace headroom::ui {

/// A reading as a table: for each h/a a row with its hidden size, a value for each column, and the best
/// algorithm's gain. Where there are many runs they are the rows, and each h/a is a column.
class ReadingsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        RatioRole = Qt::UserRole, ///< of the curves that a title stands for
        WithinRole,               ///< the compared runs do not differ here
        FlaggedRole,              ///< the point is hollow on the chart
        AsideRole,                ///< where this value was measured, if not where its row says
        LinesRole,                ///< of a column's title
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// New rows or columns reset the model, new values only tell so.
    void show(const ColumnReading& reading);
    const ColumnReading& reading() const { return m_reading; }
    /// The longest text that can come to stand in a column, without what lies aside.
    QString widestText(int column) const;
    int titleLines() const; ///< above the columns, at the most
    /// Whether values of that column may lie at hidden sizes of their own.
    bool hasAsides(int column) const;
    /// Whether there may be flagged values in that column.
    bool hasFlagged(int column) const;
    /// Whether that column has titles in it: h/a, or the runs' names.
    static bool isTitle(int column) { return column == 0; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// What stands in a cell, and of which row and column of the reading.
    struct Spot {
        enum class What { Corner, Ratio, Run, HiddenTitle, Hidden, GainTitle, Gain, Value };
        What what = What::Corner;
        std::size_t row = 0;
        std::size_t column = 0;
    };

    bool runsAreRows() const { return m_reading.columns.size() > kMostColumns; }
    Spot spotAt(int row, int column) const;
    /// Of the title above a column.
    Spot titleSpot(int column) const;
    const ReadingCell* cellAt(const Spot& spot) const;
    QString textAt(const Spot& spot) const;
    QString asideAt(const Spot& spot) const;
    QVariant ratioAt(const Spot& spot) const;
    QString toolTipAt(const Spot& spot) const;

    static constexpr std::size_t kMostColumns = 4; ///< of runs beside each other

    ColumnReading m_reading;
};

} // namespace headroom::ui
