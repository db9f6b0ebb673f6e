// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/column_fitter.h"

#include "ui/table/measurement_model.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTableView>

namespace headroom::ui {

namespace {

constexpr int kColumnPadding = 5;  ///< on either side, see the table's delegate
constexpr int kLeastDigits = 10;   ///< of a text that is cut
constexpr int kCharactersRun = 36; ///< of a run's name, at most: a short one tells it from others

bool yields(int column) {
    switch (column) {
    case MeasurementModel::RunName:
    case MeasurementModel::Kernel:
    case MeasurementModel::FlagWords:
    case MeasurementModel::StatusWord:
        return true;
    default:
        return false;
    }
}

} // namespace

ColumnFitter::ColumnFitter(QTableView* view, const MeasurementModel* model, QObject* parent)
    : QObject(parent), m_view(view), m_model(model) {
    const auto measureAndFit = [this] {
        measure();
        fit();
    };
    connect(model, &QAbstractItemModel::modelReset, this, measureAndFit);
    connect(model, &QAbstractItemModel::headerDataChanged, this, measureAndFit); // another unit
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        if (m_widths.add(*m_model, first, last, m_view->fontMetrics()))
            fit();
    });
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this, measureAndFit](const QModelIndex& first, const QModelIndex& last) {
                if (first.row() < last.row())
                    measureAndFit();
                else if (m_widths.add(*m_model, first.row(), last.row(), m_view->fontMetrics()))
                    fit();
            });
    connect(view->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int before, int now) {
                if (!m_fitting && before > 0 && now > 0 && !isStretched(column))
                    m_chosen[column] = now;
            });
    connect(view->horizontalHeader(), &QHeaderView::sectionMoved, this, &ColumnFitter::fit);
    connect(view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ColumnFitter::fit);
    view->viewport()->installEventFilter(this);
    view->installEventFilter(this);
    measureAndFit();
}

void ColumnFitter::measure() {
    m_widths.measure(*m_model, m_view->fontMetrics());
}

/// It has what the others leave.
bool ColumnFitter::isStretched(int column) const {
    const QHeaderView* header = m_view->horizontalHeader();
    return header->visualIndex(column) == header->count() - 1;
}

void ColumnFitter::resize(int column, int width) {
    m_chosen[column] = width;
    m_view->horizontalHeader()->resizeSection(column, width);
}

/// As the header pads it, with its mark where the table is sorted by it.
int ColumnFitter::titleWidth(int column) const {
    const QHeaderView* header = m_view->horizontalHeader();
    const QStyle* style = header->style();
    const int margin = style->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header);
    const int mark = style->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, header) + margin;
    const QString title = m_model->headerData(column, Qt::Horizontal).toString();
    return header->fontMetrics().horizontalAdvance(QStringLiteral(" %1 ").arg(title)) + 2 * margin + 2 +
           (header->sortIndicatorSection() == column ? mark : 0);
}

FittedColumn ColumnFitter::columnFor(int column) const {
    if (isChosen(column) && !isStretched(column))
        return {chosenWidth(column), chosenWidth(column)};
    const QFontMetrics metrics = m_view->fontMetrics();
    const int digit = metrics.horizontalAdvance(QLatin1Char('0'));
    const int margin = m_view->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_view) + 1;
    const int around = 2 * (kColumnPadding + margin) + 1;
    FittedColumn fitted;
    fitted.yields = yields(column);
    fitted.least = titleWidth(column);
    int text = m_widths.widest()[static_cast<std::size_t>(column)];
    if (column == MeasurementModel::RunName)
        text = std::min(text, kCharactersRun * digit);
    fitted.wanted = text + around;
    if (fitted.yields)
        fitted.least = std::max(fitted.least, std::min(fitted.wanted, kLeastDigits * digit + around));
    return fitted;
}

void ColumnFitter::fit() {
    if (m_fitting)
        return;
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    QHeaderView* header = m_view->horizontalHeader();
    std::vector<int> shown;
    std::vector<FittedColumn> columns;
    for (int column = 0; column < header->count(); ++column)
        if (!header->isSectionHidden(column)) {
            shown.push_back(column);
            columns.push_back(columnFor(column));
        }
    const std::vector<int> widths = fitted(columns, m_view->viewport()->width());
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (!isStretched(shown[i]))
            header->resizeSection(shown[i], widths[i]);
}

bool ColumnFitter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == m_view->viewport())
        fit();
    if (event->type() == QEvent::FontChange && watched == m_view) {
        measure();
        fit();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace headroom::ui
