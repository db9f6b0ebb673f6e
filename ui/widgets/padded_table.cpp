// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/padded_table.h"

#include <QKeyEvent>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

constexpr int kCellSide = 5; ///< pixels at either side of a cell's text

} // namespace

void PaddedDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->rect.adjust(kCellSide, 0, -kCellSide, 0);
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
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 6);
    view->horizontalHeader()->setHighlightSections(false);
}

void widenColumns(QTableView* view, int mostDigits) {
    const QAbstractItemModel* model = view->model();
    QFont type = view->font();
    type.setWeight(QFont::DemiBold); // as sums have
    const QFontMetrics metrics(type);
    const int margin = view->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, view) + 1;
    const int around = 2 * (kCellSide + margin) + 1;
    const int most = mostDigits * view->fontMetrics().horizontalAdvance(QLatin1Char('0')) + around;
    for (int column = 0; column + 1 < model->columnCount(); ++column) {
        if (view->isColumnHidden(column) || view->columnWidth(column) >= most)
            continue;
        QString longest = model->headerData(column, Qt::Horizontal).toString() + QStringLiteral("  ");
        for (int row = 0; row < model->rowCount(); ++row)
            if (const QString text = model->index(row, column).data().toString();
                text.size() > longest.size())
                longest = text;
        const int wanted = std::min(most, metrics.horizontalAdvance(longest) + around);
        if (wanted > view->columnWidth(column))
            view->setColumnWidth(column, wanted);
    }
}

} // namespace headroom::ui
