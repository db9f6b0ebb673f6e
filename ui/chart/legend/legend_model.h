// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/legend/legend_entry.h"

#include <QAbstractListModel>

namespace headroom::ui {

class CurveSet;

/// The rows of the legend beside the chart.
class LegendModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit LegendModel(const CurveSet* curves, QObject* parent = nullptr);

    /// Reads the curves again, as they are seen now: a new list of rows resets the model, changed contents
    /// only tell so.
    void refresh(const PlotView& view);
    /// The same curves are seen otherwise.
    void setView(const PlotView& view);
    /// Whether there may be a row for hollow points, in some view.
    bool mayMarkFlagged() const;
    const LegendEntry& entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    /// Those that are shown of what the row stands for: an h/a in all runs, or a run.
    std::vector<CurveKey> curvesOf(int row) const;
    /// The longest of all rows' values, for a column of them.
    const QString& widestValue() const { return m_widestValue; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// Of every run.
    void curvesShownRequested(const std::vector<headroom::ui::CurveKey>& keys, bool shown);
    void runShownRequested(int runId, bool shown);
    void roofShownRequested(bool shown);

private:
    void take(std::vector<LegendEntry> entries);
    QString toolTip(const LegendEntry& entry) const;

    const CurveSet* m_curves;
    std::vector<LegendEntry> m_entries;
    QString m_widestValue;
};

} // namespace headroom::ui
