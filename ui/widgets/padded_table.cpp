// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/padded_table.h"

#include <QKeyEvent>

#include <utility>

namespace headroom::ui {

void PaddedDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->rect.adjust(5, 0, -5, 0);
}

PaddedHeader::PaddedHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
}

void PaddedHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    option->text = QStringLiteral(" %1 ").arg(option->text);
}

CopyingTable::CopyingTable(std::function<void()> copyRows, QWidget* parent)
    : QTableView(parent), m_copyRows(std::move(copyRows)) {}

void CopyingTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy))
        m_copyRows();
    else
        QTableView::keyPressEvent(event);
}

void dressTable(QTableView* view) {
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 6);
    view->horizontalHeader()->setHighlightSections(false);
}

} // namespace headroom::ui
