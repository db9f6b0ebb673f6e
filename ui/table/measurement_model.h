// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/measurement.h"
#include "ui/runs/rate_unit.h"
#include "ui/table/measurement_columns.h"

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
        OperationTitle,
        PassWord,
        TypeWord,
        Hidden,
        Heads,
        HeadDim,
        KvHeads,
        Ffn,
        ExpertFfn,
        Vocab,
        Seq,
        KvSeq,
        Batch,
        TensorParallel,
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
    /// Whether the column says anything that tells these rows, or those of runs that are not hidden, apart;
    /// those of figures always do.
    bool tells(int column, bool visibleOnly) const;
    /// The words of all columns of a row that do, and its flags as files name them, one a line.
    QString rowText(int row) const;

Q_SIGNALS:
    /// A measurement arrived that differs from the others in what they shared.
    void otherColumnsTell();

private:
    bool learn(const StoredRun& run, const Measurement& row);
    void rebuild();
    void append(int runId, int row);
    void replace(int runId, int row);
    void updateUnit(const Measurement& arrived);

    const RunStore* m_store;
    std::vector<Source> m_rows;
    TellingColumns m_telling;
    TellingColumns m_tellingOfVisible; ///< of the runs that are not hidden
    RateUnit m_unit = RateUnit::Teraflops;
};

} // namespace headroom::ui
