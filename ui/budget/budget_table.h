// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace headroom::ui {

class BudgetState;
class BudgetTableModel;
class CopyingTable;

/// The GEMMs of budgets as a table, and the choice whether times are those of a layer or of the model.
class BudgetTable final : public QWidget {
    Q_OBJECT

public:
    /// `state` must outlive the table.
    explicit BudgetTable(BudgetState* state, QWidget* parent = nullptr);
    ~BudgetTable() override;

    /// Selects that row and scrolls to it.
    void selectRow(int runId, int row);
    /// The selected rows with the header, tab-separated; all rows when none is selected. Figures are numbers
    /// with the decimal sign of the desktop's language.
    QString selectionAsText() const;
    void copySelection() const;
    /// Lays out what has arrived, so that the next paint needs no timer.
    void settle();

Q_SIGNALS:
    /// The current row changed, by the user's hand.
    void rowChosen(int runId, int row);

private:
    void setUpView();
    void followRows();

    BudgetState* m_state;
    BudgetTableModel* m_model;
    CopyingTable* m_view;
    QComboBox* m_scope;
    QLabel* m_scopeLabel;
    bool m_isList = false;
};

} // namespace headroom::ui
