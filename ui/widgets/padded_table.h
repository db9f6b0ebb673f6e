// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

#include <functional>

namespace headroom::ui {

/// Keeps text away from the right-aligned numbers before it.
class PaddedDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// Pads the titles as the cells are, so that they stand above what they name.
class PaddedHeader final : public QHeaderView {
public:
    explicit PaddedHeader(QWidget* parent);

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
};

/// A table whose copy key takes rows: a view's own takes one cell.
class CopyingTable final : public QTableView {
public:
    CopyingTable(std::function<void()> copyRows, QWidget* parent);
    using QTableView::executeDelayedItemsLayout;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::function<void()> m_copyRows;
};

/// As the window's tables look: rows as low as their type, selected whole, nothing to be edited. Call it when
/// the view has its model.
void dressTable(QTableView* view);

/// Makes columns wider whose texts would be cut, but none wider than so many digits, none narrower, and not
/// the last, which has what the others leave.
void widenColumns(QTableView* view, int mostDigits);

} // namespace headroom::ui
