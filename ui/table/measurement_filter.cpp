// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/measurement_filter.h"

#include "ui/table/measurement_model.h"

#include <algorithm>

namespace headroom::ui {

MeasurementFilter::MeasurementFilter(const MeasurementModel* model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model) {
    // Before the proxy's own connections, which ask for the texts.
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_foldedTexts.clear(); });
    connect(model, &MeasurementModel::otherColumnsTell, this, [this] {
        m_foldedTexts.clear();
        refresh();
    });
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                for (int row = first.row(); row <= last.row(); ++row)
                    if (static_cast<std::size_t>(row) < m_foldedTexts.size())
                        m_foldedTexts[static_cast<std::size_t>(row)] = QString();
            });
}

void MeasurementFilter::setWords(const QString& text) {
    const QStringList words = text.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    refresh();
}

void MeasurementFilter::setOnlyShown(bool on) {
    if (on == m_onlyShown)
        return;
    m_onlyShown = on;
    refresh();
}

void MeasurementFilter::setIsShown(IsShown isShown) {
    m_isShown = std::move(isShown);
    refresh();
}

void MeasurementFilter::refresh() {
    // All at once: invalidateFilter() would tell of each gap by itself, which takes long where there are
    // many.
    if (m_onlyShown || !m_words.isEmpty() || rowCount() < m_model->rowCount())
        invalidate();
}

bool MeasurementFilter::filterAcceptsRow(int sourceRow, const QModelIndex&) const {
    const MeasurementModel::Source source = m_model->sourceOf(sourceRow);
    if (m_onlyShown &&
        (m_model->isOfHiddenRun(sourceRow) || (m_isShown && !m_isShown(source.runId, source.row))))
        return false;
    return m_words.isEmpty() || std::ranges::all_of(m_words, [&](const QString& word) {
               return foldedText(sourceRow).contains(word);
           });
}

const QString& MeasurementFilter::foldedText(int row) const {
    const auto at = static_cast<std::size_t>(row);
    if (at >= m_foldedTexts.size())
        m_foldedTexts.resize(static_cast<std::size_t>(m_model->rowCount()));
    QString& text = m_foldedTexts[at];
    if (text.isNull())
        text = m_model->rowText(row).toCaseFolded();
    return text;
}

} // namespace headroom::ui
