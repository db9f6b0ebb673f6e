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
    enum class Titles {
        Cut, ///< long names; a tool tip has the rest
        Whole,
    };
    /// In type of that share of the widget's own.
    void setType(double share, Titles titles);
    /// What it would want in such type.
    QSize sizeIn(double share, Titles titles) const;
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
    int columnWidth(int column, const QFontMetrics& metrics, Titles titles) const;
    QSize tableSize(const QFont& type, Titles titles) const;
    QString keyText() const;
    int keyHeight(const QFontMetrics& metrics, int width) const;

    ReadingsModel m_model;
    QLabel* m_headline; // owned by the widget, as are the others
    QLabel* m_quantity;
    QTableView* m_table;
    QLabel* m_key;
    int m_topMargin = 0;
    double m_typeShare = 1;
    Titles m_titles = Titles::Cut;
    QSize m_tableSize;
};

} // namespace headroom::ui
