// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/measurement.h"
#include "ui/runs/rate_unit.h"

#include <QAbstractTableModel>

#include <vector>

namespace headroom::ui {

class RunStore;
struct StoredRun;

/// The measurements of all runs of curves in the store, reference data apart, one row each, oldest first. A
/// measurement that arrives costs the same however many there are.
class MeasurementModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        RunName,
        Hidden,
        Heads,
        HeadDim,
        Ratio,
        Throughput,
        IntervalWidth,
        CallSeconds,
        RoofShare,
        AlgorithmWord,
        Kernel,
        FlagWords,
        StatusWord,
        ColumnCount,
    };
    /// The number or word that a column is sorted by.
    static constexpr int SortRole = Qt::UserRole + 1;

    /// `store` must outlive the model.
    explicit MeasurementModel(const RunStore* store, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Where a row comes from.
    struct Source {
        int runId = 0;
        int row = 0;
    };
    Source sourceOf(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// Null for one that is gone from the store.
    const Measurement* measurementAt(int row) const;
    /// -1 where there is no such measurement.
    int rowOf(int runId, int row) const;
    /// Whether the user has hidden the run that a row belongs to.
    bool isOfHiddenRun(int row) const;
    /// Runs whose rows these are, or those of them that are not hidden.
    int runCount(bool visibleOnly) const;
    /// The words of all columns of a row, and its flags as files name them, one a line.
    QString rowText(int row) const;

private:
    void rebuild();
    void append(int runId, int row);
    void replace(int runId, int row);
    void updateUnit(const Measurement& arrived);

    const RunStore* m_store;
    std::vector<Source> m_rows;
    RateUnit m_unit = RateUnit::Teraflops;
};

} // namespace headroom::ui
