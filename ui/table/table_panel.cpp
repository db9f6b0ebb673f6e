// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_panel.h"

#include "ui/runs/copy_as_menu.h"
#include "ui/runs/run_store.h"
#include "ui/runs/short_names.h"
#include "ui/table/column_fitter.h"
#include "ui/table/measurement_model.h"
#include "ui/table/table_columns.h"
#include "ui/table/table_text.h"
#include "ui/widgets/padded_table.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace headroom::ui {

namespace {

/// Of a run's name it shows what tells it from others.
class MeasurementDelegate final : public PaddedDelegate {
public:
    MeasurementDelegate(const RunStore* store, QObject* parent) : PaddedDelegate(parent), m_store(store) {}

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        PaddedDelegate::initStyleOption(option, index);
        if (index.column() == MeasurementModel::RunName && option->widget && option->rect.width() > 0)
            option->text = shortName(option->text, *option);
    }

private:
    QString shortName(const QString& name, const QStyleOptionViewItem& option) const {
        const int margin = option.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1;
        const int room = option.rect.width() - 2 * margin;
        QStringList names;
        for (const StoredRun& run : m_store->measured(RunTopic::Curves))
            names << run.name();
        if (names != m_names || room != m_room) { // the same for all rows
            m_names = names;
            m_room = room;
            m_short = shortNames(names, QFontMetricsF(option.font), room);
        }
        return m_short.value(names.indexOf(name), name);
    }

    const RunStore* m_store;
    mutable QStringList m_names; ///< for which the short ones were made
    mutable QStringList m_short;
    mutable int m_room = 0;
};

} // namespace

TablePanel::TablePanel(const RunStore* store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new MeasurementModel(store, this))
    , m_filter(new MeasurementFilter(m_model, this))
    , m_view(new CopyingTable([this] { copySelection(); }, this))
    , m_words(new QLineEdit)
    , m_onlyVisible(new QCheckBox(tr("Only visible &curves")))
    , m_count(plainLabel()) {
    setObjectName(QStringLiteral("tablePanel"));
    setUpView(store);
    layOut();
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        showCount();
    });
    connect(m_onlyVisible, &QCheckBox::toggled, this, [this](bool on) {
        m_filter->setOnlyShown(on);
        showTellingColumns();
        showCount();
    });
    // After the filter, which was told of its source's changes first.
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &TablePanel::showCount);
    for (const auto referencesCameOrWent :
         {&RunStore::runAdded, &RunStore::runRemoved, &RunStore::runChanged})
        connect(store, referencesCameOrWent, this, &TablePanel::showCount);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &TablePanel::showCount);
    connect(m_model, &MeasurementModel::otherColumnsTell, this, &TablePanel::showTellingColumns);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        showTellingColumns();
        showCount();
    });
    showTellingColumns();
    showCount();
}

/// The view outlives this part of the panel, and its bar tells of the rows that go with it.
TablePanel::~TablePanel() {
    m_view->verticalScrollBar()->disconnect(this);
    m_view->selectionModel()->disconnect(this);
}

void TablePanel::setUpView(const RunStore* store) {
    m_view->setObjectName(QStringLiteral("table"));
    m_view->setAccessibleName(tr("Measurements"));
    m_filter->setSourceModel(m_model);
    m_filter->setSortRole(MeasurementModel::SortRole);
    m_view->setHorizontalHeader(new PaddedHeader(m_view));
    m_view->setModel(m_filter);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_view->setItemDelegate(new MeasurementDelegate(store, m_view));
    dressTable(m_view);
    offerRowMenu(
        m_view,
        [this, store](const QModelIndex& index) {
            const MeasurementModel::Source source = m_model->sourceOf(m_filter->mapToSource(index).row());
            return TableRow{store->find(source.runId), source.row};
        },
        [this] { copySelection(); });
    QHeaderView* header = m_view->horizontalHeader();
    header->setSortIndicatorClearable(true);
    // The longest texts get what a wide window has left.
    header->moveSection(header->visualIndex(MeasurementModel::Kernel), header->count() - 1);
    header->setStretchLastSection(true);
    m_fitter = new ColumnFitter(m_view, m_model, this);
    QScrollBar* bar = m_view->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, &TablePanel::followNewest);
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
        if (!m_moving)
            m_atEnd = value == bar->maximum();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid() || !m_view->hasFocus())
                    return;
                const MeasurementModel::Source source =
                    m_model->sourceOf(m_filter->mapToSource(current).row());
                Q_EMIT measurementChosen(source.runId, source.row);
            });
}

