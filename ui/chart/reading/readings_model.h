// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/column_reading.h"

#include <QAbstractTableModel>

namespace headroom::ui {

/// A reading as a table: h/a, its hidden size, a value for each column, and the best algorithm's gain.
class ReadingsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        RatioRole = Qt::UserRole, ///< of the row's curve, in the first column
        WithinRole,               ///< the compared runs do not differ here
        AsideRole,                ///< where this value was measured, if not where its row says
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// New rows or columns reset the model, new values only tell so.
    void show(const ColumnReading& reading);
    const ColumnReading& reading() const { return m_reading; }
    /// The longest text that can come to stand in a column, without what lies aside.
    QString widestText(int column) const;
    /// Whether values of that column may lie at hidden sizes of their own.
    bool hasAsides(int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    static constexpr int kFirstValue = 2;

    const ReadingCell* cellAt(const QModelIndex& index) const;
    bool isGain(int column) const { return m_reading.hasGains && column == columnCount() - 1; }
    QString textAt(const QModelIndex& index) const;
    QString asideAt(const QModelIndex& index) const;

    ColumnReading m_reading;
};

} // namespace headroom::ui
