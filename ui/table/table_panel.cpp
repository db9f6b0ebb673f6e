// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_panel.h"

#include "ui/table/measurement_model.h"
#include "ui/table/table_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <algorithm>
#include <set>

namespace headroom::ui {

namespace {

/// Keeps text away from the right-aligned numbers before it.
class PaddedDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->rect.adjust(5, 0, -5, 0);
    }
};

} // namespace

TablePanel::TablePanel(const RunStore* store, QWidget* parent)
    : QTableView(parent)
    , m_model(new MeasurementModel(store, this))
    , m_proxy(new QSortFilterProxyModel(this)) {
    setObjectName(QStringLiteral("table"));
    setAccessibleName(tr("Measurements"));
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(MeasurementModel::SortRole);
    setModel(m_proxy);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
    setItemDelegate(new PaddedDelegate(this));
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSortIndicatorClearable(true);
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    constexpr int kWidths[] = {16, 6, 4, 6, 5, 9, 16, 8, 9, 18, 9, 6}; // in digits
    for (int column = 0; column < MeasurementModel::ColumnCount; ++column)
        setColumnWidth(column, kWidths[column] * digit + 12);
    horizontalHeader()->setStretchLastSection(true);
    connect(
        selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
            if (!current.isValid() || !hasFocus())
                return;
            const MeasurementModel::Source source = m_model->sourceOf(m_proxy->mapToSource(current).row());
            Q_EMIT measurementChosen(source.runId, source.row);
        });
    connect(m_model, &QAbstractItemModel::modelReset, this, &TablePanel::showRunColumn);
    showRunColumn();
}

void TablePanel::settle() {
    executeDelayedItemsLayout();
}

void TablePanel::selectMeasurement(int runId, int row) {
    const int sourceRow = m_model->rowOf(runId, row);
    if (sourceRow < 0)
        return;
    const QModelIndex index = m_proxy->mapFromSource(m_model->index(sourceRow, MeasurementModel::Hidden));
    selectRow(index.row());
    scrollTo(index);
}

QString TablePanel::selectionAsText() const {
    std::set<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.insert(index.row());
    if (rows.empty())
        for (int row = 0; row < m_proxy->rowCount(); ++row)
            rows.insert(row);
    std::vector<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual)
        if (const int column = horizontalHeader()->logicalIndex(visual); !isColumnHidden(column))
            columns.push_back(column);
    return tableText(*m_proxy, columns, rows);
}

void TablePanel::copySelection() const {
    QGuiApplication::clipboard()->setText(selectionAsText());
}

void TablePanel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TablePanel::showRunColumn() {
    setColumnHidden(MeasurementModel::RunName, m_model->runsShown() < 2);
}

} // namespace headroom::ui
