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
        return one.label == other.label && one.key == other.key;
    };
    return a.columns == b.columns && a.hasGains == b.hasGains && a.ownSizes == b.ownSizes &&
           a.unpaired == b.unpaired && a.quantity == b.quantity && a.classSymbol == b.classSymbol &&
           std::ranges::equal(a.rows, b.rows, rowsAlike);
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
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ReadingsModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(runsAreRows() ? 1 + m_reading.columns.size() : m_reading.rows.size());
}

int ReadingsModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(runsAreRows() ? 1 + m_reading.rows.size()
                                          : 2 + m_reading.columns.size() + (m_reading.hasGains ? 1 : 0));
}

ReadingsModel::Spot ReadingsModel::titleSpot(int column) const {
    const auto at = static_cast<std::size_t>(column);
    if (column == 0)
        return {Spot::What::Corner, 0, 0};
    if (runsAreRows())
        return {Spot::What::Ratio, at - 1, 0};
    if (column == 1)
        return {Spot::What::HiddenTitle, 0, 0};
    return at - 2 < m_reading.columns.size() ? Spot{Spot::What::Run, 0, at - 2}
                                             : Spot{Spot::What::GainTitle, 0, 0};
}

ReadingsModel::Spot ReadingsModel::spotAt(int row, int column) const {
    const auto along = static_cast<std::size_t>(row);
    Spot spot = titleSpot(column);
    if (runsAreRows()) { // the hidden sizes are the first row
        spot.column = row == 0 ? 0 : along - 1;
        if (column == 0)
            spot.what = row == 0 ? Spot::What::HiddenTitle : Spot::What::Run;
        else
            spot.what = row == 0 ? Spot::What::Hidden : Spot::What::Value;
        return spot;
    }
    spot.row = along;
    switch (spot.what) {
    case Spot::What::Corner:
        spot.what = Spot::What::Ratio;
        break;
    case Spot::What::HiddenTitle:
        spot.what = Spot::What::Hidden;
        break;
    case Spot::What::GainTitle:
        spot.what = Spot::What::Gain;
        break;
    default:
        spot.what = Spot::What::Value;
    }
    return spot;
}

const ReadingCell* ReadingsModel::cellAt(const Spot& spot) const {
    if (spot.what != Spot::What::Value)
        return nullptr;
    const auto& cell = m_reading.rows[spot.row].cells[spot.column];
    return cell ? &*cell : nullptr;
}

QString ReadingsModel::textAt(const Spot& spot) const {
    using enum Spot::What;
    const bool isRead = spot.what == Hidden || spot.what == Gain || spot.what == Value;
    if (isRead && !m_reading.hidden) // a dash would say that nothing is there
        return {};
    switch (spot.what) {
    case Spot::What::Corner:
        return m_reading.classSymbol;
    case Spot::What::Ratio: {
        const ReadingRow& row = m_reading.rows[spot.row];
        return m_reading.classSymbol.isEmpty() ? row.label : QString::number(row.key.ratio);
    }
    case Spot::What::Run:
        return m_reading.columns[spot.column].wholeTitle();
    case Spot::What::HiddenTitle:
        return m_reading.axisSymbol;
    case Spot::What::Hidden: {
        const auto& hidden = m_reading.rows[spot.row].hidden;
        return hidden ? QString::number(*hidden, 'f', 0) : QStringLiteral("–");
    }
    case Spot::What::GainTitle:
        return words("gain");
    case Spot::What::Gain:
        return m_reading.rows[spot.row].gain;
    case Spot::What::Value:
        break;
    }
    const ReadingCell* cell = cellAt(spot);
    return cell ? cell->text : QString();
}

QString ReadingsModel::asideAt(const Spot& spot) const {
    const ReadingCell* cell = cellAt(spot);
    if (!cell)
        return {};
    const auto& hidden = m_reading.rows[spot.row].hidden;
    return cell->point && hidden && cell->point->hidden != *hidden
               ? words(" at %1").arg(cell->point->hidden, 0, 'f', 0)
               : QString();
}

