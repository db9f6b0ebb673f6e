// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/legend_model.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/chart/data/curve_set.h"
#include "ui/widgets/plain_text.h"

#include <algorithm>

namespace headroom::ui {

namespace {

/// Below a run's name: what should be known of it, and the environment it was measured in.
QString circumstances(const RunContext* context) {
    if (!context)
        return {};
    QString text;
    for (const std::string& note : context->notes)
        text += QLatin1Char('\n') + QString::fromStdString(note);
    for (const std::string& variable : context->environment)
        text += QLatin1Char('\n') + QString::fromStdString(variable);
    return text;
}

} // namespace

LegendModel::LegendModel(const CurveSet* curves, QObject* parent)
    : QAbstractListModel(parent), m_curves(curves) {
    take(legendEntries(*m_curves, LegendRows::All));
}

void LegendModel::take(std::vector<LegendEntry> entries) {
    m_entries = std::move(entries);
    m_widestValue.clear();
    for (const LegendEntry& entry : m_entries)
        if (entry.lastValue.size() > m_widestValue.size())
            m_widestValue = entry.lastValue;
}

void LegendModel::refresh() {
    std::vector<LegendEntry> entries = legendEntries(*m_curves, LegendRows::All);
    const bool sameRows =
        std::ranges::equal(entries, m_entries, [](const LegendEntry& a, const LegendEntry& b) {
            return a.kind == b.kind && a.key == b.key;
        });
    if (sameRows) {
        take(std::move(entries));
        if (!m_entries.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    take(std::move(entries));
    endResetModel();
}

int LegendModel::rowOf(const CurveKey& key) const {
    const auto it = std::ranges::find_if(m_entries, [&key](const LegendEntry& entry) {
        return entry.kind == LegendEntry::Kind::Curve && entry.key == key;
    });
    return it == m_entries.end() ? -1 : static_cast<int>(it - m_entries.begin());
}

int LegendModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QString LegendModel::toolTip(const LegendEntry& entry) const {
    switch (entry.kind) {
    case LegendEntry::Kind::Group:
        return entry.label + circumstances(m_curves->contextOf(entry.key.runId)) + QLatin1Char('\n') +
               tr("Click to hide or show the whole run, F2 or the context menu to rename it.");
    case LegendEntry::Kind::Roof:
        return tr(
            "The physical limit for each shape: the lesser of the device's arithmetic and of its memory "
            "bandwidth times the work per byte.\nClick to hide or show.");
    case LegendEntry::Kind::Curve:
        break;
    }
    QString text = QString::fromStdString(describeCurve(m_curves->specOf(entry.key), entry.key.ratio));
    text += QLatin1Char('\n') +
            (entry.points == 1 ? tr("1 point measured") : tr("%1 points measured").arg(entry.points));
    if (!entry.lastValue.isEmpty())
        text += tr("; %1 at the largest hidden size measured").arg(entry.lastValue);
    if (entry.failures > 0)
        text += QLatin1Char('\n') +
                (entry.failures == 1 ? tr("1 point failed") : tr("%1 points failed").arg(entry.failures));
    return text + QLatin1Char('\n') + tr("Click to hide or show, double click to show it alone.");
}

QVariant LegendModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LegendEntry& row = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.label;
    case Qt::CheckStateRole:
        return static_cast<int>(row.shown ? Qt::Checked : Qt::Unchecked);
    case Qt::ToolTipRole:
        return toolTipText(toolTip(row));
    case Qt::AccessibleTextRole:
        return row.lastValue.isEmpty()
                   ? row.label
                   : tr("%1, %2 points, last %3").arg(row.label).arg(row.points).arg(row.lastValue);
    default:
        return {};
    }
}

bool LegendModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const bool shown = value.toInt() == Qt::Checked;
    const LegendEntry row = entry(index.row());
    switch (row.kind) {
    case LegendEntry::Kind::Group:
        Q_EMIT runShownRequested(row.key.runId, shown);
        break;
    case LegendEntry::Kind::Curve:
        Q_EMIT curveShownRequested(row.key, shown);
        break;
    case LegendEntry::Kind::Roof:
        Q_EMIT roofShownRequested(shown);
        break;
    }
    return true;
}

Qt::ItemFlags LegendModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           : Qt::NoItemFlags;
}

} // namespace headroom::ui
