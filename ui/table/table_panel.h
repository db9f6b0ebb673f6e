// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/measurement_filter.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace headroom::ui {

class ColumnFitter;
class CopyingTable;
class MeasurementModel;
class RunStore;

/// The table of measurements with its filter above: sortable, copied as tab-separated text.
class TablePanel final : public QWidget {
    Q_OBJECT

public:
    /// `store` must outlive the panel.
    explicit TablePanel(const RunStore* store, QWidget* parent = nullptr);
    ~TablePanel() override;

    /// Asked for each row while only visible curves are wanted; tell curvesChanged() when answers change.
    void setIsShown(MeasurementFilter::IsShown isShown);
    /// While on, the newest row stays in view, unless the user scrolled or sorted the table.
    void setFollowsNewest(bool on);
    /// Lays out what has arrived, so that the next paint needs no timer.
    void settle();
    /// Selects that measurement and scrolls to it, where the filter lets it through.
    void selectMeasurement(int runId, int row);
    /// The selected rows with the header, tab-separated, in the order shown; all rows shown when none is
    /// selected.
    QString selectionAsText() const;

    bool onlyVisibleCurves() const;
    void setOnlyVisibleCurves(bool on);
    /// Order and sorting of the columns, and the widths that the user chose, as a text.
    QString columns() const;
    /// Takes what columns() gave; leaves them alone for any other text.
    void setColumns(const QString& columns);

public Q_SLOTS:
    void copySelection() const;
    void focusFilter();
    void curvesChanged();

Q_SIGNALS:
    /// The current row changed, by the user's hand.
    void measurementChosen(int runId, int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setUpView(const RunStore* store);
    void layOut();
    void showTellingColumns();
    void showCount();
    void followNewest();

    const RunStore* m_store;
    MeasurementModel* m_model;
    MeasurementFilter* m_filter;
    CopyingTable* m_view;
    ColumnFitter* m_fitter = nullptr; ///< owned by the panel
    QLineEdit* m_words;
    QCheckBox* m_onlyVisible;
    QLabel* m_count;
    bool m_follows = false;
    bool m_atEnd = true;   ///< where the user left it
    bool m_moving = false; ///< not by the user
};

} // namespace headroom::ui
