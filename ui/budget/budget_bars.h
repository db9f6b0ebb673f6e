// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/budget_lines.h"
#include "ui/runs/rate_unit.h"

#include <QString>

#include <vector>

namespace headroom::ui {

/// One GEMM of a bar: as long as all its calls take.
struct BudgetSegment {
    std::size_t row = 0; ///< of the run's measurements
    Operation operation = Operation::Qkv;
    Pass pass = Pass::Forward;
    double startS = 0;
    BudgetLine line;

    double endS() const { return startS + line.seconds; }
};

/// What one algorithm of one run takes: a stack of its GEMMs in the plan's order. Failed rows have no length.
struct BudgetBar {
    int runId = 0;
    Algorithm algorithm = Algorithm::Default;
    QString name; ///< beside the other bars; empty where it is the only one
    std::vector<BudgetSegment> segments;
    BudgetSum sum;
    QStringList remarks; ///< sentences: what could not be measured, and what is flagged
};

/// One segment of one bar.
struct SegmentPlace {
    std::size_t bar = 0;
    std::size_t segment = 0;

    friend bool operator==(const SegmentPlace&, const SegmentPlace&) = default;
};

/// The budgets of a store that are shown, as bars on one axis, the front run's first. No widget and no
/// pixels; the runs are valid until the store changes.
class BudgetBars {
public:
    BudgetBars() = default;
    BudgetBars(const RunStore& store, BudgetScope scope);

    BudgetScope scope() const { return m_scope; }
    /// The visible ones, while another topic is shown too.
    const std::vector<const StoredRun*>& runs() const { return m_runs; }
    const std::vector<BudgetBar>& bars() const { return m_bars; }
    /// What the axis reaches: the longest bar with its interval, a replay's as it will become.
    double longestS() const { return m_longestS; }
    RateUnit rateUnit() const { return m_rateUnit; }
    /// Those that have a segment, in the order in which bars have them.
    const std::vector<Operation>& operations() const { return m_operations; }
    const std::vector<Pass>& passes() const { return m_passes; }
    bool isEmpty() const { return m_operations.empty(); }

    const BudgetSegment& at(const SegmentPlace& place) const {
        return m_bars.at(place.bar).segments.at(place.segment);
    }
    const StoredRun& runOf(const BudgetBar& bar) const;
    const Measurement& rowOf(const SegmentPlace& place) const;
    /// Nothing where no bar has it.
    std::optional<SegmentPlace> find(int runId, std::size_t row) const;

private:
    void addBars(const StoredRun& run, const QString& name);
    void collectKinds();

    BudgetScope m_scope = BudgetScope::Layer;
    std::vector<const StoredRun*> m_runs;
    std::vector<BudgetBar> m_bars;
    double m_longestS = 0;
    RateUnit m_rateUnit = RateUnit::Teraflops;
    std::vector<Operation> m_operations;
    std::vector<Pass> m_passes;
};

} // namespace headroom::ui
