// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_table.h"

#include "ui/budget/budget_state.h"
#include "ui/budget/budget_table_model.h"
#include "ui/runs/copy_as_menu.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/padded_table.h"
#include "ui/widgets/plain_text.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <set>
#include <utility>

namespace headroom::ui {

BudgetTable::BudgetTable(BudgetState* state, QWidget* parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new BudgetTableModel(state, this))
    , m_view(new CopyingTable([this] { copySelection(); }, this))
    , m_scope(new QComboBox)
    , m_scopeLabel(plainLabel()) {
    setObjectName(QStringLiteral("budgetTablePanel"));
    m_scope->setObjectName(QStringLiteral("budgetScope"));
    m_scope->setAccessibleName(tr("Times of"));
    m_scope->setToolTip(tr("Whether bars and table show the times of one layer, or of all layers and the "
                           "logits"));
    m_scope->addItems({tr("One layer"), tr("Whole model")}); // as BudgetScope
    setUpView();
    m_scopeLabel->setBuddy(m_scope);
    QSizePolicy keeps = m_scope->sizePolicy(); // a row that went would change the window's least height
    keeps.setRetainSizeWhenHidden(true);
    m_scope->setSizePolicy(keeps);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 8, 4);
    row->setSpacing(6);
    row->addWidget(m_scopeLabel);
    row->addWidget(m_scope);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    connect(m_scope, &QComboBox::activated, this,
            [this](int scope) { m_state->setScope(static_cast<BudgetScope>(scope)); });
    connect(state, &BudgetState::scopeChanged, this,
            [this] { m_scope->setCurrentIndex(static_cast<int>(m_state->scope())); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &BudgetTable::followRows);
    followRows();
}

BudgetTable::~BudgetTable() {
    m_view->selectionModel()->disconnect(this);
}

void BudgetTable::setUpView() {
    m_view->setObjectName(QStringLiteral("budgetTable"));
    m_view->setAccessibleName(tr("GEMMs of a layer"));
    m_view->setHorizontalHeader(new PaddedHeader(m_view));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PaddedDelegate(m_view));
    dressTable(m_view);
    offerRowMenu(
        m_view,
        [this](const QModelIndex& index) {
            const BudgetTableModel::Row& row = m_model->rowAt(index.row());
            const auto& runs = m_state->bars().runs();
            const auto run = std::ranges::find(runs, row.runId, &StoredRun::id);
            const bool isGemm = row.kind == BudgetTableModel::Kind::Gemm && run != runs.end();
            return isGemm ? TableRow{*run, static_cast<int>(row.row)} : TableRow{};
        },
        [this] { copySelection(); });
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    constexpr int kWidths[] = {16, 27, 18, 5, 7, 5, 8, 7, 8, 18, 20}; // in digits
    static_assert(std::size(kWidths) == BudgetTableModel::ColumnCount);
    for (int column = 0; column < BudgetTableModel::ColumnCount; ++column)
        m_view->setColumnWidth(column, kWidths[column] * digit + 12);
    m_view->horizontalHeader()->setStretchLastSection(true);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid() || !m_view->hasFocus())
                    return;
                const BudgetTableModel::Row& row = m_model->rowAt(current.row());
                if (row.kind == BudgetTableModel::Kind::Gemm)
                    Q_EMIT rowChosen(row.runId, static_cast<int>(row.row));
            });
}

void BudgetTable::followRows() {
    const std::vector<int> wanted = m_model->wantedColumns();
    for (int column = 0; column < BudgetTableModel::ColumnCount; ++column)
        m_view->setColumnHidden(column, std::ranges::find(wanted, column) == wanted.end());
    const bool isList = m_state->bars().isList();
    if (std::exchange(m_isList, isList) != isList) { // with type and layout beside the lengths
        const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
        m_view->setColumnWidth(BudgetTableModel::Shape, (isList ? 28 : 18) * digit + 12);
    }
    m_scope->setVisible(!isList);
    m_scopeLabel->setText(isList ? tr("Rows in the order of the list") : tr("&Times of"));
    m_view->clearSpans();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->rowAt(row).kind == BudgetTableModel::Kind::Note)
            m_view->setSpan(row, BudgetTableModel::Gemm, 1,
                            BudgetTableModel::ColumnCount - BudgetTableModel::Gemm);
    constexpr int kLongestFigure = 12;
    widenColumns(m_view, kLongestFigure);
}

void BudgetTable::selectRow(int runId, int row) {
    const int at = m_model->rowOf(runId, static_cast<std::size_t>(row));
    if (at < 0)
        return;
    m_view->selectRow(at);
    m_view->scrollTo(m_model->index(at, BudgetTableModel::Gemm));
}

void BudgetTable::settle() {
    m_view->executeDelayedItemsLayout();
}

QString BudgetTable::selectionAsText() const {
    std::set<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows.insert(index.row());
    if (rows.empty())
        for (int row = 0; row < m_model->rowCount(); ++row)
            rows.insert(row);
    return tableText(*m_model, m_model->wantedColumns(), {rows.begin(), rows.end()});
}

void BudgetTable::copySelection() const {
    QGuiApplication::clipboard()->setText(selectionAsText());
}

} // namespace headroom::ui