void TablePanel::layOut() {
    m_words->setObjectName(QStringLiteral("tableFilter"));
    m_words->setPlaceholderText(tr("Filter: a kernel, a flag, a size …"));
    m_words->setAccessibleName(tr("Filter of the table"));
    m_words->setToolTip(tr("Shows the measurements that have each of these words in some column, for example "
                           "“throttled”, “4128” or a part of a kernel's name (Ctrl+F; Esc clears it)"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(fontMetrics().averageCharWidth() * 50);
    m_onlyVisible->setObjectName(QStringLiteral("onlyVisibleCurves"));
    m_onlyVisible->setChecked(m_filter->onlyShown());
    m_onlyVisible->setToolTip(
        tr("Leaves out the measurements of curves and runs that are hidden in the chart"));
    m_count->setObjectName(QStringLiteral("tableCount"));
    m_count->setToolTip(tr("Measurements in the table, of all that are held"));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 8, 4);
    row->setSpacing(12);
    row->addWidget(m_words, 2);
    row->addWidget(m_onlyVisible);
    row->addStretch(1);
    row->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_view, 1);
}

void TablePanel::setIsShown(MeasurementFilter::IsShown isShown) {
    m_filter->setIsShown(std::move(isShown));
    showCount();
}

void TablePanel::setFollowsNewest(bool on) {
    if (std::exchange(m_follows, on) == on)
        return;
    m_atEnd = true;
    followNewest();
}

void TablePanel::followNewest() {
    const bool asMeasured = m_view->horizontalHeader()->sortIndicatorSection() < 0;
    if (!m_follows || !m_atEnd || !asMeasured)
        return;
    const QScopedValueRollback<bool> moving(m_moving, true);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
}

void TablePanel::settle() {
    m_view->executeDelayedItemsLayout();
}

void TablePanel::selectMeasurement(int runId, int row) {
    const int sourceRow = m_model->rowOf(runId, row);
    if (sourceRow < 0)
        return;
    const QModelIndex index = m_filter->mapFromSource(m_model->index(sourceRow, MeasurementModel::Hidden));
    if (!index.isValid()) // filtered out: what is selected stays
        return;
    m_view->selectRow(index.row());
    m_view->scrollTo(index);
}

QString TablePanel::selectionAsText() const {
    std::set<int> shown;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        shown.insert(index.row());
    if (shown.empty())
        for (int row = 0; row < m_filter->rowCount(); ++row)
            shown.insert(row);
    std::vector<int> rows;
    for (const int row : shown)
        rows.push_back(m_filter->mapToSource(m_filter->index(row, 0)).row());
    std::vector<int> columns;
    const QHeaderView* header = m_view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual)
        if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
            columns.push_back(column);
    return tableText(*m_model, columns, rows);
}

void TablePanel::copySelection() const {
    QGuiApplication::clipboard()->setText(selectionAsText());
}

void TablePanel::focusFilter() {
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

void TablePanel::curvesChanged() {
    m_filter->refresh();
    showCount();
}

bool TablePanel::onlyVisibleCurves() const {
    return m_onlyVisible->isChecked();
}

void TablePanel::setOnlyVisibleCurves(bool on) {
    m_onlyVisible->setChecked(on);
}

QString TablePanel::columns() const {
    const QHeaderView* header = m_view->horizontalHeader();
    TableColumns columns;
    columns.sorted = header->sortIndicatorSection();
    columns.descending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        const bool isChosen = m_fitter->isChosen(column);
        const int width = isChosen ? std::max(kMinColumnWidth, m_fitter->chosenWidth(column)) : kFittingWidth;
        columns.order.push_back({column, width});
    }
    return toText(columns);
}

void TablePanel::setColumns(const QString& text) {
    QHeaderView* header = m_view->horizontalHeader();
    const std::optional<TableColumns> columns = tableColumnsFrom(text, header->count());
    if (!columns)
        return;
    for (int visual = 0; visual < header->count(); ++visual) {
        const auto [column, width] = columns->order[static_cast<std::size_t>(visual)];
        header->moveSection(header->visualIndex(column), visual);
        if (width != kFittingWidth)
            m_fitter->resize(column, width);
    }
    header->setSortIndicator(columns->sorted, columns->descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    showTellingColumns();
}

/// What neither the table nor the filter took for itself.
void TablePanel::keyPressEvent(QKeyEvent* event) {
    const bool inWords = m_words->hasFocus();
    switch (event->key()) {
    case Qt::Key_Escape:
        if (!m_words->text().isEmpty())
            m_words->clear();
        else if (inWords)
            m_view->setFocus();
        else
            break;
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!inWords)
            break;
        m_view->setFocus();
        if (!m_view->selectionModel()->hasSelection())
            m_view->selectRow(0);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TablePanel::showTellingColumns() {
    for (int column = 0; column < MeasurementModel::ColumnCount; ++column)
        m_view->setColumnHidden(column, !m_model->tells(column, m_filter->onlyShown()));
    m_fitter->fit();
}

void TablePanel::showCount() {
    const int shown = m_filter->rowCount();
    const int all = m_model->rowCount();
    if (shown < all)
        m_count->setText(tr("%1 of %2").arg(shown).arg(all));
    else if (all == 0)
        m_count->setText(m_store->shownReference() ? tr("Reference data are not listed")
                                                   : tr("Nothing measured or opened yet"));
    else
        m_count->setText(all == 1 ? tr("1 measurement") : tr("%1 measurements").arg(all));
}

} // namespace headroom::ui
