// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QSortFilterProxyModel;

namespace headroom::ui {

class MeasurementModel;
class RunStore;

/// The table of measurements: sortable, copied as tab-separated text.
class TablePanel final : public QTableView {
    Q_OBJECT

public:
    /// `store` must outlive the panel.
    explicit TablePanel(const RunStore* store, QWidget* parent = nullptr);

    /// Lays out what has arrived, so that the next paint needs no timer.
    void settle();
    /// Selects that measurement and scrolls to it.
    void selectMeasurement(int runId, int row);
    /// The selected cells with the header, tab-separated, in the order shown; everything when nothing is
    /// selected.
    QString selectionAsText() const;

public Q_SLOTS:
    void copySelection() const;

Q_SIGNALS:
    /// The current row changed, by the user's hand.
    void measurementChosen(int runId, int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showRunColumn();

    MeasurementModel* m_model;
    QSortFilterProxyModel* m_proxy;
};

} // namespace headroom::ui
