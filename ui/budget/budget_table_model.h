// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/budget_bars.h"

#include <QAbstractTableModel>

namespace headroom::ui {

class BudgetState;

/// The GEMMs of the budgets that are shown, run by run in the plan's order, each run with the sums of a layer
/// and of its model below, and at the end what is to be known of the sums.
class BudgetTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        RunName,
        Gemm,
        Shape,
        Times,
        Milliseconds,
        Interval,
        Share,
        Throughput,
        RoofShare,
        Remarks,
        Kernel,
        ColumnCount,
    };
    enum class Kind {
        Gemm,
        Sum,
        Note, ///< a sentence that spans the columns from Gemm on
    };
    /// A row of the table, and the measurement it is of.
    struct Row {
        Kind kind = Kind::Gemm;
        int runId = 0;
        std::size_t row = 0; ///< of the run's measurements
        QStringList cells;
    };

    /// `state` must outlive the model.
    explicit BudgetTableModel(const BudgetState* state, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const Row& rowAt(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// -1 where there is no such measurement.
    int rowOf(int runId, std::size_t row) const;
    bool namesRuns() const;
    /// But that of the run's name where there is one run.
    std::vector<int> wantedColumns() const;

private:
    void rebuild();
    QString toldOf(const Row& row, int column) const;
    void addList(const StoredRun& run, const QString& name);
    void addRun(const StoredRun& run, const QString& name);
    QStringList cellsOf(const Run& run, const BudgetLine& line) const;
    QStringList cellsOf(const QString& title, const BudgetSum& sum, const std::string& lack) const;

    const BudgetState* m_state;
    std::vector<Row> m_rows;
};

/// A header line and those cells of the model, tab-separated, as spreadsheets take them from the clipboard:
/// figures are numbers with the decimal sign of the desktop's language.
QString tableText(const BudgetTableModel& model, const std::vector<int>& columns,
                  const std::vector<int>& rows);
/// All rows of what is shown.
QString budgetText(const BudgetState& state);

} // namespace headroom::ui
