// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_bars.h"

#include "ui/runs/run_store.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace headroom::ui {

namespace {

QString asSentence(QString text) {
    text = text.trimmed();
    return text.isEmpty() || text.endsWith(u'.') ? text : text + u'.';
}

/// Of the rows that an algorithm has: which failed, and how many are flagged or not there yet.
QStringList remarksOn(const Run& run, const BudgetLines& all) {
    QStringList remarks;
    qsizetype flagged = 0;
    std::map<Flag, int> counts;
    for (const BudgetLine& line : all.lines) {
        const Measurement& row = run.measurements[line.row];
        const QString name = QString::fromStdString(nameOf(row.point));
        if (!row.ok())
            remarks
                << words("Not in the bar: %1. %2").arg(name, asSentence(QString::fromStdString(row.reason)));
        if (!row.ok() || row.flags.empty())
            continue;
        ++flagged;
        for (const FlagInfo& info : allFlags())
            counts[info.flag] += row.flags.has(info.flag) ? 1 : 0;
    }
    const auto rows = static_cast<qsizetype>(all.lines.size());
    if (flagged > 0) {
        const auto most =
            std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; });
        const QString why = flagsText(most->first);
        remarks << (most->second == flagged ? words("%1 of %2 rows are flagged: %3.")
                                            : words("%1 of %2 rows are flagged, mostly: %3."))
                       .arg(flagged)
                       .arg(rows)
                       .arg(why);
    }
    if (validate(run.spec).empty()) {
        const auto planned = static_cast<qsizetype>(
            std::ranges::count(budgetPoints(run.spec), all.algorithm, &PlannedPoint::algorithm));
        if (planned > rows)
            remarks << words("%1 of %2 GEMMs are measured.").arg(rows).arg(planned);
    }
    return remarks;
}

template <class T>
void addOnce(std::vector<T>& all, const T& value) {
    if (std::ranges::find(all, value) == all.end())
        all.push_back(value);
}

} // namespace

BudgetBars::BudgetBars(const RunStore& store, BudgetScope scope)
    : m_scope(scope), m_rateUnit(rateUnitOf(store, RunTopic::Layers)) {
    for (const StoredRun& run : store.measured(RunTopic::Layers) | std::views::reverse)
        if (run.visible)
            m_runs.push_back(&run);
    const std::vector<RunName> names = namesOf(m_runs);
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        addBars(*m_runs[i], m_runs.size() > 1 ? names[i].whole() : QString());
    collectKinds();
}

void BudgetBars::addBars(const StoredRun& stored, const QString& name) {
    const std::vector<BudgetLines> algorithms = budgetLines(stored.run, m_scope);
    for (const BudgetLines& all : algorithms) {
        BudgetBar bar;
        bar.runId = stored.id;
        bar.algorithm = all.algorithm;
        bar.name = name;
        if (algorithms.size() > 1) {
            const QString which = words("algorithm %1").arg(QLatin1String(toString(all.algorithm)));
            bar.name = name.isEmpty() ? which : QStringLiteral("%1 · %2").arg(name, which);
        }
        bar.sum = all.sum;
        bar.remarks = remarksOn(stored.run, all);
        double startS = 0;
        for (const BudgetLine& line : all.lines) {
            const Measurement& row = stored.run.measurements[line.row];
            if (!line.isInSum || !row.ok())
                continue;
            bar.segments.push_back({line.row, row.point.operation, row.point.pass, startS, line});
            startS += line.seconds;
        }
        m_longestS = std::max({m_longestS, bar.sum.seconds, bar.sum.highS});
        m_bars.push_back(std::move(bar));
    }
    const BudgetSum outlook =
        m_scope == BudgetScope::Layer ? sumOfLayer(stored.outlook) : sumOfModel(stored.outlook);
    m_longestS = std::max({m_longestS, outlook.seconds, outlook.highS});
}

void BudgetBars::collectKinds() {
    for (const BudgetBar& bar : m_bars)
        for (const BudgetSegment& segment : bar.segments) {
            addOnce(m_operations, segment.operation);
            addOnce(m_passes, segment.pass);
        }
    std::ranges::sort(m_passes);
}

const StoredRun& BudgetBars::runOf(const BudgetBar& bar) const {
    return **std::ranges::find(m_runs, bar.runId, &StoredRun::id);
}

const Measurement& BudgetBars::rowOf(const SegmentPlace& place) const {
    return runOf(m_bars.at(place.bar)).run.measurements.at(at(place).row);
}

std::optional<SegmentPlace> BudgetBars::find(int runId, std::size_t row) const {
    for (std::size_t bar = 0; bar < m_bars.size(); ++bar)
        for (std::size_t i = 0; i < m_bars[bar].segments.size(); ++i)
            if (m_bars[bar].runId == runId && m_bars[bar].segments[i].row == row)
                return SegmentPlace{bar, i};
    return std::nullopt;
}

} // namespace headroom::ui
