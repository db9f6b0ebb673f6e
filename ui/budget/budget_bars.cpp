// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_bars.h"

#include "engine/sweep/layer_budget.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>
#include <utility>

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
    : m_scope(scope), m_isList(store.topic() == RunTopic::Lists) {
    const RunTopic topic = m_isList ? RunTopic::Lists : RunTopic::Layers;
    m_rateUnit = rateUnitOf(store, topic);
    for (const StoredRun& run : store.measured(topic) | std::views::reverse)
        if (run.visible)
            m_runs.push_back(&run);
    if (m_isList) {
        for (const StoredRun& run : store.references(RunTopic::Lists) | std::views::reverse)
            if (run.visible)
                m_runs.push_back(&run);
        addRows();
        collectKinds();
        return;
    }
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
        double start = 0;
        for (const BudgetLine& line : all.lines) {
            const Measurement& row = stored.run.measurements[line.row];
            if (!line.isInSum || !row.ok())
                continue;
            bar.segments.push_back(
                {line.row, row.point.operation, row.point.pass, start, line.seconds, line});
            start += line.seconds;
        }
        bar.end = bar.sum.seconds;
        bar.low = bar.sum.lowS;
        bar.high = bar.sum.highS;
        m_longest = std::max({m_longest, bar.end, bar.high});
        m_bars.push_back(std::move(bar));
    }
    const BudgetSum outlook =
        m_scope == BudgetScope::Layer ? sumOfLayer(stored.outlook) : sumOfModel(stored.outlook);
    m_longest = std::max({m_longest, outlook.seconds, outlook.highS});
}

namespace {

/// A run has a colour that an operation has in a layer.
Operation colourOf(std::size_t run) {
    constexpr std::array kColours{Operation::Gemm, Operation::KeyQueryScore, Operation::MlpUp,
                                  Operation::LatentQueryUp, Operation::ExpertGateUp};
    return kColours[run % kColours.size()];
}

/// What two runs have in common of a row; others may call it otherwise.
bool isSameRow(const PlannedPoint& one, const PlannedPoint& other, bool sameLabel) {
    return one.gemm == other.gemm && one.layout == other.layout && one.algorithm == other.algorithm &&
           (!sameLabel || one.label == other.label);
}

} // namespace

/// Row by row of the front run, each beside the same of the others; then what only those have.
void BudgetBars::addRows() {
    struct Row {
        std::size_t run;
        BudgetLine line;
        Algorithm algorithm;
        bool isTaken = false;
    };
    std::vector<Row> rows;
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        const Run& of = m_runs[run]->run;
        const std::size_t first = rows.size();
        for (const BudgetLines& all : budgetLines(of, m_scope))
            for (const BudgetLine& line : all.lines)
                rows.push_back({run, line, all.algorithm});
        std::ranges::sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(), {},
                          [&of](const Row& row) { return of.measurements[row.line.row].point.index; });
        for (const Measurement& row : m_runs[run]->outlook)
            m_longest = std::max({m_longest, row.throughputTflops(), row.throughputHighTflops()});
    }
    const auto pointOf = [this](const Row& row) -> const PlannedPoint& {
        return m_runs[row.run]->run.measurements[row.line.row].point;
    };
    for (Row& row : rows) {
        if (std::exchange(row.isTaken, true))
            continue;
        addRow(row.run, row.line, row.algorithm);
        std::size_t last = row.run; // each run has it once: there may be more than one like it
        if (m_runs.size() == 1)
            continue;
        for (Row& other : rows) {
            if (other.isTaken || other.run <= last ||
                !isSameRow(pointOf(row), pointOf(other), !m_runs[other.run]->isReference()))
                continue;
            other.isTaken = true;
            last = other.run;
            addRow(other.run, other.line, other.algorithm);
        }
    }
    // A roof far above all bars would make them short; its share stands beside each.
    constexpr double kMostAbove = 2.5;
    const double bars = m_longest;
    for (const BudgetBar& bar : m_bars)
        if (bar.roof && *bar.roof < kMostAbove * bars)
            m_longest = std::max(m_longest, *bar.roof);
}

void BudgetBars::addRow(std::size_t run, const BudgetLine& line, Algorithm algorithm) {
    const StoredRun& stored = *m_runs[run];
    const Measurement& row = stored.run.measurements[line.row];
    BudgetBar bar;
    bar.runId = stored.id;
    bar.algorithm = algorithm;
    bar.name = QString::fromStdString(nameOf(row.point));
    if (!row.point.label.empty())
        bar.name += QStringLiteral(" · ") + QString::fromStdString(shapeText(row.point.gemm));
    if (!row.ok()) {
        bar.remarks << asSentence(QString::fromStdString(row.reason));
    } else {
        bar.end = row.throughputTflops();
        bar.low = row.throughputLowTflops();
        bar.high = row.throughputHighTflops();
        if (line.roofShare)
            bar.roof = bar.end / *line.roofShare;
        bar.isFlagged = !row.flags.empty();
        bar.isReference = stored.isReference();
        // The best algorithm's is paler, as a gradient's is in a layer.
        const Pass shade = algorithm == Algorithm::Best ? Pass::Dgrad : Pass::Forward;
        bar.segments.push_back({line.row, colourOf(run), shade, 0, bar.end, line});
    }
    m_longest = std::max({m_longest, bar.end, bar.high});
    m_bars.push_back(std::move(bar));
}

std::vector<const StoredRun*> BudgetBars::leadingRuns() const {
    std::vector<const StoredRun*> measured = m_runs;
    std::erase_if(measured, [](const StoredRun* run) { return run->isReference(); });
    return measured.empty() ? m_runs : measured;
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
