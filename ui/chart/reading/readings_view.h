// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/readings_model.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace headroom::ui {

/// The table beside the plot that reads all curves at once. Its size follows from rows and columns alone, not
/// from what is read: the plot keeps its place while the pointer moves.
class ReadingsView final : public QWidget {
    Q_OBJECT

public:
    explicit ReadingsView(QWidget* parent = nullptr);

    void show(const ColumnReading& reading);
    /// In type of that share of the widget's own.
    void setTypeShare(double share);
    /// What it would want in such type.
    QSize sizeIn(double share) const;
    /// Begins so far down, level with the plot.
    void setTopMargin(int pixels);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Its own height says it, whatever one of its labels would like.
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    /// It wants another size.
    void resized();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    QFont typeIn(double share) const;
    int columnWidth(int column, const QFontMetrics& metrics) const;
    QSize tableSize(const QFontMetrics& metrics) const;
    QString keyText() const;

    ReadingsModel m_model;
    QLabel* m_headline; // owned by the widget, as are the others
    QLabel* m_quantity;
    QTableView* m_table;
    QLabel* m_key;
    int m_topMargin = 0;
    double m_typeShare = 1;
    QSize m_tableSize;
};

} // namespace headroom::ui
