// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/readings_model.h"

#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace headroom::ui {

namespace {

bool sameFrame(const ColumnReading& a, const ColumnReading& b) {
    const auto rowsAlike = [](const ReadingRow& one, const ReadingRow& other) {
        return one.label == other.label && one.ratio == other.ratio;
    };
    return a.columns == b.columns && a.hasGains == b.hasGains && a.quantity == b.quantity &&
           a.classSymbol == b.classSymbol && std::ranges::equal(a.rows, b.rows, rowsAlike);
}

} // namespace

void ReadingsModel::show(const ColumnReading& reading) {
    if (!sameFrame(m_reading, reading)) {
        beginResetModel();
        m_reading = reading;
        endResetModel();
        return;
    }
    m_reading = reading;
    if (!m_reading.rows.empty())
        Q_EMIT dataChanged(index(0, 1), index(rowCount() - 1, columnCount() - 1));
}

int ReadingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_reading.rows.size());
}

int ReadingsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid()
               ? 0
               : kFirstValue + static_cast<int>(m_reading.columns.size()) + (m_reading.hasGains ? 1 : 0);
}

const ReadingCell* ReadingsModel::cellAt(const QModelIndex& index) const {
    const auto column = static_cast<std::size_t>(index.column() - kFirstValue);
    if (index.column() < kFirstValue || column >= m_reading.columns.size())
        return nullptr;
    const auto& cell = m_reading.rows[static_cast<std::size_t>(index.row())].cells[column];
    return cell ? &*cell : nullptr;
}

QString ReadingsModel::textAt(const QModelIndex& index) const {
    const ReadingRow& row = m_reading.rows[static_cast<std::size_t>(index.row())];
    if (index.column() == 0)
        return m_reading.classSymbol.isEmpty() ? row.label : QString::number(row.ratio);
    if (index.column() == 1)
        return row.hidden ? QString::number(*row.hidden, 'f', 0) : QStringLiteral("–");
    if (isGain(index.column()))
        return row.gain;
    const ReadingCell* cell = cellAt(index);
    return cell ? cell->text : QString();
}

QString ReadingsModel::asideAt(const QModelIndex& index) const {
    const ReadingRow& row = m_reading.rows[static_cast<std::size_t>(index.row())];
    const ReadingCell* cell = cellAt(index);
    return cell && cell->point && row.hidden && cell->point->hidden != *row.hidden
               ? words(" at %1").arg(cell->point->hidden, 0, 'f', 0)
               : QString();
}

QVariant ReadingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index);
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? m_reading.rows[static_cast<std::size_t>(index.row())].label
                                   : QString(textAt(index) + asideAt(index));
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case RatioRole:
        return index.column() == 0 ? QVariant(static_cast<qlonglong>(
                                         m_reading.rows[static_cast<std::size_t>(index.row())].ratio))
                                   : QVariant();
    case WithinRole: {
        const ReadingCell* cell = cellAt(index);
        return cell && cell->point && cell->point->within;
    }
    case AsideRole:
        return asideAt(index);
    default:
        return {};
    }
}

QVariant ReadingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    const bool isValue = section >= kFirstValue && !isGain(section);
    if (role == Qt::ToolTipRole)
        return isValue ? toolTipText(m_reading.columns[static_cast<std::size_t>(section - kFirstValue)].title)
                       : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    if (isValue)
        return m_reading.columns[static_cast<std::size_t>(section - kFirstValue)].title;
    return section == 0 ? m_reading.classSymbol : section == 1 ? words("h") : words("gain");
}

QString ReadingsModel::widestText(int column) const {
    if (column == 1)
        return QStringLiteral("00000");
    if (isGain(column))
        return words("+00 %");
    if (column >= kFirstValue)
        return m_reading.columns[static_cast<std::size_t>(column - kFirstValue)].widest;
    QString widest;
    for (int row = 0; row < rowCount(); ++row)
        if (const QString label = textAt(index(row, 0)); label.size() > widest.size())
            widest = label;
    return widest;
}

bool ReadingsModel::hasAsides(int column) const {
    return m_reading.severalRuns && column >= kFirstValue && !isGain(column);
}

Qt::ItemFlags ReadingsModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled : Qt::NoItemFlags;
}

} // namespace headroom::ui
