// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/legend_model.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/plain_text.h"

#include <algorithm>

namespace headroom::ui {

namespace {

/// All that is known of a run, one fact a line, and what can be done with its row.
QString runToolTip(const CurveSet& curves, const StoredRun& stored) {
    QStringList lines{stored.fullName()};
    const QStringList facts = sharedFacts({&stored}, allRunFacts());
    lines << facts.join(QStringLiteral(" · "));
    for (const std::string& note : stored.run.context.notes)
        lines << QString::fromStdString(note);
    for (const std::string& variable : stored.run.context.environment)
        lines << QString::fromStdString(variable);
    lines << disturbedSentence(curves, stored.id);
    lines.removeAll(QString());
    lines << LegendModel::tr(
        "Click to hide or show the whole run, double click to show it alone, F2 to rename "
        "it, Delete to remove it.");
    return lines.join(QLatin1Char('\n'));
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

bool LegendModel::mayMarkFlagged() const {
    return anyFlaggedShown(*m_curves);
}

void LegendModel::setView(const PlotView& view) {
    const bool has =
        std::ranges::find(m_entries, LegendEntry::Kind::Hollow, &LegendEntry::kind) != m_entries.end();
    if (has != marksFlagged(m_curves->curves(), view))
        refresh(view);
}

void LegendModel::refresh(const PlotView& view) {
    std::vector<LegendEntry> entries = legendEntries(*m_curves, LegendRows::All, &view);
    const bool sameRows =
        std::ranges::equal(entries, m_entries, [](const LegendEntry& a, const LegendEntry& b) {
            return a.kind == b.kind && a.key == b.key;
        });
    if (sameRows) {
        const bool sameTexts =
            std::ranges::equal(entries, m_entries, [](const LegendEntry& a, const LegendEntry& b) {
                return a.label == b.label && a.detail == b.detail;
            });
        take(std::move(entries));
        if (!sameTexts) // rows may have become higher or wider
            Q_EMIT layoutChanged();
        if (!m_entries.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    take(std::move(entries));
    endResetModel();
}

std::vector<CurveKey> LegendModel::curvesOf(int row) const {
    const LegendEntry& of = entry(row);
    const auto isMeant = [&of](const CurveKey& key) {
        return of.kind == LegendEntry::Kind::Run
                   ? key.runId == of.key.runId
                   : std::ranges::find(of.curves, key.ofEveryRun()) != of.curves.end();
    };
    std::vector<CurveKey> keys;
    for (const Curve& curve : m_curves->curves())
        if (curve.shown && isMeant(curve.key))
            keys.push_back(curve.key);
    return keys;
}

int LegendModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QString LegendModel::toolTip(const LegendEntry& entry) const {
    switch (entry.kind) {
    case LegendEntry::Kind::Run:
        return runToolTip(*m_curves, *m_curves->run(entry.key.runId));
    case LegendEntry::Kind::Hollow:
    case LegendEntry::Kind::Note:
        return hollowSentence();
    case LegendEntry::Kind::Roof:
        return tr(
            "The physical limit for each shape: the lesser of the device's arithmetic and of its memory "
            "bandwidth times the work per byte.\nClick to hide or show.");
    case LegendEntry::Kind::Curve:
        break;
    }
    QString text = QString::fromStdString(
        describeCurve(m_curves->specOf(entry.key), plannedOf(m_curves->specOf(entry.key), entry.key)));
    if (entry.key.runId == 0 && m_curves->groups().size() > 1) // the lines of the runs tell the rest
        return text + QLatin1Char('\n') +
               tr("Click to hide or show it in all runs, double click to show it alone.");
    text += QLatin1Char('\n') +
            (entry.points == 1 ? tr("1 point measured") : tr("%1 points measured").arg(entry.points));
    const Curve* curve = m_curves->find(entry.key);
    if (curve && !curve->points.empty()) // what the row's numbers are
        text +=
            tr("; %1 at the largest %2 measured, %3 = %4")
                .arg(m_curves->quantity().withUnit(curve->points.back().value),
                     QString::fromLatin1(m_curves->axis().name), QString::fromLatin1(m_curves->axis().symbol))
                .arg(curve->points.back().hidden, 0, 'f', 0);
    if (curve)
        if (const QString flagged = flaggedText(*curve); !flagged.isEmpty())
            text += QLatin1Char('\n') + flagged;
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
        if (row.kind == LegendEntry::Kind::Run)
            return m_curves->run(row.key.runId)->fullName();
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
    case LegendEntry::Kind::Run:
        Q_EMIT runShownRequested(row.key.runId, shown);
        break;
    case LegendEntry::Kind::Curve:
        Q_EMIT curvesShownRequested(row.curves, shown);
        break;
    case LegendEntry::Kind::Hollow:
    case LegendEntry::Kind::Note:
        return false;
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