QVariant ReadingsModel::ratioAt(const Spot& spot) const {
    return spot.what == Spot::What::Ratio
               ? QVariant(static_cast<qlonglong>(m_reading.rows[spot.row].key.look()))
               : QVariant();
}

QString ReadingsModel::toolTipAt(const Spot& spot) const {
    const ReadingCell* cell = cellAt(spot);
    const QString text = cell                           ? cell->note
                         : spot.what == Spot::What::Run ? m_reading.columns[spot.column].run
                                                        : QString();
    return text.isEmpty() ? QString() : toolTipText(text);
}

QVariant ReadingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Spot spot = spotAt(index.row(), index.column());
    const ReadingCell* cell = cellAt(spot);
    switch (role) {
    case Qt::DisplayRole:
        return textAt(spot);
    case Qt::AccessibleTextRole:
        return spot.what == Spot::What::Ratio ? m_reading.rows[spot.row].label
                                              : QString(textAt(spot) + asideAt(spot));
    case Qt::AccessibleDescriptionRole:
        return cell ? cell->note : QString();
    case Qt::ToolTipRole:
        return toolTipAt(spot);
    case Qt::TextAlignmentRole:
        return static_cast<int>((isTitle(index.column()) ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    case RatioRole:
        return ratioAt(spot);
    case WithinRole: // what is no value is as quiet
        return spot.what == Spot::What::Hidden || spot.what == Spot::What::HiddenTitle ||
               (cell && cell->point && cell->point->within);
    case FlaggedRole:
        return cell && cell->point && cell->point->flagged;
    case AsideRole:
        return asideAt(spot);
    default:
        return {};
    }
}

QVariant ReadingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    const Spot spot = titleSpot(section);
    switch (role) {
    case Qt::ToolTipRole:
        return toolTipAt(spot);
    case RatioRole:
        return ratioAt(spot);
    case Qt::DisplayRole:
        return textAt(spot);
    case LinesRole:
        if (spot.what != Spot::What::Run || m_reading.columns[spot.column].second.isEmpty())
            return QStringList(textAt(spot));
        return QStringList{m_reading.columns[spot.column].title, m_reading.columns[spot.column].second};
    default:
        return {};
    }
}

int ReadingsModel::titleLines() const {
    const bool twoLines = std::ranges::any_of(
        m_reading.columns, [](const ReadingColumn& column) { return !column.second.isEmpty(); });
    return twoLines && !runsAreRows() ? 2 : 1;
}

QString ReadingsModel::widestText(int column) const {
    QString widest;
    const auto take = [&widest](const QString& text) {
        if (text.size() > widest.size())
            widest = text;
    };
    const Spot title = titleSpot(column);
    if (isTitle(column)) {
        for (int row = 0; row < rowCount(); ++row)
            take(index(row, column).data().toString());
        return widest;
    }
    if (title.what == Spot::What::GainTitle)
        return words("+00 %");
    if (title.what == Spot::What::Run)
        return m_reading.columns[title.column].widest;
    if (title.what == Spot::What::Ratio)
        for (const ReadingColumn& run : m_reading.columns)
            take(run.widest);
    take(QStringLiteral("00000"));
    return widest;
}

bool ReadingsModel::hasAsides(int column) const {
    const Spot::What title = titleSpot(column).what;
    return m_reading.ownSizes && (title == Spot::What::Run || title == Spot::What::Ratio);
}

bool ReadingsModel::hasFlagged(int column) const {
    const Spot title = titleSpot(column);
    return title.what == Spot::What::Run ? m_reading.columns[title.column].flagged
                                         : title.what == Spot::What::Ratio && m_reading.hasFlagged();
}

Qt::ItemFlags ReadingsModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled : Qt::NoItemFlags;
}

} // namespace headroom::ui
