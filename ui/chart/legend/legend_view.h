// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace headroom::ui {

class LegendModel;
struct CurveKey;

/// Draws a legend row: line and marker as in the chart, label, number of points and last value.
class LegendDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    void setCompact(bool on) { m_compact = on; }
    bool compact() const { return m_compact; }

private:
    bool m_compact = false; ///< without numbers
};

/// The legend: click or space hides and shows, double click or Enter isolates, F2 renames the row's run; the
/// context menu offers the same.
class LegendView final : public QListView {
    Q_OBJECT

public:
    explicit LegendView(LegendModel* model, QWidget* parent = nullptr);

    /// Begins the first row so far down, level with the plot.
    void setTopMargin(int pixels);
    /// Leaves the numbers out, for narrow windows.
    void setCompact(bool on);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void isolateRequested(const headroom::ui::CurveKey& key);
    void renameRequested(int runId);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void toggle(const QModelIndex& index);
    void isolate(const QModelIndex& index);
    void rename(const QModelIndex& index);

    LegendModel* m_model;
    LegendDelegate* m_delegate; // owned by the view
};

} // namespace headroom::ui
