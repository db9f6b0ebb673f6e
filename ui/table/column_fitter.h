// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/column_widths.h"

#include <QObject>

#include <map>

class QTableView;

namespace headroom::ui {

class MeasurementModel;

/// Keeps the columns of the table as wide as what they hold, but for those that the user made wider or
/// narrower.
class ColumnFitter final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it; columns of the view are those of the model.
    ColumnFitter(QTableView* view, const MeasurementModel* model, QObject* parent);

    /// The column has this width from now on.
    void resize(int column, int width);
    /// Whether the user chose the column's width.
    bool isChosen(int column) const { return m_chosen.contains(column); }
    /// That width, of a hidden column too. Requires isChosen().
    int chosenWidth(int column) const { return m_chosen.at(column); }
    void fit();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void measure();
    bool isStretched(int column) const;
    int titleWidth(int column) const;
    FittedColumn columnFor(int column) const;

    QTableView* m_view;
    const MeasurementModel* m_model;
    ColumnWidths m_widths;
    std::map<int, int> m_chosen; ///< widths by column
    bool m_fitting = false;
};

} // namespace headroom::ui
