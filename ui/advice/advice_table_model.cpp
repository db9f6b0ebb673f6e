// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_table_model.h"

#include "ui/advice/advice_state.h"
#include "ui/advice/advice_texts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QFont>

namespace headroom::ui {

AdviceTableModel::AdviceTableModel(const AdviceState* state, QObject* parent)
    : QAbstractTableModel(parent), m_state(state) {
    rebuild();
    connect(state, &AdviceState::changed, this, &AdviceTableModel::rebuild);
}

void AdviceTableModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    m_flagged.clear();
    m_bold = -1;
    const Advice none;
    const Advice& advice = m_state->run() ? m_state->advice() : none;
    const RateUnit unit = rateUnitOf(advice);
    m_titles = adviceTitles(advice);
    for (const AdvisedValue& value : advice.values) {
        if (&value == advice.better() || (!advice.better() && value.value == advice.asked.value))
            m_bold = static_cast<int>(m_rows.size());
        m_rows.push_back(adviceTexts(advice, value, unit));
        m_flagged.push_back(value.flagged);
    }
    endResetModel();
}

int AdviceTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AdviceTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant AdviceTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const QString text = m_rows[row].value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole: // a reason may be longer than its cell
        if (index.column() == 0 && m_flagged[row] > 0)
            return toolTipText(words("Rows that carry a flag: %1.").arg(m_flagged[row]));
        return index.column() + 1 == columnCount() && !text.isEmpty() ? QVariant(toolTipText(text))
                                                                      : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::FontRole:
        if (index.row() == m_bold) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant AdviceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_titles.value(section);
    const bool isText = section == 0 || section + 1 == columnCount();
    return role == Qt::TextAlignmentRole
               ? QVariant(int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter))
               : QVariant();
}

} // namespace headroom::ui
